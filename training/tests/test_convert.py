import hashlib
import json
from pathlib import Path

import numpy as np
import pytest
from cauda_training.__main__ import main
from cauda_training.config import parse_config
from cauda_training.errors import TrainingError
from cauda_training.packing.freeze import freeze
from cauda_training.network.networks import build_network, count_macs
from cauda_training.packing.pack import read_calibrations
from cauda_training.packing.parity import Answers, check_parity
from cauda_training.fitting.runs import read_run
from conftest import tiny_config


def write_toml(table: dict, path: Path) -> Path:
    lines = [f'id = "{table["id"]}"', f'task = "{table["task"]}"']
    for name in ("network", "augment", "train"):
        lines.append(f"[{name}]")
        lines += [f"{key} = {json.dumps(value)}" for key, value in table.get(name, {}).items()]
    path.write_text("\n".join(lines))
    return path


@pytest.mark.parametrize("task", ["grade-foramen", "localize-sagittal"])
def test_from_shards_to_a_pack_that_tfjs_runs(prepared: Path, tmp_path: Path, task: str) -> None:
    """fit, calibrate, measure, convert; convert proves parity in Node and fails without it."""
    config = write_toml(tiny_config(task, epochs=4), tmp_path / "tiny.toml")
    folders = ["--prepared", str(prepared), "--runs", str(tmp_path / "runs")]
    pack = tmp_path / "models" / "tiny-pack"
    assert main(["fit", str(config), *folders]) == 0
    assert main(["calibrate", "tiny", *folders]) == 0
    assert main(["measure", "tiny", "--split", "test", "--rounds", "20", *folders]) == 0
    assert main(["convert", "tiny", "--pack", str(pack), "--created", "2026-01-01", *folders]) == 0

    manifest = json.loads((pack / "manifest.json").read_text())
    (network,) = manifest["networks"]
    assert network["task"] == task and manifest["preprocessingVersion"] == 1
    # Nothing here shows a foramen as a point, or a foramen beside the slice that was graded.
    learned = {"grade-foramen": {"foraminal"}, "localize-sagittal": {"discs", "masks"}}[task]
    assert {output["name"] for output in network["outputs"]} == learned
    topology = json.loads((pack / network["model"]).read_text())
    assert set(topology["signature"]["outputs"]) == learned
    for file in network["files"]:
        content = (pack / file["path"]).read_bytes()
        assert len(content) == file["bytes"] and hashlib.sha256(content).hexdigest() == file["sha256"]
    assert json.loads((pack.parent / "index.json").read_text()) == {"packs": ["tiny-pack"]}
    assert network["evaluation"], "figures of the test split belong in the manifest"
    assert network["id"] in (pack / "CARD.md").read_text()

    before = (pack / "manifest.json").read_bytes()
    assert main(["convert", "tiny", "--pack", str(pack), "--created", "2026-01-01", *folders]) == 0
    assert (pack / "manifest.json").read_bytes() == before, "the same run gives the same bytes"


def test_webgpu_answers_as_keras_and_webassembly_do(
    prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    config, pack = write_toml(tiny_config(epochs=1), tmp_path / "tiny.toml"), tmp_path / "pack"
    folders = ["--prepared", str(prepared), "--runs", str(tmp_path / "runs")]
    convert = ["convert", "tiny", "--pack", str(pack), "--webgpu", *folders]
    assert main(["fit", str(config), *folders]) == 0
    assert main(["calibrate", "tiny", *folders]) == 0
    with monkeypatch.context() as without_browser:
        without_browser.setenv("CHROMIUM_PATH", "/dev/null")
        assert main(convert) == 3
    assert "convert.no-webgpu: " in capsys.readouterr().err
    assert list(pack.iterdir()) == [], "what cannot be proved is not written"

    code, said = main(convert), capsys.readouterr().err
    if "convert.no-webgpu" in said:
        pytest.skip(f"no Chromium with WebGPU: {said}")
    assert code == 0
    assert "n 32, WebAssembly" in said and "n 32, WebGPU" in said

    before = {path: path.read_bytes() for path in pack.rglob("*.*")}
    assert main(["prove", "--pack", str(pack), "--examples", "5", *folders]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith("grade-foramen") and "foraminal" in line and "n 5, WebGPU" in line
    assert {path: path.read_bytes() for path in pack.rglob("*.*")} == before, "proving changes nothing"


@pytest.mark.parametrize("odd", [0.5, float("nan")])
def test_another_answer_is_no_parity(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, odd: float) -> None:
    """Whichever output differs, and when there is no number to differ by."""
    right, wrong = np.zeros((2, 3), np.float32), np.full((2, 3), odd, np.float32)
    monkeypatch.setattr("cauda_training.packing.parity.run_graph", lambda *_: Answers({"canal": right, "right": wrong}, "WebGPU"))
    with pytest.raises(TrainingError, match="convert.parity: .* right differs by"):
        check_parity({"canal": right, "right": right}, {"canal": "softmax", "right": "sigmoid"}, tmp_path, "crop", right, "webgpu")


def test_a_folder_that_is_no_pack_is_not_proved(tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    assert main(["prove", "--pack", str(tmp_path)]) == 3
    assert "prove.not-a-pack" in capsys.readouterr().err


def test_the_frozen_graph_is_small_and_fused(tmp_path: Path) -> None:
    config = parse_config(tiny_config(), "here")
    model = build_network(config, (32, 32, 1))
    rng = np.random.default_rng(0)
    model.set_weights([value + rng.normal(0, 0.1, value.shape) for value in model.get_weights()])
    graph, outputs = freeze(model, "crop")
    operations = [node.op for node in graph.node]
    assert outputs == {"foraminal": "foraminal", "slice": "slice"}
    assert "Conv2D" not in operations and operations.count("_FusedConv2D") == 6
    assert operations.count("Placeholder") == 1


def test_an_operation_that_tfjs_lacks_is_refused() -> None:
    import keras

    inputs = keras.Input((8, 8, 1))
    model = keras.Model(inputs, {"odd": keras.ops.erf(inputs)})
    with pytest.raises(TrainingError, match="convert.unsupported-op: Erf"):
        freeze(model, "crop")


def test_weights_that_half_precision_cannot_hold_are_refused(tmp_path: Path) -> None:
    from cauda_training.packing.graph_model import write_graph_model

    model = build_network(parse_config(tiny_config(), "here"), (32, 32, 1))
    model.set_weights([value * np.nan for value in model.get_weights()])
    graph, outputs = freeze(model, "crop")
    shapes = {"crop": [-1, 32, 32, 1], "foraminal": [-1, 3]}
    with pytest.raises(TrainingError, match="convert.weight-range"):
        write_graph_model(graph, outputs, "crop", shapes, tmp_path)


def test_an_uncalibrated_run_is_not_converted(prepared: Path, tmp_path: Path) -> None:
    config = write_toml(tiny_config(epochs=1), tmp_path / "tiny.toml")
    folders = ["--prepared", str(prepared), "--runs", str(tmp_path / "runs")]
    assert main(["fit", str(config), *folders]) == 0
    with pytest.raises(TrainingError, match="convert.not-calibrated"):
        read_calibrations(read_run(tmp_path / "runs" / "tiny"), ["foraminal"])
    assert main(["convert", "tiny", "--pack", str(tmp_path / "pack"), *folders]) == 3


def test_multiply_accumulates_are_counted() -> None:
    model = build_network(parse_config(tiny_config(), "here"), (32, 32, 1))
    # stem 5x5x1x8 at 16x16; two 3x3x8x8 at 16x16; 3x3x8x16 and 3x3x16x16 and 1x1x8x16 at 8x8; dense 32x3 and 32x1
    assert count_macs(model) == 256 * (200 + 2 * 576) + 64 * (1152 + 2304 + 128) + 96 + 32
