"""A reservation of account money for one course: held, then captured, released or expired, then settled or refunded."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rung.core.money import Money
from rung.money.lots import Part, first_of, without
from rung.money.scheme import EvidenceKind


class ReservationState(StrEnum):
    """Where a reservation stands. Released and expired are final."""

    HELD = "held"
    CAPTURED = "captured"
    SETTLED = "settled"
    RELEASED = "released"
    EXPIRED = "expired"
    REFUNDED = "refunded"
    """All that was captured was given back."""


class Means(StrEnum):
    """How the holder proved that it is she who reserves (FUND-8). A provider has none of them."""

    PASSKEY = "passkey"
    SECOND_FACTOR = "second_factor"
    DESK_CODE = "desk_code"
    """A one-time code that she alone received, at a desk."""


@dataclass(frozen=True, slots=True)
class Authorisation:
    """Who authorised a reservation, by which means."""

    person: str
    means: Means


@dataclass(frozen=True, slots=True)
class Evidence:
    """What shows that the course took place or was passed; `reference` is the id of the record or credential."""

    kind: EvidenceKind
    reference: str


@dataclass(frozen=True, slots=True)
class Reservation:
    """Concrete parts of lots, kept for a provider until `last_day`, on which it may be captured for the last time."""

    id: str
    provider: str
    last_day: date
    needs: tuple[EvidenceKind, ...]
    parts: tuple[Part, ...]
    state: ReservationState = ReservationState.HELD
    captured: tuple[Part, ...] = ()
    refunded: tuple[Part, ...] = ()

    @property
    def held_total(self) -> Money:
        """What was held when the reservation was made."""
        return _total(self.parts, self._currency)

    @property
    def captured_total(self) -> Money:
        """What was captured, refunds not taken off."""
        return _total(self.captured, self._currency)

    @property
    def refunded_total(self) -> Money:
        """What of it was given back."""
        return _total(self.refunded, self._currency)

    @property
    def refundable(self) -> Money:
        """What may still be given back."""
        return self.captured_total - self.refunded_total

    def refund_parts(self, amount: Money) -> tuple[Part, ...]:
        """Return the parts that give back `amount`: in reverse order of use, what was used last first (R-ILA)."""
        return first_of(reversed(without(self.captured, self.refunded)), amount)

    def has_lapsed(self, on: date) -> bool:
        """Tell whether it is held and its last day is past."""
        return self.state is ReservationState.HELD and self.last_day < on

    @property
    def _currency(self) -> str:
        return self.parts[0].amount.currency


def _total(parts: tuple[Part, ...], currency: str) -> Money:
    return Money.total((part.amount for part in parts), currency)
