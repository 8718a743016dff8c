"""Writes the figures of several configs as one CSV: a row for each task and metric of each config."""

import csv
import json
from pathlib import Path

COLUMNS = ("config", "task", "metric", "value", "ci95_low", "ci95_high", "n", "patients", "data")


def rows(path):
    for figure in json.loads(Path(path).read_text()):
        low, high = figure["ci95"]
        known = {name: figure[name] for name in ("task", "metric", "value", "n", "patients", "data")}
        yield {"config": Path(path).stem, "ci95_low": low, "ci95_high": high, **known}


with open(snakemake.output[0], "w", newline="") as table:  # noqa: F821, snakemake defines its own name
    writer = csv.DictWriter(table, COLUMNS)
    writer.writeheader()
    for path in snakemake.input:  # noqa: F821
        writer.writerows(rows(path))
