"""Last layers fitted again: with the trunk as it is, a head is a logistic regression, which has one optimum and can be brought to it.

Trained heads rank severe grades a little better, fitted ones are likelier; their mean is nearly as good as the better of both at either.
A head that says which slice shows a foramen (`slice`) can be fitted to a trunk that was trained for grades alone, whose grades then stay as they are."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import keras
import numpy as np

from ..evaluation.answers import Answers, grader_answers
from ..evaluation.calibrate import calibrate
from ..errors import TrainingError
from .imbalance import fit_head
from ..evaluation.judge import judge, predict
from ..evaluation.metrics import log_loss, sigmoid
from ..data.prepared import SIMULATED, Prepared, data_hash, input_spec, read_split
from .runs import Run, refuse_existing, write_derived
from ..tasks import TASKS

STRENGTHS = (3e-4, 1e-3, 3e-3, 1e-2)
"""C of the logistic regressions that are tried; val chooses among them, or leaves the head as trained."""
SLICE_STRENGTHS = (1e-2, 1e-1, 1.0)
"""The same for the head that tells slices apart, which learns from several times as many views."""


def fit_slice_head(run: Run, prepared: Path, folder: Path, command: str) -> dict[str, float]:
    """Writes a run whose `slice` head is fitted to the embeddings of all real training views; every other weight stays as it is. Val chooses the
    strength. Returns val figures. Errors: `refit.needs-slices`, `fit.run-exists`."""
    task = TASKS[run.config.task]
    if not any(output.target == "slice" for output in task.outputs):
        raise TrainingError("refit.needs-slices", f"{task.name} does not tell slices apart")
    refuse_existing(folder)
    shape, model, trunk = _with_trunk(run, prepared)
    splits = {split: read_split(prepared, task.name, split, _real(run)) for split in ("train", "val")}
    known = {split: data.take(np.flatnonzero(data.arrays["slice"] >= 0)) for split, data in splits.items()}
    if any(len(np.unique(data.arrays["slice"])) < 2 for data in known.values()):
        raise TrainingError("refit.needs-slices", f"{task.name}: train and val must each hold graded slices and slices beside them; prepare again")
    features = {split: predict(trunk, data)["features"] for split, data in known.items()}
    truth = {split: data.arrays["slice"].astype(int) for split, data in known.items()}
    fitted = {strength: fit_head(features["train"], truth["train"], strength) for strength in SLICE_STRENGTHS}
    losses = {strength: _slice_loss(features["val"], truth["val"], head) for strength, head in fitted.items()}
    best = min(losses, key=losses.get)
    model.get_layer("slice").set_weights(fitted[best])
    value, figures = judge(task.name, splits["val"], predict(model, splits["val"]), shape)
    chosen = {"slice": {"strength": best, "losses": {str(strength): loss for strength, loss in losses.items()}}}
    learned = replace(run, data_sha256=data_hash(prepared, task.name, _real(run)))
    write_derived(folder, learned, model, command, {"refitted": run.folder.name, "heads": chosen, "value": value, **figures})
    return figures


def refit(run: Run, prepared: Path, folder: Path, command: str) -> dict[str, float]:
    """Writes a run whose condition heads are each the mean of the one trained and one fitted to the embeddings of all real training views,
    as the app reads them (both mirror images of an axial crop), where val gains by it. Returns val figures. Errors: `refit.needs-grades`,
    `fit.run-exists`."""
    task, train = TASKS[run.config.task], run.config.train
    heads = [output.name for output in task.outputs if output.is_condition]
    if not heads:
        raise TrainingError("refit.needs-grades", f"{task.name} grades no condition")
    refuse_existing(folder)
    shape, model, trunk = _with_trunk(run, prepared)

    def embed(data: Prepared) -> dict[str, np.ndarray]:
        features = predict(trunk, data)["features"]
        return {output.name: features for output in task.outputs}

    real = _real(run)
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


def _with_trunk(run: Run, prepared: Path) -> tuple[tuple[int, int, int], keras.Model, keras.Model]:
    """The input's shape, the whole network, and the network up to its embedding."""
    shape = tuple(input_spec(prepared, run.config.task)["shape"])
    model = run.load(shape)
    return shape, model, keras.Model(model.input, {"features": model.get_layer("features").output})


def _real(run: Run) -> tuple[str, ...]:
    """The run's data sets of real patients; none named means all of them."""
    return tuple(name for name in run.config.data.datasets if name != SIMULATED)


def _slice_loss(features: np.ndarray, truth: np.ndarray, head: list[np.ndarray]) -> float:
    kernel, bias = head
    p = np.clip(sigmoid(features @ kernel + bias)[:, 0], 1e-7, 1 - 1e-7)
    return float(-np.log(np.where(truth == 1, p, 1 - p)).mean())


def _loss(answers: Answers, head: list[np.ndarray], class_weights: tuple[float, ...]) -> float:
    """Log loss after calibration: a head is not to win by its temperature."""
    kernel, bias = head
    logits = answers.logits @ kernel + bias
    fitted = calibrate(logits, answers.truth, answers.levels, answers.weights, class_weights)
    return log_loss(answers.truth, fitted.apply(logits, answers.levels))
