"""For each class of a graded output: precision, recall, F1, AUC against the rest and support; and the confusion matrix in numbers."""

from __future__ import annotations

from typing import Any

import numpy as np
from sklearn.metrics import confusion_matrix, precision_recall_fscore_support

from ..data.prepared import Prepared
from ..tasks import GRADED, TASKS
from .answers import grader_answers
from .calibrate import Calibration
from .metrics import auc
from .panel import Predictor

COLUMNS = ("precision", "recall", "f1", "auc", "support")


def class_tables(answer: Predictor, task_name: str, data: Prepared, calibrations: dict[str, Calibration]) -> dict[str, dict[str, Any]]:
    """By graded output, what class_table says of the likeliest grade on `data`."""
    task = TASKS[task_name]
    answers = grader_answers(answer, task_name, data) if task.family == "grades" else {}
    tables = {}
    for output in task.outputs:
        if output.kind == GRADED and output.name in calibrations and len(answers[output.name].truth):
            a = answers[output.name]
            probabilities = calibrations[output.name].apply(a.logits, a.levels)
            tables[output.name] = class_table(a.truth, probabilities, output.labels)
    return tables


def class_table(truth: np.ndarray, probabilities: np.ndarray, labels: tuple[str, ...]) -> dict[str, Any]:
    """`truth` [n] class indices, `probabilities` [n, classes]; proposed is the likeliest class, of two alike the higher, as in the app.

    `confusion[i][j]` counts true class i proposed as j. A figure that cannot be computed is None: the precision of a class that was never
    proposed, the recall of one that never occurs."""
    numbers = list(range(len(labels)))
    proposed = len(labels) - 1 - probabilities[:, ::-1].argmax(axis=1)
    precision, recall, f1, support = precision_recall_fscore_support(truth, proposed, labels=numbers, zero_division=np.nan)
    areas = [auc(truth == k, probabilities[:, k]) for k in numbers]
    classes = {
        label: {
            **{name: _finite(values[k]) for name, values in zip(COLUMNS, (precision, recall, f1, areas), strict=False)},
            "support": int(support[k]),
        }
        for k, label in enumerate(labels)
    }
    return {"labels": list(labels), "confusion": confusion_matrix(truth, proposed, labels=numbers).tolist(), "classes": classes}


def format_table(name: str, table: dict[str, Any]) -> str:
    """For a terminal: a row a class, then the confusion matrix."""
    labels = table["labels"]
    width = max(12, *(len(label) + 1 for label in labels))
    lines = [f"{name:{width}}" + "".join(f"{column:>11}" for column in COLUMNS)]
    for label in labels:
        row = table["classes"][label]
        lines.append(f"{label:{width}}" + "".join(f"{_shown(row[column]):>11}" for column in COLUMNS))
    lines += ["", f"{'true, proposed':{width + 3}}" + "".join(f"{label:>{width}}" for label in labels)]
    lines += [f"{label:{width + 3}}" + "".join(f"{count:>{width}}" for count in row) for label, row in zip(labels, table["confusion"], strict=True)]
    return "\n".join(lines) + "\n"


def _finite(value: float) -> float | None:
    return round(float(value), 5) if np.isfinite(value) else None


def _shown(value: float | int | None) -> str:
    return "-" if value is None else str(value) if isinstance(value, int) else f"{value:.3f}"
