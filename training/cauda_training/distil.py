"""Distillation: teachers' answers soften the labels of a student (Hinton et al. 2015).

A teacher that has seen an example says of it what its label says, and so nothing new. Teachers trained with a `fold` answer only
for the patients they were kept from.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from .answers import mirror
from .config import Config
from .errors import TrainingError
from .judge import predict
from .metrics import softmax
from .prepared import Prepared, in_fold
from .runs import Run, read_run
from .tasks import GRADED, TASKS


def teacher_targets(config: Config, data: Prepared, runs: Path, input_shape: tuple[int, int, int]) -> dict[str, np.ndarray]:
    """Mean class probabilities [n, classes] on the unaugmented training views, by output name: of the teachers that may answer for an example.

    Undone of the class weights that the teachers were trained with; `left` is the right recess of the mirror image.
    Errors: `distil.no-teacher` where no teacher may answer for some example.
    """
    if not config.train.teachers:
        return {}
    sums: dict[str, np.ndarray] = {}
    teachers = np.zeros(len(data))
    for name in config.train.teachers:
        run = read_run(runs / name)
        rows = np.flatnonzero(in_fold(data, run.config.train.fold)) if run.config.train.fold else np.arange(len(data))
        teachers[rows] += 1
        for output, probabilities in _answers(run, data.take(rows), input_shape).items():
            sums.setdefault(output, np.zeros((len(data), probabilities.shape[1])))[rows] += probabilities
    if not teachers.all():
        raise TrainingError("distil.no-teacher", f"{config.id}: no teacher was kept from {(teachers == 0).sum()} examples; name the runs of all folds")
    return {name: (values / teachers[:, None]).astype(np.float32) for name, values in sums.items()}


def _answers(run: Run, data: Prepared, input_shape: tuple[int, int, int]) -> dict[str, np.ndarray]:
    model = run.load(input_shape)
    answers = predict(model, data)
    logits = {output.name: answers[output.name] for output in TASKS[run.config.task].outputs if output.kind == GRADED}
    if run.config.task == "grade-axial":
        logits["left"] = predict(model, mirror(data))["right"]
    return {name: _unweighted(run.config, softmax(values)) for name, values in logits.items()}


def _unweighted(config: Config, probabilities: np.ndarray) -> np.ndarray:
    if config.train.imbalance != "class-weights" or probabilities.shape[1] != len(config.train.class_weights):
        return probabilities
    probabilities = probabilities / np.asarray(config.train.class_weights)
    return probabilities / probabilities.sum(axis=1, keepdims=True)
