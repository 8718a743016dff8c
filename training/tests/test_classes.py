import json
from pathlib import Path

import numpy as np
from cauda_training.__main__ import main
from cauda_training.evaluation.classes import class_table, format_table
from conftest import tiny_config
from test_convert import write_toml

GRADES = ("normal_mild", "moderate", "severe")
TRUTH = np.array([0, 0, 0, 0, 1, 1, 2, 2])
PROBABILITIES = np.array(
    [[0.8, 0.1, 0.1], [0.7, 0.2, 0.1], [0.4, 0.5, 0.1], [0.6, 0.3, 0.1], [0.3, 0.6, 0.1], [0.6, 0.3, 0.1], [0.1, 0.2, 0.7], [0.1, 0.5, 0.4]]
)
"""Proposed: 0 0 1 0 1 0 2 1."""


def test_the_figures_of_each_class_are_those_counted_by_hand() -> None:
    table = class_table(TRUTH, PROBABILITIES, GRADES)
    assert table["confusion"] == [[3, 1, 0], [1, 1, 0], [0, 1, 1]]
    assert table["classes"] == {
        "normal_mild": {"precision": 0.75, "recall": 0.75, "f1": 0.75, "auc": 0.90625, "support": 4},
        "moderate": {"precision": 0.33333, "recall": 0.5, "f1": 0.4, "auc": 0.79167, "support": 2},
        "severe": {"precision": 1.0, "recall": 0.5, "f1": 0.66667, "auc": 1.0, "support": 2},
    }


def test_a_figure_that_cannot_be_computed_is_none() -> None:
    table = class_table(np.array([0, 1]), np.array([[0.9, 0.1, 0.0], [0.9, 0.1, 0.0]]), GRADES)
    assert table["classes"]["moderate"] == {"precision": None, "recall": 0.0, "f1": 0.0, "auc": 0.5, "support": 1}
    assert table["classes"]["severe"] == {"precision": None, "recall": None, "f1": None, "auc": None, "support": 0}
    assert format_table("canal", table).splitlines()[3].split() == ["severe", "-", "-", "-", "-", "0"]


def test_of_two_grades_alike_the_more_severe_is_proposed() -> None:
    assert class_table(np.array([1]), np.array([[0.4, 0.4, 0.2]]), GRADES)["confusion"][1] == [0, 1, 0]


def test_measure_prints_the_tables_and_keeps_them_with_the_run(prepared: Path, tmp_path: Path, capsys) -> None:
    folders = ["--prepared", str(prepared), "--runs", str(tmp_path / "runs")]
    assert main(["fit", str(write_toml(tiny_config(epochs=1), tmp_path / "tiny.toml")), *folders]) == 0
    assert main(["calibrate", "tiny", *folders]) == 0
    capsys.readouterr()
    for split in ("val", "test"):
        assert main(["measure", "tiny", "--split", split, "--rounds", "5", *folders]) == 0
    said = capsys.readouterr().out
    assert said.count("precision     recall         f1        auc    support") == 2
    metrics = json.loads((tmp_path / "runs" / "tiny" / "metrics.json").read_text())
    assert set(metrics) == {"val", "test"}
    table = metrics["val"]["classes"]["foraminal"]
    assert [sum(row) for row in table["confusion"]] == [20, 20, 20]
    assert [table["classes"][grade]["support"] for grade in GRADES] == [20, 20, 20]
    assert any(figure["metric"] == "kappa_quadratic" for figure in metrics["val"]["figures"])
