"""CARD.md of a pack, from its manifest: what it was trained on, what it was measured on, and where it stops."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

LIMITS = """## Limits

- Research use only. Not a medical device; no figure here is a clinical claim.
- Grades are those of RSNA 2024: normal and mild are one grade, and readers disagree most about Moderate.
- **Canal on sagittal T2** was not trained on RSNA's canal grades: only one public study here has them on sagittal T2. It learned
  the thecal-sac compression that radiologists wrote for L3/4 to L5/S1 in the data of Sudirman et al.: none, mild and severe are shown as
  Normal/Mild, Moderate and Severe. L1/L2 and L2/L3 were never labelled in that data; what it says there is extrapolation.
- **Herniation is not validated**: ten positive crops on test allow no figure.
- Findings (herniation, bulge, spondylolisthesis, stenosis) come from two data sets that define them differently; herniation and
  spondylolisthesis have few positive patients, so their intervals are wide or missing.
- Discs and foramina on T1 and axial crops come as compressed pictures without pixel spacing; crops are scaled by the spine itself.
- Not trained on: children, post-operative spines and hardware, scoliosis, contrast agent, tumour, infection, fracture, six lumbar vertebrae.
- "at_label" figures are graded at the annotators' points. `cauda evaluate` measures the whole chain, at the points that the localizer finds.
- Weighted log loss is RSNA's (1, 2, 4 by true grade), of the calibrated probabilities tilted by the same weights; all other figures are of
  the calibrated probabilities as shown in the app.
"""


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
        _sizes(manifest["networks"]),
        *(_network(network) for network in manifest["networks"]),
        LIMITS,
    ]
    (pack / "CARD.md").write_text("\n".join(parts), "utf8")


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
