"""Reads a file of scheme rules into a `Scheme`. Every refusal names the file, the key and what would mend it."""

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import TypeVar

from rung.core.errors import ValueRefusedError
from rung.core.level import Level
from rung.core.money import Money
from rung.core.period import Period
from rung.money import conditions
from rung.money.case import Beneficiary, Status
from rung.money.conditions import Condition
from rung.money.errors import SchemeDataError
from rung.money.provenance import Provenance
from rung.money.scheme import (
    AccrualTerms,
    EvidenceKind,
    FixedAmount,
    GrantTerms,
    Limit,
    Payer,
    RateBand,
    Requirement,
    RuleVersion,
    Scheme,
    ShareOfFigure,
    SourceKind,
    Window,
)
from rung.money.timeline import Timeline
from rung.money.toml_tables import Table

Word = TypeVar("Word", bound=StrEnum)


def read_scheme(file: str, text: str) -> Scheme:
    """Return the scheme that `text` holds; `file` is the name that refusals show."""
    root = Table.parse(file, text)
    currency = root.currency()
    versions = tuple(_version(table, currency) for table in root.tables("version"))
    scheme = Scheme(
        id=root.take("id", str),
        title=root.take("title", str),
        currency=currency,
        group=root.optional("group", str, ""),
        versions=Timeline(f"{file}: version", versions),
        ended=root.optional("ended", str, ""),
    )
    root.close()
    if bool(scheme.ended) == (scheme.versions.end is None):
        root.refuse(
            "ended", "says why no version follows; it belongs to a scheme whose last version ends, and only there"
        )
    return scheme


def period(table: Table) -> Period:
    """Return `from` and `until` (the first day without) of a version; without `until` it is open."""
    start = table.take("from", date)
    until = table.take("until", date) if table.holds("until") else None
    try:
        return Period(start, until)
    except ValueRefusedError as error:
        raise SchemeDataError(f"{table.place}: until has to lie after from.", place=table.place, key="until") from error


def word(table: Table, key: str, of: type[Word], default: Word | None = None) -> Word:
    """Return the value of `key` as one of the words of `of`."""
    text = table.take(key, str) if default is None or table.holds(key) else default.value
    if text not in tuple(of):
        table.refuse(key, f"has to be one of {', '.join(of)}")
    return of(text)


def words(table: Table, key: str, of: type[Word]) -> tuple[Word, ...]:
    """Return the values of the list `key`, each one of the words of `of`."""
    texts = table.texts(key)
    if not set(texts) <= set(of):
        table.refuse(key, f"may hold {', '.join(of)}")
    return tuple(of(text) for text in texts)


def source_order(table: Table, key: str) -> tuple[SourceKind, ...]:
    """Return an order of payers: each kind once, and own money last, for it pays what is left."""
    order = words(table, key, SourceKind)
    if len(order) != len(SourceKind) or set(order) != set(SourceKind) or order[-1] is not SourceKind.OWN:
        table.refuse(key, "has to name grant and account in some order, and own last")
    return order


def condition(table: Table) -> Condition:
    """Return the condition that `table` describes by its kind."""
    kind = table.take("kind", str)
    if kind not in _CONDITIONS:
        table.refuse("kind", f"has to be one of {', '.join(_CONDITIONS)}")
    return _CONDITIONS[kind](table)


def _version(table: Table, currency: str) -> RuleVersion:
    provenance = table.provenance()
    version = RuleVersion(
        id=table.take("id", str),
        period=period(table),
        provenance=provenance,
        requirements=tuple(_requirement(each, provenance) for each in table.tables("requirement")),
        grant=_grant(table.table("grant"), currency, provenance) if table.holds("grant") else None,
        accrual=_accrual(table.table("accrual"), currency, provenance) if table.holds("accrual") else None,
        is_discretionary=table.optional("discretionary", bool, default=False),
        last_payer=word(table, "last_payer", Payer, Payer.LEARNER),
        evidence=words(table, "evidence", EvidenceKind),
        order=source_order(table, "order") if table.holds("order") else None,
    )
    table.close()
    if (version.grant is None) == (version.accrual is None):
        table.refuse("grant", "or accrual has to be there, and only one of the two")
    return version


def _requirement(table: Table, default: Provenance) -> Requirement:
    requirement = Requirement(condition(table), table.provenance(default))
    table.close()
    return requirement


def _grant(table: Table, currency: str, default: Provenance) -> GrantTerms:
    terms = GrantTerms(
        bands=tuple(_band(each, default) for each in table.tables("band")),
        limits=tuple(_limit(each, currency, default) for each in table.tables("limit")),
        voucher_value=Money(table.positive("voucher_minor"), currency) if table.holds("voucher_minor") else None,
        private_minimum=table.percent("private_minimum") if table.holds("private_minimum") else Fraction(0),
        is_de_minimis=table.optional("de_minimis", bool, default=False),
    )
    table.close()
    if not terms.bands or terms.bands[-1].for_any:
        table.refuse("band", "has to end with one that is for everybody (without for_any)")
    if max(band.rate for band in terms.bands) + terms.private_minimum > 1:
        table.refuse("private_minimum", "and the highest rate are more than 100 % together")
    return terms


def _band(table: Table, default: Provenance) -> RateBand:
    band = RateBand(table.percent("percent"), _conditions(table, "for_any"), table.provenance(default))
    table.close()
    return band


def _limit(table: Table, currency: str, default: Provenance) -> Limit:
    window = word(table, "window", Window)
    limit = Limit(
        name=table.take("name", str),
        size=_size(table, currency),
        counts_for=word(table, "counts_for", Beneficiary),
        window=window,
        months=table.positive("months") if window is Window.MONTHS else 0,
        group=table.optional("group", str, ""),
        where=_conditions(table, "where"),
        provenance=table.provenance(default),
    )
    table.close()
    return limit


def _size(table: Table, currency: str) -> FixedAmount | ShareOfFigure:
    if table.holds("minor"):
        return FixedAmount(Money(table.positive("minor"), currency))
    return ShareOfFigure(table.percent("percent"), table.take("of_figure", str))


def _accrual(table: Table, currency: str, default: Provenance) -> AccrualTerms:
    yearly, cap = table.positive("yearly_minor"), table.positive("cap_minor")
    terms = AccrualTerms(
        yearly=Money(yearly, currency),
        cap=Money(cap, currency),
        enhanced_yearly=Money(table.optional("enhanced_yearly_minor", int, yearly), currency),
        enhanced_cap=Money(table.optional("enhanced_cap_minor", int, cap), currency),
        enhanced_for=_conditions(table, "enhanced_for"),
        full_year_hours=table.positive("full_year_hours") if table.holds("full_year_hours") else 0,
        lot_months=table.positive("lot_months") if table.holds("lot_months") else 0,
        grace_days=table.optional("grace_days", int, 0),
        provenance=table.provenance(default),
    )
    table.close()
    if terms.enhanced_yearly < terms.yearly or terms.enhanced_cap < terms.cap or terms.grace_days < 0:
        table.refuse(
            "enhanced_yearly_minor", "and enhanced_cap_minor may not lie below the common ones, nor days below 0"
        )
    return terms


def _conditions(table: Table, key: str) -> tuple[Condition, ...]:
    read = []
    for each in table.tables(key):
        read.append(condition(each))
        each.close()
    return tuple(read)


def _status(table: Table) -> Condition:
    return conditions.HasStatus(words(table, "any_of", Status))


def _level(table: Table) -> Condition:
    return conditions.LevelAtMost(
        Level(table.take("framework", str), table.take("version", str), table.positive("value"))
    )


_CONDITIONS: dict[str, Callable[[Table], Condition]] = {
    "status": _status,
    "age_at_least": lambda table: conditions.AgeAtLeast(table.positive("years")),
    "age_below": lambda table: conditions.AgeBelow(table.positive("years")),
    "staff_at_least": lambda table: conditions.StaffAtLeast(table.take("staff", int)),
    "staff_below": lambda table: conditions.StaffBelow(table.positive("staff")),
    "level_at_most": _level,
    "disabled": lambda _: conditions.IsDisabled(),
    "territory": lambda table: conditions.LivesIn(table.texts("any_of")),
    "employer_territory": lambda table: conditions.LocatedIn(table.texts("any_of")),
    "provider_in": lambda table: conditions.ProviderIn(table.take("register", str)),
    "leads_to_qualification": lambda _: conditions.LeadsToQualification(),
}
"""Kind → how its table is read."""
