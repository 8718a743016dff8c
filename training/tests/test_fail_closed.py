"""Mistakes of a new user: each is refused by name, with what to do, before any work is done."""

import json
import re
from pathlib import Path

import cauda_training.fitting.fit as fit_module
import numpy as np
import pytest
from cauda_training.__main__ import INTERRUPTED, main
from cauda_training.config import BACKBONE_KINDS, override, parse_config, to_toml
from cauda_training.data.prepared import PREPROCESSING_VERSION, read_split
from cauda_training.errors import TrainingError
from cauda_training.fitting.provenance import public_command
from cauda_training.network.backbones import BACKBONES
from conftest import foramen_arrays, tiny_config, write_shard
from test_convert import write_toml

REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.fixture()
def folders(prepared: Path, tmp_path: Path) -> list[str]:
    return ["--prepared", str(prepared), "--runs", str(tmp_path / "runs")]


@pytest.mark.parametrize(
    ("section", "values", "said"),
    [
        ("network", {"kind": "resnet18"}, "network.kind 'resnet18' .*did you mean resnet50?"),
        ("network", {"kind": "u-net"}, "network.kind 'u-net'"),
        ("network", {"dropout": 1.0}, "network.dropout is 1.0"),
        ("network", {"widths": [8]}, "network.widths"),
        ("train", {"imbalance": "class-weight"}, "did you mean class-weights?"),
        ("train", {"class_weights": [1.0, 2.0]}, r"train.class_weights \[1.0, 2.0\] must be 3 numbers"),
        ("train", {"learning_rate": float("nan")}, "learning_rate: nan is not a finite number"),
        ("train", {"learning_rate": 0.0}, "train.learning_rate is 0.0 and must be more than 0"),
        ("train", {"output_weights": {"foramina": 2.0}}, "train.output_weights 'foramina' .*did you mean foraminal?"),
        ("train", {"output_weights": {"foraminal": float("inf")}}, "output_weights.foraminal: inf"),
        ("train", {"epoch": 3}, "epoch; did you mean epochs?"),
        ("augment", {"mirror": True}, "augment.mirror .*only axial"),
        ("augment", {"blur": 2.0}, "augment.blur is 2.0"),
        ("data", {"shares": {"rsna-t1-foraminal": 1.5}}, "data.shares.rsna-t1-foraminal is 1.5"),
        ("train", {"doubted_weight": -0.1}, "train.doubted_weight is -0.1"),
        ("train", {"teachers": ["a"], "teacher_record": "b"}, "train.teachers and train.teacher_record: name one"),
        ("data", {"ungraded_share": 1.5}, "data.ungraded_share is 1.5"),
        ("data", {"datasets": ["a"], "shares": {"b": 0.5}}, "data.shares names b, which data.datasets does not"),
    ],
)
def test_a_wrong_value_is_named_with_the_nearest_right_one(section: str, values: dict, said: str) -> None:
    table = tiny_config()
    with pytest.raises(TrainingError, match=f"^config.(wrong-value|unknown-key): here: .*{said.replace('?', '[?]')}"):
        parse_config({**table, section: {**table.get(section, {}), **values}}, "here")


def test_the_known_kinds_are_those_that_are_built() -> None:
    assert set(BACKBONE_KINDS) == set(BACKBONES)


def test_a_localizer_is_a_u_net_where_its_config_names_no_kind() -> None:
    assert parse_config({"id": "l", "task": "localize-sagittal"}, "here").network.kind == "u-net"


def test_set_changes_one_value_and_is_checked_like_the_file() -> None:
    table = override(tiny_config(), ["train.epochs=3", "network.kind=vgg16", "data.shares.phantom=0.5"])
    config = parse_config(table, "here")
    assert (config.train.epochs, config.network.kind, config.data.shares) == (3, "vgg16", {"phantom": 0.5})
    with pytest.raises(TrainingError, match="did you mean epochs?"):
        parse_config(override(tiny_config(), ["train.epoch=3"]), "here")
    with pytest.raises(TrainingError, match="--set epochs: write it as section.key=value"):
        override(tiny_config(), ["epochs"])


def test_the_printed_config_is_the_config(prepared: Path, tmp_path: Path, folders: list[str], capsys: pytest.CaptureFixture) -> None:
    path = write_toml(tiny_config(), tmp_path / "tiny.toml")
    assert main(["fit", str(path), "--set", "train.epochs=7", "--print-config", *folders]) == 0
    printed = capsys.readouterr().out
    assert "epochs = 7\n" in printed and "rotation_deg = 12.0\n" in printed
    (tmp_path / "again.toml").write_text(printed)
    assert main(["fit", str(tmp_path / "again.toml"), "--print-config", *folders]) == 0
    assert capsys.readouterr().out == printed
    assert not (tmp_path / "runs").exists()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (["--set", "data.shares.rsna-t1-forminal=0.5"], "prepared.no-dataset.*did you mean rsna-t1-foraminal?"),
        (["--set", 'data.datasets=["rsna-t1"]'], "prepared.no-dataset.*did you mean rsna-t1-foraminal?"),
        (["--set", "train.start_from=nothere"], "fit.no-start"),
        (["--set", "train.teacher_record=nothere"], "distil.no-record"),
        (["--resume", "--name", "nothere"], "fit.nothing-to-resume"),
        (["--set", "train.class_weights=[1, 2]"], "config.wrong-value"),
    ],
)
def test_fit_refuses_before_it_makes_a_folder(tmp_path: Path, folders: list[str], capsys, change: list[str], code: str) -> None:
    path = write_toml(tiny_config(), tmp_path / "tiny.toml")
    assert main(["fit", str(path), *change, *folders]) == 3
    assert re.match(code, capsys.readouterr().err)
    assert not (tmp_path / "runs").exists()


def test_the_version_is_that_of_the_app() -> None:
    source = (REPOSITORY / "src" / "domain" / "pack.ts").read_text()
    assert f"PREPROCESSING_VERSION = {PREPROCESSING_VERSION}\n" in source


def test_tensors_of_another_version_are_refused(prepared: Path, tmp_path: Path, folders: list[str], capsys) -> None:
    meta = json.loads((prepared / "meta.json").read_text())
    (prepared / "meta.json").write_text(json.dumps({**meta, "preprocessingVersion": PREPROCESSING_VERSION + 1}))
    assert main(["fit", str(write_toml(tiny_config(), tmp_path / "tiny.toml")), *folders]) == 3
    assert capsys.readouterr().err.startswith("prepared.other-version: ")


@pytest.mark.parametrize(("name", "value"), [("grade", 3), ("grade", -2), ("weight", np.nan), ("weight", -1.0)])
def test_a_label_outside_its_vocabulary_is_named_with_file_and_row(prepared: Path, name: str, value: float) -> None:
    arrays = foramen_arrays(9, 0)
    arrays[name][4] = value
    write_shard(prepared, "grade-foramen", "own", "train", arrays)
    with pytest.raises(TrainingError, match=f"prepared.wrong-label: .*own.train.npz: row 5 .own/train4.webp. has {name} "):
        read_split(prepared, "grade-foramen", "train", ("own",))


def test_a_patient_in_two_splits_is_refused(prepared: Path, tmp_path: Path, folders: list[str], capsys) -> None:
    index = prepared / "grade-foramen" / "rsna-t1-foraminal.val.csv"
    index.write_text(index.read_text().replace(",val-3,", ",train-3,"))
    assert main(["fit", str(write_toml(tiny_config(), tmp_path / "tiny.toml")), *folders]) == 3
    assert capsys.readouterr().err.startswith("prepared.patient-in-two-splits: patient train-3 of rsna-t1-foraminal is in train and in val, 1 ")


def test_weights_that_are_not_numbers_go_no_further(prepared: Path, tmp_path: Path, folders: list[str], capsys) -> None:
    path = write_toml(tiny_config(epochs=1), tmp_path / "tiny.toml")
    assert main(["fit", str(path), *folders]) == 0
    from cauda_training.fitting.runs import read_run

    run = tmp_path / "runs" / "tiny"
    model = read_run(run).load((32, 32, 1))
    model.set_weights([value * np.nan for value in model.get_weights()])
    model.save_weights(run / "best.weights.h5")
    capsys.readouterr()
    assert main(["calibrate", "tiny", *folders]) == 3
    assert capsys.readouterr().err.startswith("run.not-finite: ")
    assert not (run / "calibration.json").exists()


def test_an_interrupt_says_how_to_go_on(tmp_path: Path, folders: list[str], capsys, monkeypatch) -> None:
    train_epoch = fit_module._train_epoch

    def interrupted(model, batches, epoch, progress):
        if epoch == 1:
            raise KeyboardInterrupt
        return train_epoch(model, batches, epoch, progress)

    monkeypatch.setattr(fit_module, "_train_epoch", interrupted)
    assert main(["fit", str(write_toml(tiny_config(epochs=3), tmp_path / "tiny.toml")), *folders]) == INTERRUPTED
    assert capsys.readouterr().err.splitlines()[-1] == "fit.stopped: tiny stopped after epoch 1 of 3; go on with --resume"


def test_an_unwritable_folder_is_no_stack(prepared: Path, tmp_path: Path, capsys) -> None:
    (tmp_path / "file").write_text("")
    path = write_toml(tiny_config(), tmp_path / "tiny.toml")
    assert main(["fit", str(path), "--prepared", str(prepared), "--runs", str(tmp_path / "file" / "runs")]) == 3
    assert capsys.readouterr().err.startswith("train.no-access: ")


def test_convert_and_compare_write_only_where_they_are_told(folders: list[str]) -> None:
    for command in (["convert", "tiny"], ["compare", "config.toml"]):
        with pytest.raises(SystemExit) as wrong_usage:
            main([*command, *folders])
        assert wrong_usage.value.code == 2


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (["--threads", "-3", "measure", "tiny"], "'-3' is not a whole number of at least 1"),
        (["measure", "tiny", "--rounds", "0"], "'0' is not a whole number of at least 1"),
        (["convert", "tiny", "--pack", "p", "--created", "yesterday"], "'yesterday' is not a date"),
        (["fit", "tiny.toml", "--name", "../elsewhere"], "'../elsewhere' names a folder under --runs"),
    ],
)
def test_a_wrong_option_is_wrong_usage(capsys, command: list[str], said: str) -> None:
    with pytest.raises(SystemExit) as wrong_usage:
        main(command)
    assert wrong_usage.value.code == 2 and said in capsys.readouterr().err


def test_a_copied_pack_keeps_its_name_and_the_priors_of_its_other_networks(prepared: Path, tmp_path: Path, folders: list[str]) -> None:
    canal = {level: [0.7, 0.2, 0.1] for level in ("l1_l2", "l2_l3", "l3_l4", "l4_l5", "l5_s1")}
    pack = tmp_path / "models" / "copy"
    pack.mkdir(parents=True)
    copied = {"name": "A copy", "version": "2.1.0", "preprocessingVersion": PREPROCESSING_VERSION, "networks": [], "priors": {"canal": canal, "foraminal": canal}}
    (pack / "manifest.json").write_text(json.dumps(copied))
    assert main(["fit", str(write_toml(tiny_config(epochs=1), tmp_path / "tiny.toml")), *folders]) == 0
    assert main(["calibrate", "tiny", *folders]) == 0
    assert main(["convert", "tiny", "--pack", str(pack), *folders]) == 0
    manifest = json.loads((pack / "manifest.json").read_text())
    assert (manifest["name"], manifest["version"]) == ("A copy", "2.1.0")
    assert manifest["priors"]["canal"] == canal and manifest["priors"]["foraminal"] != canal
    training = manifest["networks"][0]["training"]
    assert training["config"]["train"]["epochs"] == 1 and training["commit"] and training["libraries"]["python"]
    assert str(tmp_path) not in (pack / "manifest.json").read_text(), "no private path"

    (pack / "manifest.json").write_text(json.dumps({**copied, "preprocessingVersion": PREPROCESSING_VERSION + 1}))
    assert main(["convert", "tiny", "--pack", str(pack), *folders]) == 3


def test_a_recorded_command_names_no_private_path() -> None:
    said = public_command(["fit", "/home/someone/a.toml", "--prepared=/data/x", "--runs", "C:\\Users\\someone\\runs", "--name", "b"])
    assert said == "python -m cauda_training fit a.toml --prepared=x --runs runs --name b"
