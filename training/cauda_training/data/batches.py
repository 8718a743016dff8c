"""Examples to batches. Everything random follows from (seed, epoch, place), so a resumed run sees what an unbroken one sees."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from .augment import Warp, change_grey, draw_warp, warp_image, warp_points
from ..config import Config
from .prepared import Prepared
from ..tasks import (
    ABSENT,
    GRADED,
    MASK_UNKNOWN,
    MULTI_LABEL,
    NEARBY,
    PRESENT,
    SEGMENTS,
    TASKS,
    UNKNOWN,
    Output,
    grade_indices,
    multi_labels,
    one_hot,
    point_channels,
)

HEATMAP_SIGMA_PX = 1.5
"""Width of a target blob, in heatmap pixels (half the input's resolution)."""
NEARBY_RADIUS_PX = 5.0
"""A foramen marked on the next slice: nothing is asked of the heatmap this near to it."""
UNASKED = -1.0
"""Target value of a pixel or label that costs nothing."""

Targets = dict[str, np.ndarray]


@dataclass(frozen=True)
class Batch:
    x: np.ndarray
    targets: Targets


def plain_input(data: Prepared, input_shape: tuple[int, int, int], rows: slice | np.ndarray = slice(None)) -> np.ndarray:
    """float32 [n, rows, columns, channels] in 0 to 1, the margin taken off: what the app feeds."""
    stored = data.arrays["x"].shape[1:3]
    top, left = ((a - b) // 2 for a, b in zip(stored, input_shape[:2]))
    views = data.arrays["x"][rows, top : top + input_shape[0], left : left + input_shape[1]]
    return views.astype(np.float32) / 255


DOUBTED_BELOW = 0.1
"""A label that the teachers give less than this is doubted (`train.doubted_weight`)."""


def soften(config: Config, output: Output, data: Prepared, teacher: np.ndarray | None) -> np.ndarray:
    """[n, classes] targets of a graded output, weighted by class; zeros where there is no label. `teacher`: probabilities, NaN where the
    teachers know nothing of an example."""
    classes = len(output.labels)
    indices = grade_indices(output, data.arrays)
    hot = one_hot(indices, classes)
    known = (indices >= 0)[:, None].astype(np.float32)
    smooth = config.train.label_smoothing
    soft = (1 - smooth) * hot + smooth / classes * known
    if teacher is not None:
        share = config.train.teacher_share
        spoken = np.isfinite(teacher).all(axis=1, keepdims=True)
        teacher = np.where(spoken, teacher, 0)
        taught = known * ((1 - share) * soft + share * teacher) + (1 - known) * share * teacher
        doubted = spoken & (known > 0) & ((hot * teacher).sum(axis=1, keepdims=True) < DOUBTED_BELOW)
        soft = np.where(spoken, taught, soft) * np.where(doubted, config.train.doubted_weight, 1)
    if config.train.imbalance == "class-weights":
        soft = soft * _class_weights(config, output, indices)
    return soft.astype(np.float32)


def _class_weights(config: Config, output: Output, indices: np.ndarray) -> np.ndarray:
    """The competition's 1, 2, 4 for the three grades; for other scales the inverse root of each class's frequency."""
    if output.is_condition:
        return np.asarray(config.train.class_weights, np.float32)
    counts = np.bincount(indices[indices >= 0], minlength=len(output.labels))
    weights = np.sqrt(counts.sum() / np.maximum(counts, 1) / len(output.labels))
    return np.clip(weights, 0.5, 3).astype(np.float32)


class Batches:
    """The training split in shuffled, augmented batches, and the same views unaugmented."""

    def __init__(self, config: Config, data: Prepared, input_shape: tuple[int, int, int], teachers: dict[str, np.ndarray] | None = None):
        self.config, self.data, self.input_shape = config, data, input_shape
        self.task = TASKS[config.task]
        self.stored = data.arrays["x"].shape[1:3]
        teachers = teachers or {}
        self.soft = {o.name: soften(config, o, data, teachers.get(o.name)) for o in self.task.outputs if o.kind == GRADED}
        self.multi = {o.name: multi_labels(o, data.arrays) for o in self.task.outputs if o.kind == MULTI_LABEL}
        if config.augment.mirror and config.task == "grade-axial":
            self.mirrored = self._mirrored_targets(teachers)

        datasets = data.index["dataset"].to_numpy(str) if "dataset" in data.index else np.full(len(data), "")
        self.drawn_whole = ~np.isin(datasets, list(config.data.shares))
        self.drawn_in_part = [(np.flatnonzero(datasets == name), share) for name, share in sorted(config.data.shares.items())]
        if config.data.ungraded_share < 1:
            ungraded = self._ungraded() & self.drawn_whole
            self.drawn_whole &= ~ungraded
            self.drawn_in_part.append((np.flatnonzero(ungraded), config.data.ungraded_share))

    def _ungraded(self) -> np.ndarray:
        """[n] bool: no graded output knows the example's grade."""
        graded = [o for o in self.task.outputs if o.kind == GRADED]
        return ~np.any([grade_indices(o, self.data.arrays) >= 0 for o in graded], axis=0)

    def __len__(self) -> int:
        examples = self.drawn_whole.sum() + sum(int(len(rows) * share) for rows, share in self.drawn_in_part)
        return max(1, int(examples) // self.config.train.batch)

    def epoch(self, epoch: int) -> Iterator[Batch]:
        """One pass in an order of its own; a last short batch is left out (its examples come earlier in other epochs)."""
        size = min(self.config.train.batch, len(self.data))
        rng = np.random.default_rng((self.config.train.seed, epoch))
        parts = [rng.choice(rows, int(len(rows) * share), replace=False) for rows, share in self.drawn_in_part]
        order = rng.permutation(np.concatenate([np.flatnonzero(self.drawn_whole), *parts]))
        for place in range(len(self)):
            yield self._batch(order[place * size : (place + 1) * size], np.random.default_rng((self.config.train.seed, epoch, place)))

    def _batch(self, rows: np.ndarray, rng: np.random.Generator) -> Batch:
        wanted = self.input_shape[:2]
        warps = [draw_warp(rng, self.config.augment, self.stored, wanted) for _ in rows]
        x = np.stack(
            [
                change_grey(rng, self.config.augment, warp_image(self.data.arrays["x"][row], warp, wanted).astype(np.float32) / 255)
                for row, warp in zip(rows, warps)
            ]
        )
        targets = {output.name: self._targets(output, rows, warps) for output in self.task.outputs}
        if self.config.train.mixup and self.task.family == "grades":
            x, targets = _mix(rng, self.config.train.mixup, x, targets)
        return Batch(x, targets)

    def _targets(self, output: Output, rows: np.ndarray, warps: list[Warp]) -> np.ndarray:
        if output.kind == GRADED:
            straight = self.soft[output.name][rows]
            if output.name == "right" and self.config.augment.mirror:
                flipped = np.array([warp.mirrored for warp in warps])[:, None]
                return np.where(flipped, self.mirrored[rows], straight)
            return straight
        if output.kind == MULTI_LABEL:
            return self.multi[output.name][rows]
        if output.kind == SEGMENTS:
            return np.stack([self._mask(row, warp) for row, warp in zip(rows, warps)])
        return np.stack([self._heatmaps(output, row, warp) for row, warp in zip(rows, warps)])

    def _mask(self, row: int, warp: Warp) -> np.ndarray:
        mask = self.data.arrays["masks"][row]
        if (mask == MASK_UNKNOWN).all():
            return np.full((*self.input_shape[:2], mask.shape[2]), UNASKED, np.float32)
        warped = warp_image(mask, warp, self.input_shape[:2], linear=False).astype(np.float32)
        warped[warped == MASK_UNKNOWN] = UNASKED
        warped[..., (mask == MASK_UNKNOWN).all(axis=(0, 1))] = UNASKED
        return warped

    def _heatmaps(self, output: Output, row: int, warp: Warp) -> np.ndarray:
        channels = point_channels(self.task.name, output)
        points = warp_points(self.data.arrays["points"][row, channels].astype(np.float64), warp)
        states = self.data.arrays["states"][row, channels]
        if warp.mirrored and self.task.name == "locate-axial":
            points, states = points[[1, 0, 2]], states[[1, 0, 2]]
        return draw_heatmaps(points, states, self.input_shape[:2])

    def _mirrored_targets(self, teachers: dict[str, np.ndarray]) -> np.ndarray:
        """What the right recess of the mirror image is: the left one."""
        right = next(o for o in self.task.outputs if o.name == "right")
        left = Output("right", right.kind, right.target, right.labels, ("left",))
        return soften(self.config, left, self.data, teachers.get("left"))


def draw_heatmaps(points: np.ndarray, states: np.ndarray, size: tuple[int, int]) -> np.ndarray:
    """Targets [size / 2, k] from points in input pixels: a blob of height 1, 0 elsewhere, UNASKED where nothing is known."""
    rows, columns = size[0] // 2, size[1] // 2
    maps = np.zeros((rows, columns, len(points)), np.float32)
    row_axis, column_axis = np.arange(rows)[:, None], np.arange(columns)[None, :]
    for k, ((x, y), state) in enumerate(zip((points + 0.5) / 2 - 0.5, states)):
        if state == ABSENT:
            continue
        if state not in (PRESENT, NEARBY) or not np.isfinite(x + y):
            maps[..., k] = UNASKED
            continue
        squared = (row_axis - y) ** 2 + (column_axis - x) ** 2
        if state == NEARBY:
            maps[..., k] = np.where(squared < NEARBY_RADIUS_PX**2, UNASKED, 0)
        else:
            maps[..., k] = np.exp(-squared / (2 * HEATMAP_SIGMA_PX**2))
    return maps


def _mix(rng: np.random.Generator, alpha: float, x: np.ndarray, targets: Targets) -> tuple[np.ndarray, Targets]:
    """Mixup within the batch (Zhang et al. 2018). A yes-or-no label mixes only where both are known."""
    share = np.float32(max(draw := rng.beta(alpha, alpha), 1 - draw))
    partner = rng.permutation(len(x))
    mixed = {}
    for name, target in targets.items():
        other = target[partner]
        blend = share * target + (1 - share) * other
        unknown = (target == UNKNOWN) | (other == UNKNOWN)
        mixed[name] = np.where(unknown, UNASKED, blend).astype(np.float32)
    return share * x + (1 - share) * x[partner], mixed


def ahead(batches: Iterator[Batch], depth: int = 6) -> Iterator[Batch]:
    """Prepares batches on a thread of its own while the network trains; an error there is raised here."""
    waiting: queue.Queue = queue.Queue(depth)

    def work() -> None:
        try:
            for batch in batches:
                waiting.put(batch)
            waiting.put(None)
        except BaseException as error:  # handed to the consumer
            waiting.put(error)

    threading.Thread(target=work, daemon=True).start()
    while (item := waiting.get()) is not None:
        if isinstance(item, BaseException):
            raise item
        yield item


