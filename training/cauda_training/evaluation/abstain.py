"""Where a grader abstains: the least sure fifth of the cells, and what leaving them to the reader buys.

The target is one sentence for all conditions: at most a fifth of the cells are left to the reader. The threshold follows from it.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from .metrics import likeliest

COVERAGE = 0.8
"""The share of cells that the model is to answer."""
REPEATS = 20


def threshold(probabilities: np.ndarray) -> float:
    """The leading probability that COVERAGE of the rows reach."""
    return round(float(np.quantile(probabilities.max(axis=1), 1 - COVERAGE)), 4)


def measure_abstention(probabilities: np.ndarray, truth: np.ndarray, patients: np.ndarray, seed: int = 7) -> dict[str, Any] | None:
    """`coverage` and `accuracy` of what is answered, `accuracyOfAll` and `n`: the manifest's `abstention`. The threshold is fitted on
    one half of the patients and judged on the other, in both directions, REPEATS times. None where a single patient leaves no other half."""
    rng = np.random.default_rng(seed)
    names, owner = np.unique(patients, return_inverse=True)
    if len(names) < 2:
        return None
    leading, right = probabilities.max(axis=1), likeliest(probabilities) == truth
    coverages, accuracies = [], []
    for _ in range(REPEATS):
        half = (rng.permutation(len(names)) < len(names) // 2)[owner]
        answered = np.zeros(len(truth), bool)
        for fitted_on in (half, ~half):
            if fitted_on.any():
                answered |= ~fitted_on & (leading >= threshold(probabilities[fitted_on]))
        coverages.append(answered.mean())
        accuracies.append(right[answered].mean() if answered.any() else np.nan)
    return {
        "coverage": round(float(np.mean(coverages)), 4),
        "accuracy": round(float(np.nanmean(accuracies)), 4),
        "accuracyOfAll": round(float(right.mean()), 4),
        "n": len(truth),
    }
