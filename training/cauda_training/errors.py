"""What can be expected to go wrong, told in one line with a code, as the app does."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


class TrainingError(Exception):
    """An expected failure: `code: what, and what to do`. Anything else that is raised is a bug."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code


def none_of(name: str, known: Iterable[str]) -> str:
    """The end of a message about an unknown name: the nearest known one, and all of them.

    >>> none_of("epoch", ["epochs", "batch"])
    'did you mean epochs? Known are epochs, batch'
    """
    names = [str(one) for one in known]
    near = get_close_matches(name, names, n=1, cutoff=0.5)
    listed = f"Known are {', '.join(names)}" if names else "There are none"
    return f"did you mean {near[0]}? {listed}" if near else listed
