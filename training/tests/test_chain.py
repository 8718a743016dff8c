"""The whole way of someone who has RSNA's data: the folder layout as Kaggle delivers it, the commands as the README lists them."""

import csv
import hashlib
import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from cauda_training.__main__ import main
from test_convert import write_toml

REPOSITORY = Path(__file__).resolve().parent.parent.parent
RSNA = REPOSITORY.parent / "shared" / "data" / "rsna-mini"
LABELLED, WITHOUT_T1 = "100206310", "44036939"
GRADERS = {
    "grade-foramen": {"widths": [8, 8, 16], "dropout": 0.1},
    "grade-foramen-t2": {"widths": [8, 8, 16], "dropout": 0.1},
    "grade-axial": {"widths": [8, 8, 16], "dropout": 0.1},
    "grade-disc": {"widths": [8, 8, 16], "dropout": 0.1},
}

pytestmark = pytest.mark.skipif(not RSNA.is_dir(), reason="the two RSNA studies are not beside the repository")


def test_from_the_rsna_layout_to_a_report(tmp_path: Path) -> None:
    """prepare, fit (one epoch), calibrate, measure, convert, analyse. The localizer is the shipped one, whose pack the graders replace
    theirs in: RSNA marks no disc centres to train another."""
    layout = write_layout(tmp_path / "rsna")
    prepared, packs = tmp_path / "prepared", tmp_path / "models"
    cauda("prepare", "--rsna", layout, "--out", prepared)
    shutil.copytree(REPOSITORY / "models" / "cauda-lumbar-1", packs / "own-pack")
    folders = ["--prepared", str(prepared), "--runs", str(tmp_path / "runs")]
    for task, network in GRADERS.items():
        train = {"epochs": 1, "batch": 8, "dtype": "float32", "ema": 0.0}
        config = write_toml({"id": task, "task": task, "network": network, "train": train}, tmp_path / f"{task}.toml")
        assert main(["fit", str(config), *folders]) == 0
        assert main(["calibrate", task, *folders]) == 0
        assert main(["measure", task, "--split", "test", "--rounds", "5", *folders]) == 0
        assert main(["convert", task, "--pack", str(packs / "own-pack"), "--created", "2026-01-01", *folders]) == 0

    report = analyse(LABELLED, packs, tmp_path / "out")
    kinds = [finding["assessment"]["kind"] for finding in report["findings"]]
    assert len(kinds) == 25 and set(kinds) <= {"graded", "uncertain"}, "every cell is answered, surely or not"
    assert networks_of(report, "foraminal") == {"grade-foramen"}
    second_choice = analyse(WITHOUT_T1, packs, tmp_path / "without-t1")
    assert networks_of(second_choice, "foraminal") == {"grade-foramen-t2"}, "read on T2, which RSNA's points were carried to"
    assert "analysis.foramina-on-t2" in json.dumps(second_choice)

    manifest = json.loads((packs / "own-pack" / "manifest.json").read_text())
    networks = {network["task"]: network for network in manifest["networks"]}
    assert all("non-commercial" in networks[task]["licence"] for task in GRADERS)
    assert [output["name"] for output in networks["grade-disc"]["outputs"]] == ["canal"], "RSNA labels no disc findings"


def analyse(study: str, packs: Path, out: Path) -> dict:
    cauda("analyse", RSNA / "train_images" / study, "--packs", packs, "--pack", "own-pack", "--only", "json", "--out", out)
    return json.loads((out / "report.json").read_text())


def networks_of(report: dict, group: str) -> set[str]:
    answered = [finding["assessment"] for finding in report["findings"] if group in finding["condition"]]
    return {assessment["evidence"]["network"] for assessment in answered if assessment["kind"] != "not-assessed"}


def write_layout(folder: Path) -> Path:
    """The labelled study under three more ids, of which the hash puts one into each split: two studies alone fill no val."""
    ids = {split: next(f"{n}" for n in range(10**9, 10**9 + 1000) if split_of(f"{n}") == split) for split in ("train", "val", "test")}
    (folder / "train_images").mkdir(parents=True)
    for name in [LABELLED, *ids.values()]:
        os.symlink(RSNA / "train_images" / LABELLED, folder / "train_images" / name)
    for name in ("train.csv", "train_label_coordinates.csv", "train_series_descriptions.csv"):
        with (RSNA / name).open(newline="") as file:
            header, *rows = csv.reader(file)
        own = [row for row in rows if row[0] == LABELLED]
        with (folder / name).open("w", newline="") as file:
            csv.writer(file).writerows([header, *([study, *row[1:]] for study in (LABELLED, *ids.values()) for row in own)])
    return folder


def split_of(study: str) -> str:
    share = int(hashlib.sha256(study.encode()).hexdigest(), 16) % 100
    return "train" if share < 70 else "val" if share < 80 else "test"


def cauda(command: str, *arguments: object) -> None:
    ran = subprocess.run(["node", "scripts/cauda.mjs", command, *map(str, arguments)], cwd=REPOSITORY, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
