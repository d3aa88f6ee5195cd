"""What was in force when: versions that follow one another without a gap and without an overlap (NFR-6, INV-11)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Generic, Protocol, TypeVar

from rung.core.period import Period
from rung.money.errors import NotInForceError, SchemeDataError


class Dated(Protocol):
    """Something that is in force for a period."""

    @property
    def period(self) -> Period:
        """The days on which it is in force."""
        ...


Version = TypeVar("Version", bound=Dated)


@dataclass(frozen=True, slots=True)
class Timeline(Generic[Version]):
    """Versions of one thing in the order of time. `place` says where they were read: a file and its key."""

    place: str
    versions: tuple[Version, ...]

    def __post_init__(self) -> None:
        """Refuse an empty line, a gap, an overlap and a version after an open one."""
        if not self.versions:
            raise SchemeDataError(f"{self.place}: there is no version; add at least one.", place=self.place)
        for index, (earlier, later) in enumerate(pairwise(self.versions), start=1):
            if earlier.period.end != later.period.start:
                self._refuse(index, earlier.period, later.period)

    def on(self, day: date) -> Version:
        """Return the version in force on `day`; raise `NotInForceError` before the first and after the last."""
        for version in self.versions:
            if day in version.period:
                return version
        raise NotInForceError(
            f"{self.place}: nothing was in force on {day}; add the version of that day with its source.",
            place=self.place,
            day=day,
        )

    @property
    def start(self) -> date:
        """The first day of the first version."""
        return self.versions[0].period.start

    @property
    def end(self) -> date | None:
        """The first day after the last version; nothing while that one is open."""
        return self.versions[-1].period.end

    def __iter__(self) -> Iterator[Version]:
        return iter(self.versions)

    def _refuse(self, index: int, earlier: Period, later: Period) -> None:
        gap = earlier.end is not None and earlier.end < later.start
        what = "leaves a gap after" if gap else "overlaps"
        raise SchemeDataError(
            f"{self.place}[{index}].from: the version from {later.start} {what} the one before, which lasts until "
            f"{earlier.end or 'further notice'}; let it begin on the day on which that one ends.",
            place=f"{self.place}[{index}].from",
            starts=later.start,
            earlier_ends=earlier.end,
        )
