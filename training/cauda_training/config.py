"""One network's training, as one TOML file says it. Every key and every value is checked: a misspelt option is never ignored."""

from __future__ import annotations

import json
import math
import re
import tomllib
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any, get_type_hints

from .errors import TrainingError, none_of
from .tasks import GRADES, TASKS

BACKBONE_KINDS = ("vgg16", "resnet50", "densenet121", "efficientnetv2b0")
"""Architectures of `keras.applications` that network/backbones.py builds."""
KINDS = {"points": ("u-net",), "grades": ("residual", *BACKBONE_KINDS)}
"""Kinds of network by family of task."""

IMBALANCE = ("none", "class-weights", "smote", "smote-embeddings")
"""`smote` interpolates pixels before training; `smote-embeddings` interpolates features after it and fits the last layer again."""
LOSSES = ("softmax", "ordinal")
OPTIMISERS = ("adamw", "adam", "sgd")
DTYPES = ("float32", "mixed_bfloat16")


@dataclass(frozen=True)
class NetworkConfig:
    """`kind`: `u-net` where the task finds points; where it grades, `residual` or a `keras.applications` backbone (BACKBONE_KINDS).

    The first kind of the task's family is taken where the file names none."""

    kind: str = "residual"
    widths: tuple[int, ...] = (24, 24, 48, 96, 160)
    blocks: int = 1
    """Residual blocks at each resolution."""
    dropout: float = 0.2
    norm: str = "weights"
    """`weights`: standardised convolution weights, no batch statistics. `batch`: batch normalisation."""
    pretrained: bool = True
    """For backbones: ImageNet weights where Keras finds them."""


@dataclass(frozen=True)
class DataConfig:
    datasets: tuple[str, ...] = ()
    """Shards to read; none named means all of the task that come from real patients. `phantom` must be named."""
    shares: dict[str, float] = field(default_factory=dict)
    """The share of a data set's training examples that one epoch draws, where it would drown the others; 1 unless named."""
    ungraded_share: float = 1.0
    """The same for examples without a grade (foramina beside the slice that was graded), of data sets that `shares` does not name."""


@dataclass(frozen=True)
class AugmentConfig:
    rotation_deg: float = 12.0
    zoom: float = 0.12
    """Scale between 1 / (1 + zoom) and 1 + zoom."""
    stretch: float = 0.06
    """The same for one axis alone."""
    shift: float = 0.06
    """Of the input's height, either way."""
    contrast: float = 0.3
    """Gamma between 1 / (1 + contrast) and 1 + contrast, and a linear change of up to half of that."""
    noise: float = 0.02
    """Standard deviation, of full scale."""
    blur: float = 0.3
    """Share of the images that are blurred a little."""
    shading: float = 0.15
    """Amplitude of a smooth multiplicative field."""
    invert: float = 0.0
    """Share of the images shown as negatives."""
    mirror: bool = False
    """Right and left exchanged, labels too (axial images only)."""
    erase: float = 0.0
    """Share of the images with a rectangle blanked out."""


@dataclass(frozen=True)
class TrainConfig:
    epochs: int = 30
    batch: int = 64
    learning_rate: float = 2e-3
    warmup_epochs: float = 1.0
    weight_decay: float = 0.02
    clip_norm: float = 1.0
    optimiser: str = "adamw"
    ema: float = 0.998
    """Momentum of the weight average that is kept and judged; 0 keeps the last weights."""
    loss: str = "softmax"
    label_smoothing: float = 0.0
    imbalance: str = "class-weights"
    class_weights: tuple[float, ...] = (1.0, 2.0, 4.0)
    mixup: float = 0.0
    """Alpha of the Beta distribution that pairs of examples are mixed with."""
    patience: int = 0
    """Epochs without improvement on val before stopping; 0 never stops early."""
    evaluate_every: int = 1
    seed: int = 1
    dtype: str = "mixed_bfloat16"
    start_from: str = ""
    """A run whose weights are taken where name and shape agree (pretraining)."""
    teachers: tuple[str, ...] = ()
    """Runs whose mean probabilities soften the training labels (distillation)."""
    teacher_share: float = 0.5
    teacher_record: str = ""
    """Recorded answers of other teachers, <prepared>/teachers/<name>.csv, in the place of `teachers`."""
    doubted_weight: float = 1.0
    """What a label counts that its teachers give less than a tenth: most of these labels are mistakes."""
    fold: str = ""
    """`k/n` leaves the k-th of n parts of the training patients out: for cross-validation, and for teachers who have not seen whom they teach."""
    output_weights: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Config:
    id: str
    task: str
    network: NetworkConfig
    data: DataConfig
    augment: AugmentConfig
    train: TrainConfig

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)


def read_config(path: Path) -> Config:
    """Errors: `config.unreadable`, `config.unknown-key`, `config.wrong-type`, `config.wrong-value`."""
    return parse_config(read_table(path), str(path))


def parse_config(table: dict[str, Any], subject: str) -> Config:
    """`subject` names the file in messages. Errors: as read_config."""
    sections = {"network": NetworkConfig, "data": DataConfig, "augment": AugmentConfig, "train": TrainConfig}
    known = ("id", "task", *sections)
    for key in table:
        if key not in known:
            raise TrainingError("config.unknown-key", f"{subject}: {key}; {none_of(key, known)}")
    for key in ("id", "task"):
        if not isinstance(table.get(key), str):
            raise TrainingError("config.wrong-type", f"{subject}: {key} must be a string")
    task = TASKS.get(table["task"])
    defaults = {"kind": KINDS[task.family][0]} if task else {}
    given = {name: table.get(name, {}) for name in sections}
    for name, section in given.items():
        if not isinstance(section, dict):
            raise TrainingError("config.wrong-type", f"{subject}: {name} must be a section, [{name}]")
    given["network"] = {**defaults, **given["network"]}
    parsed = {name: _section(kind, given[name], f"{subject}: [{name}]") for name, kind in sections.items()}
    return check(Config(id=table["id"], task=table["task"], **parsed), subject)


def override(table: dict[str, Any], assignments: list[str]) -> dict[str, Any]:
    """`table` with `section.key=value` set, as `--set` gives them; the value is written as in TOML, a bare word is a string.
    Errors: `config.wrong-value`."""
    changed = {key: dict(value) if isinstance(value, dict) else value for key, value in table.items()}
    for assignment in assignments:
        name, equals, text = assignment.partition("=")
        path = name.strip().split(".")
        if not equals or len(path) > 3 or not all(path):
            raise TrainingError("config.wrong-value", f"--set {assignment}: write it as section.key=value, for example train.epochs=3")
        inner = changed
        for part in path[:-1]:
            step = inner.setdefault(part, {})
            if not isinstance(step, dict):
                raise TrainingError("config.wrong-value", f"--set {assignment}: {part} is not a section")
            inner[part] = inner = dict(step)
        inner[path[-1]] = _toml_value(text.strip())
    return changed


def _toml_value(text: str) -> Any:
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError:
        return text


def read_table(path: Path) -> dict[str, Any]:
    """Errors: `config.unreadable`."""
    try:
        return tomllib.loads(path.read_text("utf8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise TrainingError("config.unreadable", f"{path}: {error}") from error


def to_toml(config: Config) -> str:
    """The whole config, every default written out, as `fit` would read it back."""
    lines = [f"id = {json.dumps(config.id)}", f"task = {json.dumps(config.task)}"]
    for name in ("network", "data", "augment", "train"):
        section = asdict(getattr(config, name))
        lines += ["", f"[{name}]", *(f"{key} = {_to_toml_value(value)}" for key, value in section.items() if not isinstance(value, dict))]
        for key, table in section.items():
            if isinstance(table, dict) and table:
                lines += ["", f"[{name}.{key}]", *(f"{json.dumps(entry)} = {value}" for entry, value in table.items())]
    return "\n".join(lines) + "\n"


def _to_toml_value(value: Any) -> str:
    return json.dumps(list(value) if isinstance(value, tuple) else value)


def differing_keys(a: Config, b: Config) -> list[str]:
    """`section.key` of every value that differs."""
    keys = [name for name in ("id", "task") if getattr(a, name) != getattr(b, name)]
    for name in ("network", "data", "augment", "train"):
        one, other = getattr(a, name), getattr(b, name)
        keys += [f"{name}.{entry.name}" for entry in fields(one) if getattr(one, entry.name) != getattr(other, entry.name)]
    return keys


def _section(kind: type, table: dict[str, Any], subject: str) -> Any:
    hints = get_type_hints(kind)
    known = [entry.name for entry in fields(kind)]
    values = {}
    for key, value in table.items():
        if key not in known:
            raise TrainingError("config.unknown-key", f"{subject} {key}; {none_of(key, known)}")
        values[key] = _coerce(hints[key], value, f"{subject} {key}")
    return kind(**values)


def _coerce(hint: Any, value: Any, subject: str) -> Any:
    name = str(hint)
    if hint is float and isinstance(value, (int, float)) and not isinstance(value, bool):
        if not math.isfinite(value):
            raise TrainingError("config.wrong-value", f"{subject}: {value} is not a finite number")
        return float(value)
    if name.startswith("tuple") and isinstance(value, (list, tuple)):
        return tuple(_coerce(hint.__args__[0], item, subject) for item in value)
    if name.startswith("dict") and isinstance(value, dict):
        return {key: _coerce(float, item, f"{subject}.{key}") for key, item in value.items()}
    if hint in (int, str, bool) and type(value) is hint:
        return value
    raise TrainingError("config.wrong-type", f"{subject}: {value!r} is not {name.removeprefix('<class ').rstrip('>')}")


AT_LEAST = {
    "network.blocks": 1, "augment.rotation_deg": 0, "augment.zoom": 0, "augment.stretch": 0, "augment.contrast": 0, "augment.noise": 0,
    "augment.shading": 0, "train.epochs": 1, "train.batch": 1, "train.warmup_epochs": 0, "train.weight_decay": 0, "train.mixup": 0,
    "train.patience": 0, "train.evaluate_every": 1, "train.seed": 0,
}  # fmt: skip
SHARES = ("augment.shift", "augment.blur", "augment.invert", "augment.erase", "train.teacher_share", "train.doubted_weight", "data.ungraded_share")
"""From 0 to 1, both included."""
BELOW_ONE = ("network.dropout", "train.ema", "train.label_smoothing")
POSITIVE = ("train.learning_rate", "train.clip_norm")


def check(config: Config, subject: str) -> Config:
    """The config itself. Errors: `config.wrong-value`."""

    def refuse(message: str) -> None:
        raise TrainingError("config.wrong-value", f"{subject}: {message}")

    def value_of(key: str) -> float:
        section, name = key.split(".")
        return getattr(getattr(config, section), name)

    if config.task not in TASKS:
        refuse(f"task {config.task!r} does not exist; {none_of(config.task, TASKS)}")
    task, train = TASKS[config.task], config.train
    choices = (
        ("network.kind", config.network.kind, KINDS[task.family]),
        ("network.norm", config.network.norm, ("weights", "batch")),
        ("train.imbalance", train.imbalance, IMBALANCE),
        ("train.loss", train.loss, LOSSES),
        ("train.optimiser", train.optimiser, OPTIMISERS),
        ("train.dtype", train.dtype, DTYPES),
        *(("train.output_weights", name, [output.name for output in task.outputs]) for name in train.output_weights),
    )
    for name, value, allowed in choices:
        if value not in allowed:
            refuse(f"{name} {value!r} does not exist for {config.task}; {none_of(value, allowed)}")
    for key, least in AT_LEAST.items():
        if value_of(key) < least:
            refuse(f"{key} is {value_of(key)} and must be at least {least}")
    for key in SHARES:
        if not 0 <= value_of(key) <= 1:
            refuse(f"{key} is {value_of(key)} and must lie between 0 and 1")
    for key in BELOW_ONE:
        if not 0 <= value_of(key) < 1:
            refuse(f"{key} is {value_of(key)} and must be at least 0 and less than 1")
    for key in POSITIVE:
        if value_of(key) <= 0:
            refuse(f"{key} is {value_of(key)} and must be more than 0")
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", config.id):
        refuse(f"id {config.id!r} names a folder and a layer: letters, digits, dots, hyphens and underscores only")
    if len(config.network.widths) < 2 or min(config.network.widths) < 1:
        refuse("network.widths needs at least two whole numbers, each at least 1")
    if len(train.class_weights) != len(GRADES) or min(train.class_weights, default=0) <= 0:
        refuse(f"train.class_weights {list(train.class_weights)} must be {len(GRADES)} numbers more than 0, for {', '.join(GRADES)}")
    if bad := [name for name, share in config.data.shares.items() if not 0 < share <= 1]:
        refuse(f"data.shares.{bad[0]} is {config.data.shares[bad[0]]} and must be more than 0 and at most 1")
    if config.data.datasets and (stray := [name for name in config.data.shares if name not in config.data.datasets]):
        refuse(f"data.shares names {stray[0]}, which data.datasets does not; {none_of(stray[0], config.data.datasets)}")
    if config.augment.mirror and not config.task.endswith("-axial"):
        refuse(f"augment.mirror exchanges right and left, which only axial images have side by side; {config.task} reads sagittal ones")
    if train.fold and not _is_fold(train.fold):
        refuse(f"train.fold {train.fold!r} is not k/n with k from 1 to n, n at least 2")
    if (train.teachers or train.teacher_record) and task.family != "grades":
        refuse(f"train.teachers and train.teacher_record soften grades, and {config.task} has none")
    if train.teachers and train.teacher_record:
        refuse("train.teachers and train.teacher_record: name one of them")
    return config


def _is_fold(fold: str) -> bool:
    match = re.fullmatch(r"(\d+)/(\d+)", fold)
    return match is not None and int(match[2]) >= 2 and 1 <= int(match[1]) <= int(match[2])
