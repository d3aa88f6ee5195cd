"""What two occupations have in common, and what each would bring to the other."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from rung.skills.errors import FigureRefusedError
from rung.skills.taxonomy import Release, Taxonomy


@dataclass(frozen=True, slots=True)
class Overlap:
    """The essential skills of two occupations, sorted by URI; levels and optional skills are not looked at."""

    first: str
    second: str
    shared: tuple[str, ...]
    only_first: tuple[str, ...]
    only_second: tuple[str, ...]
    release: Release

    @property
    def symmetric(self) -> Fraction:
        """Shared skills as a part of all that either needs (Jaccard)."""
        return Fraction(len(self.shared), len(self.shared) + len(self.only_first) + len(self.only_second))

    @property
    def first_to_second(self) -> Fraction:
        """What somebody from the first brings of what the second needs."""
        return Fraction(len(self.shared), len(self.shared) + len(self.only_second))

    @property
    def second_to_first(self) -> Fraction:
        """What somebody from the second brings of what the first needs."""
        return Fraction(len(self.shared), len(self.shared) + len(self.only_first))

    def as_json(self) -> dict[str, Any]:
        """Return the figures, rounded to four decimals, with the skills that they count."""
        return {
            "first": self.first,
            "second": self.second,
            "symmetric": round(float(self.symmetric), 4),
            "first_to_second": round(float(self.first_to_second), 4),
            "second_to_first": round(float(self.second_to_first), 4),
            "shared": list(self.shared),
            "only_first": list(self.only_first),
            "only_second": list(self.only_second),
            "release": str(self.release),
        }


def overlap(taxonomy: Taxonomy, first: str, second: str) -> Overlap:
    """Compare two occupations by their URIs.

    Raises `UnknownConceptError`, and `FigureRefusedError` for an occupation without essential skills: nothing can be a
    part of none.
    """
    needs = [_needs(taxonomy, uri) for uri in (first, second)]
    return Overlap(
        first=taxonomy.concept(first).uri,
        second=taxonomy.concept(second).uri,
        shared=tuple(sorted(needs[0] & needs[1])),
        only_first=tuple(sorted(needs[0] - needs[1])),
        only_second=tuple(sorted(needs[1] - needs[0])),
        release=taxonomy.release,
    )


def _needs(taxonomy: Taxonomy, uri: str) -> frozenset[str]:
    found = frozenset(taxonomy.essential(taxonomy.concept(uri).uri))
    if not found:
        raise FigureRefusedError(
            f"{uri} has no essential skills in {taxonomy.release}: choose an occupation that has some.", uri=uri
        )
    return found
