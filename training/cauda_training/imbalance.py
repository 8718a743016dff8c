"""SMOTE (Chawla et al. 2002) on pixels, for the comparison with class weights."""

from __future__ import annotations

import sys

import numpy as np
import pandas as pd

from .config import Config
from .errors import TrainingError
from .prepared import Prepared
from .tasks import GRADED, TASKS, grade_indices

NEIGHBOURS = 5


def oversample(config: Config, data: Prepared, input_shape: tuple[int, int, int]) -> Prepared:
    """With `imbalance = "smote"`, adds interpolated examples until every class of the task's one graded output is as
    common as the commonest; otherwise returns `data`. Errors: `smote.needs-one-output`."""
    if config.train.imbalance != "smote":
        return data
    outputs = TASKS[config.task].outputs
    if len(outputs) != 1 or outputs[0].kind != GRADED:
        raise TrainingError("smote.needs-one-output", f"{config.task} answers more than one question; use class-weights")
    labels = grade_indices(outputs[0], data.arrays)
    known = data.take(np.flatnonzero(labels >= 0))
    labels = labels[labels >= 0]
    pixels, new_labels = smote_pixels(known.arrays["x"], labels, config.train.seed)
    added = len(pixels)
    print(f"{config.id}: SMOTE adds {added} to {len(known)} examples", file=sys.stderr)
    arrays = {name: np.concatenate([values, np.repeat(values[:1], added, axis=0)]) for name, values in known.arrays.items()}
    arrays["x"] = np.concatenate([known.arrays["x"], pixels])
    arrays[outputs[0].arrays[0]] = np.concatenate([labels, new_labels]).astype(np.int8)
    made = pd.DataFrame({column: ["smote"] * added for column in known.index.columns})
    return Prepared(data.task, data.split, arrays, pd.concat([known.index, made], ignore_index=True))


def smote_pixels(x: np.ndarray, labels: np.ndarray, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """New uint8 views and their labels. imbalanced-learn interpolates in a space of whole views."""
    from imblearn.over_sampling import SMOTE

    flat = x.reshape(len(x), -1).astype(np.float32)
    sampler = SMOTE(random_state=seed, k_neighbors=min(NEIGHBOURS, int(np.bincount(labels).min()) - 1))
    values, classes = sampler.fit_resample(flat, labels)
    made = values[len(x) :]
    return np.clip(np.rint(made), 0, 255).astype(np.uint8).reshape(-1, *x.shape[1:]), classes[len(x) :].astype(np.int64)
