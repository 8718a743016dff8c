"""The mean of several runs' weights, which lie in one basin where one was trained on from another (Wortsman et al. 2022, arXiv 2203.05482)."""

from __future__ import annotations

from pathlib import Path

from ..errors import TrainingError
from ..evaluation.judge import judge, predict
from ..data.prepared import input_spec, read_split
from .runs import Run, refuse_existing, write_derived


def average(runs: list[Run], prepared: Path, folder: Path, command: str) -> dict[str, float]:
    """Writes a run whose best weights are the mean of theirs and returns its figures on val. Its config, seed and data are the last one's.
    Errors: `average.other-network`, `fit.run-exists`."""
    last = runs[-1]
    if any((run.config.task, run.config.network) != (last.config.task, last.config.network) for run in runs):
        raise TrainingError("average.other-network", f"{', '.join(run.folder.name for run in runs)} are not of one task and network")
    refuse_existing(folder)
    shape = tuple(input_spec(prepared, last.config.task)["shape"])
    weights = [run.load(shape).get_weights() for run in runs]
    model = last.load(shape)
    model.set_weights([sum(same) / len(runs) for same in zip(*weights, strict=True)])
    val = read_split(prepared, last.config.task, "val", last.config.data.datasets)
    value, figures = judge(last.config.task, val, predict(model, val), shape)
    write_derived(folder, last, model, command, {"averaged": [run.folder.name for run in runs], "value": value, **figures})
    return figures
