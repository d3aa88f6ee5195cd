"""A learning account as an immutable value, and the one function that takes it from state to state (R-ILA, INV-1).

Nothing here waits, stores or knows the time: whoever keeps accounts reads one, applies a command under a lock and
writes back the account with its entries, or shows the refusal.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType

from rung.core.money import Money
from rung.money import transitions
from rung.money.commands import Command
from rung.money.errors import KeyReusedError
from rung.money.journal import Entry, entries
from rung.money.lots import Lot, Origin
from rung.money.reservation import Reservation
from rung.money.transitions import Book


@dataclass(frozen=True, slots=True)
class Answered:
    """A command that was carried out, and the entries it made."""

    command: Command
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Account:
    """The learning account of one holder in one currency.

    `answered` remembers every idempotency key. `latest` is the latest day on which something happened: the account
    never goes back behind it, whichever way a clock moves.
    """

    id: str
    holder: str
    currency: str
    lots: Mapping[str, Lot] = field(default_factory=dict)
    reservations: Mapping[str, Reservation] = field(default_factory=dict)
    answered: Mapping[str, Answered] = field(default_factory=dict)
    latest: date = date.min

    def __post_init__(self) -> None:
        """Keep read-only copies, so that an account never changes under whoever holds it."""
        for name in ("lots", "reservations", "answered"):
            object.__setattr__(self, name, MappingProxyType(dict(getattr(self, name))))

    def available(self, on: date) -> Money:
        """Return what may be reserved on `on`, or on the latest day that the account has seen."""
        day = max(on, self.latest)
        return Money.total((lot.available(day) for lot in self.lots.values()), self.currency)

    def public_balance(self, on: date) -> Money:
        """Return what is available or held in public lots; top-ups stand outside the cap."""
        day = max(on, self.latest)
        public = (lot for lot in self.lots.values() if lot.origin is Origin.PUBLIC)
        return Money.total((lot.balance(day) for lot in public), self.currency)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The account after a command and the entries that the command made, now or, if replayed, the first time."""

    account: Account
    entries: tuple[Entry, ...]
    is_replay: bool = False


def apply(account: Account, command: Command, on: date) -> Outcome:
    """Carry out `command` on the day `on`.

    A key that was used before for the same command changes nothing and returns the first answer; for another one it
    raises `KeyReusedError`. Every refusal is a `CommandRefusedError` and leaves the account as it was. The cost
    grows with what the account remembers.
    """
    if command.key in account.answered:
        return _replay(account, command)
    day = max(on, account.latest)
    book = Book(account.id, account.holder, account.currency, dict(account.lots), dict(account.reservations))
    postings = transitions.carry_out(book, command, day)
    made = entries(command.key, type(command).__name__.lower(), day, command.rule, postings)
    after = replace(
        account,
        lots=book.lots,
        reservations=book.reservations,
        answered={**account.answered, command.key: Answered(command, made)},
        latest=day,
    )
    return Outcome(after, made)


def _replay(account: Account, command: Command) -> Outcome:
    before = account.answered[command.key]
    if before.command != command:
        raise KeyReusedError(
            f"The key {command.key} was used before for another command: make a new key for a new command.",
            key=command.key,
        )
    return Outcome(account, before.entries, is_replay=True)
