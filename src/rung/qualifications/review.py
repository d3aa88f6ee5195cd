"""When an entry of a register has to be reviewed, and from which day it leaves the default listing (R-REG).

Approval, and every recorded review, opens a new period. The review day is the last day of the default listing: from
00:00 of the next day the entry is still reachable and marked as due for review, until a review is recorded.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from rung.core.errors import ValueRefusedError
from rung.core.period import add_months


@dataclass(frozen=True, slots=True)
class ReviewCycle:
    """An approval, the months until each review, and the days on which reviews were recorded."""

    approved: date
    months: int
    reviews: Collection[date] = ()

    def __post_init__(self) -> None:
        """Refuse a cycle without length and a review from before the approval."""
        if self.months < 1:
            raise ValueRefusedError("A review period has at least one month.", months=self.months)
        if any(review < self.approved for review in self.reviews):
            raise ValueRefusedError("A review cannot come before the approval.", approved=self.approved)

    def review_day(self, on: date) -> date:
        """Return the day by which the next review has to be recorded, as it was known on the day `on`."""
        latest = max((review for review in self.reviews if review <= on), default=self.approved)
        return add_months(latest, self.months)

    def is_due(self, on: date) -> bool:
        """Tell whether the review day has passed without a review: the entry is marked and left out by default."""
        return on > self.review_day(on)

    def is_listed_by_default(self, on: date) -> bool:
        """Tell whether the entry stands in the default listing on the day `on`, as far as reviews decide it."""
        return self.approved <= on and not self.is_due(on)
