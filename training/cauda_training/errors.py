"""What can be expected to go wrong, told in one line with a code, as the app does."""


class TrainingError(Exception):
    """An expected failure: `code: what, and what to do`. Anything else that is raised is a bug."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
