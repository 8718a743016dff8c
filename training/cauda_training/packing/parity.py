"""Proves that a converted network says what the trained one says: float32 in Keras against tfjs with float16 weights, as a browser runs it."""

from __future__ import annotations

import json
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ..data.batches import plain_input
from ..errors import TrainingError
from ..evaluation.metrics import sigmoid, softmax
from ..data.prepared import Prepared

TOLERANCE = 2e-3
"""Largest allowed difference of any probability or distance."""
EXAMPLES = 32
ACTIVATIONS = {"softmax": softmax, "sigmoid": sigmoid, "linear": lambda values: values}
"""What the app does to the graph's values before anyone reads them."""
WASM, WEBGPU = "wasm", "webgpu"
"""Backends of tfjs: WebAssembly in Node, WebGPU in Chromium."""
REPOSITORY = Path(__file__).resolve().parents[3]
SCRIPT = Path(__file__).with_name("parity.mjs")
NO_WEBGPU = 4
"""Exit code of the script when there is no browser with WebGPU."""
LIMIT_S = 1800
"""For one network. A software adapter needs a minute for 32 inputs of the largest, several beside other work; a GPU that hangs never ends."""


@dataclass(frozen=True)
class Answers:
    values: dict[str, np.ndarray]
    """By output, [n, ...], as the graph gives them: before activation."""
    engine: str
    """What ran it, in words."""


@dataclass(frozen=True)
class Parity:
    differences: dict[str, float]
    """By output, the largest difference of a probability (of a linear output, of its value)."""
    engine: str
    examples: int


def real_inputs(data: Prepared, input_shape: tuple[int, int, int], examples: int) -> np.ndarray:
    """Up to `examples` images [n, h, w, c] spread evenly over `data`."""
    return plain_input(data, input_shape, np.linspace(0, len(data) - 1, min(examples, len(data))).astype(int))


def check_parity(
    expected: dict[str, np.ndarray], activations: dict[str, str], folder: Path, input_name: str, images: np.ndarray, backend: str
) -> Parity:
    """The graph in `folder`, run on `images` [n, h, w, c], against `expected` (by output, before activation). Errors: `convert.parity` and those
    of run_graph."""
    answers = run_graph(folder, input_name, images, list(activations), backend)
    differences = {}
    for name, activation in activations.items():
        activate = ACTIVATIONS[activation]
        differences[name] = float(np.abs(activate(np.asarray(expected[name], np.float32)) - activate(answers.values[name])).max())
    for name, difference in differences.items():
        if not difference <= TOLERANCE:
            raise TrainingError("convert.parity", f"{folder}: {name} differs by {difference:.4f} on {answers.engine}, more than {TOLERANCE}")
    return Parity(differences, answers.engine, len(images))


def run_graph(folder: Path, input_name: str, images: np.ndarray, outputs: list[str], backend: str) -> Answers:
    """What the tfjs graph model in `folder` makes of `images` [n, h, w, c]. Errors: `convert.no-node`, `convert.no-webgpu`, `convert.too-slow`,
    `convert.parity` (it does not run)."""
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch) / "input.f32"
        source.write_bytes(np.ascontiguousarray(images, "<f4").tobytes())
        command = ["node", str(SCRIPT), backend, str(folder.resolve()), input_name, str(source), ",".join(map(str, images.shape)), scratch, *outputs]
        try:
            ran = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, timeout=LIMIT_S)
        except FileNotFoundError as error:
            raise TrainingError("convert.no-node", "Node is needed to prove that the converted network is the trained one") from error
        except subprocess.TimeoutExpired as error:
            raise TrainingError("convert.too-slow", f"{folder}: no answer on {backend} within {LIMIT_S} s; try again when the machine is idle") from error
        if ran.returncode == NO_WEBGPU:
            raise TrainingError("convert.no-webgpu", f"{ran.stderr.strip()}; name a Chromium that has it in CHROMIUM_PATH")
        if ran.returncode != 0:
            raise TrainingError("convert.parity", f"tfjs could not run {folder} on {backend}: {ran.stderr.strip()}")
        said = json.loads(ran.stdout)
        values = {name: np.fromfile(Path(scratch) / f"{name}.f32", "<f4").reshape(said["shapes"][name]) for name in outputs}
    return Answers(values, said["engine"])
