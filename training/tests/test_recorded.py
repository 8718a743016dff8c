"""Recorded teachers: what they say of which example, and what becomes of the labels."""

from pathlib import Path

import numpy as np
import pytest
from cauda_training.config import parse_config
from cauda_training.data.batches import soften
from cauda_training.data.prepared import read_split
from cauda_training.errors import TrainingError
from cauda_training.fitting.recorded import recorded_targets
from cauda_training.tasks import TASKS
from conftest import tiny_config

HEADER = "study,condition,level,teacher,normal_mild,moderate,severe\n"
FORAMINAL = TASKS["grade-foramen"].outputs[0]


def write_teachers(prepared: Path, rows: list[str]) -> None:
    (prepared / "teachers").mkdir()
    (prepared / "teachers" / "known.csv").write_text(HEADER + "".join(row + "\n" for row in rows))


def test_teachers_speak_of_the_side_and_level_that_they_name(prepared: Path) -> None:
    """Patient train-0 holds all three grades; its teachers name the left L4/L5, which is what the shards hold."""
    said = {"left_neural_foraminal_narrowing,l4_l5": "0.8,0.15,0.05", "right_neural_foraminal_narrowing,l4_l5": "0.1,0.1,0.8"}
    write_teachers(prepared, [f"train-{k},{cell},{teacher},{p}" for k in range(8) for cell, p in said.items() for teacher in "ab"])
    data = read_split(prepared, "grade-foramen", "train")
    answers = recorded_targets("known", data, prepared)["foraminal"]
    known = data.index["patient"].isin([f"train-{k}" for k in range(8)]).to_numpy()
    assert np.isfinite(answers[known]).all() and np.isnan(answers[~known]).all()
    assert np.allclose(answers[known].sum(axis=1), 1, atol=1e-5)
    # Their labels hold each grade equally often, and all teachers say the same: calibrated, it is worth a third each.
    assert np.allclose(answers[known], 1 / 3, atol=0.1)


def test_teachers_are_averaged_as_logits_and_keep_their_order(prepared: Path) -> None:
    confident = ["0.96,0.03,0.01", "0.1,0.8,0.1", "0.01,0.03,0.96"]
    data = read_split(prepared, "grade-foramen", "train")
    data.index["level"] = np.array(["l1_l2", "l4_l5", "l5_s1"])[data.arrays["grade"]]
    rows = [
        f"train-{k},left_neural_foraminal_narrowing,{level},{teacher},{p if teacher == 'a' else '0.33,0.34,0.33'}"
        for k in range(32)
        for level, p in zip(("l1_l2", "l4_l5", "l5_s1"), confident)
        for teacher in "ab"
    ]
    write_teachers(prepared, rows)
    answers = recorded_targets("known", data, prepared)["foraminal"]
    assert (answers.argmax(axis=1) == data.arrays["grade"]).all()


def test_teachers_are_refused_outside_training_and_where_they_know_nobody(prepared: Path) -> None:
    write_teachers(prepared, ["stranger,left_neural_foraminal_narrowing,l4_l5,a,0.8,0.1,0.1"])
    with pytest.raises(TrainingError, match="distil.not-training"):
        recorded_targets("known", read_split(prepared, "grade-foramen", "val"), prepared)
    with pytest.raises(TrainingError, match="distil.no-record"):
        recorded_targets("known", read_split(prepared, "grade-foramen", "train"), prepared)
    with pytest.raises(TrainingError, match="distil.no-record"):
        recorded_targets("unknown", read_split(prepared, "grade-foramen", "train"), prepared)


def test_a_doubted_label_counts_less_and_an_untaught_one_as_before(prepared: Path) -> None:
    data = read_split(prepared, "grade-foramen", "train").take(np.array([0, 2, 1]))  # Normal/Mild, Severe, Moderate
    settings = {"teacher_record": "known", "teacher_share": 0.8, "doubted_weight": 0.3, "class_weights": [1, 2, 4]}
    config = parse_config(tiny_config(**settings), "here")
    teacher = np.array([[0.5, 0.3, 0.2], [0.9, 0.05, 0.05], [np.nan] * 3], np.float32)
    soft = soften(config, FORAMINAL, data, teacher)
    assert np.allclose(soft[0], [0.2 + 0.8 * 0.5, 2 * 0.8 * 0.3, 4 * 0.8 * 0.2])
    assert np.allclose(soft[1], 0.3 * np.array([0.8 * 0.9, 2 * 0.8 * 0.05, 4 * (0.2 + 0.8 * 0.05)]))
    assert np.allclose(soft[2], [0, 2, 0])


def test_teachers_say_nothing_of_a_slice_that_was_not_graded(prepared: Path) -> None:
    write_teachers(prepared, [f"train-{k},left_neural_foraminal_narrowing,l4_l5,a,0.7,0.2,0.1" for k in range(32)])
    data = read_split(prepared, "grade-foramen", "train")
    data.arrays["grade"][:20], data.arrays["slice"][:20] = -1, 0
    answers = recorded_targets("known", data, prepared)["foraminal"]
    assert np.isnan(answers[:20]).all() and np.isfinite(answers[20:]).all()
