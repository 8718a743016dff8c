"""What a training says while it runs: epoch k of n, a bar, the time that is left, and which way each figure is better."""

from __future__ import annotations

import sys
import time

BAR = 20
"""Characters of the bar."""
BETTER_LOW = ("loss", "log_loss", "wll", "error_px", "false", "ece")


def arrow(name: str) -> str:
    """Which way a figure is better: "↓" for losses and errors, "↑" for all else.

    >>> arrow("foraminal_wll"), arrow("foraminal_auc_severe")
    ('↓', '↑')
    """
    return "↓" if name.endswith(BETTER_LOW) else "↑"


def duration(seconds: float) -> str:
    """
    >>> duration(3725), duration(65), duration(8)
    ('1 h 02 min', '1 min 05 s', '8 s')
    """
    whole = int(round(seconds))
    if whole >= 3600:
        return f"{whole // 3600} h {whole % 3600 // 60:02} min"
    return f"{whole // 60} min {whole % 60:02} s" if whole >= 60 else f"{whole} s"


class Progress:
    """On a terminal a bar that is redrawn; elsewhere one line for each judged epoch."""

    def __init__(self, epochs: int, steps: int, done: int) -> None:
        self.epochs, self.steps, self.first, self.started = epochs, steps, done, time.monotonic()
        self.terminal = sys.stderr.isatty()

    def step(self, epoch: int, place: int, loss: float) -> None:
        if self.terminal:
            filled = round(BAR * place / self.steps)
            bar = "█" * filled + "░" * (BAR - filled)
            said = f"epoch {epoch} of {self.epochs} {bar} {place}/{self.steps}  loss {loss:.4f}  {duration(self._left(epoch, place))} left"
            print(f"\r\x1b[K{said}", end="", file=sys.stderr, flush=True)

    def judged(self, epoch: int, loss: float, value: float, best: float, figures: dict[str, float]) -> None:
        """`value` is what the best epoch is chosen by, lower is better; `best` is the lowest so far, this epoch's included."""
        said = [f"epoch {epoch} of {self.epochs}", f"loss {loss:.4f}", f"val {value:.4f} ↓ ({'the best' if value <= best else f'best {best:.4f}'})"]
        said += [f"{name} {figure:.3f} {arrow(name)}" for name, figure in figures.items()]
        said.append(f"{duration(self._left(epoch, self.steps))} left" if epoch < self.epochs else f"done in {duration(time.monotonic() - self.started)}")
        print(("\r\x1b[K" if self.terminal else "") + "  ".join(said), file=sys.stderr, flush=True)

    def _left(self, epoch: int, place: int) -> float:
        done = (epoch - 1 - self.first) * self.steps + place
        remaining = (self.epochs - epoch) * self.steps + self.steps - place
        return (time.monotonic() - self.started) / max(done, 1) * remaining
