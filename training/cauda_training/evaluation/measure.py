"""The figures of one run on a split at the labels' own points, with 95 % intervals by patient.

`cauda evaluate` measures the shipped pack as the app runs it; this is for choosing (on val) and for the card. Both count the levels that the app
grades, L1/L2 to L5/S1: discs above them, which SPIDER and Sudirman et al. label too, are trained on and left out here.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from .answers import grader_answers
from .calibrate import Calibration
from .judge import point_tolerance
from .metrics import accuracy_at, auc, bootstrap, decode_points, dice, grade_figures, quadratic_kappa, sigmoid
from .panel import Predictor
from ..data.prepared import Prepared
from ..tasks import GRADED, MASK_UNKNOWN, MULTI_LABEL, SEGMENTS, TASKS, Output, multi_labels, point_channels

FIGURE_TASKS = {
    ("grade-foramen", "foraminal"): "foraminal_t1_at_label",
    ("grade-foramen-t2", "foraminal"): "foraminal_t2_at_label",
    ("grade-axial", "right"): "subarticular_axial_at_label",
    ("grade-axial", "canal"): "canal_axial_at_label",
    ("grade-disc", "canal"): "canal_sagittal_at_label",
    ("grade-foramen", "slice"): "foraminal_t1_slice",
    ("grade-foramen-t2", "slice"): "foraminal_t2_slice",
    ("grade-disc", "findings"): "disc_findings_at_label",
    ("grade-disc", "pfirrmann"): "pfirrmann_at_label",
}
"""The names that `cauda evaluate` gives to the same questions."""
T1, T2 = 1, 2


def measure(answer: Predictor, task_name: str, data: Prepared, calibrations: dict[str, Calibration], rounds: int = 500) -> list[dict[str, Any]]:
    """The manifest's `evaluation`: task, metric, value, ci95, n, patients, data."""
    figures: list[dict[str, Any]] = []
    task = TASKS[task_name]
    graded = grader_answers(answer, task_name, data) if task.family == "grades" else {}
    logits = answer(data) if any(output.kind != GRADED for output in task.outputs) else {}
    for output in task.outputs:
        if output.kind == GRADED and output.name in calibrations:
            figures += _graded(task_name, output, graded[output.name], calibrations[output.name], data.split, rounds)
        elif output.kind == GRADED:
            continue  # nothing in training was labelled
        elif output.target == "slice":
            figures += _slices(task_name, output, data, logits[output.name], rounds)
        elif output.kind == MULTI_LABEL:
            figures += _findings(task_name, output, data, logits[output.name], rounds)
        elif output.kind == SEGMENTS:
            figures += _segments(output, data, logits[output.name], rounds)
        else:
            figures += _points(task_name, output, data, logits[output.name], rounds)
    return figures


def _graded(task_name, output: Output, answers, calibration: Calibration, split: str, rounds: int):
    answers = answers.take(np.flatnonzero(answers.levels >= 0))
    probabilities = calibration.apply(answers.logits, answers.levels)

    def figures(rows: np.ndarray) -> dict[str, float]:
        truth, p = answers.truth[rows], probabilities[rows]
        if output.is_condition:
            found = grade_figures(truth, p)
            if task_name == "grade-disc":  # its text grades: severe against none is what was asked for
                ends = truth != 1
                found["auc_severe"] = auc(truth[ends] == 2, (p[:, 2] / (p[:, 0] + p[:, 2] + 1e-9))[ends])
            return found
        expected = np.rint(p @ np.arange(p.shape[1])).astype(int)
        return {
            "kappa_quadratic": quadratic_kappa(truth, expected, p.shape[1]),
            "accuracy": float((p.argmax(axis=1) == truth).mean()),
            "accuracy_at_80": accuracy_at(truth, p),
        }

    name = FIGURE_TASKS[task_name, output.name]
    return _rows(name, figures, answers.patients, f"{', '.join(sorted(set(answers.datasets)))} {split}", rounds)


def _findings(task_name, output: Output, data: Prepared, logits: np.ndarray, rounds: int):
    truth, score = multi_labels(output, data.arrays), sigmoid(logits)
    patients, levels = data.index["patient"].to_numpy(str), data.arrays["level"].astype(int)
    rows: list[dict[str, Any]] = []
    for k, label in enumerate(output.labels):
        known = np.flatnonzero((truth[:, k] >= 0) & (levels >= 0))
        if 0 < truth[known, k].sum() < len(known):
            figures = lambda at, known=known, k=k: {f"auc_{output.labels[k]}": auc(truth[known[at], k] == 1, score[known[at], k])}  # noqa: E731
            sources = ", ".join(sorted(set(data.index["dataset"].iloc[known])))
            rows += _rows(FIGURE_TASKS[task_name, output.name], figures, patients[known], f"{sources} {data.split}", rounds)
    return rows


def _slices(task_name, output: Output, data: Prepared, logits: np.ndarray, rounds: int):
    """How often the likeliest of a side's labelled slices is the one that was graded; foramina with one labelled slice are left out."""
    table = data.index[["patient", "side", "level", "dataset"]].assign(here=data.arrays["slice"], logit=logits[:, 0])
    table = table[table["here"] >= 0]
    foramina = table.groupby(["patient", "side", "level"])
    table = table[(foramina["here"].transform("size") > 1) & (foramina["here"].transform("max") == 1)]
    if not len(table):
        return []
    chosen = table.loc[table.groupby(["patient", "side", "level"])["logit"].idxmax()]
    right = chosen["here"].to_numpy() == 1
    sources = ", ".join(sorted(set(chosen["dataset"])))
    figures = lambda at: {"right_slice": float(right[at].mean())}  # noqa: E731
    return _rows(FIGURE_TASKS[task_name, output.name], figures, chosen["patient"].to_numpy(str), f"{sources} {data.split}", rounds)


def _segments(output: Output, data: Prepared, logits: np.ndarray, rounds: int):
    rows: list[dict[str, Any]] = []
    patients, datasets = data.index["patient"].to_numpy(str), data.index["dataset"].to_numpy(str)
    for k, label in enumerate(output.labels):
        masks = data.arrays["masks"][..., k]
        known = np.flatnonzero((masks != MASK_UNKNOWN).any(axis=(1, 2)) & (datasets == "spider-t2"))
        if not len(known):
            continue
        scores = np.array([dice(masks[row] == 1, (logits[row, ..., k] > 0) & (masks[row] != MASK_UNKNOWN)) for row in known])
        figures = lambda at, scores=scores, label=label: {f"dice_{label}": float(np.nanmean(scores[at]))}  # noqa: E731
        rows += _rows("segmentation_t2", figures, patients[known], f"spider-t2 {data.split}", rounds)
    return rows


def _points(task_name, output: Output, data: Prepared, logits: np.ndarray, rounds: int):
    channels = point_channels(task_name, output)
    margin = (np.array(data.arrays["x"].shape[2:0:-1]) - 2 * np.array(logits.shape[2:0:-1])) / 2  # heatmaps are half as wide
    truth = data.arrays["points"][:, channels] - margin
    present = (data.arrays["states"][:, channels] == 1) & np.isfinite(truth).all(axis=2)
    found, _ = decode_points(logits)
    distance = np.linalg.norm(found - truth, axis=2)
    within = distance <= point_tolerance(truth, present)[:, None]
    datasets, patients = data.index["dataset"].to_numpy(str), data.index["patient"].to_numpy(str)
    contrast = data.arrays.get("contrast", np.zeros(len(data), int))
    rows: list[dict[str, Any]] = []
    for dataset in sorted(set(datasets)):
        for code, name in ((0, "locate"), (T1, "localizer_t1"), (T2, "localizer_t2")):
            examples, points = np.nonzero(present & ((datasets == dataset) & (contrast == code))[:, None])
            if not len(examples):
                continue
            figures = lambda at, e=examples, p=points: {  # noqa: E731
                f"within_sixth_{output.name}": float(within[e[at], p[at]].mean()),
                f"median_error_px_{output.name}": float(np.median(distance[e[at], p[at]])),
            }
            rows += _rows(name, figures, patients[examples], f"{dataset} {data.split}", rounds)
    return rows


def _rows(task: str, figures, patients: np.ndarray, data: str, rounds: int) -> list[dict[str, Any]]:
    values = figures(np.arange(len(patients)))
    intervals = bootstrap(figures, patients, rounds)
    return [
        {
            "task": task,
            "metric": metric,
            "value": round(value, 5),
            "ci95": [round(bound, 5) for bound in intervals[metric]],
            "n": len(patients),
            "patients": len(set(patients.tolist())),
            "data": data,
        }
        for metric, value in values.items()
        if np.isfinite(value) and np.isfinite(intervals[metric]).all()
    ]
