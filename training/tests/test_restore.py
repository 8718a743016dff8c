"""A network that was packed and taken back answers as it did."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from cauda_training.config import parse_config
from cauda_training.data.prepared import read_split
from cauda_training.errors import TrainingError
from cauda_training.evaluation.judge import predict
from cauda_training.fitting.fit import fit
from cauda_training.fitting.restore import restore
from cauda_training.fitting.runs import read_run
from cauda_training.packing.freeze import freeze
from cauda_training.packing.graph_model import write_graph_model
from conftest import tiny_config

SHAPE = (32, 32, 1)


@pytest.fixture()
def pack(prepared: Path, tmp_path: Path) -> Path:
    """The tiny grader, trained and frozen, as the only network of a pack."""
    fit(parse_config(tiny_config(epochs=1), "here"), prepared, tmp_path / "first", resume=False, command="fit it")
    model = read_run(tmp_path / "first").load(SHAPE)
    graph, nodes = freeze(model, "crop")
    shapes = {"crop": [-1, *SHAPE], **{name: [-1, value.shape[-1]] for name, value in model.output.items()}}
    folder = tmp_path / "pack"
    write_graph_model(graph, nodes, "crop", shapes, folder / "grade-foramen")
    outputs = [{"name": name} for name in model.output]
    training = {"command": "fit it", "seed": 5, "dataSha256": "abc", "datasets": [{"name": "made-up"}]}
    entry = {"id": "grade-foramen", "task": "grade-foramen", "model": "grade-foramen/model.json", "input": {"name": "crop"}, "outputs": outputs, "training": training}
    (folder / "manifest.json").write_text(json.dumps({"id": "tiny-pack", "version": "1.0.0", "networks": [entry]}))
    return folder


def test_a_restored_network_answers_as_the_packed_one(prepared: Path, tmp_path: Path, pack: Path) -> None:
    restore(parse_config(tiny_config(), "here"), pack, prepared, tmp_path / "again", "restore it")
    data = read_split(prepared, "grade-foramen", "val")
    first, again = read_run(tmp_path / "first"), read_run(tmp_path / "again")
    before, after = predict(first.load(SHAPE), data), predict(again.load(SHAPE), data)
    for name, logits in before.items():
        assert np.abs(logits).max() > 0.05
        assert np.allclose(after[name], logits, atol=1e-3), name
    assert (again.seed, again.data_sha256) == (5, "abc")
    assert "restore it" in again.command and "fit it" in again.command


def test_an_output_that_the_pack_lacks_starts_fresh(prepared: Path, tmp_path: Path, pack: Path) -> None:
    manifest = json.loads((pack / "manifest.json").read_text())
    model = read_run(tmp_path / "first").load(SHAPE)
    import keras

    alone = keras.Model(model.input, {"foraminal": model.output["foraminal"]})
    graph, nodes = freeze(alone, "crop")
    write_graph_model(graph, nodes, "crop", {"crop": [-1, *SHAPE], "foraminal": [-1, 3]}, pack / "grade-foramen")
    manifest["networks"][0]["outputs"] = [{"name": "foraminal"}]
    (pack / "manifest.json").write_text(json.dumps(manifest))
    restore(parse_config(tiny_config(), "here"), pack, prepared, tmp_path / "again", "restore it")
    data = read_split(prepared, "grade-foramen", "val")
    before, after = predict(model, data), predict(read_run(tmp_path / "again").load(SHAPE), data)
    assert np.allclose(after["foraminal"], before["foraminal"], atol=1e-3)
    assert not np.allclose(after["slice"], before["slice"], atol=1e-3)


def test_another_network_is_refused(prepared: Path, tmp_path: Path, pack: Path) -> None:
    config = parse_config(tiny_config(), "here")
    deeper = replace(config, network=replace(config.network, widths=(8, 8, 16, 16)))
    wider = replace(config, network=replace(config.network, widths=(8, 12, 16)))
    for other in (deeper, wider):
        with pytest.raises(TrainingError, match="restore.other-graph"):
            restore(other, pack, prepared, tmp_path / "again", "restore it")
    with pytest.raises(TrainingError, match="restore.no-network"):
        restore(config, tmp_path / "nowhere", prepared, tmp_path / "again", "restore it")
    assert not (tmp_path / "again").exists()
