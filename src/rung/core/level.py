"""A level is always three things: the framework, its version and the value. A bare 5 means nothing."""

from dataclasses import dataclass

from rung.core.errors import RungError, ValueRefusedError


class LevelsNotComparableError(RungError):
    """Two levels belong to different frameworks, and no published mapping was applied."""

    code = "core.levels_not_comparable"


@dataclass(frozen=True, slots=True)
class Level:
    """A step of a framework, for example `Level("EQF", "2017", 5)`.

    Whether a level was *referenced* by a competent body or *self-declared* is a fact about a design, not
    about the level.
    """

    framework: str
    version: str
    value: int

    def __post_init__(self) -> None:
        """Refuse a nameless framework and a value below 1."""
        if not self.framework or not self.version:
            raise ValueRefusedError("A level names its framework and the version of it.")
        if self.value < 1:
            raise ValueRefusedError("A level is a whole number from 1.", value=self.value)

    def satisfies(self, required: "Level") -> bool:
        """Tell whether this level is at least `required`; levels subsume the lower ones of their framework."""
        if (self.framework, self.version) != (required.framework, required.version):
            raise LevelsNotComparableError(
                f"{self} and {required} do not compare without a published mapping.",
                held=str(self),
                required=str(required),
            )
        return self.value >= required.value

    def __str__(self) -> str:
        return f"{self.framework} {self.version} level {self.value}"
