"""How good a network is on a split, in one number (lower is better) and in the figures behind it."""

from __future__ import annotations

import keras
import numpy as np

from ..data.batches import plain_input
from .metrics import auc, decode_points, dice, log_loss, quadratic_kappa, sigmoid, softmax, weighted_log_loss
from ..data.prepared import Prepared
from ..tasks import GRADED, HEATMAPS, MASK_UNKNOWN, MULTI_LABEL, SEGMENTS, TASKS, Output, grade_indices, multi_labels, point_channels

SPACING_SHARE = 1 / 6
"""A point counts as found within this share of the distance between neighbouring levels."""


def predict(model: keras.Model, data: Prepared, batch: int = 64) -> dict[str, np.ndarray]:
    """Logits of every output for the unaugmented views."""
    shape = tuple(model.input_shape[1:])
    parts: dict[str, list[np.ndarray]] = {}
    for start in range(0, len(data), batch):
        answers = model.predict_on_batch(plain_input(data, shape, slice(start, start + batch)))
        for name, values in answers.items():
            parts.setdefault(name, []).append(np.asarray(values, np.float32))
    return {name: np.concatenate(values) for name, values in parts.items()}


def judge(task_name: str, data: Prepared, logits: dict[str, np.ndarray], input_shape: tuple[int, int, int]) -> tuple[float, dict[str, float]]:
    """(loss to minimise, figures). Uncalibrated: logits as trained, the class weights still in them."""
    loss, figures = 0.0, {}
    for output in TASKS[task_name].outputs:
        part, found = _JUDGES[output.kind](task_name, output, data, logits[output.name], input_shape)
        loss += part
        figures.update({f"{output.name}_{key}": value for key, value in found.items()})
    return loss, figures


def _judge_graded(_task, output: Output, data: Prepared, logits, _shape):
    truth = grade_indices(output, data.arrays)
    known = truth >= 0
    if not known.any():
        return 0.0, {}
    truth, probabilities = truth[known], softmax(logits[known])
    kappa = quadratic_kappa(truth, probabilities.argmax(axis=1), len(output.labels))
    if not output.is_condition:
        return log_loss(truth, probabilities), {"kappa": kappa, "log_loss": log_loss(truth, probabilities)}
    weighted = weighted_log_loss(truth, probabilities / np.array([1, 2, 4]) / (probabilities / np.array([1, 2, 4])).sum(1, keepdims=True))
    return weighted, {"auc_severe": auc(truth == 2, probabilities[:, 2]), "kappa": kappa, "wll": weighted}


def _judge_multi(_task, output: Output, data: Prepared, logits, _shape):
    truth = multi_labels(output, data.arrays)
    figures, losses = {}, []
    for k, label in enumerate(output.labels):
        known = truth[:, k] >= 0
        if not known.any():
            continue
        p = np.clip(sigmoid(logits[known, k]), 1e-6, 1 - 1e-6)
        t = truth[known, k]
        losses.append(float(-(t * np.log(p) + (1 - t) * np.log(1 - p)).mean()))
        figures[f"auc_{label}"] = auc(t == 1, p)
    return (float(np.mean(losses)) if losses else 0.0), figures


def _judge_segments(_task, output: Output, data: Prepared, logits, _shape):
    figures = {}
    for k, label in enumerate(output.labels):
        scores = []
        for row in range(len(data)):
            mask = data.arrays["masks"][row, ..., k]
            if (mask == MASK_UNKNOWN).all():
                continue
            asked = mask != MASK_UNKNOWN
            scores.append(dice((mask == 1) & asked, (logits[row, ..., k] > 0) & asked))
        if scores:
            figures[f"dice_{label}"] = float(np.nanmean(scores))
    return sum(1 - value for value in figures.values()), figures


def _judge_heatmaps(task_name: str, output: Output, data: Prepared, logits, input_shape):
    channels = point_channels(task_name, output)
    margin = (np.array(data.arrays["x"].shape[2:0:-1]) - np.array(input_shape[1::-1])) / 2
    truth = data.arrays["points"][:, channels] - margin
    present = (data.arrays["states"][:, channels] == 1) & np.isfinite(truth).all(axis=2)
    if not present.any():
        return 0.0, {}
    points, confidence = decode_points(logits)
    distance = np.linalg.norm(points - truth, axis=2)
    limit = point_tolerance(truth, present)
    found = (distance <= limit[:, None])[present]
    figures = {"found": float(found.mean()), "error_px": float(np.median(distance[present]))}
    absent = data.arrays["states"][:, channels] == 2
    if absent.any():
        figures["false"] = float((confidence[absent] > 0.3).mean())
    return 10 * (1 - figures["found"]) + 0.1 * float(np.minimum(distance[present], 20).mean()), figures


def point_tolerance(truth: np.ndarray, present: np.ndarray) -> np.ndarray:
    """[n] input pixels: a share of the median distance between neighbouring points of an example, or of all examples."""
    spacings = np.full(len(truth), np.nan)
    for row, (points, there) in enumerate(zip(truth, present)):
        steps = [np.linalg.norm(points[k + 1] - points[k]) for k in range(len(points) - 1) if there[k] and there[k + 1]]
        if steps:
            spacings[row] = np.median(steps)
    usual = np.nanmedian(spacings) if np.isfinite(spacings).any() else 6 / SPACING_SHARE
    return SPACING_SHARE * np.where(np.isfinite(spacings), spacings, usual)


_JUDGES = {GRADED: _judge_graded, MULTI_LABEL: _judge_multi, SEGMENTS: _judge_segments, HEATMAPS: _judge_heatmaps}
