"""How long a credential holds, and what a renewal does to that (R-TIME).

Periods are half-open days: on its end the credential no longer holds.
"""

from dataclasses import dataclass
from datetime import date

from rung.core.period import Period
from rung.qualifications.errors import RenewalRefusedError


@dataclass(frozen=True, slots=True)
class Renewal:
    """The new period, and on how many days between the old and the new one nothing held."""

    period: Period
    gap_days: int


def renew(held: Period, on: date, months: int) -> Renewal:
    """Return what a renewal for `months`, recorded on the day `on`, does to a credential that holds during `held`.

    Early, the new period begins at the old end and leaves no gap. Late, it begins on that day, and the gap is counted.
    Raises `RenewalRefusedError` for a credential without an end and for a day before it began to hold.
    """
    if held.end is None:
        raise RenewalRefusedError("This credential has no end: there is nothing to renew.", start=held.start)
    if on < held.start:
        raise RenewalRefusedError(
            f"It holds only from {held.start}: renew it on that day or later.", start=held.start, on=on
        )
    if months < 1:
        raise RenewalRefusedError("A renewal lasts at least one month.", months=months)
    start = max(held.end, on)
    return Renewal(Period.of_months(start, months), (start - held.end).days)
