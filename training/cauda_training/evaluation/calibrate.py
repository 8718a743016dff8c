"""Turns logits into probabilities that mean what they say, and finds where to abstain. Fitted on val, never on test.

probabilities = softmax(logits / temperature + bias[level]). The bias begins as the logarithm of what training had inflated
(class weights), so a level of which val holds little keeps at least that.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import minimize

from ..errors import TrainingError
from .abstain import threshold
from .metrics import softmax
from ..tasks import LEVELS

LEVEL_SHRINKAGE = 8.0
"""Strength of the pull of each level's bias to the bias of all levels, in examples."""
TEMPERATURES = (0.05, 20.0)
"""The least and the largest that is fitted. The app refuses a pack outside .01 to 100 (src/inference/manifest.ts)."""


@dataclass(frozen=True)
class Calibration:
    temperature: float
    bias: dict[str, list[float]]
    abstain_below: float
    abstention: dict[str, Any] | None = None
    """What abstaining there was measured to buy (abstain.py)."""

    def apply(self, logits: np.ndarray, levels: np.ndarray) -> np.ndarray:
        """Probabilities [n, classes] from logits and level indices; a level outside L1/L2 to L5/S1 gets the mean bias."""
        table = np.array([self.bias[level] for level in LEVELS])
        table = np.vstack([table, table.mean(axis=0)])  # index -1
        return softmax(logits / self.temperature + table[levels])

    def to_manifest(self) -> dict[str, Any]:
        abstention = {} if self.abstention is None else {"abstention": self.abstention}
        return {"temperature": self.temperature, "bias": self.bias, "abstainBelow": self.abstain_below, **abstention}


def calibrate(logits: np.ndarray, truth: np.ndarray, levels: np.ndarray, weights: np.ndarray, class_weights: tuple[float, ...]) -> Calibration:
    """Fits by weighted likelihood; `weights` undo thinning, `class_weights` are those of training. Errors: `calibrate.no-labels`."""
    classes = logits.shape[1]
    if len(truth) == 0 or len(np.unique(truth)) < classes:
        raise TrainingError("calibrate.no-labels", "val does not hold every grade; prepare more patients")
    start = -np.log(np.asarray(class_weights, np.float64))
    logits, weights = logits.astype(np.float64), weights.astype(np.float64)  # the optimiser takes small steps

    def unpack(vector: np.ndarray) -> tuple[float, np.ndarray, np.ndarray]:
        common = np.concatenate([[0.0], vector[1:classes]])
        offsets = np.column_stack([np.zeros(len(LEVELS)), vector[classes:].reshape(len(LEVELS), classes - 1)])
        return float(np.exp(vector[0])), start + common, offsets

    def cost(vector: np.ndarray) -> float:
        temperature, common, offsets = unpack(vector)
        table = np.vstack([offsets, np.zeros(classes)])
        probabilities = softmax(logits / temperature + common + table[levels])
        likelihood = -(weights * np.log(np.maximum(probabilities[np.arange(len(truth)), truth], 1e-12))).sum()
        return likelihood + 0.5 * LEVEL_SHRINKAGE * (offsets**2).sum() + 0.5 * (common[1:] - start[1:]) @ (common[1:] - start[1:])

    size = classes + len(LEVELS) * (classes - 1)
    limits = [tuple(np.log(TEMPERATURES)), *[(None, None)] * (size - 1)]
    solution = minimize(cost, np.zeros(size), method="L-BFGS-B", bounds=limits)
    temperature, common, offsets = unpack(solution.x)
    bias = {level: [round(float(v), 5) for v in common + offsets[k]] for k, level in enumerate(LEVELS)}
    fitted = Calibration(round(temperature, 5), bias, 0.0)
    return Calibration(fitted.temperature, bias, threshold(fitted.apply(logits, levels)))
