"""Proves that a converted network says what the trained one says: Keras in float32 against tfjs-wasm with float16 weights."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

import keras
import numpy as np

from .errors import TrainingError
from .metrics import sigmoid, softmax

TOLERANCE = 2e-3
"""Largest allowed difference of any probability or distance."""
EXAMPLES = 32
ACTIVATIONS = {"softmax": softmax, "sigmoid": sigmoid, "linear": lambda values: values}
"""What the app does to the graph's values before anyone reads them."""
REPOSITORY = Path(__file__).resolve().parent.parent.parent
SCRIPT = Path(__file__).with_name("parity.mjs")


def check_parity(model: keras.Model, activations: dict[str, str], folder: Path, input_name: str, images: np.ndarray) -> dict[str, float]:
    """Largest difference by output (of probability; of a linear output as it is), over `images` [n, h, w, c]. Errors: `convert.no-node`, `convert.parity`."""
    expected = model.predict_on_batch(images)
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch) / "input.f32"
        source.write_bytes(np.ascontiguousarray(images, "<f4").tobytes())
        command = ["node", str(SCRIPT), str(folder.resolve()), input_name, str(source), ",".join(map(str, images.shape)), scratch]
        command += [f"{name}={name}" for name in activations]
        try:
            ran = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True)
        except FileNotFoundError as error:
            raise TrainingError("convert.no-node", "Node is needed to prove that the converted network is the trained one") from error
        if ran.returncode != 0:
            raise TrainingError("convert.parity", f"tfjs could not run {folder}: {ran.stderr.strip()}")
        differences = {}
        for name, activation in activations.items():
            wanted = np.asarray(expected[name], np.float32)
            found = np.fromfile(Path(scratch) / f"{name}.f32", "<f4").reshape(wanted.shape)
            activate = ACTIVATIONS[activation]
            differences[name] = float(np.abs(activate(wanted) - activate(found)).max())
    worst = max(differences, key=differences.get)
    if not differences[worst] <= TOLERANCE:
        raise TrainingError("convert.parity", f"{folder}: {worst} differs by {differences[worst]:.4f}, more than {TOLERANCE}")
    return differences
