"""A grader's answers on a split, read as the app reads them: the right recess, and the left one on the mirror image; the
canal as the mean of both passes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .panel import Predictor
from ..data.prepared import Prepared
from ..tasks import GRADED, TASKS, Output, grade_indices


@dataclass(frozen=True)
class Answers:
    """Of one graded output. Rows without a label are left out."""

    logits: np.ndarray
    truth: np.ndarray
    levels: np.ndarray
    """Index into LEVELS; -1 above L1/L2."""
    weights: np.ndarray
    patients: np.ndarray
    datasets: np.ndarray

    def take(self, rows: np.ndarray) -> "Answers":
        return Answers(*(getattr(self, name)[rows] for name in self.__dataclass_fields__))


def grader_answers(answer: Predictor, task_name: str, data: Prepared) -> dict[str, Answers]:
    """By output name."""
    straight = answer(data)
    mirrored = answer(mirror(data)) if task_name == "grade-axial" else None
    answers = {}
    for output in TASKS[task_name].outputs:
        if output.kind != GRADED:
            continue
        logits, truth = straight[output.name], grade_indices(output, data.arrays)
        if mirrored is not None and output.name == "canal":
            logits = (logits + mirrored["canal"]) / 2
        read = _answers(data, logits, truth)
        if mirrored is not None and output.name == "right":
            left = Output("left", output.kind, output.target, output.labels, ("left",))
            read = _join(read, _answers(data, mirrored["right"], grade_indices(left, data.arrays)))
        answers[output.name] = read
    return answers


def mirror(data: Prepared) -> Prepared:
    return Prepared(data.task, data.split, {**data.arrays, "x": data.arrays["x"][:, :, ::-1]}, data.index)


def _answers(data: Prepared, logits: np.ndarray, truth: np.ndarray) -> Answers:
    known = truth >= 0
    column = lambda name: data.index[name].to_numpy(str)[known]  # noqa: E731
    levels = data.arrays["level"].astype(int)[known]
    return Answers(logits[known], truth[known], levels, data.arrays["weight"][known], column("patient"), column("dataset"))


def _join(a: Answers, b: Answers) -> Answers:
    return Answers(*(np.concatenate([getattr(a, name), getattr(b, name)]) for name in Answers.__dataclass_fields__))
