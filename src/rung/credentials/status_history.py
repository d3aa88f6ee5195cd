"""How a credential stood at a moment: a pure function of the history of its status (R-TIME, R-VERIFY).

A signed status list tells only how things stood when it was signed. A host that keeps the records of its own
credentials knows when each of them was withdrawn, and can answer for every moment of the past.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from rung.core.clock import aware

REVOCATION = "revocation"
SUSPENSION = "suspension"


@dataclass(frozen=True, slots=True)
class StatusChange:
    """At `at` the status was set (withdrawn) or, with `set` false, cleared again. `reason` is public."""

    at: datetime
    set: bool
    reason: str = ""

    def __post_init__(self) -> None:
        """Refuse a moment without an offset."""
        aware(self.at)


class StatusRecords(Protocol):
    """The status history of the credentials that a host issued, or keeps the records of."""

    def changes(self, list_url: str, index: int, purpose: str) -> Sequence[StatusChange] | None:
        """Return every change of one entry, in any order; `None` if the host does not answer for it.

        An empty sequence says that nothing was ever changed. `purpose` is `revocation` or `suspension`. What a
        host answers counts before every status list, so it answers only for places that it gave out itself.
        """
        ...


@dataclass(frozen=True, slots=True)
class Standing:
    """How an entry stood: whether it was set, since when and why; or which change set it only afterwards."""

    is_set: bool
    since: datetime | None = None
    reason: str = ""
    later: StatusChange | None = None


def standing(changes: Sequence[StatusChange], purpose: str, moment: datetime, now: datetime) -> Standing:
    """Return how an entry with the history `changes` stood at `moment`, as far as it is known at `now`.

    A change acts from its own moment on. A revocation is for ever: a change that seems to lift one is void. What
    is dated after `now` has not happened.
    """
    told = sorted((one for one in changes if one.at <= now), key=lambda one: one.at)
    begun: StatusChange | None = None
    for change in told:
        if change.at > moment:
            break
        if change.set:
            begun = begun or change
        elif purpose != REVOCATION:
            begun = None
    if begun is not None:
        return Standing(is_set=True, since=begun.at, reason=begun.reason)
    return Standing(is_set=False, later=next((one for one in told if one.at > moment and one.set), None))
