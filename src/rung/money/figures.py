"""Dated figures that rules refer to, such as the average wage."""

from dataclasses import dataclass
from datetime import date

from rung.core.money import Money
from rung.core.period import Period
from rung.money.provenance import Provenance


@dataclass(frozen=True, slots=True)
class Figure:
    """An amount in force for a period. From `review_after` on a newer one is likely to have been announced."""

    id: str
    amount: Money
    period: Period
    provenance: Provenance
    review_after: date | None = None

    def is_due_for_review(self, on: date) -> bool:
        """Tell whether somebody should check on `on` that no newer figure was announced."""
        return self.review_after is not None and on >= self.review_after
