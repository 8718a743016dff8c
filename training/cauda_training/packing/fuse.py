"""Joins a convolution with the bias and the ReLU behind it into `_FusedConv2D`, which tfjs runs as one kernel.

TensorFlow's own remapper does this only for BiasAdd on some machines; done here, every machine writes the same graph.
"""

from __future__ import annotations

from collections import Counter


def fuse_biases(graph):
    """Changes `graph` (a GraphDef) in place and returns it. A convolution is joined only when nothing else reads it."""
    nodes = {node.name: node for node in graph.node}
    readers = Counter(_source(name) for node in graph.node for name in node.input)
    dropped = set()
    for node in list(graph.node):
        if node.op not in ("AddV2", "Add", "BiasAdd"):
            continue
        conv, bias = (nodes.get(_source(name)) for name in node.input[:2])
        if conv is not None and conv.op == "Const":
            conv, bias = bias, conv
        if conv is None or conv.op != "Conv2D" or bias.op != "Const" or readers[conv.name] != 1 or not _is_vector(bias):
            continue
        _become_fused(node, conv, bias)
        dropped.add(conv.name)
    for node in list(graph.node):
        if node.op != "Relu":
            continue
        fused = nodes.get(_source(node.input[0]))
        if fused is None or fused.op != "_FusedConv2D" or readers[fused.name] != 1:
            continue
        fused.attr["fused_ops"].list.s[:] = [b"BiasAdd", b"Relu"]
        name = node.name
        node.CopyFrom(fused)
        node.name = name
        dropped.add(fused.name)
    kept = [node for node in graph.node if node.name not in dropped]
    del graph.node[:]
    graph.node.extend(kept)
    return graph


def _source(name: str) -> str:
    return name.lstrip("^").split(":")[0]


def _is_vector(node) -> bool:
    """Of one value for each channel: one axis, or ones before the last."""
    sides = [side.size for side in node.attr["value"].tensor.tensor_shape.dim]
    return len(sides) >= 1 and all(side == 1 for side in sides[:-1])


def _become_fused(node, conv, bias) -> None:
    bias_sides = bias.attr["value"].tensor.tensor_shape.dim
    while len(bias_sides) > 1:
        del bias_sides[0]
    name = node.name
    node.CopyFrom(conv)
    node.name, node.op = name, "_FusedConv2D"
    node.input.append(bias.name)
    node.attr["num_args"].i = 1
    node.attr["fused_ops"].list.s[:] = [b"BiasAdd"]
    node.attr["epsilon"].f = 0.0
