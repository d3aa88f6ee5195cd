"""The people, firms and courses of the funding tests, and short ways to ask about them."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

from rung.core import Level, Money
from rung.money.case import (
    Application,
    Case,
    CostItem,
    DeMinimisAid,
    DeMinimisRecord,
    Employer,
    Offer,
    Person,
    Price,
    Status,
)
from rung.money.catalogue import shipped
from rung.money.eligibility import Assessment, assess
from rung.money.findings import Finding
from rung.money.funding_plan import FundingPlan, plan
from rung.money.scheme import SourceKind
from rung.money.split import Split

NO_AID = DeMinimisRecord((), Fraction("4.25"))
"""An employer who states that she never had de minimis aid; 4.25 PLN are a euro."""

OFFER = Offer(provider_registers=("BUR",), leads_to_qualification=False)


def pln(minor: int) -> Money:
    return Money(minor, "PLN")


def eur(minor: int) -> Money:
    return Money(minor, "EUR")


def eqf(value: int) -> Level:
    return Level("EQF", "2017", value)


def price(minor: int, *more: tuple[str, int], currency: str = "PLN") -> Price:
    """A course of so many minor units, and further cost items."""
    items = (("course", minor), *more)
    return Price(tuple(CostItem(name, Money(amount, currency)) for name, amount in items))


BARBARA = Case(
    person=Person(
        born=date(1974, 2, 11),
        status=Status.UNEMPLOYED,
        level=eqf(3),
        disabled=False,
        territory="PL225",
        hours_worked=0,
    ),
    offer=OFFER,
)
"""52 in 2026, unemployed in Bielsko-Biała, EQF 3 (the story of the demo)."""


def worker(staff: int, minor: int = 500_000) -> Case:
    """A worker of 40 in a firm of Małopolska with so many staff, and a course for so many grosze."""
    return Case(
        person=Person(born=date(1985, 6, 15), status=Status.EMPLOYED, level=eqf(6), disabled=False, territory="PL213"),
        employer=Employer(staff=staff, territory="PL213"),
        offer=replace(OFFER, price=price(minor)),
        de_minimis=NO_AID,
    )


def wanting(case: Case, *schemes: str, minor: int | None = None) -> Case:
    """The case with an application for each scheme, and perhaps another price."""
    offer = case.offer if minor is None else replace(case.offer, price=price(minor))
    return replace(case, offer=offer, applications=tuple(Application(scheme) for scheme in schemes))


def aided(case: Case, *aids: tuple[date, int]) -> Case:
    """The case with de minimis aid of these days and cents."""
    return replace(
        case, de_minimis=DeMinimisRecord(tuple(DeMinimisAid(on, eur(cents)) for on, cents in aids), Fraction(4))
    )


def ask(scheme: str, case: Case, on: date) -> Assessment:
    return assess(shipped().scheme(scheme), case, on)


def answers(found: Assessment) -> dict[str, str]:
    """Topic → answer of all reasons of an assessment."""
    return {reason.finding.code.rpartition(".")[0]: reason.finding.answer.value for reason in found.reasons}


def shares(found: Split | FundingPlan) -> dict[str, int]:
    """Payer → minor units."""
    split = found.split if isinstance(found, FundingPlan) else found
    return {line.payer: line.amount.minor for line in split.lines}


def paid(case: Case, on: date) -> dict[str, int]:
    return shares(plan(case, on))


def reasons_of(found: Split | FundingPlan, kind: SourceKind) -> dict[str, Finding]:
    """Code → finding, over the lines of a kind."""
    split = found.split if isinstance(found, FundingPlan) else found
    return {reason.code: reason for line in split.lines if line.kind is kind for reason in line.reasons}
