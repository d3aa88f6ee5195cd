"""The journal's arithmetic: entries whose postings sum to zero, balances that are nothing but their sums (INV-1)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from rung.core.money import Money
from rung.money.errors import UnbalancedError
from rung.money.findings import as_json


@dataclass(frozen=True, slots=True)
class Posting:
    """An amount that comes to a ledger account, or leaves it where it is below zero."""

    account: str
    amount: Money


@dataclass(frozen=True, slots=True)
class Entry:
    """One booking: what happened, on which day, by which rule, under which idempotency key. It is never changed."""

    key: str
    kind: str
    on: date
    rule: str
    postings: tuple[Posting, ...]

    def __post_init__(self) -> None:
        """Refuse fewer than two postings, and postings that do not sum to zero in each currency."""
        if len(self.postings) <= 1:
            raise UnbalancedError(f"The entry {self.key} needs two postings or more.", key=self.key)
        for currency in {posting.amount.currency for posting in self.postings}:
            amounts = (posting.amount for posting in self.postings if posting.amount.currency == currency)
            if total := Money.total(amounts, currency):
                raise UnbalancedError(
                    f"The postings of the entry {self.key} sum to {total}; they have to sum to zero.", key=self.key
                )

    def reversed(self, key: str, on: date) -> "Entry":
        """Return the entry that undoes this one: a reversal, never an edit."""
        postings = tuple(Posting(posting.account, -posting.amount) for posting in self.postings)
        return Entry(key, f"reversal of {self.key}", on, self.rule, postings)

    def as_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "key": self.key,
            "kind": self.kind,
            "on": self.on.isoformat(),
            "rule": self.rule,
            "postings": [{"account": each.account, "amount": as_json(each.amount)} for each in self.postings],
        }


def entries(key: str, kind: str, on: date, rule: str, postings: Sequence[Posting]) -> tuple[Entry, ...]:
    """Return the entry of these postings, each account once and none of zero; no entry if nothing is left."""
    sums = _sums(postings)
    left = tuple(Posting(account, amount) for (account, _), amount in sums.items() if amount)
    return (Entry(key, kind, on, rule, left),) if left else ()


def balances(journal: Iterable[Entry]) -> dict[tuple[str, str], Money]:
    """Return (ledger account, currency) → the sum of its postings."""
    return _sums([posting for entry in journal for posting in entry.postings])


def available(account: str, lot: str) -> str:
    """Name the ledger account of what is available in a lot."""
    return f"account:{account}:{lot}:available"


def held(account: str, lot: str) -> str:
    """Name the ledger account of what is held in a lot."""
    return f"account:{account}:{lot}:held"


def fund(funder: str) -> str:
    """Name the ledger account of who gives the money and gets back what expires."""
    return f"fund:{funder}"


def payable(provider: str) -> str:
    """Name the ledger account of what is owed to a provider."""
    return f"provider:{provider}:payable"


def paid(provider: str) -> str:
    """Name the ledger account of what was paid out to a provider."""
    return f"provider:{provider}:paid"


def receivable(provider: str) -> str:
    """Name the ledger account of what a provider owes after a refund of money that was paid out to it."""
    return f"provider:{provider}:receivable"


def _sums(postings: Sequence[Posting]) -> dict[tuple[str, str], Money]:
    sums: dict[tuple[str, str], Money] = {}
    for posting in postings:
        place = posting.account, posting.amount.currency
        sums[place] = sums.get(place, Money.zero(posting.amount.currency)) + posting.amount
    return sums
