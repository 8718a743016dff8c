"""The networks. Every layer has a name of its own, so that weights can be carried from one network to another."""

from __future__ import annotations

import keras
from keras import layers

from .backbones import BACKBONES, backbone_features
from ..config import Config, NetworkConfig
from ..errors import TrainingError
from .layers import RELU_GAIN, DepthToSpace, Enlarge, StandardizedConv2D
from ..tasks import HEATMAPS, SEGMENTS, TASKS, Output

GREY_MEAN, GREY_DEVIATION = 0.35, 0.27
"""Of grey values 0 to 1 in the training views: the first layer sees about zero mean and unit variance."""
RARE_PIXEL_LOGIT = -4.0
"""Heatmaps start out expecting a point in few pixels, so that the first steps are not spent learning that."""


def build_network(config: Config, input_shape: tuple[int, int, int]) -> keras.Model:
    """A network from grey values 0 to 1, [n, rows, columns, channels], to logits by output name."""
    task = TASKS[config.task]
    inputs = keras.Input(input_shape, name="input")
    if task.family == "points":
        if config.network.kind != "u-net":
            raise TrainingError("config.wrong-value", f"{config.id}: {config.task} needs kind u-net")
        outputs = _u_net(inputs, config.network, task.outputs)
    else:
        outputs = _grader(inputs, config.network, task.outputs)
    return keras.Model(inputs, outputs, name=config.id.replace("-", "_"))


def _conv(x, config: NetworkConfig, filters: int, size: int, name: str, strides: int = 1, gain: float = RELU_GAIN):
    """Convolution and normalisation, without an activation."""
    if config.norm == "weights":
        return StandardizedConv2D(filters, size, strides, gain, name=name)(x)
    x = layers.Conv2D(filters, size, strides, padding="same", use_bias=False, name=name)(x)
    return layers.BatchNormalization(momentum=0.9, name=f"{name}_norm")(x)


def _relu(x, name: str):
    return layers.ReLU(name=f"{name}_relu")(x)


def _standardize(inputs):
    return layers.Rescaling(1 / GREY_DEVIATION, -GREY_MEAN / GREY_DEVIATION, name="standardize")(inputs)


def _block(x, config: NetworkConfig, filters: int, strides: int, name: str):
    """Two convolutions beside a shortcut; the sum is activated."""
    y = _relu(_conv(x, config, filters, 3, f"{name}_a", strides), f"{name}_a")
    y = _conv(y, config, filters, 3, f"{name}_b", gain=0.5 * RELU_GAIN)
    if strides != 1 or x.shape[-1] != filters:
        if strides != 1:
            x = layers.AveragePooling2D(strides, padding="same", name=f"{name}_pool")(x)
        x = _conv(x, config, filters, 1, f"{name}_shortcut")
    return _relu(layers.Add(name=f"{name}_add")([x, y]), name)


def _trunk(inputs, config: NetworkConfig):
    """A stem at half the resolution, then residual blocks, each width after the second at half the resolution of the last."""
    stem, *widths = config.widths
    x = _relu(_conv(_standardize(inputs), config, stem, 5, "stem", 2, gain=1.0), "stem")
    for stage, width in enumerate(widths):
        for block in range(config.blocks):
            strides = 2 if stage > 0 and block == 0 else 1
            x = _block(x, config, width, strides, f"stage{stage}_{block}")
    return x


def _grader(inputs, config: NetworkConfig, outputs: tuple[Output, ...]):
    if config.kind in BACKBONES:
        x = backbone_features(inputs, config.kind, config.pretrained)
    else:
        x = _trunk(inputs, config)
    mean = layers.GlobalAveragePooling2D(name="mean")(x)
    peak = layers.GlobalMaxPooling2D(name="peak")(x)
    features = layers.Concatenate(name="features")([mean, peak])
    features = layers.Dropout(config.dropout, seed=11, name="dropout")(features)
    return {
        output.name: layers.Dense(len(output.labels), dtype="float32", name=output.name)(features) for output in outputs
    }


def _u_net(inputs, config: NetworkConfig, outputs: tuple[Output, ...]):
    """A stem at half the resolution, down to `widths[-1]`, and back; skip connections are summed.

    Heatmaps come at half the input's resolution, masks at the whole.
    """
    stem, *widths = config.widths
    x = _relu(_conv(_standardize(inputs), config, stem, 5, "stem", 2, gain=1.0), "stem")
    skips = []
    for level, width in enumerate(widths):
        skips.append(x)
        x = _relu(_conv(x, config, width, 3, f"down{level}_a", 2), f"down{level}_a")
        x = _relu(_conv(x, config, width, 3, f"down{level}_b"), f"down{level}_b")
    for block in range(config.blocks):
        x = _block(x, config, widths[-1], 1, f"bottom{block}")
    for level in reversed(range(len(skips))):
        skip = skips[level]
        _, rows, columns, width = skip.shape
        x = _conv(x, config, width, 1, f"up{level}_narrow")
        x = layers.Add(name=f"up{level}_add")([Enlarge(rows, columns, name=f"up{level}_enlarge")(x), skip])
        x = _relu(x, f"up{level}_add")
        x = _relu(_conv(x, config, width, 3, f"up{level}_b"), f"up{level}_b")
    return {output.name: _pixel_head(x, output) for output in outputs}


def _pixel_head(x, output: Output):
    classes = len(output.labels)
    rare = keras.initializers.Constant(RARE_PIXEL_LOGIT if output.kind == HEATMAPS else 0.0)
    filters = 4 * classes if output.kind == SEGMENTS else classes
    x = layers.Conv2D(filters, 1, dtype="float32", bias_initializer=rare, name=output.name)(x)
    return DepthToSpace(dtype="float32", name=f"{output.name}_pixels")(x) if output.kind == SEGMENTS else x


def count_macs(model: keras.Model) -> int:
    """Multiply-accumulates of all convolutions and dense layers for one example."""
    total = 0
    for layer in model.layers:
        if isinstance(layer, keras.Model):
            total += count_macs(layer)
            continue
        kernel = getattr(layer, "kernel", None)
        if kernel is None:
            kernel = getattr(layer, "depthwise_kernel", None)
        if kernel is None:
            continue
        weights = 1
        for side in kernel.shape:
            weights *= side
        area = 1
        for side in layer.compute_output_shape(layer.input.shape)[1:-1]:
            area *= side
        total += weights * area
    return int(total)
