"""Which grade is proposed, given calibrated probabilities: the likeliest one, or the one between fitted cuts of the expected grade.

Grades are steps of one scale. Where Moderate is rare and hard, honest probabilities seldom make it the likeliest, and the likeliest grade
then agrees less with readers (quadratic kappa) than the expected grade does. The cuts are fitted on val and kept in the manifest.
"""

from __future__ import annotations

import numpy as np

from .metrics import accuracy_at

STEPS = 60
"""The expected grade, 0 to 2, is cut at multiples of 2 / STEPS."""
FIRST, SECOND = slice(6, 28), slice(30, 54)
"""Where Moderate may begin (.2 to .9) and where Severe (1 to 1.8)."""
LEAST_GAIN = 0.01
"""Of kappa on patients that the cuts were not fitted on; below it the likeliest grade is kept."""
COVERAGE_GAIN = 0.06
"""What leaving out the least sure fifth must still add to accuracy."""
REPEATS = 20
BOOTSTRAPS = 100


def propose(probabilities: np.ndarray, cuts: tuple[float, float] | list[float] | None) -> np.ndarray:
    """[n] grades. At a tie, and on a cut, the more severe one, as the app does."""
    if cuts is None:
        return probabilities.shape[1] - 1 - probabilities[:, ::-1].argmax(axis=1)
    expected = probabilities @ np.arange(probabilities.shape[1])
    return (expected >= cuts[0]).astype(int) + (expected >= cuts[1]).astype(int)


def fit_cuts(truth: np.ndarray, probabilities: np.ndarray, patients: np.ndarray, seed: int = 7) -> tuple[float, float] | None:
    """The cuts with the best kappa, averaged over patients drawn with replacement; None where they gain too little on other
    patients, or cost the accuracy at 80 % coverage."""
    rng = np.random.default_rng(seed)
    steps = _steps(probabilities)
    names, owner = np.unique(patients, return_inverse=True)
    found, likeliest = [], _kappa(_confusion(truth, propose(probabilities, None)))
    for _ in range(REPEATS):
        half = rng.permutation(len(names)) < len(names) // 2
        graded = np.zeros(len(truth), int)
        for fitted_on in (half[owner], ~half[owner]):
            graded[~fitted_on] = _graded(steps[~fitted_on], _best(_histogram(truth[fitted_on], steps[fitted_on])))
        found.append(_kappa(_confusion(truth, graded)))
    if np.mean(found) - likeliest < LEAST_GAIN:
        return None
    per_patient = np.stack([_histogram(truth[owner == k], steps[owner == k]) for k in range(len(names))])
    drawn = [_best(per_patient[rng.integers(0, len(names), len(names))].sum(axis=0)) for _ in range(BOOTSTRAPS)]
    first, second = (round(float(value) * 2 / STEPS, 3) for value in np.mean(drawn, axis=0))
    graded = propose(probabilities, (first, second))
    gain = accuracy_at(truth, probabilities, graded) - float((graded == truth).mean())
    return (first, second) if gain >= COVERAGE_GAIN else None


def _steps(probabilities: np.ndarray) -> np.ndarray:
    expected = probabilities @ np.arange(probabilities.shape[1])
    return np.clip((expected * STEPS / 2).astype(int), 0, STEPS)


def _graded(steps: np.ndarray, cuts: tuple[int, int]) -> np.ndarray:
    return (steps >= cuts[0]).astype(int) + (steps >= cuts[1]).astype(int)


def _histogram(truth: np.ndarray, steps: np.ndarray) -> np.ndarray:
    """[3, STEPS + 1] counts of each true grade at each step of the expected one."""
    counts = np.zeros((3, STEPS + 1))
    np.add.at(counts, (truth, steps), 1)
    return counts


def _best(histogram: np.ndarray) -> tuple[int, int]:
    """The cuts with the highest kappa, in steps."""
    above = histogram[:, ::-1].cumsum(axis=1)[:, ::-1]  # [3, step]: how many lie at or above a cut there
    best, place = -np.inf, (FIRST.start, SECOND.start)
    for first in range(FIRST.start, FIRST.stop):
        for second in range(SECOND.start, SECOND.stop):
            moderate, severe = above[:, first] - above[:, second], above[:, second]
            kappa = _kappa(np.column_stack([histogram.sum(axis=1) - moderate - severe, moderate, severe]))
            if kappa > best:
                best, place = kappa, (first, second)
    return place


def _confusion(truth: np.ndarray, graded: np.ndarray) -> np.ndarray:
    counts = np.zeros((3, 3))
    np.add.at(counts, (truth, graded), 1)
    return counts


def _kappa(confusion: np.ndarray) -> float:
    """Quadratic kappa of a table of counts, true grade by proposed grade."""
    cost = (np.arange(3)[:, None] - np.arange(3)[None, :]) ** 2
    expected = np.outer(confusion.sum(axis=1), confusion.sum(axis=0)) / max(confusion.sum(), 1)
    return 1 - (cost * confusion).sum() / max((cost * expected).sum(), 1e-9)
