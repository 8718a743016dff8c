"""Writes a run into a pack: models/<pack>/<network>/ and the pack's manifest, which the app checks before it trusts a byte."""

from __future__ import annotations

import hashlib
import json
import shutil
from dataclasses import asdict
from pathlib import Path
from typing import Any

import keras
import numpy as np

from ..evaluation.calibrate import Calibration
from ..errors import TrainingError, none_of
from .freeze import freeze
from .graph_model import write_graph_model
from ..network.networks import count_macs
from .parity import EXAMPLES, WASM, WEBGPU, Parity, check_parity, real_inputs
from ..data.descriptions import describe_dataset
from ..data.prepared import PREPROCESSING_VERSION, count_sources, input_spec, read_split
from ..fitting.runs import Run, origin_of, write_json
from .scope import describe_scope, with_scope
from ..tasks import GRADED, LEVELS, TASKS, describe_outputs

MODELS = Path(__file__).resolve().parents[3] / "models"
"""The packs of this project."""
CANAL_WEIGHTS = {"grade-axial": 0.8, "grade-disc": 0.2}
"""Where both have read a canal, the axial grader counts four times the sagittal one: it learned RSNA's own canal grades, the sagittal one
another scale (CARD.md). No validation patient here has both, so the weights are a judgement and not fitted."""
PRIOR_SOURCES = {"canal": ("grade-axial", "canal"), "foraminal": ("grade-foramen", "grade"), "subarticular": ("grade-axial", "right")}


def convert(
    run: Run, prepared: Path, pack: Path, pack_name: str | None, version: str | None, created: str, webgpu: bool = False, base: Path | None = None
) -> list[Parity]:
    """Writes the network and its manifest entry; returns the parity with Keras on WebAssembly and, if `webgpu`, on WebGPU too. `base`: the pack
    whose networks a new pack begins with. Errors: `convert.not-calibrated`, `convert.pack-exists`, `convert.no-licence`, `convert.other-preprocessing` and those of freeze, graph_model and parity."""
    task = TASKS[run.config.task]
    spec = input_spec(prepared, task.name)
    _check_preprocessing(run, base or pack)
    datasets = _datasets(run, prepared)
    whole, labelled = run.load(tuple(spec["shape"])), run.labelled(prepared)
    model = keras.Model(whole.input, {name: whole.output[name] for name in labelled}, name=whole.name)
    macs, parameters = count_macs(model), int(model.count_params())
    val = read_split(prepared, task.name, "val", run.config.data.datasets)
    outputs = [output for output in describe_outputs(task) if output["name"] in labelled]
    if task.name == "localize-sagittal":
        train = read_split(prepared, task.name, "train", run.config.data.datasets)
        model, roles = with_scope(model, run.config.network, train, val)
        outputs += [describe_scope(roles)] if roles else []
    calibrations = read_calibrations(run, labelled)
    if base:
        begin_from(base, pack)
    graph, nodes = freeze(model, spec["name"])
    shapes = {spec["name"]: [-1, *spec["shape"]], **{name: [-1, *value.shape[1:]] for name, value in model.output.items()}}
    unproved = pack / f"{task.name}.partial"
    files = write_graph_model(graph, nodes, spec["name"], shapes, unproved)
    images = real_inputs(val, tuple(spec["shape"]), EXAMPLES)
    activations = {output["name"]: output["activation"] for output in outputs}
    try:
        trained = model.predict_on_batch(images)
        backends = (WASM, WEBGPU) if webgpu else (WASM,)
        parity = [check_parity(trained, activations, unproved, spec["name"], images, backend) for backend in backends]
        shutil.rmtree(pack / task.name, ignore_errors=True)
        unproved.rename(pack / task.name)
    finally:
        shutil.rmtree(unproved, ignore_errors=True)  # a pack never holds a graph that its manifest does not name
    for output in outputs:
        if output["name"] in calibrations:
            output["calibration"] = calibrations[output["name"]].to_manifest()
    entry = {
        "id": task.name,
        "task": task.name,
        "roles": list(task.roles),
        "model": f"{task.name}/model.json",
        "files": [{**file, "path": f"{task.name}/{file['path']}"} for file in files],
        "input": spec,
        "outputs": outputs,
        "macs": macs,
        "parameters": parameters,
        "licence": "; ".join(sorted({dataset["licence"] for dataset in datasets})),
        "training": {"datasets": datasets, "command": _command(run), "seed": run.seed, "dataSha256": run.data_sha256, **_provenance(run)},
        "evaluation": _read(run.folder / "figures.json", []),
    }
    _update_manifest(pack, entry, prepared, pack_name, version, created)
    write_index(pack.parent)
    return parity


def find_base(name: str) -> Path:
    """A pack's folder, or the pack of this project with that id. Errors: `convert.no-base`."""
    for folder in (Path(name), MODELS / name):
        if (folder / "manifest.json").is_file():
            return folder
    there = [path.parent.name for path in sorted(MODELS.glob("*/manifest.json"))]
    raise TrainingError("convert.no-base", f"{name} is no pack and no folder of one; {none_of(name, there)}")


def begin_from(base: Path, pack: Path) -> None:
    """A new pack with all networks of `base`, each with its own licence, training and figures; the manifest names what it began from.
    Errors: `convert.pack-exists`."""
    if (pack / "manifest.json").exists():
        raise TrainingError("convert.pack-exists", f"{pack} holds a pack already, which --base would replace; leave --base out, or name another --pack")
    manifest = json.loads((base / "manifest.json").read_text("utf8"))
    for network in manifest["networks"]:
        for file in network["files"]:
            (pack / file["path"]).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(base / file["path"], pack / file["path"])
    digest = hashlib.sha256((base / "manifest.json").read_bytes()).hexdigest()
    begun = {"id": manifest["id"], "version": manifest["version"], "sha256": digest}
    write_json(pack / "manifest.json", {**manifest, "id": pack.name, "name": pack.name, "version": "1.0.0", "base": begun})


def read_calibrations(run: Run, labelled: list[str]) -> dict[str, Calibration]:
    """Of every graded output that training had labels for. Errors: `convert.not-calibrated`."""
    stored = _read(run.folder / "calibration.json", {})
    graded = [output.name for output in TASKS[run.config.task].outputs if output.kind == GRADED and output.name in labelled]
    if missing := [name for name in graded if name not in stored]:
        raise TrainingError("convert.not-calibrated", f"{run.folder}: {', '.join(missing)}; run `calibrate` first")
    return {name: Calibration(**value) for name, value in stored.items()}


def _command(run: Run) -> str:
    """What made the weights, and which epoch of it they are."""
    best = _read(run.folder / "best.json", {})
    return f"{run.command} # epoch {best['epoch']} of {run.config.train.epochs}, the best on val" if "epoch" in best else run.command


def _datasets(run: Run, prepared: Path) -> list[dict[str, Any]]:
    """Those that the run was trained on, and those that the network it was restored from had been. Errors: `convert.no-licence`."""
    sources = count_sources(prepared, run.config.task, run.config.data.datasets)
    counted = {source["name"] for source in sources}
    described = [{**source, **asdict(describe_dataset(source["name"], prepared))} for source in sources]
    described += [source for source in origin_of(run.folder).get("restored", {}).get("datasets", []) if source["name"] not in counted]
    return sorted(described, key=lambda source: source["name"])


def _provenance(run: Run) -> dict[str, Any]:
    """What run.json knows of the code, and the whole config. A run of before it was recorded has the config alone."""
    record = _read(run.folder / "run.json", {})
    return {"config": run.config.to_dict(), **{key: record[key] for key in ("commit", "libraries", "restored", "teachersSha256") if key in record}}


def _check_preprocessing(run: Run, pack: Path) -> None:
    """Run, pack and code have one preprocessing. Errors: `convert.other-preprocessing`."""
    for subject, record, remedy in (
        (run.folder, _read(run.folder / "run.json", {}), "train again"),
        (pack, _read(pack / "manifest.json", {}), "name another --pack"),
    ):
        if (version := record.get("preprocessingVersion", PREPROCESSING_VERSION)) != PREPROCESSING_VERSION:
            said = f"{subject} is of preprocessing version {version}, this code of {PREPROCESSING_VERSION}"
            raise TrainingError("convert.other-preprocessing", f"{said}; {remedy}")


def _update_manifest(pack: Path, entry: dict[str, Any], prepared: Path, name: str | None, version: str | None, created: str) -> None:
    path = pack / "manifest.json"
    manifest = _read(path, {})
    networks = {network["id"]: network for network in manifest.get("networks", [])}
    networks[entry["id"]] = entry
    order = list(TASKS)
    own = {group for group, (task, _) in PRIOR_SOURCES.items() if task == entry["task"]}
    priors = {**level_priors(prepared), **{group: kept for group, kept in manifest.get("priors", {}).items() if group not in own}}
    origin = {"base": manifest["base"]} if "base" in manifest else {}
    manifest = {
        "schemaVersion": 1,
        "id": pack.name,
        "name": name or manifest.get("name", pack.name),
        "version": version or manifest.get("version", "1.0.0"),
        "created": created,
        "preprocessingVersion": PREPROCESSING_VERSION,
        "canalWeights": manifest.get("canalWeights", CANAL_WEIGHTS),
        "networks": sorted(networks.values(), key=lambda network: order.index(network["task"])),
        "priors": priors,
        **origin,
    }
    write_json(path, manifest)


def level_priors(prepared: Path) -> dict[str, dict[str, list[float]]]:
    """Probability of each grade by level over the training patients, thinning undone, one imagined example of each grade added."""
    priors = {}
    for group, (task_name, array) in PRIOR_SOURCES.items():
        try:
            data = read_split(prepared, task_name, "train")
        except TrainingError as error:
            if error.code != "prepared.nothing":
                raise
            priors[group] = {level: [1 / 3] * 3 for level in LEVELS}
            continue
        grades, levels, weights = data.arrays[array].astype(int), data.arrays["level"].astype(int), data.arrays["weight"]
        priors[group] = {}
        for k, level in enumerate(LEVELS):
            mass = np.array([1 + weights[(levels == k) & (grades == grade)].sum() for grade in range(3)])
            priors[group][level] = [round(float(share), 5) for share in mass / mass.sum()]
    return priors


def write_index(models: Path) -> None:
    """models/index.json: what the pack picker offers."""
    packs = [_read(path, {})["id"] for path in sorted(models.glob("*/manifest.json"))]
    write_json(models / "index.json", {"packs": packs})


def _read(path: Path, default: Any) -> Any:
    return json.loads(path.read_text("utf8")) if path.exists() else default
