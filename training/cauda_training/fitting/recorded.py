"""Distillation from recorded teachers: probabilities that other networks gave, out of fold, for training patients.

`cauda prepare` writes them to <prepared>/teachers/<name>.csv: study, condition, level, teacher, normal_mild, moderate, severe.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pandas as pd

from ..data.prepared import Prepared
from ..errors import TrainingError
from ..evaluation.calibrate import calibrate
from ..tasks import GRADES, LEVELS, TASKS, Output, grade_indices

SMALLEST_PROBABILITY = 1e-4
"""Recorded probabilities are rounded to four digits: 0 means less than half of this."""


def teachers_path(prepared: Path, name: str) -> Path:
    return prepared / "teachers" / f"{name}.csv"


def recorded_hash(prepared: Path, name: str) -> str:
    return hashlib.sha256(teachers_path(prepared, name).read_bytes()).hexdigest()


def read_record(name: str, prepared: Path) -> pd.DataFrame:
    """Errors: `distil.no-record`."""
    path = teachers_path(prepared, name)
    try:
        return pd.read_csv(path, dtype={"study": str})
    except (OSError, ValueError) as error:
        raise TrainingError("distil.no-record", f"{path}: {error}; run `cauda prepare` on the data set that holds it") from error


def recorded_targets(name: str, data: Prepared, prepared: Path) -> dict[str, np.ndarray]:
    """Probabilities [n, grades] by output name (`left` beside `right` for axial crops), NaN where no teacher spoke.

    The teachers of a condition are averaged as logits. The mean is calibrated on the labels of `data`, which is the training split.
    Errors: `distil.no-record`, `distil.not-training`.
    """
    if data.split != "train":
        raise TrainingError("distil.not-training", f"teachers are recorded for training patients, not for {data.split}")
    table = read_record(name, prepared)
    table[list(GRADES)] = np.log(table[list(GRADES)].clip(lower=SMALLEST_PROBABILITY))
    means = table.groupby(["study", "condition", "level"])[list(GRADES)].mean()
    targets = {output.name: _calibrated(output, data, means) for output in _outputs(data.task)}
    if all(np.isnan(values).all() for values in targets.values()):
        raise TrainingError("distil.no-record", f"{teachers_path(prepared, name)} knows none of the patients of {data.task}")
    return targets


def _outputs(task: str) -> list[Output]:
    graded = [output for output in TASKS[task].outputs if output.is_condition]
    left = [Output("left", output.kind, output.target, output.labels, ("left",)) for output in graded if output.name == "right"]
    return graded + left


def _calibrated(output: Output, data: Prepared, means: pd.DataFrame) -> np.ndarray:
    """[n, grades], NaN where the record has nothing."""
    keys = pd.MultiIndex.from_arrays([data.index["patient"], _conditions(output, data), data.index["level"]])
    logits = means.reindex(keys).to_numpy(np.float64)
    truth, levels = grade_indices(output, data.arrays), data.arrays["level"].astype(int)
    beside = (data.arrays["slice"] == 0) & (truth < 0) if "slice" in data.arrays else np.zeros(len(data), bool)
    spoken = np.isfinite(logits).all(axis=1) & ~beside  # teachers saw the whole series: a slice beside the foramen need not show its grade
    probabilities = np.full(logits.shape, np.nan)
    judged = spoken & (truth >= 0)
    if judged.any():
        fitted = calibrate(logits[judged], truth[judged], levels[judged], data.arrays["weight"][judged], (1.0,) * len(GRADES))
        probabilities[spoken] = fitted.apply(logits[spoken], levels[spoken])
    return probabilities.astype(np.float32)


def _conditions(output: Output, data: Prepared) -> np.ndarray:
    """The recorded name of what an output grades, for each example."""
    if output.target == "canal":
        return np.full(len(data), "spinal_canal_stenosis")
    if output.target == "subarticular":
        return np.full(len(data), f"{output.name}_subarticular_stenosis")
    return (data.index["side"] + "_neural_foraminal_narrowing").to_numpy(str)
