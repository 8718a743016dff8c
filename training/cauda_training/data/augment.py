"""Augmentation: the only change that Python makes to pixels that `cauda prepare` wrote.

One affine map for each example takes the margin crop to the network's input, moving points and masks along.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from ..config import AugmentConfig


@dataclass(frozen=True)
class Warp:
    """`matrix` [2, 3] takes stored pixels (column, row) to input pixels; `mirrored` exchanges right and left."""

    matrix: np.ndarray
    mirrored: bool


def draw_warp(rng: np.random.Generator, config: AugmentConfig, stored: tuple[int, int], wanted: tuple[int, int]) -> Warp:
    """A random rotation, scale, stretch, shift and mirror about the middle of the view."""
    angle = np.deg2rad(rng.uniform(-config.rotation_deg, config.rotation_deg))
    scale = (1 + config.zoom) ** rng.uniform(-1, 1)
    stretch = (1 + config.stretch) ** rng.uniform(-1, 1)
    shift = rng.uniform(-config.shift, config.shift, 2) * wanted[0]
    mirrored = bool(config.mirror and rng.random() < 0.5)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    linear = turn @ np.diag([scale * stretch * (-1 if mirrored else 1), scale])
    from_middle = np.array([(stored[1] - 1) / 2, (stored[0] - 1) / 2])
    to_middle = np.array([(wanted[1] - 1) / 2, (wanted[0] - 1) / 2])
    return Warp(np.column_stack([linear, to_middle + shift - linear @ from_middle]), mirrored)


def warp_image(image: np.ndarray, warp: Warp, wanted: tuple[int, int], linear: bool = True) -> np.ndarray:
    """[rows, columns, channels] uint8 to the input's size; outside is 0."""
    flags = cv2.INTER_LINEAR if linear else cv2.INTER_NEAREST
    warped = cv2.warpAffine(image, warp.matrix, (wanted[1], wanted[0]), flags=flags, borderValue=0)
    return warped.reshape(*wanted, image.shape[2])


def warp_points(points: np.ndarray, warp: Warp) -> np.ndarray:
    """[k, 2] (column, row); NaN stays NaN."""
    return points @ warp.matrix[:, :2].T + warp.matrix[:, 2]


def change_grey(rng: np.random.Generator, config: AugmentConfig, image: np.ndarray) -> np.ndarray:
    """float32 grey values 0 to 1, [rows, columns, channels], of another scanner: contrast, shading, blur, noise."""
    if config.invert and rng.random() < config.invert:
        image = np.where(image > 0, 1 - image, 0).astype(np.float32)
    if config.contrast:
        gamma = (1 + config.contrast) ** rng.uniform(-1, 1)
        slope = 1 + rng.uniform(-0.5, 0.5) * config.contrast
        level = rng.uniform(-0.15, 0.15) * config.contrast
        image = np.clip(np.power(image, np.float32(gamma)) * np.float32(slope) + np.float32(level), 0, 1)
    if config.shading:
        field = cv2.resize(rng.normal(0, config.shading, (3, 3)).astype(np.float32), image.shape[1::-1], interpolation=cv2.INTER_CUBIC)
        image = np.clip(image * (1 + field[:, :, None]), 0, 1)
    if config.blur and rng.random() < config.blur:
        sigma = rng.uniform(0.3, 1.0)
        image = cv2.GaussianBlur(image, (0, 0), sigma).reshape(image.shape)
    if config.noise:
        image = image + np.float32(config.noise * rng.random()) * rng.standard_normal(image.shape, np.float32)
    if config.erase and rng.random() < config.erase:
        image = _erase(rng, image)
    return np.clip(image, 0, 1).astype(np.float32)


def _erase(rng: np.random.Generator, image: np.ndarray) -> np.ndarray:
    rows, columns = image.shape[:2]
    height, width = (int(side * rng.uniform(0.1, 0.3)) for side in (rows, columns))
    top, left = rng.integers(0, rows - height), rng.integers(0, columns - width)
    image = image.copy()
    image[top : top + height, left : left + width] = rng.random()
    return image
