"""Last layers fitted again: with the trunk as it is, a head is a logistic regression, which has one optimum and can be brought to it.

Trained heads rank severe grades a little better, fitted ones are likelier; their mean is nearly as good as the better of both at either."""

from __future__ import annotations

from pathlib import Path

import keras
import numpy as np

from ..evaluation.answers import Answers, grader_answers
from ..evaluation.calibrate import calibrate
from ..errors import TrainingError
from .imbalance import fit_head
from ..evaluation.judge import judge, predict
from ..evaluation.metrics import log_loss
from ..data.prepared import SIMULATED, Prepared, input_spec, read_split
from .runs import Run, refuse_existing, write_derived
from ..tasks import TASKS

STRENGTHS = (3e-4, 1e-3, 3e-3, 1e-2)
"""C of the logistic regressions that are tried; val chooses among them, or leaves the head as trained."""


def refit(run: Run, prepared: Path, folder: Path, command: str) -> dict[str, float]:
    """Writes a run whose condition heads are each the mean of the one trained and one fitted to the embeddings of all real training views,
    as the app reads them (both mirror images of an axial crop), where val gains by it. Returns val figures. Errors: `refit.needs-grades`,
    `fit.run-exists`."""
    task, train = TASKS[run.config.task], run.config.train
    heads = [output.name for output in task.outputs if output.is_condition]
    if not heads:
        raise TrainingError("refit.needs-grades", f"{task.name} grades no condition")
    refuse_existing(folder)
    shape = tuple(input_spec(prepared, task.name)["shape"])
    model = run.load(shape)
    trunk = keras.Model(model.input, {"features": model.get_layer("features").output})

    def embed(data: Prepared) -> dict[str, np.ndarray]:
        features = predict(trunk, data)["features"]
        return {output.name: features for output in task.outputs}

    real = [name for name in run.config.data.datasets if name != SIMULATED]
    embedded = {split: grader_answers(embed, task.name, read_split(prepared, task.name, split, real)) for split in ("train", "val")}
    class_weights = train.class_weights if train.imbalance == "class-weights" else (1.0, 1.0, 1.0)
    chosen = {}
    for name in heads:
        seen, judged = embedded["train"][name], embedded["val"][name]
        weights = seen.weights * np.asarray(class_weights)[seen.truth]
        trained = model.get_layer(name).get_weights()
        fitted = {strength: fit_head(seen.logits, seen.truth, strength, weights) for strength in STRENGTHS}
        tried = {0.0: trained} | {strength: [(a + b) / 2 for a, b in zip(trained, head, strict=True)] for strength, head in fitted.items()}
        losses = {strength: _loss(judged, head, class_weights) for strength, head in tried.items()}
        best = min(losses, key=losses.get)
        model.get_layer(name).set_weights(tried[best])
        chosen[name] = {"strength": best, "losses": {str(strength): loss for strength, loss in losses.items()}}
    val = read_split(prepared, task.name, "val", real)
    value, figures = judge(task.name, val, predict(model, val), shape)
    write_derived(folder, run, model, command, {"refitted": run.folder.name, "heads": chosen, "value": value, **figures})
    return figures


def _loss(answers: Answers, head: list[np.ndarray], class_weights: tuple[float, ...]) -> float:
    """Log loss after calibration: a head is not to win by its temperature."""
    kernel, bias = head
    logits = answers.logits @ kernel + bias
    fitted = calibrate(logits, answers.truth, answers.levels, answers.weights, class_weights)
    return log_loss(answers.truth, fitted.apply(logits, answers.levels))
