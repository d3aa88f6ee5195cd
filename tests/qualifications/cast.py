"""The cast: units of a catalogue, what a person holds of them, and rules drawn at random from a seed."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from random import Random
from typing import Any

from rung.core import LangText, Level, Period
from rung.qualifications import (
    Clause,
    Conditions,
    Credits,
    CreditSum,
    Holding,
    HourShare,
    HourSum,
    Kind,
    Prerequisite,
    Selection,
    StackingRule,
    Unit,
    UnitCount,
)

TODAY = date(2026, 5, 1)
ISSUED = date(2025, 1, 15)
TITLE = LangText.of({"en": "Title", "pl": "Tytuł"})
HOUR = 60


def eqf(value: int) -> Level:
    return Level("EQF", "2017", value)


def core(name: str, hours: int, level: int = 5) -> Unit:
    return Unit(name, hours * HOUR, "core", level=eqf(level))


def supplementary(name: str, hours: int, of: str, level: int = 5) -> Unit:
    return Unit(name, hours * HOUR, "supplementary", of, eqf(level))


def held(unit: Unit, **changes: Any) -> Holding:
    """A credential for `unit`, called like it, assessed and without an end."""
    return replace(Holding(f"credential-{unit.id}", unit, ISSUED), **changes)


def rule(*clauses: Clause, **parts: Any) -> StackingRule:
    return StackingRule("test", "1", TITLE, Period(date(2020, 1, 1)), clauses, **parts)


def units_clause(least: int, name: str = "units", **selection: Any) -> Clause:
    return Clause(name, TITLE, UnitCount(least), Selection(**selection))


def hours_clause(hours: int, name: str = "hours", **selection: Any) -> Clause:
    return Clause(name, TITLE, HourSum(hours * HOUR), Selection(**selection))


def share_clause(percent: int, level: int = 5, name: str = "share") -> Clause:
    return Clause(name, TITLE, HourShare(Fraction(percent, 100)), Selection(level=eqf(level)))


# --- Drawn at random -------------------------------------------------------------------------------------------------

NAMES = tuple(f"u{number}" for number in range(8))
FIELDS = ("", "design", "production")


def random_unit(draw: Random, name: str) -> Unit:
    """A unit of few possible sizes, so that sums tie, with a level of one of three frameworks or none."""
    level = draw.choice(
        (eqf(draw.randint(4, 6)), eqf(draw.randint(4, 6)), Level("PRK", "2016", draw.randint(4, 6)), None)
        + ((Level("DigComp", "2.2", 6),) if draw.random() < 0.2 else ())
    )
    supplements = draw.random() < 0.3
    return Unit(
        name,
        draw.choice((10, 15, 30, 40, 45, 50)) * HOUR,
        "supplementary" if supplements else "core",
        draw.choice([one for one in NAMES if one != name]) if supplements else "",
        level,
        Credits("ECTS", draw.choice((100, 150, 200))) if draw.random() < 0.3 else None,
        draw.choice(FIELDS),
    )


def random_holding(draw: Random, number: int, name: str) -> Holding:
    """A credential that counts in most draws, and has something against it in the others."""
    issued = TODAY - timedelta(days=draw.choice((30, 400, 900, 1_500, 2_500)))
    luck = draw.random()
    return Holding(
        f"h{number}",
        random_unit(draw, name),
        issued,
        kind=Kind.PARTICIPATION_BADGE if luck < 0.04 else draw.choice((Kind.MICRO_CREDENTIAL, Kind.QUALIFICATION)),
        assessed=draw.random() > 0.06,
        valid_until=TODAY + timedelta(days=draw.choice((-20, 0, 1, 300))) if luck > 0.8 else None,
        revoked_on=TODAY if 0.04 <= luck < 0.08 else None,
        suspensions=(Period(issued, TODAY if luck < 0.1 else None),) if 0.08 <= luck < 0.12 else (),
    )


def random_holdings(draw: Random, most: int = 7) -> list[Holding]:
    return [random_holding(draw, number, draw.choice(NAMES)) for number in range(draw.randint(2, most))]


def random_selection(draw: Random) -> Selection:
    return Selection(
        types=("core",) if draw.random() < 0.4 else (),
        fields=(draw.choice(FIELDS[1:]),) if draw.random() < 0.2 else (),
        level=eqf(5) if draw.random() < 0.3 else None,
        issued_within_months=24 if draw.random() < 0.2 else None,
    )


def random_clause(draw: Random, number: int) -> Clause:
    """One of the four kinds of clause; two in five count units, and some of these choose from a list."""
    name, kind = f"c{number}", draw.randrange(5)
    if kind == 0:
        return Clause(name, TITLE, HourSum(draw.choice((40, 60, 90, 120)) * HOUR), random_selection(draw))
    if kind == 1:
        share = HourShare(Fraction(draw.choice((40, 60, 75, 100)), 100))
        return Clause(name, TITLE, share, Selection(level=eqf(5), types=("core",) if draw.random() < 0.2 else ()))
    if kind == 2:
        return Clause(name, TITLE, CreditSum("ECTS", draw.choice((150, 250, 400)), 25 * HOUR), random_selection(draw))
    if kind == 3:
        return Clause(name, TITLE, UnitCount(draw.randint(1, 3)), random_selection(draw))
    listed = tuple(draw.sample(NAMES, 4))
    return Clause(name, TITLE, UnitCount(draw.randint(1, 2)), Selection(units=listed))


def random_rule(draw: Random) -> StackingRule:
    """A rule of one to four clauses; equivalences pair u0 to u3, so that what it excludes is never equivalent."""
    needing = draw.sample(range(1, len(NAMES)), draw.choice((0, 0, 1, 2)))
    return StackingRule(
        "random",
        "1",
        TITLE,
        Period(date(2020, 1, 1)),
        tuple(random_clause(draw, number) for number in range(draw.randint(1, 4))),
        Conditions(
            assessed=draw.random() < 0.7,
            issued_within_months=60 if draw.random() < 0.5 else None,
            supplementary_needs_core=draw.random() < 0.6,
            kinds=(Kind.MICRO_CREDENTIAL,) if draw.random() < 0.15 else (),
        ),
        equivalences=draw.choice(((), (("u0", "u1"),), (("u0", "u1"), ("u2", "u3")))),
        prerequisites=tuple(
            Prerequisite(f"u{4 + one % 4}", (f"u{one % 4}",), counted=draw.random() < 0.5) for one in needing
        ),
        exclusions=draw.choice(((), (), (("u0", "u4"),), (("u4", "u5", "u6"), ("u2", "u5")))),
    )
