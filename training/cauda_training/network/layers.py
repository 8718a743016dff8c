"""The two layers that Keras lacks."""

from __future__ import annotations

import keras
from keras import ops

RELU_GAIN = 1.7139588594436646
"""1 / sqrt(variance of relu(unit normal)): keeps the variance of 1 from layer to layer (Brock et al. 2021, table 1)."""


@keras.saving.register_keras_serializable("cauda")
class StandardizedConv2D(keras.layers.Layer):
    """Convolution with kernels of zero mean and unit variance, a gain and a bias for each filter ("same" padding).

    It takes the place of batch normalisation: no statistics that differ between training and use, and the kernel folds
    into a plain convolution when the graph is frozen. Source: Brock, De, Smith, Simonyan 2021, arXiv 2102.06171, section 2.
    """

    EPSILON = 1e-4
    """Added to a kernel's variance times its fan-in, so that a kernel of zeros stays finite."""

    def __init__(self, filters: int, size: int, strides: int = 1, gain: float = 1.0, **kwargs) -> None:
        super().__init__(**kwargs)
        self.filters, self.size, self.strides, self.initial_gain = filters, size, strides, gain

    def build(self, input_shape) -> None:
        shape = (self.size, self.size, input_shape[-1], self.filters)
        self.fan_in = self.size * self.size * input_shape[-1]
        self.kernel = self.add_weight(name="kernel", shape=shape, initializer="he_normal", autocast=False)
        constant = keras.initializers.Constant(self.initial_gain)
        self.gain = self.add_weight(name="gain", shape=(self.filters,), initializer=constant, autocast=False)
        self.bias = self.add_weight(name="bias", shape=(self.filters,), initializer="zeros")

    def call(self, inputs):
        centred = self.kernel - ops.mean(self.kernel, axis=(0, 1, 2), keepdims=True)
        variance = ops.mean(ops.square(centred), axis=(0, 1, 2), keepdims=True)
        kernel = centred * (self.gain / ops.sqrt(variance * self.fan_in + self.EPSILON))
        kernel = ops.cast(kernel, self.compute_dtype)
        return ops.conv(inputs, kernel, strides=self.strides, padding="same") + self.bias

    def compute_output_shape(self, input_shape):
        rows, columns = (None if side is None else -(-side // self.strides) for side in input_shape[1:3])
        return (input_shape[0], rows, columns, self.filters)

    def get_config(self):
        own = {"filters": self.filters, "size": self.size, "strides": self.strides, "gain": self.initial_gain}
        return {**super().get_config(), **own}


@keras.saving.register_keras_serializable("cauda")
class DepthToSpace(keras.layers.Layer):
    """[n, h, w, 4 c] to [n, 2 h, 2 w, c]: every pixel's channels become a block of four pixels."""

    def call(self, inputs):
        if keras.backend.backend() == "tensorflow":
            import tensorflow

            return tensorflow.nn.depth_to_space(inputs, 2)  # one operation that tfjs knows
        _, rows, columns, channels = inputs.shape
        blocks = ops.reshape(inputs, (-1, rows, columns, 2, 2, channels // 4))
        return ops.reshape(ops.transpose(blocks, (0, 1, 3, 2, 4, 5)), (-1, 2 * rows, 2 * columns, channels // 4))

    def compute_output_shape(self, input_shape):
        batch, rows, columns, channels = input_shape
        return (batch, 2 * rows, 2 * columns, channels // 4)


@keras.saving.register_keras_serializable("cauda")
class Enlarge(keras.layers.Layer):
    """Bilinear resize to a fixed size, in the layer's own precision."""

    def __init__(self, rows: int, columns: int, **kwargs) -> None:
        super().__init__(**kwargs)
        self.rows, self.columns = rows, columns

    def call(self, inputs):
        resized = ops.image.resize(inputs, (self.rows, self.columns), interpolation="bilinear")
        return ops.cast(resized, self.compute_dtype)

    def compute_output_shape(self, input_shape):
        return (input_shape[0], self.rows, self.columns, input_shape[-1])

    def get_config(self):
        return {**super().get_config(), "rows": self.rows, "columns": self.columns}
