from pathlib import Path

import pytest
from cauda_training.config import parse_config, read_config
from cauda_training.errors import TrainingError
from conftest import tiny_config

CONFIGS = Path(__file__).parent.parent / "configs"


@pytest.mark.parametrize("path", sorted(CONFIGS.glob("*.toml")), ids=lambda path: path.stem)
def test_every_shipped_config_is_read(path: Path) -> None:
    assert read_config(path).task in path.stem or path.stem.startswith(("teacher", "first-pack"))


def test_defaults_are_filled_in() -> None:
    config = parse_config(tiny_config(), "here")
    assert config.train.class_weights == (1.0, 2.0, 4.0)
    assert config.network.widths == (8, 8, 16)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"trian": {}}, "config.unknown-key"),
        ({"train": {"epoch": 3}}, "config.unknown-key"),
        ({"train": {"epochs": "many"}}, "config.wrong-type"),
        ({"train": {"imbalance": "undersample"}}, "config.wrong-value"),
        ({"task": "grade-everything"}, "config.wrong-value"),
        ({"train": {"epochs": 0}}, "config.wrong-value"),
        ({"train": {"fold": "5/4"}}, "config.wrong-value"),
        ({"train": {"fold": "1 of 4"}}, "config.wrong-value"),
        ({"task": "localize-sagittal", "train": {"teachers": ["one"]}}, "config.wrong-value"),
    ],
)
def test_mistakes_are_refused_by_name(change: dict, code: str) -> None:
    with pytest.raises(TrainingError) as caught:
        parse_config({**tiny_config(), **change}, "here")
    assert caught.value.code == code


def test_broken_toml_is_refused(tmp_path: Path) -> None:
    (tmp_path / "broken.toml").write_text("id = ")
    with pytest.raises(TrainingError, match="config.unreadable"):
        read_config(tmp_path / "broken.toml")
