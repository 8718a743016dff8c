"""A finished or running training, read back from its folder."""

from __future__ import annotations

import json
import math
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import keras
import numpy as np

from .provenance import provenance
from ..config import Config, parse_config
from ..errors import TrainingError, none_of
from ..network.networks import build_network
from ..data.prepared import read_split
from ..tasks import TASKS, is_labelled


@dataclass(frozen=True)
class Run:
    folder: Path
    config: Config
    command: str
    seed: int
    data_sha256: str

    def build(self, input_shape: tuple[int, int, int]) -> keras.Model:
        return build_network(self.config, input_shape)

    def labelled(self, prepared: Path) -> list[str]:
        """Names of the outputs that the training split has labels for; the others have learned nothing."""
        train = read_split(prepared, self.config.task, "train", self.config.data.datasets)
        task = TASKS[self.config.task]
        return [output.name for output in task.outputs if is_labelled(task, output, train.arrays)]

    def load(self, input_shape: tuple[int, int, int], weights: str = "best") -> keras.Model:
        """In float32, whatever it was trained in. Errors: `run.no-weights`, `run.not-finite`, `run.other-weights`."""
        path = self.folder / f"{weights}.weights.h5"
        if not path.exists():
            raise TrainingError("run.no-weights", f"{path} is not there: train it first")
        policy = keras.config.dtype_policy()
        keras.config.set_dtype_policy("float32")
        try:
            model = self.build(input_shape)
        finally:
            keras.config.set_dtype_policy(policy)
        try:
            model.load_weights(path)
        except (OSError, ValueError) as error:
            raise TrainingError("run.other-weights", f"{path} does not fit the network of config.json: {str(error).splitlines()[0]}") from error
        if wrong := [variable.path for variable in model.weights if not np.isfinite(np.asarray(variable)).all()]:
            raise TrainingError("run.not-finite", f"{path}: {wrong[0]} holds values that are not finite; train again at a lower learning rate")
        return model


def refuse_existing(folder: Path) -> None:
    """Before any work is done for it. Errors: `fit.run-exists`."""
    if folder.exists():
        raise TrainingError("fit.run-exists", f"{folder}: choose another name")


def write_derived(folder: Path, source: Run, model: keras.Model, command: str, best: dict[str, Any], **origin: object) -> None:
    """A run made from others without training: config, seed, data and origin are the source's. `origin`: more of what `origin_of` reads."""
    write_json(folder / "config.json", source.config.to_dict())
    record = {**provenance(command), "seed": source.seed, "dataSha256": source.data_sha256, **origin_of(source.folder), **origin}
    write_json(folder / "run.json", record)
    write_json(folder / "best.json", best)
    model.save_weights(folder / "best.weights.h5")


def origin_of(folder: Path) -> dict[str, Any]:
    """What a run that starts from this one inherits: `restored`, the pack's network that the weights come from, with its data sets; and the hash
    of the recorded teachers that they have learned from."""
    path = folder / "run.json"
    record = json.loads(path.read_text("utf8")) if path.exists() else {}
    return {key: record[key] for key in ("restored", "teachersSha256") if key in record}


def read_run(folder: Path) -> Run:
    """Errors: `run.not-a-run`."""
    try:
        config = parse_config(json.loads((folder / "config.json").read_text("utf8")), str(folder))
        path = folder / "run.json"
        record = json.loads(path.read_text("utf8")) if path.exists() else {}
    except (OSError, json.JSONDecodeError) as error:
        there = [path.parent.name for path in sorted(folder.parent.glob("*/config.json"))]
        raise TrainingError("run.not-a-run", f"{folder}: {error}; {none_of(folder.name, there)}") from error
    return Run(folder, config, record.get("command", ""), record.get("seed", 0), record.get("dataSha256", ""))


def keep_metrics(folder: Path, split: str, metrics: dict[str, Any]) -> None:
    """Into the run's metrics.json, beside those of the other splits."""
    path = folder / "metrics.json"
    kept = json.loads(path.read_text("utf8")) if path.exists() else {}
    write_json(path, {**kept, split: metrics})


def write_json(path: Path, value: object) -> None:
    """Complete or not at all: the file is renamed into place. JSON has no NaN and no infinity: a figure that could not be computed is null."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".partial")
    partial.write_text(json.dumps(_finite(value), indent=1, ensure_ascii=False, allow_nan=False) + "\n", "utf8")
    os.replace(partial, path)


def _finite(value: object) -> object:
    if isinstance(value, dict):
        return {key: _finite(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_finite(inner) for inner in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value
