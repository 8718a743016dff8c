"""Figures of an output, from answers that are known."""

from pathlib import Path

import numpy as np
from cauda_training.data.prepared import read_split
from cauda_training.evaluation.calibrate import Calibration
from cauda_training.evaluation.measure import measure
from cauda_training.tasks import LEVELS


def test_the_right_slice_is_the_likeliest_of_those_that_a_side_is_labelled_on(prepared: Path) -> None:
    """Three slices a patient; the first was graded. Of four patients the answers name it in three."""
    data = read_split(prepared, "grade-foramen", "val").take(np.arange(12))
    data.arrays["slice"][:] = [1, 0, 0] * 4
    data.arrays["grade"][:] = [0, -1, -1, 1, -1, -1, 2, -1, -1, 2, -1, -1]
    logits = np.array([3.0, 1, 2] * 3 + [1, 2, 0])[:, None]
    answer = lambda _: {"foraminal": np.zeros((12, 3)), "slice": logits}  # noqa: E731
    plain = Calibration(1.0, {level: [0.0] * 3 for level in LEVELS}, 0.0)
    (figure,) = [f for f in measure(answer, "grade-foramen", data, {"foraminal": plain}, 10) if f["metric"] == "right_slice"]
    assert (figure["task"], figure["value"], figure["n"], figure["patients"]) == ("foraminal_t1_slice", 0.75, 4, 4)
