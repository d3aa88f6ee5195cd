"""Reads what a person holds from JSON or TOML: `data/holdings.schema.json` describes the form."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from rung.core.errors import ValueRefusedError
from rung.core.period import Period
from rung.qualifications.errors import DocumentRefusedError, NotInForceError
from rung.qualifications.holdings import Holding, Kind, Route
from rung.qualifications.limits import MAX_HOLDINGS, MAX_HOLDINGS_BYTES
from rung.qualifications.tables import Table, parse
from rung.qualifications.unit_framework import Unit
from rung.qualifications.workload import Credits, credit_system, read_hundredths, read_minutes

_MOST_SUSPENSIONS = 50


@dataclass(frozen=True, slots=True)
class Portfolio:
    """What a person holds, and the units on offer of which she wants to know what they would change."""

    holdings: tuple[Holding, ...]
    offered: tuple[Unit, ...] = ()


def portfolio_from(data: bytes, on: date) -> Portfolio:
    """Read holdings and offered units; raise `DocumentRefusedError`, naming the place, for what is not in the form.

    A unit that states credits and no hours is converted as on its day of issue, an offered one as on the day `on`.
    """
    table = parse(data, "holdings", MAX_HOLDINGS_BYTES)
    holdings = tuple(_holdings(table))
    offered = tuple(_unit(one, on) for one in table.tables("offered", MAX_HOLDINGS))
    table.finish()
    return Portfolio(holdings, offered)


def _holdings(table: Table) -> Iterator[Holding]:
    if "holdings" not in table:
        table.refuse("holdings", "this list has to be there; it may be empty.")
    seen = set()
    for one in table.tables("holdings", MAX_HOLDINGS):
        found = _holding(one)
        if found.id in seen:
            one.refuse("id", "this credential stands twice in the list: keep one.")
        seen.add(found.id)
        yield found


def _holding(table: Table) -> Holding:
    issued = table.day("issued")
    try:
        found = Holding(
            id=table.text("id"),
            unit=_unit(table.table("unit"), issued),
            issued=issued,
            kind=table.word("kind", Kind),
            route=table.word("route", Route) if "route" in table else Route.COURSE,
            assessed=table.flag("assessed"),
            valid_until=table.day("valid_until") if "valid_until" in table else None,
            revoked_on=table.day("revoked_on") if "revoked_on" in table else None,
            suspensions=tuple(_suspension(one) for one in table.tables("suspensions", _MOST_SUSPENSIONS)),
        )
    except ValueRefusedError as error:
        raise DocumentRefusedError(f"{table.place}: {error.sentence}", place=table.place) from error
    table.finish()
    return found


def _unit(table: Table, on: date) -> Unit:
    try:
        credit = _credits(table.table("credits")) if "credits" in table else None
        minutes = _minutes(table, credit, on)
        found = Unit(
            id=table.text("id"),
            minutes=minutes,
            type=table.text("type") if "type" in table else "",
            core=table.text("core") if "core" in table else "",
            level=table.level("level") if "level" in table else None,
            credits=credit,
            field=table.text("field") if "field" in table else "",
        )
    except (ValueRefusedError, NotInForceError) as error:
        raise DocumentRefusedError(f"{table.place}: {error.sentence}", place=table.place) from error
    table.finish()
    return found


def _minutes(table: Table, credit: Credits | None, on: date) -> int:
    if "hours" in table or credit is None:
        return read_minutes(table, "hours")
    return credit_system(credit.system, on).minutes(credit)


def _credits(table: Table) -> Credits:
    found = Credits(table.text("system"), read_hundredths(table, "amount"))
    table.finish()
    return found


def _suspension(table: Table) -> Period:
    found = table.period("from", "until")
    table.finish()
    return found
