"""SMOTE (Chawla et al. 2002) on pixels and on embeddings, for the comparison with class weights."""

from __future__ import annotations

import sys
from collections.abc import Callable

import keras
import numpy as np
import pandas as pd

from ..config import Config
from ..errors import TrainingError
from ..evaluation.judge import predict
from ..data.prepared import Prepared
from ..tasks import GRADED, TASKS, UNKNOWN, Output, grade_indices

NEIGHBOURS = 5
HEAD_REGULARISATION = 0.01
"""C of the logistic regression: features are many and alike."""


def check_smote(config: Config) -> None:
    """SMOTE makes examples of one class of one question. Errors: `smote.needs-one-output`."""
    if config.train.imbalance.startswith("smote") and len(_graded(config)) != 1:
        raise TrainingError("smote.needs-one-output", f"{config.task} answers more than one question; use class-weights")


def _graded(config: Config) -> list[Output]:
    return [output for output in TASKS[config.task].outputs if output.kind == GRADED]


def oversample(config: Config, data: Prepared, input_shape: tuple[int, int, int]) -> Prepared:
    """With `imbalance = "smote"`, adds interpolated views until every class of the task's one graded output is as common as the
    commonest; otherwise returns `data`."""
    if config.train.imbalance != "smote":
        return data
    (output,) = _graded(config)
    labels = grade_indices(output, data.arrays)
    known = data.take(np.flatnonzero(labels >= 0))
    labels = labels[labels >= 0]
    pixels, new_labels = smote_pixels(known.arrays["x"], labels, config.train.seed)
    added = len(pixels)
    print(f"{config.id}: SMOTE adds {added} to {len(known)} examples", file=sys.stderr)
    arrays = {name: np.concatenate([values, np.repeat(values[:1], added, axis=0)]) for name, values in known.arrays.items()}
    arrays["x"] = np.concatenate([known.arrays["x"], pixels])
    arrays[output.arrays[0]] = np.concatenate([labels, new_labels]).astype(np.int8)
    for other in (name for o in TASKS[config.task].outputs if o is not output for name in o.arrays):
        arrays[other] = np.concatenate([known.arrays[other], np.full(added, UNKNOWN, known.arrays[other].dtype)])
    made = pd.DataFrame({column: ["smote"] * added for column in known.index.columns})
    if "dataset" in made:  # so that `shares` draw from them as from the views they were made of
        made["dataset"] = known.index["dataset"].mode()[0]
    return Prepared(data.task, data.split, arrays, pd.concat([known.index, made], ignore_index=True))


def refit_head(model: keras.Model, config: Config, data: Prepared) -> None:
    """With `imbalance = "smote-embeddings"`: the trained trunk's features of the training views, minority classes filled up by
    interpolation between neighbours there, and the last layer fitted to them anew (logistic regression)."""
    (output,) = _graded(config)
    features = predict(keras.Model(model.input, {"features": model.get_layer("features").output}), data)["features"]
    labels = grade_indices(output, data.arrays)
    known = labels >= 0

    def fill_up(embeddings: np.ndarray, classes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        filled, labelled = _smote(embeddings, classes, config.train.seed)
        print(f"{config.id}: SMOTE adds {len(filled) - len(embeddings)} to {len(embeddings)} embeddings", file=sys.stderr)
        return filled, labelled

    model.get_layer(output.name).set_weights(fit_head(features[known], labels[known], HEAD_REGULARISATION, resample=fill_up))


def fit_head(
    features: np.ndarray,
    classes: np.ndarray,
    strength: float,
    weights: np.ndarray | None = None,
    resample: Callable[[np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray]] | None = None,
) -> list[np.ndarray]:
    """Kernel [features, classes] and bias [classes] of a logistic regression on standardised features; `strength` is its C, `resample`
    changes the standardised examples first."""
    from sklearn.linear_model import LogisticRegression

    centre, scale = features.mean(axis=0), features.std(axis=0) + 1e-6
    values = (features - centre) / scale
    if resample:
        values, classes = resample(values, classes)
    fitted = LogisticRegression(C=strength, max_iter=500).fit(values, classes, sample_weight=weights)
    kernel = (fitted.coef_ / scale).T
    return [kernel, fitted.intercept_ - centre @ kernel]


def _smote(values: np.ndarray, labels: np.ndarray, seed: int) -> tuple[np.ndarray, np.ndarray]:
    from imblearn.over_sampling import SMOTE

    sampler = SMOTE(random_state=seed, k_neighbors=min(NEIGHBOURS, int(np.bincount(labels).min()) - 1))
    return sampler.fit_resample(values, labels)


def smote_pixels(x: np.ndarray, labels: np.ndarray, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """New uint8 views and their labels. imbalanced-learn interpolates in a space of whole views."""
    values, classes = _smote(x.reshape(len(x), -1).astype(np.float32), labels, seed)
    made = values[len(x) :]
    return np.clip(np.rint(made), 0, 255).astype(np.uint8).reshape(-1, *x.shape[1:]), classes[len(x) :].astype(np.int64)
