"""A run made from a network of a model pack, so that training can go on from weights whose own run is gone.

A pack holds a frozen graph: names are numbers, and each standardised kernel is already multiplied out. The same configuration is
therefore frozen again with fresh weights. Both graphs must be the same operation by operation; the constants of the pack's graph
are then given to the layers whose fresh kernels stand in their place.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import keras
import numpy as np

from ..config import Config
from ..data.prepared import input_spec, read_split
from ..errors import TrainingError
from ..evaluation.judge import judge, predict
from ..network.layers import StandardizedConv2D
from ..network.networks import build_network
from ..packing.freeze import freeze
from ..packing.graph_model import read_graph_model
from .runs import Run, refuse_existing, write_derived

Constants = dict[str, np.ndarray]
KERNEL_VARIANCE = 2.0
"""Of a fresh kernel, times its fan-in (He et al. 2015): restored kernels get the same, so that learning rates mean the same."""


def restore(config: Config, pack: Path, prepared: Path, folder: Path, command: str) -> dict[str, float]:
    """Writes a run with the weights of the pack's network for the config's task; returns its figures on val. Outputs that the pack's network
    lacks keep fresh weights. Errors: `restore.no-network`, `restore.other-graph`, `fit.run-exists`."""
    refuse_existing(folder)
    entry = _entry(pack, config)
    shape = tuple(input_spec(prepared, config.task)["shape"])
    model = build_network(config, shape)
    names = [output["name"] for output in entry["outputs"] if output["name"] in model.output]
    fill(keras.Model(model.input, {name: model.output[name] for name in names}), entry["input"]["name"], pack / entry["model"])
    val = read_split(prepared, config.task, "val", config.data.datasets)
    value, figures = judge(config.task, val, predict(model, val), shape)
    training = entry["training"]
    source = Run(folder, config, training["command"], training["seed"], training["dataSha256"])
    manifest = json.loads((pack / "manifest.json").read_text("utf8"))
    restored = {"pack": manifest["id"], "version": manifest["version"], "command": training["command"], "datasets": training["datasets"]}
    best = {"restored": entry["id"], "value": value, **figures}
    write_derived(folder, source, model, f"{command} # weights of: {training['command']}", best, restored=restored)
    return figures


def fill(model: keras.Model, input_name: str, graph: Path) -> None:
    """Sets the weights of `model` to those of the frozen graph at `graph`. Errors: `restore.other-graph`."""
    stored_nodes, stored = read_graph_model(graph)
    _fill_biases(model)
    fresh, _ = freeze(model, input_name)
    places = _places(model, fresh)
    if [(node.op, list(node.input)) for node in fresh.node] != stored_nodes:
        raise TrainingError("restore.other-graph", f"{graph}: not the network that the config describes")
    for layer, place in places:
        kernel, bias = stored[place.kernel], stored[place.bias]
        if kernel.shape != tuple(layer.kernel.shape):
            raise TrainingError("restore.other-graph", f"{graph}: {layer.name} is {tuple(layer.kernel.shape)} and not {kernel.shape}")
        layer.set_weights([*_unfold(kernel, layer.fan_in), bias] if isinstance(layer, StandardizedConv2D) else [kernel, bias])


def _fill_biases(model: keras.Model) -> None:
    """The graph optimiser drops additions of zero, and fresh biases are zero."""
    for number, layer in enumerate(model.layers):
        if getattr(layer, "bias", None) is not None:
            layer.bias.assign(np.random.default_rng(number).normal(size=layer.bias.shape))


@dataclass(frozen=True)
class Place:
    """Names of a layer's constants in the graph."""

    kernel: str
    bias: str


def _places(model: keras.Model, graph) -> list[tuple[keras.layers.Layer, Place]]:
    """Where each layer's kernel and bias lie in the graph that was frozen from `model`. Errors: `restore.other-graph`."""
    from tensorflow.python.framework import tensor_util

    values = {node.name: tensor_util.MakeNdarray(node.attr["value"].tensor) for node in graph.node if node.op == "Const"}
    places = []
    for layer in model.layers:
        if not layer.weights:
            continue
        if not hasattr(layer, "kernel"):
            raise TrainingError("restore.other-graph", f"{layer.name}: only convolutions and dense layers can be restored")
        wanted = _folded(layer)
        kernel = next((name for name, value in values.items() if value.shape == wanted.shape and np.allclose(value, wanted, atol=1e-5)), None)
        if kernel is None:
            raise TrainingError("restore.other-graph", f"{layer.name}: its kernel is not in the frozen graph")
        reader = next(node for node in graph.node if kernel in node.input)
        if len(reader.input) < 3:  # a dense layer: its bias is added by the next operation
            reader = next(node for node in graph.node if reader.name in node.input)
        places.append((layer, Place(kernel, reader.input[-1])))
    return places


def _folded(layer: keras.layers.Layer) -> np.ndarray:
    kernel = np.asarray(layer.kernel)
    if not isinstance(layer, StandardizedConv2D):
        return kernel
    centred = kernel - kernel.mean(axis=(0, 1, 2))
    return centred * np.asarray(layer.gain) / np.sqrt(centred.var(axis=(0, 1, 2)) * layer.fan_in + layer.EPSILON)


def _unfold(folded: np.ndarray, fan_in: int) -> list[np.ndarray]:
    """Kernel and gain of a StandardizedConv2D that multiplies out to `folded`."""
    deviation = folded.std(axis=(0, 1, 2))
    kernel = folded / np.maximum(deviation, 1e-12) * np.sqrt(KERNEL_VARIANCE / fan_in)
    return [kernel, deviation * np.sqrt(fan_in * (KERNEL_VARIANCE + StandardizedConv2D.EPSILON) / KERNEL_VARIANCE)]


def _entry(pack: Path, config: Config) -> dict[str, Any]:
    try:
        manifest = json.loads((pack / "manifest.json").read_text("utf8"))
    except (OSError, json.JSONDecodeError) as error:
        raise TrainingError("restore.no-network", f"{pack}: {error}") from error
    entry = next((network for network in manifest["networks"] if network["task"] == config.task), None)
    if entry is None:
        raise TrainingError("restore.no-network", f"{pack} has no network for {config.task}")
    return entry
