"""Proves what already lies in a pack, and changes nothing: its graphs on WebGPU against the same graphs on WebAssembly."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from ..errors import TrainingError
from .parity import WASM, WEBGPU, Parity, check_parity, real_inputs, run_graph
from ..data.prepared import read_split


def prove(pack: Path, prepared: Path, examples: int) -> Iterator[tuple[str, Parity]]:
    """Network after network, its id and how far WebGPU is from WebAssembly over up to `examples` val images of the data it learned from.

    The run that a network came from may be gone; `convert` has proved the graph on WebAssembly against it.
    Errors: `prove.not-a-pack` and those of read_split and check_parity.
    """
    try:
        networks = json.loads((pack / "manifest.json").read_text("utf8"))["networks"]
    except (OSError, json.JSONDecodeError, KeyError) as error:
        raise TrainingError("prove.not-a-pack", f"{pack}: {error}; name a folder that `convert` wrote") from error
    for network in networks:
        spec, folder = network["input"], (pack / network["model"]).parent
        val = read_split(prepared, network["task"], "val", tuple(source["name"] for source in network["training"]["datasets"]))
        images = real_inputs(val, tuple(spec["shape"]), examples)
        activations = {output["name"]: output["activation"] for output in network["outputs"]}
        on_wasm = run_graph(folder, spec["name"], images, list(activations), WASM)
        yield network["id"], check_parity(on_wasm.values, activations, folder, spec["name"], images, WEBGPU)
