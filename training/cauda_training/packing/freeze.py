"""A Keras network as a frozen TensorFlow graph: weights as constants, normalisation folded into the convolutions."""

from __future__ import annotations

import re
from typing import Any

import keras

from ..errors import TrainingError
from .fuse import fuse_biases

SUPPORTED_OPS = frozenset(
    {
        "Add", "AddV2", "AvgPool", "BiasAdd", "Cast", "ConcatV2", "Const", "Conv2D", "DepthToSpace", "DepthwiseConv2dNative", "FusedBatchNormV3",
        "_FusedConv2D", "Identity", "MatMul", "_FusedMatMul", "Max", "MaxPool", "Maximum", "Mean", "Minimum", "Mul", "Pad", "PadV2", "Placeholder",
        "RealDiv", "Relu", "Relu6", "Reshape", "ResizeBilinear", "Rsqrt", "Sigmoid", "Softmax", "Sqrt", "Square", "Squeeze", "Sub", "Sum", "Tile", "Transpose",
    }
)  # fmt: skip
"""Operations that both tfjs-backend-wasm 4.22 and tfjs-backend-webgpu 4.22 register a kernel for (RealDiv: both; see register_all_kernels)."""
OPTIMISERS = ("pruning", "constfold", "dependency", "pruning")
"""Passes of TensorFlow's graph optimiser. The arithmetic pass is left out: it makes AddN of a bias and a shortcut."""


def freeze(model: keras.Model, input_name: str) -> tuple[Any, dict[str, str]]:
    """(GraphDef, node of each output). The batch stays open. Errors: `convert.unsupported-op`, `convert.needs-tensorflow`."""
    if keras.backend.backend() != "tensorflow":
        raise TrainingError("convert.needs-tensorflow", "run convert with KERAS_BACKEND=tensorflow; a run trained elsewhere loads there")
    import tensorflow as tf
    from tensorflow.python.framework.convert_to_constants import convert_variables_to_constants_v2

    names = sorted(model.output)

    @tf.function
    def serve(image):
        answers = model(image, training=False)
        return tuple(tf.identity(answers[name], name=f"output_{name}") for name in names)

    signature = tf.TensorSpec((None, *model.input_shape[1:]), tf.float32, name=input_name)
    frozen = convert_variables_to_constants_v2(serve.get_concrete_function(signature))
    graph = _optimise(frozen.graph.as_graph_def(), [t.name for t in frozen.inputs], [t.name for t in frozen.outputs])
    nodes = {name: tensor.name.split(":")[0] for name, tensor in zip(names, frozen.outputs)}
    return _rename(fuse_biases(graph), nodes), {name: name for name in names}


def _optimise(graph, inputs: list[str], outputs: list[str]):
    import tensorflow as tf
    from tensorflow.core.protobuf import config_pb2, meta_graph_pb2
    from tensorflow.python.grappler import tf_optimizer
    from tensorflow.python.training.saver import export_meta_graph

    config = config_pb2.ConfigProto()
    rewrite = config.graph_options.rewrite_options
    rewrite.optimizers.extend(OPTIMISERS)
    rewrite.min_graph_nodes = -1
    holder = tf.Graph()
    with holder.as_default():
        tf.import_graph_def(graph, name="")
        meta = export_meta_graph(graph_def=holder.as_graph_def(), graph=holder)
        for name, tensors in (("inputs", inputs), ("train_op", outputs)):
            collection = meta_graph_pb2.CollectionDef()
            collection.node_list.value.extend(tensors)
            meta.collection_def[name].CopyFrom(collection)
        return tf_optimizer.OptimizeGraph(config, meta)


def _rename(graph, outputs: dict[str, str]):
    """Outputs get the manifest's names; all else gets short names in graph order, the same for the same network."""
    kept = {}
    for name, node in outputs.items():
        kept[node] = name
    short: dict[str, str] = {}
    for number, node in enumerate(graph.node):
        short[node.name] = kept.get(node.name) or (node.name if node.op == "Placeholder" else f"n{number}")
    for node in graph.node:
        if node.op not in SUPPORTED_OPS:
            raise TrainingError("convert.unsupported-op", f"{node.op} ({node.name}) has no kernel in both tfjs backends")
        node.name = short[node.name]
        for place, source in enumerate(node.input):
            match = re.fullmatch(r"(\^?)([^:]+)((?::\d+)?)", source)
            node.input[place] = f"{match[1]}{short[match[2]]}{match[3]}"
        for attribute in ("_class", "_output_shapes", "_grappler_do_not_remove"):
            node.attr.pop(attribute, None)
    return graph
