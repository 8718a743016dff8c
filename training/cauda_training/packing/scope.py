"""How far a slice is from the training slices of its kind, as an extra output of the localizer for the app's scope gate.

One Gaussian a series role over pooled features of two depths of the encoder (Lee et al. 2018, arXiv 1807.03888); the Mahalanobis distance is
part of the graph, divided by what 99 % of validation slices stay within, so that 1 is the limit of the known.
"""

from __future__ import annotations

import sys

import keras
import numpy as np
from keras import ops
from sklearn.covariance import LedoitWolf

from ..config import NetworkConfig
from ..evaluation.judge import predict
from ..data.prepared import Prepared

SCOPE = "scope"
ROLES = {"sagittal_t1": 1, "sagittal_t2": 2}
"""Series roles and the contrast by which the prepared shards mark them; in the order of the output's labels."""
WITHIN = 0.99
LEAST_SLICES = 50
"""Slices of a role in training and in val; with fewer its distance would mean nothing, and the output leaves the role out."""


@keras.saving.register_keras_serializable("cauda")
class GaussianDistance(keras.layers.Layer):
    """[n, features] to [n, 1]: Mahalanobis distance over `limit`. The mean is taken off before the matrix, which float16 rounds."""

    def __init__(self, mean: np.ndarray, precision: np.ndarray, limit: float, **kwargs) -> None:
        super().__init__(dtype="float32", **kwargs)
        self.mean = np.asarray(mean, np.float32)
        self.factor = np.asarray(np.linalg.cholesky(precision) / limit, np.float32)

    def call(self, inputs):
        whitened = ops.matmul(inputs - self.mean, self.factor)
        return ops.sqrt(ops.sum(ops.square(whitened), axis=-1, keepdims=True))


def with_scope(model: keras.Model, config: NetworkConfig, train: Prepared, val: Prepared) -> tuple[keras.Model, list[str]]:
    """The localizer with one more output, [n, roles], and the roles it knows; as it is where it knows none."""
    pooled = [keras.layers.GlobalAveragePooling2D(name=f"pool_{name}")(model.get_layer(name).output) for name in depths(config)]
    features = keras.layers.Concatenate(name="scope_features")(pooled)
    encoder = keras.Model(model.input, {SCOPE: features})
    known, held_out = predict(encoder, train)[SCOPE].astype(np.float64), predict(encoder, val)[SCOPE].astype(np.float64)
    distances = {}
    for role, contrast in ROLES.items():
        own, others = known[train.arrays["contrast"] == contrast], held_out[val.arrays["contrast"] == contrast]
        if min(len(own), len(others)) < LEAST_SLICES:
            print(f"scope: {len(own)} training and {len(others)} validation slices of {role} are too few to know it by", file=sys.stderr)
            continue
        fitted = LedoitWolf().fit(own)
        centred = others - fitted.location_
        limit = float(np.quantile(np.sqrt(np.einsum("ij,jk,ik->i", centred, fitted.precision_, centred)), WITHIN))
        distances[role] = GaussianDistance(fitted.location_, fitted.precision_, limit, name=f"distance_{role}")(features)
    if not distances:
        return model, []
    joined = keras.layers.Concatenate(name=SCOPE)(list(distances.values())) if len(distances) > 1 else next(iter(distances.values()))
    return keras.Model(model.input, {**model.output, SCOPE: joined}, name=model.name), list(distances)


def depths(config: NetworkConfig) -> tuple[str, str]:
    """A layer that still sees texture and the deepest one: each alone misses what the other finds (negatives, turned slices)."""
    return f"down{len(config.widths) - 3}_b_relu", f"bottom{config.blocks - 1}_relu"


def describe_scope(roles: list[str]) -> dict[str, object]:
    """The manifest's entry of the output."""
    return {"name": SCOPE, "target": "scope", "labels": roles, "activation": "linear"}
