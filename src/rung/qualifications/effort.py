"""Counts the work that one evaluation causes, so that a hostile or hopeless case ends with a sentence."""

from rung.qualifications.errors import TooComplexError
from rung.qualifications.limits import MAX_EFFORT


class Effort:
    """What may still be spent on one person, in units of one partial set of the search (some 5 µs)."""

    __slots__ = ("_left",)

    def __init__(self, units: int = MAX_EFFORT) -> None:
        self._left = units

    def spend(self, units: int, remedy: str) -> None:
        """Spend `units`; when none are left raise `TooComplexError` with the `remedy` of whatever was being done."""
        self._left -= units
        if self._left < 0:
            raise TooComplexError(f"The best set of credentials takes too much work to find: {remedy}.", remedy=remedy)
