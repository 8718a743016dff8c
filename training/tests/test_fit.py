import json
from pathlib import Path

import cauda_training.fitting.fit as fit_module
import numpy as np
import pytest
from cauda_training.fitting.average import average
from cauda_training.fitting.refit import refit
from cauda_training.config import parse_config
from cauda_training.fitting.distil import teacher_targets
from cauda_training.errors import TrainingError
from cauda_training.fitting.fit import carry_weights, fit
from cauda_training.evaluation.judge import judge, predict
from cauda_training.network.networks import build_network
from cauda_training.data.prepared import in_fold, read_split
from cauda_training.fitting.runs import read_run
from conftest import tiny_config


def weights_of(run: Path, shape=(32, 32, 1)) -> list[np.ndarray]:
    return read_run(run).load(shape, "last").get_weights()


class Interrupted(Exception):
    pass


def test_a_resumed_run_ends_with_the_weights_of_an_unbroken_one(prepared: Path, tmp_path: Path, monkeypatch) -> None:
    config = parse_config(tiny_config(epochs=3), "here")
    fit(config, prepared, tmp_path / "whole", resume=False, command="test")

    train_epoch = fit_module._train_epoch

    def stop_in_the_third(model, batches, epoch, progress):
        if epoch == 2:
            raise Interrupted
        return train_epoch(model, batches, epoch, progress)

    monkeypatch.setattr(fit_module, "_train_epoch", stop_in_the_third)
    with pytest.raises(Interrupted):
        fit(config, prepared, tmp_path / "broken", resume=False, command="test")
    monkeypatch.setattr(fit_module, "_train_epoch", train_epoch)
    fit(config, prepared, tmp_path / "broken", resume=True, command="test")

    for whole, resumed in zip(weights_of(tmp_path / "whole"), weights_of(tmp_path / "broken"), strict=True):
        assert np.allclose(whole, resumed, atol=1e-4)
    assert (tmp_path / "broken" / "log.csv").read_text().count("\n") == 4


def test_an_epoch_that_is_trained_again_stands_in_the_log_once(prepared: Path, tmp_path: Path, monkeypatch) -> None:
    def stop(*_args):
        raise Interrupted

    config = parse_config(tiny_config(epochs=2), "here")
    with monkeypatch.context() as patched, pytest.raises(Interrupted):
        patched.setattr(fit_module.State, "save", stop)
        fit(config, prepared, tmp_path / "run", resume=False, command="test")
    fit(config, prepared, tmp_path / "run", resume=True, command="test")
    rows = (tmp_path / "run" / "log.csv").read_text().splitlines()
    assert [row.split(",")[0] for row in rows] == ["epoch", "1", "2"]


def test_a_grader_learns_what_can_be_seen(prepared: Path, tmp_path: Path) -> None:
    config = parse_config(tiny_config(epochs=10), "here")
    figures = fit(config, prepared, tmp_path / "run", resume=False, command="test")
    assert figures["foraminal_auc_severe"] > 0.95
    run = read_run(tmp_path / "run")
    assert run.seed == 1 and len(run.data_sha256) == 64


def test_a_localizer_learns_where_the_discs_are(prepared: Path, tmp_path: Path) -> None:
    table = tiny_config("localize-sagittal", epochs=30, batch=8, evaluate_every=30, clip_norm=20, output_weights={"masks": 5.0})
    table["augment"] = {"rotation_deg": 0, "zoom": 0, "stretch": 0, "shift": 0, "shading": 0}
    config = parse_config(table, "here")
    fit(config, prepared, tmp_path / "run", resume=False, command="test")
    model = read_run(tmp_path / "run").load((64, 64, 1))
    data = read_split(prepared, "localize-sagittal", "val")
    _, figures = judge("localize-sagittal", data, predict(model, data), (64, 64, 1))
    assert figures["discs_found"] > 0.8
    assert figures["masks_dice_disc"] > 0.5  # discs three pixels thin


def test_a_run_is_never_overwritten_nor_continued_with_another_config(prepared: Path, tmp_path: Path) -> None:
    fit(parse_config(tiny_config(epochs=1), "here"), prepared, tmp_path / "run", resume=False, command="test")
    with pytest.raises(TrainingError, match="fit.run-exists"):
        fit(parse_config(tiny_config(epochs=1), "here"), prepared, tmp_path / "run", resume=False, command="test")
    with pytest.raises(TrainingError, match="fit.other-config.*another train.batch, train.learning_rate;"):
        changed = parse_config(tiny_config(epochs=2, batch=8, learning_rate=0.02), "here")
        fit(changed, prepared, tmp_path / "run", resume=True, command="test")


def test_epochs_may_grow_and_a_finished_run_says_so(prepared: Path, tmp_path: Path) -> None:
    fit(parse_config(tiny_config(epochs=1), "here"), prepared, tmp_path / "run", resume=False, command="test")
    with pytest.raises(TrainingError, match="fit.finished.*1 of 1 epochs"):
        fit(parse_config(tiny_config(epochs=1), "here"), prepared, tmp_path / "run", resume=True, command="test")
    fit(parse_config(tiny_config(epochs=2), "here"), prepared, tmp_path / "run", resume=True, command="test")
    assert json.loads((tmp_path / "run" / "config.json").read_text())["train"]["epochs"] == 2
    with pytest.raises(TrainingError, match="fit.other-config.*may grow"):
        fit(parse_config(tiny_config(epochs=1), "here"), prepared, tmp_path / "run", resume=True, command="test")


def test_a_diverging_run_stops_by_name(prepared: Path, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(fit_module, "loss_of", lambda *_: lambda target, logits: logits[:, 0] * np.nan)
    with pytest.raises(TrainingError, match="fit.not-finite"):
        fit(parse_config(tiny_config(epochs=1), "here"), prepared, tmp_path / "run", resume=False, command="test")


def test_pretraining_and_teachers(prepared: Path, tmp_path: Path) -> None:
    fit(parse_config(tiny_config(epochs=2), "here"), prepared, tmp_path / "first", resume=False, command="test")
    table = tiny_config(epochs=1, start_from="first", teachers=["first"], learning_rate=1e-6, ema=0.0)
    fit(parse_config(table, "here"), prepared, tmp_path / "second", resume=False, command="test")
    start, end = (read_run(tmp_path / name).load((32, 32, 1)).get_weights() for name in ("first", "second"))
    assert all(np.allclose(a, b, atol=1e-3) for a, b in zip(start, end, strict=True))
    assert json.loads((tmp_path / "second" / "config.json").read_text())["train"]["teachers"] == ["first"]
    with pytest.raises(TrainingError, match="fit.no-start"):
        fit(parse_config(tiny_config(start_from="nobody"), "here"), prepared, tmp_path / "third", resume=False, command="test")


def test_runs_are_averaged(prepared: Path, tmp_path: Path) -> None:
    fit(parse_config(tiny_config(epochs=1), "here"), prepared, tmp_path / "first", resume=False, command="test")
    fit(parse_config(tiny_config(epochs=1, start_from="first"), "here"), prepared, tmp_path / "second", resume=False, command="test")
    runs = [read_run(tmp_path / name) for name in ("first", "second")]
    figures = average(runs, prepared, tmp_path / "mean", "test")
    assert "foraminal_wll" in figures
    first, second, mean = (read_run(tmp_path / name).load((32, 32, 1)).get_weights() for name in ("first", "second", "mean"))
    assert all(np.allclose((a + b) / 2, c, atol=1e-6) for a, b, c in zip(first, second, mean, strict=True))
    with pytest.raises(TrainingError, match="fit.run-exists"):
        average(runs, prepared, tmp_path / "mean", "test")
    wider = {**tiny_config(epochs=1), "network": {"widths": [8, 8, 24]}}
    fit(parse_config(wider, "here"), prepared, tmp_path / "wider", resume=False, command="test")
    with pytest.raises(TrainingError, match="average.other-network"):
        average([runs[0], read_run(tmp_path / "wider")], prepared, tmp_path / "odd", "test")


def test_heads_are_fitted_again_where_val_gains(prepared: Path, tmp_path: Path) -> None:
    fit(parse_config(tiny_config(epochs=1), "here"), prepared, tmp_path / "first", resume=False, command="test")
    figures = refit(read_run(tmp_path / "first"), prepared, tmp_path / "again", "test")
    assert "foraminal_wll" in figures
    head = json.loads((tmp_path / "again" / "best.json").read_text())["heads"]["foraminal"]
    assert head["strength"] > 0 and head["losses"][str(head["strength"])] < head["losses"]["0.0"]
    before, after = (read_run(tmp_path / name).load((32, 32, 1)) for name in ("first", "again"))
    assert not np.allclose(before.get_layer("foraminal").get_weights()[0], after.get_layer("foraminal").get_weights()[0])
    trunks = [[w for layer in model.layers if layer.name != "foraminal" for w in layer.get_weights()] for model in (before, after)]
    assert all(np.array_equal(a, b) for a, b in zip(*trunks, strict=True))


def test_weights_are_carried_to_a_network_that_reads_other_images(prepared: Path, tmp_path: Path) -> None:
    config = parse_config(tiny_config(epochs=1), "here")
    fit(config, prepared, tmp_path / "grey", resume=False, command="test")
    of_three = build_network(config, (32, 32, 3))
    stem = of_three.get_layer("stem")
    carried = carry_weights(of_three, tmp_path / "grey", prepared)
    assert 0 < carried == len(of_three.weights) - len(stem.weights)


def test_teachers_answer_for_the_patients_they_were_kept_from(prepared: Path, tmp_path: Path) -> None:
    folds = ("1/2", "2/2")
    for fold in folds:
        fit(parse_config(tiny_config(epochs=1, fold=fold), "here"), prepared, tmp_path / fold[0], resume=False, command="test")
    data = read_split(prepared, "grade-foramen", "train")
    assert json.loads((tmp_path / "1" / "run.json").read_text())["examples"] == (~in_fold(data, "1/2")).sum()
    student = parse_config(tiny_config(teachers=["1", "2"]), "here")
    targets = teacher_targets(student, data, tmp_path, (32, 32, 1), prepared)["foraminal"]
    assert np.allclose(targets.sum(axis=1), 1, atol=1e-5)
    for fold in folds:
        alone = parse_config(tiny_config(teachers=[fold[0]]), "here")
        kept_from = data.take(np.flatnonzero(in_fold(data, fold)))
        said = teacher_targets(alone, kept_from, tmp_path, (32, 32, 1), prepared)["foraminal"]
        assert np.allclose(said, targets[in_fold(data, fold)], atol=1e-5)
    with pytest.raises(TrainingError, match="panel.all-saw-it"):
        teacher_targets(alone, data, tmp_path, (32, 32, 1), prepared)
