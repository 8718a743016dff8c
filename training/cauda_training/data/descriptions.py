"""What a data set says of itself: name, title, licence, citation and limits, in a TOML file that `cauda prepare` keeps beside the tensors."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from ..errors import TrainingError

KNOWN = Path(__file__).resolve().parents[2] / "datasets"
"""Descriptions of the data sets that this project knows."""


@dataclass(frozen=True)
class Description:
    title: str
    licence: str
    citation: str
    limits: tuple[str, ...] = ()
    """Sentences for the card of every pack that was trained on it."""


def describe_dataset(name: str, prepared: Path | None = None) -> Description:
    """From `prepared`/datasets/NAME.toml, else from this project. Errors: `convert.no-licence`, where neither says what it allows."""
    folders = [*([prepared / "datasets"] if prepared else []), KNOWN]
    paths = [folder / f"{name}.toml" for folder in folders if (folder / f"{name}.toml").exists()]
    if not paths:
        raise TrainingError("convert.no-licence", f"data set {name} has no description; give it a dataset.toml with a licence, and prepare again")
    try:
        table = tomllib.loads(paths[0].read_text("utf8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise TrainingError("convert.no-licence", f"{paths[0]}: {error}; correct the file") from error
    if not isinstance(licence := table.get("licence"), str) or not licence.strip():
        raise TrainingError("convert.no-licence", f"{paths[0]} names no licence; add what the data may be used for, and prepare again")
    return Description(table.get("title", name), licence, table.get("citation", ""), tuple(table.get("limits", ())))
