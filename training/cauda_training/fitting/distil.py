"""Distillation: teachers' answers soften the labels of a student (Hinton et al. 2015).

A teacher that has seen an example says of it what its label says, and so nothing new: teachers trained with a `fold` answer only
for the patients they were kept from (panel.py).
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from ..evaluation.answers import mirror
from ..config import Config
from ..errors import TrainingError
from ..evaluation.metrics import softmax
from ..evaluation.panel import panel
from ..data.prepared import Prepared
from .recorded import recorded_targets
from .runs import read_run
from ..tasks import GRADED, TASKS


def teacher_targets(config: Config, data: Prepared, runs: Path, input_shape: tuple[int, int, int], prepared: Path) -> dict[str, np.ndarray]:
    """The teachers' class probabilities [n, classes] on the unaugmented training views, by output name.

    Undone of the class weights that the teachers were trained with; `left` is the right recess of the mirror image.
    Errors: `distil.other-weights`, and those of panel and of recorded_targets.
    """
    if config.train.teacher_record:
        return recorded_targets(config.train.teacher_record, data, prepared)
    if not config.train.teachers:
        return {}
    teachers = [read_run(runs / name) for name in config.train.teachers]
    inflated = {teacher.config.train.class_weights if teacher.config.train.imbalance == "class-weights" else None for teacher in teachers}
    if len(inflated) > 1:
        raise TrainingError("distil.other-weights", f"{config.id}: its teachers were trained with different class weights")
    weights = inflated.pop()
    answer = panel(teachers, input_shape)
    answers = answer(data)
    logits = {output.name: answers[output.name] for output in TASKS[config.task].outputs if output.kind == GRADED}
    if config.task == "grade-axial":
        logits["left"] = answer(mirror(data))["right"]
    return {name: softmax(_unweighted(values, weights)).astype(np.float32) for name, values in logits.items()}


def _unweighted(logits: np.ndarray, weights: tuple[float, ...] | None) -> np.ndarray:
    return logits if weights is None or logits.shape[1] != len(weights) else logits - np.log(weights)
