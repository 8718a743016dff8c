from pathlib import Path

import cauda_training.fitting.fit as fit_module
import keras
import numpy as np
import pytest
from cauda_training.network.backbones import BACKBONES, backbone_features
from cauda_training.fitting.compare import compare
from cauda_training.config import parse_config
from cauda_training.errors import TrainingError
from conftest import tiny_config


def test_the_grid_is_trained_measured_and_written(prepared: Path, tmp_path: Path) -> None:
    config = parse_config(tiny_config(epochs=1), "here")
    out = tmp_path / "comparison.md"
    table = compare(config, ["residual"], ["none", "smote"], prepared, tmp_path / "runs", out, "test")
    assert table["imbalance"].tolist() == ["none", "smote"]
    assert table["auc_severe"].between(0, 1).all()
    text = out.read_text()
    assert "n = 60 of 20 patients" in text and text.count("| residual |") == 2


def test_a_grid_broken_off_before_its_first_epoch_goes_on(prepared: Path, tmp_path: Path, monkeypatch) -> None:
    class Interrupted(Exception):
        pass

    def stop(*_args):
        raise Interrupted

    config = parse_config(tiny_config(epochs=1), "here")
    grid = (config, ["residual"], ["none"], prepared, tmp_path / "runs", tmp_path / "out.md", "test")
    with monkeypatch.context() as patched, pytest.raises(Interrupted):
        patched.setattr(fit_module, "_train_epoch", stop)
        compare(*grid)
    assert len(compare(*grid)) == 1


def test_a_localizer_has_no_place_in_the_grid(prepared: Path, tmp_path: Path) -> None:
    config = parse_config(tiny_config("localize-sagittal"), "here")
    with pytest.raises(TrainingError, match="compare.needs-grades"):
        compare(config, ["u-net"], ["none"], prepared, tmp_path / "runs", tmp_path / "out.md", "test")


def test_a_backbone_says_that_it_starts_from_scratch_when_no_weights_are_found(monkeypatch, capsys) -> None:
    def no_network(*_args, weights=None, **options):
        if weights is not None:
            raise Exception("URL fetch failure")
        return keras.Sequential([keras.Input(options["input_shape"]), keras.layers.Conv2D(4, 3)])

    monkeypatch.setitem(BACKBONES, "vgg16", (no_network, BACKBONES["vgg16"][1]))
    inputs = keras.Input((32, 32, 1))
    features = backbone_features(inputs, "vgg16", pretrained=True)
    assert "vgg16: no ImageNet weights here (URL fetch failure); starts from scratch" in capsys.readouterr().err
    answer = keras.Model(inputs, features).predict_on_batch(np.zeros((2, 32, 32, 1), np.float32))
    assert np.isfinite(answer).all()


@pytest.mark.parametrize(("networks", "imbalances", "near"), [(["residual", "resnet18"], ["none"], "resnet50"), (["residual"], ["none", "smotee"], "smote")])
def test_a_wrong_name_is_refused_before_anything_is_trained(prepared: Path, tmp_path: Path, networks, imbalances, near) -> None:
    config = parse_config(tiny_config(epochs=1), "here")
    with pytest.raises(TrainingError, match=f"config.wrong-value: .*did you mean {near}[?]"):
        compare(config, networks, imbalances, prepared, tmp_path / "runs", tmp_path / "out.md", "test")
    assert not (tmp_path / "runs").exists()
