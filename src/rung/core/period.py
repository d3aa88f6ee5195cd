"""Half-open periods of days, and months that end where calendars say (R-TIME)."""

import calendar
from dataclasses import dataclass
from datetime import date

from rung.core.errors import ValueRefusedError


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `start` up to, and without, `end`. Without `end` it is open: it lasts until ended."""

    start: date
    end: date | None = None

    def __post_init__(self) -> None:
        """Refuse a period that ends before, or on the day, it starts."""
        if self.end is not None and self.end <= self.start:
            raise ValueRefusedError(
                "A period ends after it starts; its last day is the day before its end.",
                start=self.start,
                end=self.end,
            )

    @classmethod
    def of_months(cls, start: date, months: int) -> "Period":
        """Return [start, start + months), month ends clipped."""
        return cls(start, add_months(start, months))

    def __contains__(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day < self.end)

    def overlaps(self, other: "Period") -> bool:
        """Tell whether some day lies in both."""
        starts_before_other_ends = other.end is None or self.start < other.end
        return starts_before_other_ends and (self.end is None or other.start < self.end)


def add_months(day: date, months: int) -> date:
    """Return the day `months` later; the 31st of January plus one month is the last of February."""
    index = day.year * 12 + (day.month - 1) + months
    year, month = index // 12, index % 12 + 1
    return day.replace(year=year, month=month, day=min(day.day, calendar.monthrange(year, month)[1]))
