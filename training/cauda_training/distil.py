"""Distillation: larger teachers' answers soften the labels of a small student (Hinton et al. 2015)."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from .config import Config
from .judge import predict
from .metrics import softmax
from .prepared import Prepared
from .runs import read_run
from .tasks import GRADED, TASKS


def teacher_targets(config: Config, data: Prepared, runs: Path, input_shape: tuple[int, int, int]) -> dict[str, np.ndarray]:
    """Mean class probabilities of the teachers on the unaugmented training views, by output name.

    Undone of the class weights that the teachers were trained with; `left` is the right recess of the mirror image.
    """
    if not config.train.teachers:
        return {}
    sums: dict[str, np.ndarray] = {}
    graded = [output for output in TASKS[config.task].outputs if output.kind == GRADED]
    mirrored = Prepared(data.task, data.split, {**data.arrays, "x": data.arrays["x"][:, :, ::-1]}, data.index)
    for name in config.train.teachers:
        run = read_run(runs / name)
        model = run.load(input_shape)
        answers = predict(model, data)
        if config.task == "grade-axial":
            answers["left"] = predict(model, mirrored)["right"]
        for output in [*(o.name for o in graded), *(["left"] if "left" in answers else [])]:
            probabilities = softmax(answers[output])
            if run.config.train.imbalance == "class-weights" and probabilities.shape[1] == len(run.config.train.class_weights):
                probabilities = probabilities / np.asarray(run.config.train.class_weights)
                probabilities /= probabilities.sum(axis=1, keepdims=True)
            sums[output] = sums.get(output, 0) + probabilities / len(config.train.teachers)
    return {name: values.astype(np.float32) for name, values in sums.items()}

