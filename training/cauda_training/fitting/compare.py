"""The grid of architectures and imbalance strategies on one task: the question that the older projects asked, answered on
the same patients with the same augmentation."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import keras
import pandas as pd

from ..evaluation.answers import grader_answers
from ..evaluation.calibrate import calibrate
from ..config import Config, check
from ..errors import TrainingError
from .fit import epochs_done, fit
from .imbalance import check_smote
from ..evaluation.metrics import grade_figures
from ..network.networks import count_macs
from ..evaluation.panel import panel
from ..data.prepared import input_spec, read_split
from .runs import read_run
from ..tasks import TASKS

SHOWN = ("auc_severe", "auc_moderate", "auc_normal_mild", "kappa_quadratic", "weighted_log_loss", "accuracy", "accuracy_at_80", "ece")


def compare(config: Config, networks: list[str], imbalances: list[str], prepared: Path, runs: Path, out: Path, command: str) -> pd.DataFrame:
    """Trains what is not there yet, measures on val after calibration on the same val, writes a Markdown table. Errors: `compare.needs-grades`."""
    output = TASKS[config.task].outputs[0]
    if not output.is_condition:
        raise TrainingError("compare.needs-grades", f"{config.task} does not grade a condition")
    grid = [_cell(config, kind, imbalance) for kind in networks for imbalance in imbalances]  # refuses a wrong name before hours of training
    shape = tuple(input_spec(prepared, config.task)["shape"])
    val = read_split(prepared, config.task, "val", config.data.datasets)
    out.parent.mkdir(parents=True, exist_ok=True)
    rows = []
    for one in grid:
        kind, imbalance, run_folder = one.network.kind, one.train.imbalance, runs / one.id
        keras.backend.clear_session()
        if epochs_done(run_folder) < one.train.epochs:
            begun = (run_folder / "config.json").exists()
            fit(one, prepared, run_folder, resume=begun, command=f"{command} # {kind} {imbalance}")
        run = read_run(run_folder)
        answers = grader_answers(panel([run], shape), config.task, val)[output.name]
        inflated = one.train.class_weights if imbalance == "class-weights" else (1.0, 1.0, 1.0)
        fitted = calibrate(answers.logits, answers.truth, answers.levels, answers.weights, inflated)
        figures = grade_figures(answers.truth, fitted.apply(answers.logits, answers.levels))
        model = run.build(shape)
        size = {"weights": f"{model.count_params() / 1e6:.2f} M", "MMAC": round(count_macs(model) / 1e6)}
        rows.append({"network": kind, "imbalance": imbalance, **size, **{key: round(figures[key], 3) for key in SHOWN}})
        _write(out, config, pd.DataFrame(rows), len(answers.truth), len(set(answers.patients)))
    return pd.DataFrame(rows)


def _cell(config: Config, kind: str, imbalance: str) -> Config:
    """The config of one cell of the grid. Errors: `config.wrong-value`."""
    name = f"compare-{config.id}-{kind}-{imbalance}"
    one = replace(config, id=name, network=replace(config.network, kind=kind), train=replace(config.train, imbalance=imbalance))
    check_smote(one)
    return check(one, name)


def _write(out: Path, config: Config, table: pd.DataFrame, n: int, patients: int) -> None:
    lines = [
        f"# Architectures and imbalance strategies: {config.task}",
        "",
        f"Written by `python -m cauda_training compare`. Val split, n = {n} of {patients} patients, {config.train.epochs} epochs each, "
        "the same augmentation, random weights unless ImageNet's were found; calibrated on the same split, so `ece` flatters all alike. "
        "SMOTE on pixels adds examples, so its epochs are longer than the others'.",
        "",
        "| " + " | ".join(table.columns) + " |",
        "|" + "---|" * len(table.columns),
        *("| " + " | ".join(str(value) for value in row) + " |" for row in table.itertuples(index=False)),
        "",
    ]
    out.write_text("\n".join(lines), "utf8")
