"""A case: what is known of the person, the employer, the course and earlier aid when somebody applies.

A fact that nobody has told is `None`. It is never guessed: a rule that needs it answers *unknown*.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from rung.core.errors import ValueRefusedError
from rung.core.level import Level
from rung.core.money import Money
from rung.core.period import add_months

MONTHS_A_YEAR = 12


class Status(StrEnum):
    """Where a person stands on the labour market."""

    EMPLOYED = "employed"
    SELF_EMPLOYED = "self_employed"
    CIVIL_CONTRACT = "civil_contract"
    UNEMPLOYED = "unemployed"
    """Registered as unemployed with the employment service."""
    JOB_SEEKER = "job_seeker"
    """Registered as looking for work without being unemployed."""
    INACTIVE = "inactive"


class Beneficiary(StrEnum):
    """To whom an earlier grant counts."""

    PERSON = "person"
    EMPLOYER = "employer"


@dataclass(frozen=True, slots=True)
class Person:
    """Who learns. `territory` is a NUTS code of the home, `hours_worked` those of the calendar year."""

    born: date | None = None
    status: Status | None = None
    level: Level | None = None
    disabled: bool | None = None
    territory: str | None = None
    hours_worked: int | None = None

    def reaches(self, years: int) -> date | None:
        """Return the day on which the person turns `years`; one born on 29 February does so on the 28th if need be."""
        return add_months(self.born, years * MONTHS_A_YEAR) if self.born else None


@dataclass(frozen=True, slots=True)
class Employer:
    """Who employs the learner; `staff` counts heads on the application day, 0 for one who works alone.

    `territory` is the NUTS code of the seat or branch.
    """

    staff: int | None = None
    territory: str | None = None

    def __post_init__(self) -> None:
        """Refuse a negative number of staff."""
        if self.staff is not None and self.staff < 0:
            raise ValueRefusedError("An employer has 0 staff or more.", staff=self.staff)


@dataclass(frozen=True, slots=True)
class CostItem:
    """A part of a price that is claimed as a whole, for example the course or the examination."""

    name: str
    amount: Money

    def __post_init__(self) -> None:
        """Refuse a nameless item and a negative amount."""
        if not self.name.strip():
            raise ValueRefusedError("A cost item has a name, such as course.")
        if self.amount.minor < 0:
            raise ValueRefusedError(f"The cost item {self.name} is below zero.", amount=str(self.amount))


@dataclass(frozen=True, slots=True)
class Price:
    """What the course costs: one or more cost items in one currency. Each item may be claimed from one grant only."""

    items: tuple[CostItem, ...]

    def __post_init__(self) -> None:
        """Refuse a price without items, with two of one name, or in two currencies."""
        names = [item.name for item in self.items]
        if not names or len(set(names)) != len(names):
            raise ValueRefusedError("A price has at least one cost item, each under its own name.", items=names)
        Money.total((item.amount for item in self.items), self.currency)

    @classmethod
    def of(cls, amount: Money, name: str = "course") -> "Price":
        """Return a price of one item."""
        return cls((CostItem(name, amount),))

    @property
    def currency(self) -> str:
        """The one currency of all items."""
        return self.items[0].amount.currency

    @property
    def total(self) -> Money:
        """The sum of all items."""
        return Money.total((item.amount for item in self.items), self.currency)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all items, in order."""
        return tuple(item.name for item in self.items)

    def of_items(self, names: frozenset[str]) -> Money:
        """Return the sum of the items with these names."""
        return Money.total((item.amount for item in self.items if item.name in names), self.currency)


@dataclass(frozen=True, slots=True)
class Offer:
    """The course that is to be paid: its price, the registers its provider stands in, what it leads to."""

    price: Price | None = None
    provider_registers: tuple[str, ...] | None = None
    leads_to_qualification: bool | None = None


@dataclass(frozen=True, slots=True)
class PastGrant:
    """Public money granted before.

    `group` is that of schemes which share a limit, for a scheme that Rung does not know; `items` are the cost items
    of this offer that it already pays for.
    """

    scheme: str
    on: date
    amount: Money
    counts_for: frozenset[Beneficiary]
    group: str = ""
    items: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class DeMinimisAid:
    """One de minimis aid to the employer, in euro as its certificate states."""

    on: date
    amount: Money


@dataclass(frozen=True, slots=True)
class DeMinimisRecord:
    """All de minimis aid of the employer (a single undertaking), and how many units of money a euro is today."""

    aids: tuple[DeMinimisAid, ...]
    rate_per_euro: Fraction


@dataclass(frozen=True, slots=True)
class AccountBalance:
    """What is available on a learning account of a scheme."""

    scheme: str
    available: Money

    def __post_init__(self) -> None:
        """Refuse a balance below zero."""
        if self.available.minor < 0:
            raise ValueRefusedError("What is available on an account is never below zero.", scheme=self.scheme)


@dataclass(frozen=True, slots=True)
class Application:
    """A wish for money of a scheme; `items` are the cost items it is for, all of them if none is named."""

    scheme: str
    items: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Case:
    """Everything that a decision is made from. The day is no part of it: the same case is judged as of any day."""

    person: Person = Person()
    employer: Employer = Employer()
    offer: Offer = Offer()
    applications: tuple[Application, ...] = ()
    accounts: tuple[AccountBalance, ...] = ()
    past_grants: tuple[PastGrant, ...] = ()
    de_minimis: DeMinimisRecord | None = None

    def grants_until(self, day: date, to: Beneficiary) -> Iterator[PastGrant]:
        """Yield the earlier grants that count for `to` and were made on `day` or before."""
        return (grant for grant in self.past_grants if to in grant.counts_for and grant.on <= day)

    def claimed_items(self, day: date) -> frozenset[str]:
        """Return the cost items that a grant made on `day` or before already pays for."""
        return frozenset(item for grant in self.past_grants if grant.on <= day for item in grant.items)
