"""What each task's network answers, and how a label becomes a target.

Order of labels follows src/domain: a pack whose labels stand in another order is refused by the app.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

LEVELS = ("l1_l2", "l2_l3", "l3_l4", "l4_l5", "l5_s1")
GRADES = ("normal_mild", "moderate", "severe")
DISCS = ("t11_t12", "t12_l1", *LEVELS)
MASKS = ("vertebra", "disc", "canal")
FINDINGS = ("herniation", "bulge", "spondylolisthesis", "stenosis")
PFIRRMANN = ("1", "2", "3", "4", "5")
AXIAL_POINTS = ("right_recess", "left_recess", "canal")

GRADED, MULTI_LABEL, HEATMAPS, SEGMENTS = "graded", "multi-label", "heatmaps", "segments"


@dataclass(frozen=True)
class Output:
    """One head of a network; `target` is the manifest's word for what it means."""

    name: str
    kind: str
    target: str
    labels: tuple[str, ...]
    arrays: tuple[str, ...]
    """Arrays of the prepared shard that the target is made from; of a graded output the first that knows a grade counts."""

    @property
    def activation(self) -> str:
        return "softmax" if self.kind == GRADED else "sigmoid"

    @property
    def is_condition(self) -> bool:
        """Graded in the three grades of RSNA 2024, hence calibrated by level."""
        return self.labels == GRADES


@dataclass(frozen=True)
class Task:
    name: str
    outputs: tuple[Output, ...]
    roles: tuple[str, ...]
    family: str
    """`points` (U-Net) or `grades` (a trunk and dense heads)."""


SLICE = Output("slice", MULTI_LABEL, "slice", ("graded_here",), ("slice",))
"""Whether the slice is the one on which readers graded the foramen, and not another labelled slice of its side."""


def _graded(name: str, target: str, labels: tuple[str, ...], *arrays: str) -> Output:
    return Output(name, GRADED, target, labels, arrays)


TASKS: dict[str, Task] = {
    task.name: task
    for task in (
        Task(
            "localize-sagittal",
            (
                Output("discs", HEATMAPS, "discs", DISCS, ("points", "states")),
                Output("foramina", HEATMAPS, "foramina", LEVELS, ("points", "states")),
                Output("masks", SEGMENTS, "masks", MASKS, ("masks",)),
            ),
            ("sagittal_t2", "sagittal_t1"),
            "points",
        ),
        Task("grade-foramen", (_graded("foraminal", "foraminal", GRADES, "grade"), SLICE), ("sagittal_t1",), "grades"),
        Task("grade-foramen-t2", (_graded("foraminal", "foraminal", GRADES, "grade"), SLICE), ("sagittal_t2",), "grades"),
        Task(
            "grade-disc",
            (
                _graded("canal", "canal", GRADES, "canal", "compression"),
                Output("findings", MULTI_LABEL, "disc-findings", FINDINGS, ("herniation", "bulge", "listhesis", "stenosis")),
                _graded("pfirrmann", "pfirrmann", PFIRRMANN, "pfirrmann"),
            ),
            ("sagittal_t2",),
            "grades",
        ),
        Task(
            "locate-axial",
            (Output("points", HEATMAPS, "axial-points", AXIAL_POINTS, ("points", "states")),),
            ("axial_t2",),
            "points",
        ),
        Task(
            "grade-axial",
            (_graded("canal", "canal", GRADES, "canal"), _graded("right", "subarticular", GRADES, "right")),
            ("axial_t2",),
            "grades",
        ),
    )
}

UNKNOWN = -1
PRESENT, ABSENT, NEARBY = 1, 2, 3
"""Point states of the prepared shards; 0 is unknown."""
MASK_UNKNOWN = 255


def grade_indices(output: Output, arrays: dict[str, np.ndarray]) -> np.ndarray:
    """[n] class index of a graded output, UNKNOWN where nobody said. Pfirrmann is stored as 1 to 5."""
    values = arrays[output.arrays[0]].astype(np.int64)
    for name in output.arrays[1:]:
        values = np.where(values >= 0, values, arrays[name].astype(np.int64))
    if output.target == "pfirrmann":
        return np.where(values > 0, values - 1, UNKNOWN)
    return values


def is_labelled(task: Task, output: Output, arrays: dict[str, np.ndarray]) -> bool:
    """Whether training can learn this output: data of one kind (RSNA's, say) may know nothing of another, and where every answer to a
    yes-or-no question is the same there is nothing to tell apart."""
    if output.kind == HEATMAPS:
        return bool((arrays["states"][:, point_channels(task.name, output)] == PRESENT).any())
    if output.kind == SEGMENTS:
        return bool((arrays["masks"] != MASK_UNKNOWN).any())
    if output.kind == GRADED:
        return bool((grade_indices(output, arrays) >= 0).any())
    labels = multi_labels(output, arrays)
    return bool((labels == 0).any() and (labels == 1).any())


def one_hot(indices: np.ndarray, classes: int) -> np.ndarray:
    """[n, classes]; a row of zeros, which costs nothing in the loss, where the index is UNKNOWN."""
    hot = np.zeros((len(indices), classes), np.float32)
    known = indices >= 0
    hot[np.flatnonzero(known), indices[known]] = 1
    return hot


def multi_labels(output: Output, arrays: dict[str, np.ndarray]) -> np.ndarray:
    """[n, labels] of 0, 1 and UNKNOWN."""
    return np.stack([arrays[name] for name in output.arrays], axis=1).astype(np.float32)


def point_channels(task: str, output: Output) -> slice:
    """Which of the stored points an output's heatmaps are for: the localizer stores discs, then foramina."""
    if task == "localize-sagittal":
        return slice(0, len(DISCS)) if output.name == "discs" else slice(len(DISCS), len(DISCS) + len(LEVELS))
    return slice(0, len(output.labels))


def describe_outputs(task: Task) -> list[dict[str, Any]]:
    """The manifest's `outputs`, calibration left out."""
    return [
        {"name": output.name, "target": output.target, "labels": list(output.labels), "activation": output.activation}
        for output in task.outputs
    ]
