"""Where a rule or a figure comes from, and how sure that is."""

from dataclasses import dataclass
from enum import StrEnum


class Mark(StrEnum):
    """How well a fact is founded."""

    FOUND = "F"
    """It stands in an official text."""

    SECONDARY = "S"
    """A secondary source says so."""

    KNOWLEDGE = "K"
    """Held to be so, to be confirmed."""

    CONVENTION = "C"
    """A convention of Rung, not law."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """The source of a rule, as a person would cite it, and its mark."""

    source: str
    mark: Mark

    def as_dict(self) -> dict[str, str]:
        """Return the JSON form."""
        return {"source": self.source, "mark": self.mark.value}
