"""Losses that skip what nobody labelled, so that one network learns from data sets with different labels."""

from __future__ import annotations

from keras import ops

from ..tasks import GRADED, MULTI_LABEL, SEGMENTS, Output

PLACE_SHARE = 0.1
"""Of the heatmap loss: how much the softmax over the picture counts beside the sigmoid at each pixel."""
ORDINAL_SHARE = 0.5


def loss_of(output: Output, kind: str = "softmax"):
    if output.kind == GRADED:
        return ordinal_cross_entropy if kind == "ordinal" else soft_cross_entropy
    if output.kind == MULTI_LABEL:
        return masked_binary_cross_entropy
    return masked_segmentation if output.kind == SEGMENTS else heatmap_loss


def soft_cross_entropy(target, logits):
    """[n] from weighted soft labels [n, classes]; rows of zeros cost nothing."""
    target = ops.cast(target, "float32")
    return -ops.sum(target * ops.log_softmax(ops.cast(logits, "float32"), axis=-1), axis=-1)


def ordinal_cross_entropy(target, logits):
    """Cross-entropy plus the ranked probability score: a grade missed by two steps costs more than by one."""
    target = ops.cast(target, "float32")
    probabilities = ops.softmax(ops.cast(logits, "float32"), axis=-1)
    mass = ops.sum(target, axis=-1, keepdims=True)
    gap = ops.cumsum(probabilities, axis=-1) * mass - ops.cumsum(target, axis=-1)
    ranked = ops.sum(ops.square(gap), axis=-1) / ops.maximum(mass[:, 0], 1e-6)
    return soft_cross_entropy(target, logits) + ORDINAL_SHARE * ranked


def masked_binary_cross_entropy(target, logits):
    """[n] from labels [n, k] in 0 to 1, below 0 where unknown; the sum over the known ones, divided by k."""
    known = ops.cast(target >= 0, "float32")
    return ops.mean(known * _binary(ops.maximum(ops.cast(target, "float32"), 0), logits), axis=-1)


def masked_segmentation(target, logits):
    """[n]: binary cross-entropy plus one minus soft Dice of each class that is known in the picture. [n, h, w, k]."""
    known = ops.cast(target >= 0, "float32")
    truth = ops.maximum(ops.cast(target, "float32"), 0)
    pixels = ops.sum(known, axis=(1, 2))
    asked = ops.cast(pixels > 0, "float32")
    entropy = ops.sum(known * _binary(truth, logits), axis=(1, 2)) / ops.maximum(pixels, 1)
    probabilities = known * ops.sigmoid(ops.cast(logits, "float32"))
    overlap = ops.sum(probabilities * truth, axis=(1, 2))
    size = ops.sum(probabilities, axis=(1, 2)) + ops.sum(known * truth, axis=(1, 2))
    dice = 1 - (2 * overlap + 10) / (size + 10)
    return ops.sum(asked * (entropy + dice), axis=-1)


def heatmap_loss(target, logits):
    """[n]: at each known pixel a sigmoid cross-entropy that weighs blobs up, and a softmax over the picture for each
    point that is there, which makes its own blob the highest. [n, h, w, k], below 0 where unknown."""
    known = ops.cast(target >= 0, "float32")
    truth = ops.maximum(ops.cast(target, "float32"), 0)
    logits = ops.cast(logits, "float32")
    weights = known * (1 + 10 * truth)
    pixelwise = ops.sum(weights * _binary(truth, logits), axis=(1, 2, 3)) / 20.0
    mass = ops.sum(truth, axis=(1, 2), keepdims=True)
    hidden = ops.where(target >= 0, logits, -30.0)
    rows, columns, classes = logits.shape[1:]
    flat = ops.log_softmax(ops.reshape(hidden, (-1, rows * columns, classes)), axis=1)
    share = ops.reshape(truth / ops.maximum(mass, 1e-6), (-1, rows * columns, classes))
    there = ops.cast(mass[:, 0, 0, :] > 0.5, "float32")
    place = ops.sum(there * -ops.sum(share * flat, axis=1), axis=-1)
    return pixelwise + PLACE_SHARE * place


def _binary(truth, logits):
    logits = ops.cast(logits, "float32")
    return ops.relu(logits) - logits * truth + ops.softplus(-ops.abs(logits))

