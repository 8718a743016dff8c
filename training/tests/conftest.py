"""A small world: prepared shards of made-up examples whose grade can be seen in the picture."""

from __future__ import annotations

import json
import os
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
os.environ.setdefault("KERAS_BACKEND", "tensorflow")

import numpy as np
import pytest

INPUTS = {
    "grade-foramen": {"name": "crop", "shape": [32, 32, 1], "view": {"kind": "spine-frame", "heightSpacings": 1.75, "offsetPosterior": 0, "offsetCaudal": 0}},
    "grade-axial": {"name": "crop", "shape": [32, 40, 3], "view": {"kind": "axial-recess", "heightSpans": 1.95, "offsetPosteriorSpans": 0}},
    "localize-sagittal": {"name": "slice", "shape": [64, 64, 1], "view": {"kind": "fit-slice"}},
}


def write_shard(folder: Path, task: str, dataset: str, split: str, arrays: dict[str, np.ndarray]) -> None:
    (folder / task).mkdir(parents=True, exist_ok=True)
    np.savez(folder / task / f"{dataset}.{split}.npz", **arrays)
    rows = ["row,file,patient,level,side,split,transform"]
    rows += [f"{k},{dataset}/{split}{k}.webp,{split}-{k // 3},l4_l5,left,{split},1 0 0 0 1 0" for k in range(len(arrays["x"]))]
    (folder / task / f"{dataset}.{split}.csv").write_text("\n".join(rows) + "\n")


def foramen_arrays(n: int, seed: int) -> dict[str, np.ndarray]:
    """The severer, the smaller the bright blob in the middle."""
    rng = np.random.default_rng(seed)
    grade = np.arange(n) % 3
    rows, columns = np.mgrid[:40, :40] - 19.5
    x = rng.integers(0, 60, (n, 40, 40, 1))
    for k in range(n):
        x[k, ..., 0][rows**2 + columns**2 < (11 - 4 * grade[k]) ** 2] += 180
    return {
        "x": x.astype(np.uint8),
        "grade": grade.astype(np.int8),
        "slice": np.ones(n, np.int8),
        "level": (np.arange(n) // 3 % 5).astype(np.int8),
        "side": np.zeros(n, np.int8),
        "weight": np.ones(n, np.float32),
    }


def slice_arrays(n: int, seed: int) -> dict[str, np.ndarray]:
    """Seven dark discs in a bright column; foramina unknown; masks of disc only."""
    rng = np.random.default_rng(seed)
    x = rng.integers(0, 40, (n, 64, 64, 1))
    points = np.full((n, 12, 2), np.nan, np.float32)
    states = np.zeros((n, 12), np.uint8)
    masks = np.full((n, 64, 64, 3), 255, np.uint8)
    for k in range(n):
        left = 24 + int(rng.integers(0, 8))
        x[k, :, left : left + 14] += 150
        masks[k, ..., 1] = 0
        for disc in range(7):
            row = 6 + 8 * disc
            x[k, row : row + 3, left : left + 14] -= 100
            masks[k, row : row + 3, left : left + 14, 1] = 1
            points[k, disc] = left + 6.5, row + 1
            states[k, disc] = 1
    return {
        "x": np.clip(x, 0, 255).astype(np.uint8),
        "points": points,
        "states": states,
        "masks": masks,
        "contrast": np.full(n, 2, np.uint8),
        "weight": np.ones(n, np.float32),
    }


@pytest.fixture()
def prepared(tmp_path: Path) -> Path:
    folder = tmp_path / "prepared"
    folder.mkdir()
    intensity = {"rule": "percentile", "low": 1, "high": 99}
    inputs = {task: {**spec, "intensity": intensity} for task, spec in INPUTS.items()}
    (folder / "meta.json").write_text(json.dumps({"preprocessingVersion": 1, "inputs": inputs}))
    for seed, (split, n) in enumerate((("train", 96), ("val", 60), ("test", 60))):
        write_shard(folder, "grade-foramen", "rsna-t1-foraminal", split, foramen_arrays(n, seed))
        write_shard(folder, "localize-sagittal", "spider-t2", split, slice_arrays(n // 3, seed))
    return folder


def tiny_config(task: str = "grade-foramen", **train) -> dict:
    """A table as a TOML file would hold it."""
    if task == "localize-sagittal":
        network = {"kind": "u-net", "widths": [8, 12, 16]}
    else:
        network = {"widths": [8, 8, 16], "dropout": 0.1}
    settings = {"epochs": 2, "batch": 16, "dtype": "float32", "ema": 0.9, "learning_rate": 0.01, **train}
    return {"id": "tiny", "task": task, "network": network, "train": settings}
