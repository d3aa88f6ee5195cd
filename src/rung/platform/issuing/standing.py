"""How a credential stands at a moment: a pure function of its history (R-VERIFY, R-TIME)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from rung.platform.issuing.models import Award, StatusChange


class Standing(StrEnum):
    """What a credential is worth at a moment. Revoked outweighs expired, which outweighs suspended."""

    VALID = "valid"
    SUSPENDED = "suspended"
    EXPIRED = "expired"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class Stand:
    """A standing, since when it is so, and the change that made it so (None for valid from the start and expired)."""

    standing: Standing
    since: datetime
    change: StatusChange | None = None


def stand_at(award: Award, changes: Iterable[StatusChange], moment: datetime) -> Stand:
    """Return how `award` stood at `moment`, given its changes in the order in which they happened.

    A change counts from its own moment on; the validity is half-open, so at `valid_until` it has ended.
    """
    last: StatusChange | None = None
    for change in changes:
        if change.at > moment:
            break
        last = change
        if change.act == StatusChange.Act.REVOKE:
            return Stand(Standing.REVOKED, change.at, change)
    if award.valid_until is not None and award.valid_until <= moment:
        return Stand(Standing.EXPIRED, award.valid_until)
    if last is not None and last.act == StatusChange.Act.SUSPEND:
        return Stand(Standing.SUSPENDED, last.at, last)
    return Stand(Standing.VALID, last.at if last else award.issued_at, last)
