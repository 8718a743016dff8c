"""Writes a run into a pack: models/<pack>/<network>/ and the pack's manifest, which the app checks before it trusts a byte."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import keras
import numpy as np

from ..evaluation.calibrate import Calibration
from ..errors import TrainingError
from .freeze import freeze
from .graph_model import write_graph_model
from ..network.networks import count_macs
from .parity import EXAMPLES, WASM, WEBGPU, Parity, check_parity, real_inputs
from ..data.prepared import PREPROCESSING_VERSION, count_sources, input_spec, read_split
from ..fitting.runs import Run, origin_of, write_json
from .scope import describe_scope, with_scope
from ..tasks import GRADED, LEVELS, TASKS, describe_outputs

LICENCES = {
    "rsna-t1-foraminal": "RSNA 2024 Lumbar Spine challenge: non-commercial research only",
    "rsna-t2-axial-crops": "RSNA 2024 Lumbar Spine challenge: non-commercial research only",
    "rsna": "RSNA 2024 Lumbar Spine challenge: non-commercial research only",
    "mendeley-sag": "CC-BY-4.0 (Sudirman et al. 2019)",
    "spider-mid": "CC-BY-4.0 (SPIDER, van der Graaf et al. 2024)",
    "spider-t2": "CC-BY-4.0 (SPIDER, van der Graaf et al. 2024)",
    "phantom": "Apache-2.0 (simulated patients of this project)",
}
CANAL_WEIGHTS = {"grade-axial": 0.8, "grade-disc": 0.2}
"""Where both have read a canal, the axial grader counts four times the sagittal one: it learned RSNA's own canal grades, the sagittal one
another scale (CARD.md). No validation patient here has both, so the weights are a judgement and not fitted."""
PRIOR_SOURCES = {"canal": ("grade-axial", "canal"), "foraminal": ("grade-foramen", "grade"), "subarticular": ("grade-axial", "right")}


def convert(
    run: Run, prepared: Path, pack: Path, pack_name: str | None, version: str | None, created: str, webgpu: bool = False
) -> list[Parity]:
    """Writes the network and its manifest entry; returns the parity with Keras on WebAssembly and, if `webgpu`, on WebGPU too. Errors:
    `convert.not-calibrated`, `convert.no-licence`, `convert.other-preprocessing` and those of freeze, graph_model and parity."""
    task = TASKS[run.config.task]
    spec = input_spec(prepared, task.name)
    _check_preprocessing(run, pack)
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
    """Those that the run was trained on, and those that the network it was restored from had been."""
    sources = count_sources(prepared, run.config.task, run.config.data.datasets)
    counted = {source["name"] for source in sources}
    sources += [source for source in origin_of(run.folder).get("restored", {}).get("datasets", []) if source["name"] not in counted]
    sources.sort(key=lambda source: source["name"])
    if unknown := [source["name"] for source in sources if source["name"] not in LICENCES]:
        raise TrainingError("convert.no-licence", f"no licence is known for {', '.join(unknown)}; add it to pack.LICENCES")
    return [{"name": s["name"], "licence": LICENCES[s["name"]], "patients": s["patients"], "images": s["images"]} for s in sources]


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
    manifest = {
        "schemaVersion": 1,
        "id": pack.name,
        "name": name or manifest.get("name", pack.name),
        "version": version or manifest.get("version", "1.0.0"),
        "created": created,
        "preprocessingVersion": PREPROCESSING_VERSION,
        "canalWeights": CANAL_WEIGHTS,
        "networks": sorted(networks.values(), key=lambda network: order.index(network["task"])),
        "priors": priors,
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
