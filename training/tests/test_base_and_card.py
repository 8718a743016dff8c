"""A pack begun from another, and the card and licences of a pack, which come from its own networks and data."""

import json
from pathlib import Path

import pytest
from cauda_training.__main__ import main
from cauda_training.data.descriptions import describe_dataset
from cauda_training.errors import TrainingError
from conftest import foramen_arrays, tiny_config, write_shard
from test_convert import write_toml

DESCRIPTION = """name = "own"
title = "A hospital's foramina"
licence = "CC0-1.0"
citation = "Nobody et al. 2026"
limits = ["Only one scanner."]
"""


@pytest.fixture()
def folders(prepared: Path, tmp_path: Path) -> list[str]:
    for seed, (split, n) in enumerate((("train", 48), ("val", 30))):
        write_shard(prepared, "grade-foramen", "own", split, foramen_arrays(n, seed))
    return ["--prepared", str(prepared), "--runs", str(tmp_path / "runs")]


def trained(tmp_path: Path, folders: list[str], task: str, dataset: str) -> str:
    config = {**tiny_config(task, epochs=1), "id": f"{task}-{dataset}"}
    path = write_toml(config, tmp_path / f"{config['id']}.toml")
    assert main(["fit", str(path), "--set", f'data.datasets=["{dataset}"]', *folders]) == 0
    assert main(["calibrate", config["id"], *folders]) == 0
    return config["id"]


def test_a_pack_begins_with_the_networks_of_its_base(prepared: Path, tmp_path: Path, folders: list[str], capsys) -> None:
    (prepared / "datasets").mkdir()
    (prepared / "datasets" / "own.toml").write_text(DESCRIPTION)
    base, pack = tmp_path / "packs" / "base", tmp_path / "packs" / "new"
    localizer, grader = trained(tmp_path, folders, "localize-sagittal", "spider-t2"), trained(tmp_path, folders, "grade-foramen", "own")
    assert main(["convert", localizer, "--pack", str(base), *folders]) == 0
    assert main(["convert", grader, "--pack", str(pack), "--base", str(base), *folders]) == 0

    manifest = json.loads((pack / "manifest.json").read_text())
    first, second = manifest["networks"]
    assert (first["task"], second["task"], manifest["id"], manifest["base"]["id"]) == ("localize-sagittal", "grade-foramen", "new", "base")
    assert all((pack / file["path"]).stat().st_size == file["bytes"] for network in (first, second) for file in network["files"])
    assert second["licence"] == "CC0-1.0" and "SPIDER" in first["licence"]
    assert second["training"]["datasets"] == [
        {
            "name": "own",
            "patients": 16,
            "images": 48,
            "title": "A hospital's foramina",
            "licence": "CC0-1.0",
            "citation": "Nobody et al. 2026",
            "limits": ["Only one scanner."],
        }
    ]
    card = (pack / "CARD.md").read_text()
    for said in ("Begun from pack `base` 1.0.0", "own: Only one scanner.", "Nobody et al. 2026", "van der Graaf et al."):
        assert said in card
    for not_ours in ("Sudirman", "mendeley", "needs", "no network that finds the levels"):
        assert not_ours not in card

    capsys.readouterr()
    assert main(["convert", grader, "--pack", str(pack), "--base", str(base), *folders]) == 3
    assert capsys.readouterr().err.startswith("convert.pack-exists: ")
    assert main(["convert", grader, "--pack", str(tmp_path / "other"), "--base", "cauda-lumber-1", *folders]) == 3
    assert "did you mean cauda-lumbar-1?" in capsys.readouterr().err


def test_graders_alone_say_in_their_card_that_they_need_a_localizer(prepared: Path, tmp_path: Path, folders: list[str], capsys) -> None:
    grader = trained(tmp_path, folders, "grade-foramen", "own")
    capsys.readouterr()
    assert main(["convert", grader, "--pack", str(tmp_path / "pack"), *folders]) == 3
    assert capsys.readouterr().err.startswith("convert.no-licence: data set own has no description")
    (prepared / "datasets").mkdir()
    (prepared / "datasets" / "own.toml").write_text(DESCRIPTION)
    assert main(["convert", grader, "--pack", str(tmp_path / "pack"), *folders]) == 0
    assert "no network that finds the levels" in (tmp_path / "pack" / "CARD.md").read_text()


@pytest.mark.parametrize("text", ['name = "own"', 'licence = ""', "licence = 3", "licence ="])
def test_a_description_without_a_licence_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "datasets").mkdir()
    (tmp_path / "datasets" / "own.toml").write_text(text)
    with pytest.raises(TrainingError, match="convert.no-licence: .*own.toml"):
        describe_dataset("own", tmp_path)
