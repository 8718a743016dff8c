"""The architectures of the projects that this one grew from, as trunks for the comparison and for teachers."""

from __future__ import annotations

import sys

import keras
from keras import applications, layers, ops

BACKBONES = {
    "vgg16": (applications.VGG16, applications.vgg16.preprocess_input),
    "resnet50": (applications.ResNet50, applications.resnet.preprocess_input),
    "densenet121": (applications.DenseNet121, applications.densenet.preprocess_input),
    "efficientnetv2b0": (applications.EfficientNetV2B0, applications.efficientnet_v2.preprocess_input),
}


@keras.saving.register_keras_serializable("cauda")
class ImageNetGrey(keras.layers.Layer):
    """Grey values 0 to 1, one or three channels, to what an ImageNet network was trained on."""

    def __init__(self, kind: str, **kwargs) -> None:
        super().__init__(**kwargs)
        self.kind = kind

    def call(self, inputs):
        colours = inputs if inputs.shape[-1] == 3 else ops.repeat(inputs, 3, axis=-1)
        return BACKBONES[self.kind][1](colours * 255.0)

    def compute_output_shape(self, input_shape):
        return (*input_shape[:-1], 3)

    def get_config(self):
        return {**super().get_config(), "kind": self.kind}


def backbone_features(inputs, kind: str, pretrained: bool):
    """The last feature map. Says on stderr whether it starts from ImageNet or from scratch."""
    size = inputs.shape[1:3]
    trunk = _load(kind, (*size, 3), pretrained)
    return layers.Activation("linear", name="backbone_features")(trunk(ImageNetGrey(kind, name="imagenet_grey")(inputs)))


def _load(kind: str, shape: tuple[int, int, int], pretrained: bool) -> keras.Model:
    build = BACKBONES[kind][0]
    options = {"include_top": False, "input_shape": shape}
    if kind == "efficientnetv2b0":
        options["include_preprocessing"] = True
    if pretrained:
        try:
            trunk = build(weights="imagenet", **options)
            print(f"{kind}: starts from ImageNet weights", file=sys.stderr)
            return trunk
        except Exception as error:  # Keras raises bare Exception for a failed download
            print(f"{kind}: no ImageNet weights here ({error}); starts from scratch", file=sys.stderr)
    return build(weights=None, **options)
