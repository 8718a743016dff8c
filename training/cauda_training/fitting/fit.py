"""Trains one network from one config. A run's folder holds everything that is needed to go on, judge or convert it:

config.json, log.csv (a row an epoch), best.weights.h5 (averaged weights, best on val), last.weights.h5 (averaged), state.npz (to resume).
"""

from __future__ import annotations

import csv
import json
import os
import sys
import time
from pathlib import Path

import keras
import numpy as np

from ..data.batches import Batches, ahead
from ..config import Config, differing_keys
from .distil import teacher_targets
from ..errors import TrainingError, none_of
from .imbalance import check_smote, oversample, refit_head
from ..evaluation.judge import judge, predict
from ..network.losses import loss_of
from ..network.networks import build_network
from ..data.prepared import Prepared, check_datasets, data_hash, in_fold, input_spec, read_split, refuse_shared_patients
from .progress import Progress
from .provenance import provenance
from .recorded import read_record, recorded_hash
from .runs import origin_of, read_run, write_json
from ..tasks import TASKS


def fit(config: Config, prepared: Path, run: Path, resume: bool, command: str) -> dict[str, float]:
    """Trains and returns the figures of the last judged epoch on val. Everything that can be refused is refused before the first step.
    Errors: `fit.not-finite`, `fit.run-exists`, `fit.other-config`, `fit.nothing-to-resume`, `fit.finished`, `fit.no-start`, `fit.stopped`."""
    check_smote(config)
    _check_sources(config, prepared, run.parent)
    _open_run(run, config, resume)
    keras.utils.set_random_seed(config.train.seed)
    keras.config.set_dtype_policy(config.train.dtype)
    shape = tuple(input_spec(prepared, config.task)["shape"])
    train = training_examples(config, prepared)
    val = read_split(prepared, config.task, "val", config.data.datasets)
    refuse_shared_patients(train, val)
    train = oversample(config, train, shape)
    batches = Batches(config, train, shape, teacher_targets(config, train, run.parent, shape, prepared))
    model = build_network(config, shape)
    if config.train.start_from:
        carried = carry_weights(model, run.parent / config.train.start_from, prepared)
        print(f"{config.id}: {carried} of {len(model.weights)} weights taken from {config.train.start_from}", file=sys.stderr)
    _compile(model, config, len(batches))
    state = State(run, model)
    epoch, best, since = state.load() if resume else (0, float("inf"), 0)
    digest = data_hash(prepared, config.task, config.data.datasets)
    record = config.train.teacher_record
    taught = origin_of(run.parent / config.train.start_from) if config.train.start_from else {}
    taught |= {"teachersSha256": recorded_hash(prepared, record)} if record else {}
    write_json(run / "run.json", {**provenance(command), "seed": config.train.seed, "dataSha256": digest, **taught, "examples": len(train)})
    progress = Progress(config.train.epochs, len(batches), epoch)
    figures: dict[str, float] = {}
    while epoch < config.train.epochs:
        started = time.monotonic()
        try:
            loss = _train_epoch(model, batches, epoch, progress)
        except KeyboardInterrupt as error:
            raise TrainingError("fit.stopped", f"{config.id} stopped after epoch {epoch} of {config.train.epochs}; go on with --resume") from error
        last = epoch + 1 == config.train.epochs
        if last or (epoch + 1) % config.train.evaluate_every == 0:
            raw = model.get_weights()
            if config.train.ema:
                model.optimizer.finalize_variable_values(model.trainable_variables)
            value, figures = judge(config.task, val, predict(model, val), shape)
            model.save_weights(run / "last.weights.h5")
            if value < best:
                best, since = value, 0
                model.save_weights(run / "best.weights.h5")
                write_json(run / "best.json", {"epoch": epoch + 1, "value": value, **figures})
            else:
                since += config.train.evaluate_every
            model.set_weights(raw)
            seconds = time.monotonic() - started
            _log(run, {"epoch": epoch + 1, "loss": loss, "seconds": seconds, "value": value, **figures})
            progress.judged(epoch + 1, loss, value, best, figures)
        epoch += 1
        state.save(epoch, best, since)
        if config.train.patience and since >= config.train.patience:
            print(f"{config.id}: no better for {since} epochs, stops", file=sys.stderr)
            break
    if config.train.imbalance == "smote-embeddings":
        model.load_weights(run / "best.weights.h5")
        refit_head(model, config, train)
        value, figures = judge(config.task, val, predict(model, val), shape)
        model.save_weights(run / "best.weights.h5")
        write_json(run / "best.json", {**_read_json(run / "best.json"), "value": value, **figures})
    return figures


def training_examples(config: Config, prepared: Path) -> Prepared:
    """The training split less the patients of the config's fold."""
    train = read_split(prepared, config.task, "train", config.data.datasets)
    return train.take(np.flatnonzero(~in_fold(train, config.train.fold)))


def _train_epoch(model: keras.Model, batches: Batches, epoch: int, progress: Progress) -> float:
    total = 0.0
    for place, batch in enumerate(ahead(batches.epoch(epoch)), start=1):
        loss = float(np.asarray(model.train_on_batch(batch.x, batch.targets)).reshape(-1)[0])
        if not np.isfinite(loss):
            raise TrainingError("fit.not-finite", f"the loss is {loss} in epoch {epoch + 1}; lower train.learning_rate and name another run")
        total += loss
        progress.step(epoch + 1, place, total / place)
        model.reset_metrics()  # or Keras would return the mean of all batches so far
    return total / len(batches)


def _compile(model: keras.Model, config: Config, steps: int) -> None:
    train = config.train
    schedule = keras.optimizers.schedules.CosineDecay(
        train.learning_rate * 0.02,
        decay_steps=max(1, int(steps * (train.epochs - train.warmup_epochs))),
        alpha=0.01,  # of the warm-up's target, not of the rate before it
        warmup_target=train.learning_rate,
        warmup_steps=max(1, int(steps * train.warmup_epochs)),
    )
    kind = {"adamw": keras.optimizers.AdamW, "adam": keras.optimizers.Adam, "sgd": keras.optimizers.SGD}[train.optimiser]
    options = {"weight_decay": train.weight_decay} if train.optimiser == "adamw" else {}
    if train.optimiser == "sgd":
        options["momentum"] = 0.9
    if train.ema:
        options.update(use_ema=True, ema_momentum=train.ema)
    optimiser = kind(schedule, global_clipnorm=train.clip_norm, **options)
    if train.optimiser == "adamw":
        optimiser.exclude_from_weight_decay(var_names=["bias", "gain", "gamma", "beta"])
    outputs = TASKS[config.task].outputs
    weights = {output.name: train.output_weights.get(output.name, 1.0) for output in outputs}
    losses = {output.name: loss_of(output, train.loss) for output in outputs}
    model.compile(optimiser, loss=losses, loss_weights=weights, jit_compile=False)


class State:
    """What an interrupted run needs to go on exactly where it was: weights, optimiser, average, epoch."""

    def __init__(self, run: Path, model: keras.Model) -> None:
        self.run, self.model = run, model

    def save(self, epoch: int, best: float, since: int) -> None:
        """Complete or not at all: the file is renamed into place."""
        values = {f"w{i}": np.asarray(variable) for i, variable in enumerate(self.model.variables)}  # dropout's seeds too
        values |= {f"o{i}": np.asarray(variable) for i, variable in enumerate(self.model.optimizer.variables)}
        partial = self.run / "state.partial.npz"
        np.savez(partial, epoch=epoch, best=best, since=since, **values)
        os.replace(partial, self.run / "state.npz")

    def load(self) -> tuple[int, float, int]:
        path = self.run / "state.npz"
        if not path.exists():
            return 0, float("inf"), 0
        self.model.optimizer.build(self.model.trainable_variables)
        with np.load(path) as stored:
            for i, variable in enumerate(self.model.variables):
                variable.assign(stored[f"w{i}"])
            for i, variable in enumerate(self.model.optimizer.variables):
                variable.assign(stored[f"o{i}"])
            return int(stored["epoch"]), float(stored["best"]), int(stored["since"])


def carry_weights(model: keras.Model, start: Path, prepared: Path) -> int:
    """Takes the best weights of a run, of this task or another, where layers agree in name and shape; returns how many arrays.
    Errors: `fit.no-start`."""
    if not (start / "best.weights.h5").exists():
        raise TrainingError("fit.no-start", f"{start} holds no finished run: train it first")
    run = read_run(start)
    source = run.load(tuple(input_spec(prepared, run.config.task)["shape"]))
    known = {layer.name: layer for layer in source.layers}
    carried = 0
    for layer in model.layers:
        other = known.get(layer.name)
        if other is not None and [w.shape for w in layer.weights] == [w.shape for w in other.weights]:
            layer.set_weights(other.get_weights())
            carried += len(layer.weights)
    return carried


def _check_sources(config: Config, prepared: Path, runs: Path) -> None:
    """The data sets, and the runs and records to start or to learn from, are there.
    Errors: `prepared.no-dataset`, `fit.no-start`, `run.not-a-run`, `distil.no-record`."""
    input_spec(prepared, config.task)
    check_datasets(prepared, config.task, config.data.datasets, config.data.shares)
    for name in (config.train.start_from, *config.train.teachers):
        if name and not (runs / name / "best.weights.h5").exists():
            there = [path.parent.name for path in sorted(runs.glob("*/best.weights.h5"))]
            raise TrainingError("fit.no-start", f"{runs / name} holds no finished run: train it first; {none_of(name, there)}")
    if config.train.teacher_record:
        read_record(config.train.teacher_record, prepared)


def _open_run(run: Path, config: Config, resume: bool) -> None:
    path = run / "config.json"
    if path.exists():
        if not resume:
            raise TrainingError("fit.run-exists", f"{run}: pass --resume to go on, or --name another run")
        begun = read_run(run).config
        if changed := [key for key in differing_keys(begun, config) if key != "train.epochs"]:
            raise TrainingError("fit.other-config", f"{run} was begun with another {', '.join(changed)}; only train.epochs may grow. Name another run")
        if config.train.epochs < begun.train.epochs:
            raise TrainingError("fit.other-config", f"{run} was begun with {begun.train.epochs} train.epochs, which may grow and not shrink")
        done = epochs_done(run)
        if done >= config.train.epochs:
            raise TrainingError("fit.finished", f"{run} is finished: {done} of {config.train.epochs} epochs; for more, raise train.epochs")
    elif resume:
        there = [known.parent.name for known in sorted(run.parent.glob("*/config.json"))]
        raise TrainingError("fit.nothing-to-resume", f"{run} holds no run; {none_of(run.name, there)}")
    run.mkdir(parents=True, exist_ok=True)
    write_json(path, config.to_dict())


def epochs_done(run: Path) -> int:
    """0 where nothing was begun."""
    if not (run / "state.npz").exists():
        return 0
    with np.load(run / "state.npz") as stored:
        return int(stored["epoch"])


def _log(run: Path, row: dict[str, float]) -> None:
    """An epoch that an interruption made to be trained again replaces its row."""
    path = run / "log.csv"
    earlier = list(csv.DictReader(path.open(newline=""))) if path.exists() else []
    kept = [known for known in earlier if int(known["epoch"]) < row["epoch"]]
    partial = path.with_suffix(".partial")
    with partial.open("w", newline="") as file:
        writer = csv.DictWriter(file, row)
        writer.writeheader()
        writer.writerows([*kept, {key: f"{value:.5g}" for key, value in row.items()}])
    os.replace(partial, path)


def _read_json(path: Path) -> dict[str, float]:
    return json.loads(path.read_text("utf8"))
