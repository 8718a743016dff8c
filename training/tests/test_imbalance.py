import numpy as np
import pytest
from cauda_training.config import parse_config
from cauda_training.errors import TrainingError
from cauda_training.fitting.imbalance import check_smote, oversample, refit_head, smote_pixels
from cauda_training.evaluation.judge import predict
from cauda_training.network.networks import build_network
from cauda_training.data.prepared import read_split
from conftest import tiny_config


def test_smote_fills_the_rare_grades_with_views_between_real_ones(prepared) -> None:
    data = read_split(prepared, "grade-foramen", "train")
    rare = data.take(np.flatnonzero((data.arrays["grade"] == 0) | (np.arange(len(data)) < 30)))
    config = parse_config(tiny_config(imbalance="smote"), "here")
    more = oversample(config, rare, (32, 32, 1))
    counts = np.bincount(more.arrays["grade"])
    assert counts.tolist() == [counts.max()] * 3
    assert np.array_equal(more.arrays["x"][: len(rare)], rare.arrays["x"])
    made = more.arrays["x"][len(rare) :]
    severe = made[more.arrays["grade"][len(rare) :] == 2].mean()
    assert severe < made[more.arrays["grade"][len(rare) :] == 1].mean()
    assert (more.index["patient"] == "smote").sum() == len(made)


def test_smote_is_the_same_for_the_same_seed() -> None:
    rng = np.random.default_rng(0)
    x, labels = rng.integers(0, 255, (30, 8, 8, 1)).astype(np.uint8), np.array([0] * 18 + [1] * 12)
    first, again = smote_pixels(x, labels, 4), smote_pixels(x, labels, 4)
    assert np.array_equal(first[0], again[0]) and np.array_equal(first[1], again[1])


def test_smote_is_refused_where_it_has_no_meaning(prepared) -> None:
    config = parse_config(tiny_config("localize-sagittal", imbalance="smote"), "here")
    with pytest.raises(TrainingError, match="smote.needs-one-output"):
        check_smote(config)


def test_smote_on_embeddings_fits_the_last_layer_alone_and_finds_the_rare_grade(prepared) -> None:
    data = read_split(prepared, "grade-foramen", "train")
    grades = data.arrays["grade"]
    rare = data.take(np.flatnonzero((grades == 0) | (np.arange(len(data)) < 30)))
    config = parse_config(tiny_config(imbalance="smote-embeddings"), "here")
    model = build_network(config, (32, 32, 1))
    before = {layer.name: layer.get_weights() for layer in model.layers}
    refit_head(model, config, rare)
    changed = {layer.name for layer in model.layers if any(not np.array_equal(a, b) for a, b in zip(layer.get_weights(), before[layer.name]))}
    assert changed == {"foraminal"}
    found = predict(model, data)["foraminal"].argmax(axis=1)
    assert (found[grades == 2] == 2).mean() > 0.8


def test_other_strategies_leave_the_data_alone(prepared) -> None:
    data = read_split(prepared, "grade-foramen", "train")
    assert oversample(parse_config(tiny_config(), "here"), data, (32, 32, 1)) is data
