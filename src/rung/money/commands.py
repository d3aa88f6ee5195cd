"""Commands on a learning account. Each carries an idempotency key and the version of the rule that allows it."""

from dataclasses import dataclass
from datetime import date

from rung.core.money import Money
from rung.money.lots import Origin
from rung.money.reservation import Authorisation, Evidence
from rung.money.scheme import EvidenceKind


@dataclass(frozen=True, slots=True)
class Credit:
    """Open a lot, by accrual or top-up. The key becomes the id of the lot."""

    key: str
    rule: str
    funder: str
    origin: Origin
    amount: Money
    last_day: date | None
    grace_days: int = 0


@dataclass(frozen=True, slots=True)
class Hold:
    """Reserve an amount for a provider, all or nothing. The key becomes the id of the reservation.

    `last_day` is the last on which it may be captured; `needs` is the evidence that the scheme asks for.
    """

    key: str
    rule: str
    provider: str
    amount: Money
    last_day: date
    needs: tuple[EvidenceKind, ...]
    authorisation: Authorisation


@dataclass(frozen=True, slots=True)
class Capture:
    """Spend of a reservation what is due, once; the rest of it is free again."""

    key: str
    rule: str
    reservation: str
    amount: Money
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Release:
    """Give a reservation up."""

    key: str
    rule: str
    reservation: str


@dataclass(frozen=True, slots=True)
class Settle:
    """Pay out to the provider what was captured and not refunded."""

    key: str
    rule: str
    reservation: str


@dataclass(frozen=True, slots=True)
class Refund:
    """Give back an amount that was captured."""

    key: str
    rule: str
    reservation: str
    amount: Money


@dataclass(frozen=True, slots=True)
class Expire:
    """Let lapse what is past its last day: reservations first, then what is available in lots."""

    key: str
    rule: str


Command = Credit | Hold | Capture | Release | Settle | Refund | Expire
