"""Where a run came from, without a private path: what stands in run.json and in the pack."""

from __future__ import annotations

import platform
import shlex
import subprocess
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path, PureWindowsPath
from typing import Any

from ..data.prepared import PREPROCESSING_VERSION

LIBRARIES = ("keras", "tensorflow-cpu", "tensorflow", "jax", "torch", "numpy", "scikit-learn", "opencv-python-headless")


def provenance(command: str) -> dict[str, Any]:
    """Command, git commit ("+changes" where the code has uncommitted ones, "unknown" outside a clone), versions."""
    return {"command": command, "commit": _commit(), "libraries": _libraries(), "preprocessingVersion": PREPROCESSING_VERSION}


def public_command(arguments: list[str]) -> str:
    """The command as it was typed, absolute paths shortened to their last part.

    >>> public_command(["fit", "/home/someone/configs/a.toml", "--prepared=/data/x"])
    'python -m cauda_training fit a.toml --prepared=x'
    """
    return "python -m cauda_training " + shlex.join(_without_folder(argument) for argument in arguments)


def _without_folder(argument: str) -> str:
    option, equals, value = argument.partition("=") if argument.startswith("--") else ("", "", argument)
    if not (value.startswith("~") or Path(value).is_absolute() or PureWindowsPath(value).is_absolute()):
        return argument
    return option + equals + PureWindowsPath(value).name


def _commit() -> str:
    code = Path(__file__).resolve().parents[2]

    def git(*arguments: str) -> str:
        return subprocess.run(["git", *arguments], cwd=code, capture_output=True, text=True, check=True, timeout=20).stdout.strip()

    try:
        return git("rev-parse", "HEAD") + ("+changes" if git("status", "--porcelain", "--untracked-files=no", ".") else "")
    except (OSError, subprocess.SubprocessError):
        return "unknown"


def _libraries() -> dict[str, str]:
    found = {"python": platform.python_version()}
    for name in LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found
