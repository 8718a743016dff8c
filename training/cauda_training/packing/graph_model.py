"""Writes a frozen graph as a tfjs graph model: model.json and one file of float16 weights.

The format is what `@tensorflow/tfjs-converter` reads (its GraphModel, io.ModelJSON). The `tensorflowjs` package is not used
because it needs packages that this project has no other use for; see docs/decisions/0020.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np

from ..errors import TrainingError

WEIGHTS_FILE = "weights.bin"
LARGEST_HALF = 65504.0
SMALLEST_HALVED = 30_000
"""Values of a tensor below which it stays in float32. The layers near the picture are small and pass their rounding on to every pixel: in
float16 they alone moved mask probabilities by .003, and in float32 they cost some 100 KB."""


def write_graph_model(graph, outputs: dict[str, str], input_name: str, shapes: dict[str, list[int]], folder: Path) -> list[dict[str, Any]]:
    """Returns the manifest's `files` with paths inside `folder`. The same graph gives the same bytes. Errors: `convert.weight-range`."""
    from google.protobuf.json_format import MessageToDict
    from tensorflow.python.framework import tensor_util

    specs, chunks = [], []
    for node in graph.node:
        if node.op != "Const":
            continue
        values = tensor_util.MakeNdarray(node.attr["value"].tensor)
        spec, data = _encode(node.name, values)
        specs.append(spec)
        chunks.append(data)
        node.attr["value"].tensor.ClearField("tensor_content")
        for field in ("float_val", "int_val", "int64_val"):
            node.attr["value"].tensor.ClearField(field)
    topology = MessageToDict(graph)
    topology["node"] = [_plain(node) for node in topology["node"]]
    model = {
        "format": "graph-model",
        "generatedBy": "cauda_training",
        "convertedBy": None,
        "signature": {
            "inputs": {input_name: _tensor_info(input_name, shapes[input_name])},
            "outputs": {name: _tensor_info(node, shapes[name]) for name, node in outputs.items()},
        },
        "modelTopology": {"node": topology["node"], "library": {}, "versions": topology.get("versions", {})},
        "weightsManifest": [{"paths": [WEIGHTS_FILE], "weights": specs}],
    }
    folder.mkdir(parents=True, exist_ok=True)
    (folder / WEIGHTS_FILE).write_bytes(b"".join(chunks))
    (folder / "model.json").write_text(json.dumps(model, separators=(",", ":"), sort_keys=True), "utf8")
    return [describe_file(folder / name) for name in ("model.json", WEIGHTS_FILE)]


def read_graph_model(path: Path) -> tuple[list[tuple[str, list[str]]], dict[str, np.ndarray]]:
    """(operation and inputs of every node in order, constants by name) of a graph model that write_graph_model wrote.
    Errors: `restore.unreadable`."""
    try:
        model = json.loads(path.read_text("utf8"))
        data = (path.parent / WEIGHTS_FILE).read_bytes()
        constants, start = {}, 0
        for spec in model["weightsManifest"][0]["weights"]:
            stored = np.dtype("<i4" if spec["dtype"] == "int32" else "<f2" if "quantization" in spec else "<f4")
            count = int(np.prod(spec["shape"], dtype=np.int64))
            values = np.frombuffer(data, stored, count, start).reshape(spec["shape"])
            constants[spec["name"]] = values if stored.kind == "i" else values.astype(np.float32)
            start += count * stored.itemsize
        return [(node["op"], list(node.get("input", []))) for node in model["modelTopology"]["node"]], constants
    except (OSError, ValueError, KeyError) as error:
        raise TrainingError("restore.unreadable", f"{path}: {error}") from error


def describe_file(path: Path) -> dict[str, Any]:
    content = path.read_bytes()
    return {"path": path.name, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}


def _encode(name: str, values: np.ndarray) -> tuple[dict[str, Any], bytes]:
    spec: dict[str, Any] = {"name": name, "shape": list(values.shape)}
    if values.dtype == np.float32:
        if not np.isfinite(values).all() or np.abs(values).max(initial=0) > LARGEST_HALF:
            raise TrainingError("convert.weight-range", f"{name} holds values that float16 cannot; the training diverged")
        if values.size < SMALLEST_HALVED:
            return spec | {"dtype": "float32"}, values.astype("<f4").tobytes()
        spec |= {"dtype": "float32", "quantization": {"dtype": "float16", "original_dtype": "float32"}}
        return spec, values.astype("<f2").tobytes()
    if values.dtype in (np.int32, np.int64):
        return spec | {"dtype": "int32"}, values.astype("<i4").tobytes()
    raise TrainingError("convert.unsupported-op", f"{name} is a constant of type {values.dtype}")


def _plain(node: dict[str, Any]) -> dict[str, Any]:
    """Int64 constants are written as int32, the only whole numbers that tfjs has."""
    if node["op"] == "Const" and node["attr"]["dtype"].get("type") == "DT_INT64":
        node["attr"]["dtype"]["type"] = "DT_INT32"
    return node


def _tensor_info(name: str, shape: list[int]) -> dict[str, Any]:
    return {"name": name, "dtype": "DT_FLOAT", "tensorShape": {"dim": [{"size": str(side)} for side in shape]}}
