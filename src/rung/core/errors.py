"""The one base of every error that Rung raises on purpose."""

from typing import Any, ClassVar


class RungError(Exception):
    """Something that a person can understand and act on.

    Subclasses fix `code`, a stable word for programs (`money.currency_mismatch`). The sentence names the place
    and the remedy; what a program may need stands in `data`.
    """

    code: ClassVar[str] = "rung.error"

    def __init__(self, sentence: str, **data: Any) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.data = data

    def diagnostics(self) -> str:
        """Return what a terminal shows: the sentence, then the data, one line each."""
        lines = [self.sentence, *(f"  {name}: {value}" for name, value in self.data.items())]
        return "\n".join(lines)


class ValueRefusedError(RungError, ValueError):
    """A value of the core was built from something it cannot hold."""

    code = "core.value_refused"
