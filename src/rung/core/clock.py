"""Time as an argument: nothing in Rung reads the machine's clock by itself."""

from datetime import UTC, datetime, timedelta
from typing import Protocol

from rung.core.errors import ValueRefusedError


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """Return the present moment, aware and in UTC."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Return the machine's time in UTC."""
        return datetime.now(UTC)


class FrozenClock:
    """A clock that stands still until it is told to move, for tests and for replays of the past."""

    def __init__(self, moment: datetime) -> None:
        self._moment = aware(moment)

    def now(self) -> datetime:
        """Return the moment it was set to."""
        return self._moment

    def advance(self, by: timedelta) -> datetime:
        """Move on by `by` and return the new moment."""
        self._moment += by
        return self._moment


def aware(moment: datetime) -> datetime:
    """Return `moment` in UTC; a moment without an offset is refused, for it names no point in time."""
    if moment.tzinfo is None:
        raise ValueRefusedError("A moment needs a time zone: add an offset such as +00:00.", moment=moment)
    return moment.astimezone(UTC)
