"""One network's training, as one TOML file says it. Unknown keys are refused: a misspelt option is never ignored."""

from __future__ import annotations

import re
import tomllib
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any, get_type_hints

from .errors import TrainingError
from .tasks import TASKS

IMBALANCE = ("none", "class-weights", "smote", "smote-embeddings")
"""`smote` interpolates pixels before training; `smote-embeddings` interpolates features after it and fits the last layer again."""
LOSSES = ("softmax", "ordinal")
OPTIMISERS = ("adamw", "adam", "sgd")
DTYPES = ("float32", "mixed_bfloat16")


@dataclass(frozen=True)
class NetworkConfig:
    """`kind`: `residual` or `u-net` (ours), or a `keras.applications` backbone: vgg16, densenet121, efficientnetv2b0, resnet50."""

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
    try:
        table = tomllib.loads(path.read_text("utf8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise TrainingError("config.unreadable", f"{path}: {error}") from error
    return parse_config(table, str(path))


def parse_config(table: dict[str, Any], subject: str) -> Config:
    sections = {"network": NetworkConfig, "data": DataConfig, "augment": AugmentConfig, "train": TrainConfig}
    for key in table:
        if key not in sections and key not in ("id", "task"):
            raise TrainingError("config.unknown-key", f"{subject}: {key}")
    for key in ("id", "task"):
        if not isinstance(table.get(key), str):
            raise TrainingError("config.wrong-type", f"{subject}: {key} must be a string")
    parsed = {name: _section(kind, table.get(name, {}), f"{subject}: [{name}]") for name, kind in sections.items()}
    return check(Config(id=table["id"], task=table["task"], **parsed), subject)


def _section(kind: type, table: dict[str, Any], subject: str) -> Any:
    hints = get_type_hints(kind)
    known = {entry.name for entry in fields(kind)}
    values = {}
    for key, value in table.items():
        if key not in known:
            raise TrainingError("config.unknown-key", f"{subject} {key}")
        values[key] = _coerce(hints[key], value, f"{subject} {key}")
    return kind(**values)


def _coerce(hint: Any, value: Any, subject: str) -> Any:
    name = str(hint)
    if hint is float and isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(value)
    if name.startswith("tuple") and isinstance(value, list):
        return tuple(_coerce(hint.__args__[0], item, subject) for item in value)
    if name.startswith("dict") and isinstance(value, dict):
        return {key: float(item) for key, item in value.items()}
    if hint in (int, str, bool) and type(value) is hint:
        return value
    raise TrainingError("config.wrong-type", f"{subject}: {value!r} is not {name}")


def check(config: Config, subject: str) -> Config:
    """The config itself. Errors: `config.wrong-value`."""
    choices = (
        ("task", config.task, tuple(TASKS)),
        ("imbalance", config.train.imbalance, IMBALANCE),
        ("loss", config.train.loss, LOSSES),
        ("optimiser", config.train.optimiser, OPTIMISERS),
        ("dtype", config.train.dtype, DTYPES),
        ("norm", config.network.norm, ("weights", "batch")),
    )
    for name, value, allowed in choices:
        if value not in allowed:
            raise TrainingError("config.wrong-value", f"{subject}: {name} {value!r} is none of {', '.join(allowed)}")
    if config.train.fold and not _is_fold(config.train.fold):
        raise TrainingError("config.wrong-value", f"{subject}: fold {config.train.fold!r} is not k/n with k from 1 to n, n at least 2")
    if config.train.teachers and TASKS[config.task].family != "grades":
        raise TrainingError("config.wrong-value", f"{subject}: teachers soften grades, and {config.task} has none")
    if config.train.epochs < 1 or config.train.batch < 1:
        raise TrainingError("config.wrong-value", f"{subject}: epochs and batch must be at least 1")
    return config


def _is_fold(fold: str) -> bool:
    match = re.fullmatch(r"(\d+)/(\d+)", fold)
    return match is not None and int(match[2]) >= 2 and 1 <= int(match[1]) <= int(match[2])
