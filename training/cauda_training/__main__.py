"""`python -m cauda_training COMMAND`. Exit codes: 0 done, 2 wrong usage, 3 an expected failure (one line on stderr),
130 interrupted, 1 a bug."""

from __future__ import annotations

import argparse
import os
import re
import signal
import sys
import threading
from datetime import date
from pathlib import Path

from .errors import TrainingError
from .fitting.provenance import public_command

EXPECTED_FAILURE = 3
INTERRUPTED = 130
TRAINING = Path(__file__).resolve().parent.parent
PACK = TRAINING.parent / "models" / "cauda-lumbar-1"


def main(arguments: list[str] | None = None) -> int:
    arguments = sys.argv[1:] if arguments is None else arguments
    options = _parser().parse_args(arguments)
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
    os.environ.setdefault("KERAS_BACKEND", "tensorflow")
    if options.threads:
        _limit_threads(options.threads)
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, signal.default_int_handler)  # a scheduler's end is a Ctrl-C
    try:
        options.run_command(options, public_command(arguments))
    except TrainingError as error:
        print(error, file=sys.stderr)
        return INTERRUPTED if error.code == "fit.stopped" else EXPECTED_FAILURE
    except KeyboardInterrupt:
        print("train.stopped: interrupted; what was complete is kept", file=sys.stderr)
        return INTERRUPTED
    except OSError as error:
        if error.filename is None:
            raise
        print(f"train.no-access: {error.filename}: {error.strerror}; check the path, its permissions and the free space", file=sys.stderr)
        return EXPECTED_FAILURE
    return 0


def _limit_threads(threads: int) -> None:
    os.environ["OMP_NUM_THREADS"] = str(threads)
    if os.environ["KERAS_BACKEND"] == "tensorflow":
        import tensorflow

        tensorflow.config.threading.set_intra_op_parallelism_threads(threads)


def _fit(options: argparse.Namespace, command: str) -> None:
    from dataclasses import replace

    from .config import check, override, parse_config, read_table, to_toml

    config = parse_config(override(read_table(options.config), options.set), str(options.config))
    if options.fold:
        config = check(replace(config, train=replace(config.train, fold=options.fold)), f"--fold {options.fold}")
    if options.print_config:
        print(to_toml(config), end="")
        return
    from .fitting.fit import fit

    fit(config, options.prepared, options.runs / (options.name or config.id), options.resume, command)


def _calibrate(options: argparse.Namespace, _command: str) -> None:
    """Fits every graded output of a run on val and writes calibration.json into the run."""
    from dataclasses import asdict, replace

    from .evaluation.answers import grader_answers
    from .evaluation.calibrate import calibrate
    from .evaluation.abstain import measure_abstention
    from .evaluation.panel import panel
    from .data.prepared import input_spec, read_split
    from .fitting.runs import read_run, write_json
    from .tasks import GRADES, TASKS

    run = read_run(options.runs / options.run)
    if TASKS[run.config.task].family != "grades":
        print(f"{run.config.task} has no grades to calibrate", file=sys.stderr)
        return
    answer = panel([run], tuple(input_spec(options.prepared, run.config.task)["shape"]), options.weights)
    val = read_split(options.prepared, run.config.task, "val", run.config.data.datasets)
    fitted = {}
    for name, a in grader_answers(answer, run.config.task, val).items():
        if not len(a.truth) and name not in run.labelled(options.prepared):
            print(f"{name}: nothing in training is labelled, so the pack will not answer it", file=sys.stderr)
            continue
        weighted = run.config.train.imbalance == "class-weights" and a.logits.shape[1] == len(run.config.train.class_weights)
        inflated = run.config.train.class_weights if weighted else (1.0,) * a.logits.shape[1]
        fitted[name] = calibrate(a.logits, a.truth, a.levels, a.weights, inflated)
        if a.logits.shape[1] == len(GRADES):
            abstention = measure_abstention(fitted[name].apply(a.logits, a.levels), a.truth, a.patients)
            if abstention is not None:
                described = {**abstention, "data": f"{', '.join(sorted(set(a.datasets)))} val"}
                fitted[name] = replace(fitted[name], abstention=described)
        said = f"temperature {fitted[name].temperature}, abstains below {fitted[name].abstain_below}, {fitted[name].abstention}"
        print(f"{name}: {said}", file=sys.stderr)
    write_json(run.folder / "calibration.json", {name: asdict(value) for name, value in fitted.items()})


def _measure(options: argparse.Namespace, _command: str) -> None:
    from .evaluation.classes import class_tables, format_table
    from .evaluation.measure import measure
    from .packing.pack import read_calibrations
    from .evaluation.panel import panel
    from .data.prepared import input_spec, read_split
    from .fitting.runs import keep_metrics, read_run, write_json

    first, *others = runs = [read_run(options.runs / name) for name in options.run]
    answer = panel(runs, tuple(input_spec(options.prepared, first.config.task)["shape"]), options.weights)
    data = read_split(options.prepared, first.config.task, options.split, first.config.data.datasets)
    calibrations = {} if others else read_calibrations(first, first.labelled(options.prepared))
    figures = measure(answer, first.config.task, data, calibrations, options.rounds)
    for f in figures:
        low, high = f["ci95"]
        print(f"{f['task']:30} {f['metric']:32} {f['value']:.4f} [{low:.4f}, {high:.4f}] n={f['n']} patients={f['patients']} {f['data']}")
    tables = class_tables(answer, first.config.task, data, calibrations)
    for name, table in tables.items():
        print("\n" + format_table(name, table))
    if not others:
        keep_metrics(first.folder, options.split, {"figures": figures, "classes": tables})
    if options.split == "test" and not others:
        write_json(first.folder / "figures.json", figures)
    if options.out:
        write_json(options.out, figures)


def _runs(options: argparse.Namespace, _command: str) -> None:
    from .fitting.list_runs import list_runs

    print(list_runs(options.runs), end="")


def _average(options: argparse.Namespace, command: str) -> None:
    from .fitting.average import average
    from .fitting.runs import read_run

    figures = average([read_run(options.runs / name) for name in options.run], options.prepared, options.runs / options.name, command)
    print("  ".join(f"{key} {value:.4g}" for key, value in figures.items()), file=sys.stderr)


def _refit(options: argparse.Namespace, command: str) -> None:
    from .fitting.refit import fit_slice_head, refit
    from .fitting.runs import read_run

    fit_heads = fit_slice_head if options.slice else refit
    figures = fit_heads(read_run(options.runs / options.run), options.prepared, options.runs / options.name, command)
    print("  ".join(f"{key} {value:.4g}" for key, value in figures.items()), file=sys.stderr)


def _restore(options: argparse.Namespace, command: str) -> None:
    from .config import read_config
    from .fitting.restore import restore

    figures = restore(read_config(options.config), options.pack, options.prepared, options.runs / options.name, command)
    print("  ".join(f"{key} {value:.4g}" for key, value in figures.items()), file=sys.stderr)


def _convert(options: argparse.Namespace, _command: str) -> None:
    from .packing.card import write_card
    from .packing.pack import convert, find_base
    from .fitting.runs import read_run

    run = read_run(options.runs / options.run)
    base = find_base(options.base) if options.base else None
    for parity in convert(run, options.prepared, options.pack, options.pack_name, options.version, options.created, options.webgpu, base):
        for name, difference in parity.differences.items():
            print(f"parity of {name}: largest difference {difference:.2g}, n {parity.examples}, {parity.engine}", file=sys.stderr)
    write_card(options.pack)


def _prove(options: argparse.Namespace, _command: str) -> None:
    from .packing.parity import EXAMPLES
    from .packing.prove import prove

    for network, parity in prove(options.pack, options.prepared, options.examples or EXAMPLES):
        for name, difference in parity.differences.items():
            print(f"{network:18} {name:10} largest difference {difference:.2g}, n {parity.examples}, {parity.engine}", flush=True)


def _compare(options: argparse.Namespace, command: str) -> None:
    from .fitting.compare import compare
    from .config import read_config

    compare(read_config(options.config), options.networks.split(","), options.imbalances.split(","), options.prepared, options.runs, options.out, command)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="cauda_training", description="Trains, calibrates and converts Cauda's networks.")
    parser.add_argument("--threads", type=_count, default=0, help="CPU threads; all of them unless given")
    commands = parser.add_subparsers(required=True)

    def command(name: str, run, help_: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=help_)
        sub.set_defaults(run_command=run)
        sub.add_argument("--prepared", type=Path, default=TRAINING / "prepared", help="what `cauda prepare` wrote")
        sub.add_argument("--runs", type=Path, default=TRAINING / "runs", help="where runs are kept")
        return sub

    sub = command("fit", _fit, "train one network from one config file")
    sub.add_argument("config", type=Path)
    sub.add_argument("--name", type=_folder_name, help="the run's folder; the config's id unless given")
    sub.add_argument("--fold", default="", metavar="K/N", help="leave the K-th of N parts of the training patients out")
    sub.add_argument("--resume", action="store_true", help="go on with a run that was interrupted")
    sub.add_argument("--set", action="append", default=[], metavar="KEY=VALUE", help="change one value of the config, for example train.epochs=3")
    sub.add_argument("--print-config", action="store_true", help="print the whole config, every default written out, and stop")
    sub = command("calibrate", _calibrate, "fit temperature, biases and abstention on val")
    sub.add_argument("run", help="folder name under --runs")
    sub.add_argument("--weights", default="best", choices=("best", "last"))
    sub = command("measure", _measure, "figures of a run at the labels' points, with intervals; on test they are kept for the card")
    sub.add_argument("run", nargs="+", help="one run; or the runs of all folds, each for the patients it was kept from (--split train)")
    sub.add_argument("--weights", default="best", choices=("best", "last"))
    sub.add_argument("--split", default="val", choices=("train", "val", "test"))
    sub.add_argument("--rounds", type=_count, default=500, help="bootstrap rounds")
    sub.add_argument("--out", type=Path, help="write the figures to this JSON file too")
    command("runs", _runs, "list the runs with their epochs and their figures on val")
    sub = command("average", _average, "a run with the mean of the weights of several, each trained on from the one before")
    sub.add_argument("run", nargs="+")
    sub.add_argument("--name", type=_folder_name, required=True, help="the new run's folder")
    sub = command("refit", _refit, "a run with the last layers fitted anew, where val gains by it")
    sub.add_argument("run")
    sub.add_argument("--slice", action="store_true", help="fit the head that tells slices apart, and leave the grades as they are")
    sub.add_argument("--name", type=_folder_name, required=True, help="the new run's folder")
    sub = command("restore", _restore, "a run with the weights of a pack's network, to go on from where the run itself is gone")
    sub.add_argument("config", type=Path, help="the config that the pack's network was trained with")
    sub.add_argument("--pack", type=Path, default=PACK)
    sub.add_argument("--name", type=_folder_name, required=True, help="the new run's folder")
    sub = command("convert", _convert, "write a run into a model pack and prove parity")
    sub.add_argument("run")
    sub.add_argument("--pack", type=Path, required=True, help="folder of the pack; other networks in it stay as they are")
    sub.add_argument("--base", metavar="PACK", help="begin a new pack with all networks of this one: an id under models/, or a folder; a grader needs the localizer of one")
    sub.add_argument("--pack-name", help="the folder's name for a new pack; an existing pack keeps its own unless given")
    sub.add_argument("--version", help="1.0.0 for a new pack; an existing pack keeps its own unless given")
    sub.add_argument("--created", type=_date, default=date.today().isoformat(), help="the date that the manifest carries")
    sub.add_argument("--webgpu", action="store_true", help="prove it on WebGPU too, which needs a Chromium and minutes")
    sub = command("prove", _prove, "run the networks of a pack on WebGPU against WebAssembly; writes nothing")
    sub.add_argument("--pack", type=Path, default=PACK)
    sub.add_argument("--examples", type=_count, help="val images a network; 32 unless given")
    sub = command("compare", _compare, "train the grid of architectures and imbalance strategies on one task; write the table")
    sub.add_argument("config", type=Path)
    sub.add_argument("--networks", default="residual,vgg16,densenet121,efficientnetv2b0,resnet50")
    sub.add_argument("--imbalances", default="none,class-weights,smote,smote-embeddings")
    sub.add_argument("--out", type=Path, required=True, help="the Markdown table to write")
    return parser


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number of at least 1")
    return int(text)


def _date(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date such as 2026-01-31") from error


def _folder_name(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", text):
        raise argparse.ArgumentTypeError(f"{text!r} names a folder under --runs: letters, digits, dots, hyphens and underscores only")
    return text


if __name__ == "__main__":
    sys.exit(main())
