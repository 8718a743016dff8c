"""Figures for graded outputs and for points. Probabilities are [n, classes]; truth is a class index."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from sklearn.metrics import cohen_kappa_score, roc_auc_score

GRADE_WEIGHTS = np.array([1.0, 2.0, 4.0])
"""Of RSNA 2024's score, by true grade."""


def softmax(logits: np.ndarray) -> np.ndarray:
    shifted = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return shifted / shifted.sum(axis=-1, keepdims=True)


def sigmoid(logits: np.ndarray) -> np.ndarray:
    return 0.5 * (1 + np.tanh(0.5 * logits))  # cannot overflow


def weighted_log_loss(truth: np.ndarray, probabilities: np.ndarray) -> float:
    """RSNA's score. Calibrated probabilities are tilted by 1/2/4 first: that is the best answer to a loss so weighted."""
    tilted = probabilities * GRADE_WEIGHTS
    tilted = tilted / tilted.sum(axis=1, keepdims=True)
    weights = GRADE_WEIGHTS[truth]
    return float(-(weights * np.log(np.clip(tilted[np.arange(len(truth)), truth], 1e-7, 1))).sum() / weights.sum())


def log_loss(truth: np.ndarray, probabilities: np.ndarray) -> float:
    return float(-np.log(np.clip(probabilities[np.arange(len(truth)), truth], 1e-7, 1)).mean())


def auc(positive: np.ndarray, score: np.ndarray) -> float:
    """NaN where there is only one class."""
    return float(roc_auc_score(positive, score)) if 0 < positive.sum() < len(positive) else float("nan")


def quadratic_kappa(truth: np.ndarray, graded: np.ndarray, classes: int) -> float:
    if len(set(truth.tolist()) | set(graded.tolist())) < 2:
        return float("nan")
    return float(cohen_kappa_score(truth, graded, weights="quadratic", labels=list(range(classes))))


def expected_calibration_error(truth: np.ndarray, probabilities: np.ndarray, bins: int = 15) -> float:
    """Of the leading probability, bins of equal width (Guo et al. 2017)."""
    confidence = probabilities.max(axis=1)
    correct = probabilities.argmax(axis=1) == truth
    places = np.minimum((confidence * bins).astype(int), bins - 1)
    gaps = [
        (places == b).mean() * abs(correct[places == b].mean() - confidence[places == b].mean())
        for b in range(bins)
        if (places == b).any()
    ]
    return float(sum(gaps))


def likeliest(probabilities: np.ndarray) -> np.ndarray:
    """[n] class indices; at a tie the more severe class, as the app does."""
    return probabilities.shape[1] - 1 - probabilities[:, ::-1].argmax(axis=1)


def accuracy_at(truth: np.ndarray, probabilities: np.ndarray, coverage: float = 0.8) -> float:
    """Accuracy of the likeliest grade over the most confident share."""
    graded = likeliest(probabilities)
    kept = np.argsort(-probabilities.max(axis=1), kind="stable")[: max(1, int(round(coverage * len(truth))))]
    return float((graded[kept] == truth[kept]).mean())


def grade_figures(truth: np.ndarray, probabilities: np.ndarray) -> dict[str, float]:
    """All figures of one condition, with the names that `cauda evaluate` uses; kappa and accuracy are of the likeliest grade."""
    graded = likeliest(probabilities)
    return {
        "auc_severe": auc(truth == 2, probabilities[:, 2]),
        "auc_moderate": auc(truth == 1, probabilities[:, 1]),
        "auc_normal_mild": auc(truth == 0, probabilities[:, 0]),
        "kappa_quadratic": quadratic_kappa(truth, graded, 3),
        "weighted_log_loss": weighted_log_loss(truth, probabilities),
        "log_loss": log_loss(truth, probabilities),
        "accuracy": float((graded == truth).mean()),
        "accuracy_at_80": accuracy_at(truth, probabilities),
        "ece": expected_calibration_error(truth, probabilities),
    }


def bootstrap(
    figures: Callable[[np.ndarray], dict[str, float]], patients: np.ndarray, rounds: int = 500, seed: int = 7
) -> dict[str, tuple[float, float]]:
    """95 % intervals of `figures(rows)`, drawing whole patients with replacement."""
    rng = np.random.default_rng(seed)
    names = np.unique(patients)
    rows_of = {name: np.flatnonzero(patients == name) for name in names}
    drawn: dict[str, list[float]] = {}
    for _ in range(rounds):
        rows = np.concatenate([rows_of[name] for name in rng.choice(names, len(names))])
        for key, value in figures(rows).items():
            drawn.setdefault(key, []).append(value)
    return {key: (float(np.nanpercentile(v, 2.5)), float(np.nanpercentile(v, 97.5))) for key, v in drawn.items()}


def decode_points(logits: np.ndarray, reach: int = 2) -> tuple[np.ndarray, np.ndarray]:
    """Heatmap logits [n, h, w, k] to points [n, k, 2] (column, row) in input pixels, and their confidence [n, k].

    The highest pixel, refined by the centroid of the probabilities around it; a heatmap pixel covers 2 x 2 input pixels.
    """
    n, rows, columns, classes = logits.shape
    heat = sigmoid(logits)
    flat = heat.reshape(n, -1, classes)
    best = flat.argmax(axis=1)
    points = np.zeros((n, classes, 2))
    for i in range(n):
        for k in range(classes):
            row, column = divmod(int(best[i, k]), columns)
            top, left = max(0, row - reach), max(0, column - reach)
            window = heat[i, top : row + reach + 1, left : column + reach + 1, k]
            total = window.sum()
            y = (window.sum(axis=1) * np.arange(top, top + window.shape[0])).sum() / total
            x = (window.sum(axis=0) * np.arange(left, left + window.shape[1])).sum() / total
            points[i, k] = (x + 0.5) * 2 - 0.5, (y + 0.5) * 2 - 0.5
    return points, flat.max(axis=1)


def dice(truth: np.ndarray, found: np.ndarray) -> float:
    """Of two boolean masks; NaN where both are empty."""
    size = truth.sum() + found.sum()
    return float(2 * (truth & found).sum() / size) if size else float("nan")
