"""How far a long command has come: one line that moves on a terminal, a line for each tenth elsewhere."""

import sys
from typing import TextIO

WIDTH = 30
_TENTHS = 10


class Progress:
    """A bar for `total` steps of work that is called `what`; with an unknown total it only counts."""

    def __init__(self, what: str, total: int | None = None, stream: TextIO | None = None) -> None:
        self._what = what
        self._total = total
        self._stream = stream or sys.stderr
        self._told = -1
        self.done = 0

    def advance(self, steps: int) -> None:
        """Add `steps` to what is done and show it."""
        self.reach(self.done + steps)

    def reach(self, done: int) -> None:
        """Show that `done` steps are behind us."""
        self.done = done
        if self._stream.isatty():
            self._stream.write(f"\r{self._line()}")
            self._stream.flush()
        elif self._total and (tenth := done * _TENTHS // self._total) > self._told:
            self._told = tenth
            print(self._line(), file=self._stream)

    def end(self) -> None:
        """Leave the line as it stands; a mere count is told at its end."""
        if self._stream.isatty():
            self._stream.write("\n")
        elif not self._total:
            print(self._line(), file=self._stream)

    def _line(self) -> str:
        if not self._total:
            return f"{self._what}: {self.done:,}"
        filled = WIDTH * self.done // self._total
        bar = "#" * filled + "." * (WIDTH - filled)
        return f"{self._what} [{bar}] {100 * self.done // self._total:3} % ({self.done:,} of {self._total:,})"
