from pathlib import Path

from cauda_training.__main__ import main
from conftest import tiny_config
from test_convert import write_toml


def test_runs_are_listed_with_their_epochs_and_figures(prepared: Path, tmp_path: Path, capsys) -> None:
    folders = ["--prepared", str(prepared), "--runs", str(tmp_path / "runs")]
    assert main(["runs", *folders]) == 3
    assert capsys.readouterr().err.startswith("runs.none: ")
    path = write_toml(tiny_config(epochs=2), tmp_path / "tiny.toml")
    assert main(["fit", str(path), "--name", "first", *folders]) == 0
    (tmp_path / "runs" / "broken").mkdir()
    (tmp_path / "runs" / "broken" / "config.json").write_text("{")
    capsys.readouterr()
    assert main(["runs", *folders]) == 0
    heading, broken, first = capsys.readouterr().out.splitlines()
    assert heading.split()[:4] == ["run", "task", "epochs", "best"]
    assert broken.startswith("broken ") and "config.json cannot be read" in broken
    assert first.startswith("first   grade-foramen  2 of 2")
    assert "foraminal_auc_severe 0." in first or "foraminal_auc_severe 1." in first
    assert "foraminal_wll" in first and "↓" in first
