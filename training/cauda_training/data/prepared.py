"""Reads what `cauda prepare` wrote (docs/preprocessing.md)."""

from __future__ import annotations

import hashlib
import json
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from ..errors import TrainingError, none_of
from ..tasks import GRADED, MASK_UNKNOWN, MULTI_LABEL, TASKS

PREPROCESSING_VERSION = 1
"""Of src/domain/pack.ts; a test compares the two. Tensors of another version would train a network that the app feeds differently."""
INDEX_COLUMNS = ("file", "patient", "level", "side")
SPLITS = ("train", "val", "test")
SIMULATED = "phantom"
"""The data set of simulated patients: read only where it is named, so that priors, scope and figures rest on real ones."""


@dataclass(frozen=True)
class Prepared:
    """Examples of one task and split. `arrays["x"]` is grey 0-255, [n, rows, columns, channels], margin included."""

    task: str
    split: str
    arrays: dict[str, np.ndarray]
    index: pd.DataFrame
    """One row an example: dataset, file, patient, level, side."""

    def __len__(self) -> int:
        return len(self.index)

    def take(self, rows: np.ndarray) -> "Prepared":
        return Prepared(
            self.task,
            self.split,
            {name: values[rows] for name, values in self.arrays.items()},
            self.index.iloc[rows].reset_index(drop=True),
        )


def read_meta(folder: Path) -> dict[str, Any]:
    """Errors: `prepared.no-meta`, `prepared.other-version`."""
    try:
        meta = json.loads((folder / "meta.json").read_text("utf8"))
    except (OSError, json.JSONDecodeError) as error:
        raise TrainingError("prepared.no-meta", f"{folder}: {error}; run `cauda prepare` first") from error
    if (version := meta.get("preprocessingVersion")) != PREPROCESSING_VERSION:
        raise TrainingError(
            "prepared.other-version",
            f"{folder} was prepared by preprocessing version {version}, this code reads version {PREPROCESSING_VERSION}; prepare into a new folder",
        )
    return meta


def check_datasets(folder: Path, task: str, datasets: tuple[str, ...], shares: dict[str, float]) -> None:
    """Every data set that a config names has training shards of the task. Errors: `prepared.no-dataset`."""
    there = sorted({path.name.split(".train")[0] for path in (folder / task).glob("*.train*.npz")})
    for name in (*datasets, *shares):
        if name not in there:
            raise TrainingError("prepared.no-dataset", f"{folder} has no training examples of {task} from {name!r}; {none_of(name, there)}")


def input_spec(folder: Path, task: str) -> dict[str, Any]:
    """The manifest's `input` of a task: name, shape without the training margin, view and intensity rule."""
    inputs = read_meta(folder).get("inputs", {})
    if task not in inputs:
        raise TrainingError("prepared.no-task", f"{folder}/meta.json has no input for {task}")
    return inputs[task]


def read_split(folder: Path, task: str, split: str, datasets: tuple[str, ...] = ()) -> Prepared:
    """All examples of a task and split, from `datasets` or, where none is named, from all of real patients. Errors: `prepared.nothing`, `prepared.corrupt-shard`, `prepared.mixed-shapes`."""
    parts = []
    for path in sorted((folder / task).glob(f"*.{split}*.npz")):
        dataset = path.name.split(f".{split}")[0]
        if _is_wanted(dataset, datasets):
            parts.append(_read_shard(path, dataset))
    if not parts:
        wanted = ", ".join(datasets) or "any data set"
        raise TrainingError("prepared.nothing", f"no {split} examples of {task} from {wanted} in {folder}")
    arrays = _join([arrays for arrays, _ in parts], [len(index) for _, index in parts], task)
    return Prepared(task, split, arrays, pd.concat([index for _, index in parts], ignore_index=True))


def in_fold(data: Prepared, fold: str) -> np.ndarray:
    """[n] bool: whose patient belongs to the part that `fold` (`k/n`) names, by the hash of the patient; "" names nobody."""
    if not fold:
        return np.zeros(len(data), bool)
    k, n = (int(part) for part in fold.split("/"))
    part_of = {name: int(hashlib.sha256(f"fold {name}".encode()).hexdigest(), 16) % n + 1 for name in data.index["patient"].unique()}
    return data.index["patient"].map(part_of).to_numpy() == k


def refuse_shared_patients(train: Prepared, val: Prepared) -> None:
    """Errors: `prepared.patient-in-two-splits`."""
    seen = set(zip(train.index["dataset"], train.index["patient"]))
    if shared := sorted(seen.intersection(zip(val.index["dataset"], val.index["patient"]))):
        dataset, patient = shared[0]
        raise TrainingError("prepared.patient-in-two-splits", f"patient {patient} of {dataset} is in {train.split} and in {val.split}, {len(shared)} patients so; split by patient")


def data_hash(folder: Path, task: str, datasets: tuple[str, ...] = ()) -> str:
    """sha256 over every shard of the task, in order of name."""
    digest = hashlib.sha256()
    for path in sorted((folder / task).glob("*.npz")):
        if _is_wanted(path.name.split(".")[0], datasets):
            digest.update(path.name.encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def count_sources(folder: Path, task: str, datasets: tuple[str, ...] = ()) -> list[dict[str, Any]]:
    """Patients and images in the training split of every data set."""
    index = read_split(folder, task, "train", datasets).index
    return [
        {"name": str(name), "patients": int(rows["patient"].nunique()), "images": int(rows["file"].nunique())}
        for name, rows in index.groupby("dataset")
    ]


def _is_wanted(dataset: str, datasets: tuple[str, ...]) -> bool:
    return dataset in datasets if datasets else dataset != SIMULATED


def _read_shard(path: Path, dataset: str) -> tuple[dict[str, np.ndarray], pd.DataFrame]:
    try:
        with np.load(path) as stored:
            arrays = {name: stored[name] for name in stored.files}
        index = pd.read_csv(path.with_suffix(".csv"), dtype={"patient": str, "level": str, "side": str}, keep_default_na=False)
    except (OSError, ValueError, zipfile.BadZipFile, EOFError) as error:
        raise TrainingError("prepared.corrupt-shard", f"{path}: {error}; prepare again, which writes it anew") from error
    lengths = {len(values) for values in arrays.values()} | {len(index)}
    if "x" not in arrays or len(lengths) != 1:
        raise TrainingError("prepared.corrupt-shard", f"{path}: arrays and index differ in length; prepare again, which writes them anew")
    if missing := [column for column in INDEX_COLUMNS if column not in index]:
        raise TrainingError("prepared.corrupt-shard", f"{path.with_suffix('.csv')}: no column {', '.join(missing)}; prepare again, which writes it anew")
    index.insert(0, "dataset", dataset)
    _check_labels(path, arrays, index)
    return arrays, index


def _check_labels(path: Path, arrays: dict[str, np.ndarray], index: pd.DataFrame) -> None:
    """Every label is one that its task knows, every weight is a number. Errors: `prepared.wrong-label`."""
    task = TASKS.get(path.parent.name)
    limits = {name: 1 for output in task.outputs if output.kind == MULTI_LABEL for name in output.arrays} if task else {}
    for output in task.outputs if task else ():
        if output.kind == GRADED:
            limits |= {name: len(output.labels) - (output.target != "pfirrmann") for name in output.arrays}
    for name, highest in limits.items():
        if name in arrays:
            _refuse_rows(path, index, name, (arrays[name] < -1) | (arrays[name] > highest), arrays[name], f"a whole number from -1 (unknown) to {highest}")
    if "weight" in arrays:
        weight = arrays["weight"]
        _refuse_rows(path, index, "weight", ~(np.isfinite(weight) & (weight >= 0)), weight, "a finite number of at least 0")


def _refuse_rows(path: Path, index: pd.DataFrame, name: str, wrong: np.ndarray, values: np.ndarray, allowed: str) -> None:
    if wrong.any():
        row = int(np.flatnonzero(wrong)[0])
        said = f"{path}: row {row + 1} ({index['file'].iloc[row]}) has {name} {values[row]}, which is not {allowed}"
        raise TrainingError("prepared.wrong-label", f"{said}; {int(wrong.sum())} rows like it")


def _join(parts: list[dict[str, np.ndarray]], lengths: list[int], task: str) -> dict[str, np.ndarray]:
    """Concatenates; masks, which not every data set has, are filled with unknown."""
    names = set().union(*parts)
    joined = {}
    for name in sorted(names):
        shapes = {part[name].shape[1:] for part in parts if name in part}
        if len(shapes) != 1:
            raise TrainingError("prepared.mixed-shapes", f"{task}: {name} comes in shapes {sorted(shapes)}")
        shape = shapes.pop()
        missing = [len_ for part, len_ in zip(parts, lengths) if name not in part]
        if missing and name != "masks":
            raise TrainingError("prepared.missing-labels", f"{task}: some shards have no {name}; prepare all again")
        joined[name] = np.concatenate(
            [
                part[name] if name in part else np.full((length, *shape), MASK_UNKNOWN, np.uint8)
                for part, length in zip(parts, lengths)
            ]
        )
    needed = {array for output in TASKS[task].outputs for array in output.arrays} - {"masks"}
    if absent := needed - set(joined):
        raise TrainingError("prepared.missing-labels", f"{task}: no {', '.join(sorted(absent))}; prepare again")
    if "masks" in {array for output in TASKS[task].outputs for array in output.arrays} and "masks" not in joined:
        joined["masks"] = np.full((*joined["x"].shape[:3], 3), MASK_UNKNOWN, np.uint8)
    return joined
