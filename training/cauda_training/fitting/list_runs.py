"""The runs in a folder with what they came to, for a terminal."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

from ..config import parse_config
from ..errors import TrainingError
from .fit import epochs_done
from .progress import arrow

HEADINGS = ("run", "task", "epochs", "best", "figures on val")


def list_runs(runs: Path) -> str:
    """A row a run, in order of name: epochs done of those wanted, the best epoch, and its figures on val with which way is better.

    Errors: `runs.none`."""
    rows = [_row(path.parent) for path in sorted(runs.glob("*/config.json"))]
    if not rows:
        raise TrainingError("runs.none", f"{runs} holds no runs; `fit` makes one, --runs names another folder")
    widths = [max(len(row[k]) for row in (HEADINGS, *rows)) for k in range(len(HEADINGS))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in (HEADINGS, *rows)) + "\n"


def _row(folder: Path) -> tuple[str, ...]:
    try:
        config = parse_config(json.loads((folder / "config.json").read_text("utf8")), str(folder))
    except (TrainingError, json.JSONDecodeError) as error:
        return folder.name, "", "", "", f"config.json cannot be read: {str(error).splitlines()[0]}"
    best = _read(folder / "best.json")
    figures = [f"{name} {value:.3f} {arrow(name)}" for name, value in best.items() if name not in ("epoch", "value") and isinstance(value, float)]
    done = max(epochs_done(folder), _logged(folder / "log.csv"))
    made = f"{done} of {config.train.epochs}" if done else "derived" if best else "0"
    return folder.name, config.task, made, str(best.get("epoch", "")), ", ".join(figures)


def _read(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text("utf8")) if path.exists() else {}


def _logged(path: Path) -> int:
    """The last epoch in the log: state.npz may have been deleted to save space."""
    if not path.exists():
        return 0
    with path.open(newline="") as file:
        return max((int(row["epoch"]) for row in csv.DictReader(file)), default=0)
