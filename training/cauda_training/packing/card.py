"""CARD.md of a pack, from its manifest: what it was trained on, what it was measured on, and where it stops."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ..data.descriptions import describe_dataset
from ..errors import TrainingError

GENERAL = (
    "Research use only. Not a medical device; no figure here is a clinical claim.",
    "`cauda evaluate` measures the whole chain, at the points that the localizer finds; figures of tasks that end in `_at_label` are graded at the annotators' points.",
)
OF_GRADES = (
    "Grades are those of RSNA 2024: normal and mild are one grade, and readers disagree most about Moderate.",
    "Weighted log loss is RSNA's (1, 2, 4 by true grade), of the calibrated probabilities tilted by the same weights; all other figures are of the calibrated probabilities as shown in the app.",
)
NO_LOCALIZER = "This pack has no network that finds the levels: on its own it reads no study. Convert it with `--base`, or take the localizer that the page offers."
GRADE_TARGETS = ("canal", "foraminal", "subarticular")


NOT_VALIDATED = {"auc_herniation"}
"""Figures that rest on too few positive patients to stand for anything: they are kept in the manifest and shown nowhere."""
EXPOSED = (
    "**Indirectly exposed.** Its training labels were softened by recorded out-of-fold answers of other networks. Those networks, in their other folds, had been\n"
    "trained on patients of the test split, so the figures below may flatter it a little; docs/models gives those of the grader without distillation beside them.\n"
)


def write_card(pack: Path) -> None:
    manifest = json.loads((pack / "manifest.json").read_text("utf8"))
    parts = [
        f"# {manifest['name']} {manifest['version']}\n",
        f"Model pack `{manifest['id']}`, {manifest['created']}, preprocessing version {manifest['preprocessingVersion']}. "
        "Written by `python -m cauda_training convert` from manifest.json. Research use only.\n",
        *_origin(manifest),
        _sizes(manifest["networks"]),
        *(_network(network) for network in manifest["networks"]),
        _citations(manifest),
        _limits(manifest),
    ]
    (pack / "CARD.md").write_text("\n".join(parts), "utf8")


def _origin(manifest: dict[str, Any]) -> list[str]:
    if "base" not in manifest:
        return []
    base = manifest["base"]
    return [f"Begun from pack `{base['id']}` {base['version']} (manifest sha256 `{base['sha256'][:16]}`), whose networks keep their own licences and figures.\n"]


def _limits(manifest: dict[str, Any]) -> str:
    """What holds of any pack, of the questions that this one answers, and of the data that it learned from."""
    targets = {output["target"] for network in manifest["networks"] for output in network["outputs"]}
    sentences = [*GENERAL, *(OF_GRADES if targets & set(GRADE_TARGETS) else ())]
    if not any(network["task"] == "localize-sagittal" for network in manifest["networks"]):
        sentences.append(NO_LOCALIZER)
    of_data: dict[str, list[str]] = {}
    for dataset in _datasets(manifest):
        for limit in dataset["limits"]:
            of_data.setdefault(limit, []).append(dataset["name"])
    sentences += [f"{', '.join(names)}: {limit}" for limit, names in of_data.items()]
    return "\n".join(["## Limits\n", *(f"- {sentence}" for sentence in sentences), ""])


def _datasets(manifest: dict[str, Any]) -> list[dict[str, Any]]:
    """Each data set once, with its description; of a pack of before descriptions were kept in the manifest, this project's."""
    found = {}
    for network in manifest["networks"]:
        for dataset in network["training"]["datasets"]:
            found[dataset["name"]] = dataset if "limits" in dataset else {**_described(dataset["name"]), **dataset}
    return [found[name] for name in sorted(found)]


def _described(name: str) -> dict[str, Any]:
    try:
        return asdict(describe_dataset(name))
    except TrainingError:
        return {"title": name, "citation": "", "limits": ()}


def _citations(manifest: dict[str, Any]) -> str:
    lines = [f"- {d['name']}: {d['title']}. {d['citation'] or 'No citation given.'} Licence: {d['licence']}" for d in _datasets(manifest)]
    return "\n".join(["## Data\n", *lines, ""])


def _sizes(networks: list[dict[str, Any]]) -> str:
    rows = ["| network | reads | weights | MMAC an image | bytes | licence |", "|---|---|---|---|---|---|"]
    for n in networks:
        size = sum(file["bytes"] for file in n["files"])
        rows.append(f"| {n['id']} | {', '.join(n['roles'])} | {n['parameters']:,} | {n['macs'] / 1e6:.0f} | {size:,} | {n['licence']} |")
    return "\n".join(rows) + "\n"


def _rule(calibration: dict[str, Any]) -> str:
    if "abstention" not in calibration:
        return ""
    a = calibration["abstention"]
    return (
        f" On {a['data']} it then leaves {100 * (1 - a['coverage']):.0f} % of the cells to the reader, and of the others {100 * a['accuracy']:.1f} % agree with the "
        f"reference (of all {a['n']}: {100 * a['accuracyOfAll']:.1f} %); thresholds were fitted on one half of the patients and judged on the other."
    )


def _network(network: dict[str, Any]) -> str:
    training = network["training"]
    lines = [f"## {network['id']}\n", "Trained on (training split only):\n"]
    lines += [f"- {d['name']}: {d['patients']} patients, {d['images']} images; {d['licence']}" for d in training["datasets"]]
    lines += ["", f"Made by `{training['command']}`, seed {training['seed']}, data sha256 `{training['dataSha256'][:16]}`.", ""]
    for output in network["outputs"]:
        if "calibration" in output and output["target"] != "pfirrmann":
            c = output["calibration"]
            said = f"Calibrated on val: {output['name']} temperature {c['temperature']:.2f}, uncertain below {c['abstainBelow']:.2f}."
            lines.append(said + _rule(c))
    if "teachersSha256" in training:
        lines.append(EXPOSED)
    if not network["evaluation"]:
        return "\n".join([*lines, "", "Not measured yet.", ""])
    lines += ["", "Measured on other patients (95 % interval by patient):", "", "| task | metric | value | 95 % | n | patients | data |", "|---|---|---|---|---|---|---|"]
    for f in network["evaluation"]:
        if f["metric"] in NOT_VALIDATED:
            continue
        low, high = f["ci95"]
        lines.append(f"| {f['task']} | {f['metric']} | {f['value']:.3f} | {low:.3f} to {high:.3f} | {f['n']} | {f['patients']} | {f['data']} |")
    return "\n".join([*lines, ""])
