"""Lots of a learning account: money with a last usable day, used first in, first out by that day (R-ILA)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from rung.core.errors import ValueRefusedError
from rung.core.money import Money
from rung.money.errors import InsufficientFundsError


class Origin(StrEnum):
    """Who fills a lot."""

    PUBLIC = "public"
    """The scheme; such lots count towards its cap."""
    TOP_UP = "top_up"
    """An employer or social partner; outside the cap."""


class LotState(StrEnum):
    """What has become of a lot. It follows from its amounts and the day."""

    OPEN = "open"
    EXHAUSTED = "exhausted"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Part:
    """An amount of one lot."""

    lot: str
    amount: Money


@dataclass(frozen=True, slots=True)
class Lot:
    """Money that came in at once.

    `remaining` is what was neither spent nor returned, `held` what of it is reserved. `last_day` is the last usable
    day, nothing if it never expires. `grace_days` is how much longer money stays usable that comes back to the lot
    after that day.
    """

    id: str
    funder: str
    origin: Origin
    opened: date
    last_day: date | None
    granted: Money
    remaining: Money
    held: Money
    grace_days: int = 0

    def __post_init__(self) -> None:
        """Refuse anything but 0 ≤ held ≤ remaining ≤ granted."""
        if not Money.zero(self.granted.currency) <= self.held <= self.remaining <= self.granted:
            raise ValueRefusedError(
                f"The lot {self.id} does not add up: held, remaining and granted have to rise from zero.", lot=self.id
            )

    def is_usable(self, on: date) -> bool:
        """Tell whether money of it may be spent on `on`."""
        return self.last_day is None or on <= self.last_day

    def available(self, on: date) -> Money:
        """Return what may be reserved on `on`."""
        return self.remaining - self.held if self.is_usable(on) else Money.zero(self.granted.currency)

    def balance(self, on: date) -> Money:
        """Return what is available or held; the held part does not expire while held."""
        return self.available(on) + self.held

    def state(self, on: date) -> LotState:
        """Return exhausted once nothing remains, expired after the last day, else open."""
        if not self.remaining:
            return LotState.EXHAUSTED
        return LotState.OPEN if self.is_usable(on) else LotState.EXPIRED

    @property
    def end_of_grace(self) -> date | None:
        """The last day on which money that comes back late may still be used."""
        return None if self.last_day is None else self.last_day + timedelta(days=self.grace_days)

    def changed(self, *, remaining: int = 0, held: int = 0) -> "Lot":
        """Return the lot with so many minor units more or less."""
        currency = self.granted.currency
        return replace(
            self, remaining=self.remaining + Money(remaining, currency), held=self.held + Money(held, currency)
        )


def in_order_of_use(lots: Iterable[Lot]) -> list[Lot]:
    """Return the lots as they are used: by last usable day, then by the day they were opened, then by id."""
    return sorted(lots, key=lambda lot: (lot.last_day or date.max, lot.opened, lot.id))


def reserve(lots: Iterable[Lot], amount: Money, on: date) -> tuple[Part, ...]:
    """Return the concrete parts that make up `amount` on `on`: all of it, or `InsufficientFundsError`."""
    parts, missing = [], amount
    for lot in in_order_of_use(lots):
        share = min(lot.available(on), missing)
        if share:
            parts.append(Part(lot.id, share))
            missing -= share
    if missing:
        raise InsufficientFundsError(
            f"Only {amount - missing} of {amount} are available on {on}: lower the amount or add another source.",
            asked=str(amount),
            available=str(amount - missing),
        )
    return tuple(parts)


def first_of(parts: Iterable[Part], amount: Money) -> tuple[Part, ...]:
    """Return the parts that make up the first `amount` of `parts`, in their order."""
    taken, missing = [], amount
    for part in parts:
        share = min(part.amount, missing)
        if share:
            taken.append(Part(part.lot, share))
            missing -= share
    return tuple(taken)


def without(parts: Iterable[Part], taken: Iterable[Part]) -> tuple[Part, ...]:
    """Return what is left of `parts` after `taken`; each lot stands at most once in either."""
    gone = {part.lot: part.amount for part in taken}
    left = (Part(part.lot, part.amount - gone[part.lot]) if part.lot in gone else part for part in parts)
    return tuple(part for part in left if part.amount)
