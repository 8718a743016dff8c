"""Several networks that answer as one, each only for patients it has not seen in training.

One network that was trained on all patients answers for all; networks that were each kept from a fold answer for theirs.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ..errors import TrainingError
from .judge import predict
from ..data.prepared import Prepared, in_fold
from ..fitting.runs import Run

Predictor = Callable[[Prepared], dict[str, np.ndarray]]
"""Logits by output name, [n, ...], of unaugmented views."""


def panel(runs: list[Run], input_shape: tuple[int, int, int], weights: str = "best") -> Predictor:
    """Mean logits of the runs that may answer for an example. Errors, when asked: `panel.all-saw-it` where none may."""
    models = [(run, run.load(input_shape, weights)) for run in runs]

    def answer(data: Prepared) -> dict[str, np.ndarray]:
        sums: dict[str, np.ndarray] = {}
        answering = np.zeros(len(data))
        for run, model in models:
            rows = _may_answer(run, data)
            answering[rows] += 1
            for name, logits in predict(model, data.take(rows)).items():
                sums.setdefault(name, np.zeros((len(data), *logits.shape[1:]), np.float32))[rows] += logits
        if not answering.all():
            names = ", ".join(run.folder.name for run in runs)
            raise TrainingError("panel.all-saw-it", f"{(answering == 0).sum()} examples were in the training of all of {names}; name the runs of every fold")
        return {name: values / answering.reshape(-1, *[1] * (values.ndim - 1)) for name, values in sums.items()}

    return answer


def _may_answer(run: Run, data: Prepared) -> np.ndarray:
    fold = run.config.train.fold
    return np.flatnonzero(in_fold(data, fold)) if fold and data.split == "train" else np.arange(len(data))
