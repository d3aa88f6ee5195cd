"""Reads unit frameworks from TOML or JSON: `data/frameworks/*.toml` are the examples."""

from rung.qualifications.limits import MAX_RULE_BYTES
from rung.qualifications.shipped import shipped_document
from rung.qualifications.tables import Table, parse
from rung.qualifications.unit_framework import (
    Bounds,
    FrameworkVersion,
    LevelBounds,
    TitleRules,
    UnitFramework,
    UnitType,
)
from rung.qualifications.workload import read_minutes

_MOST_VERSIONS = 100


def shipped_framework(name: str) -> UnitFramework:
    """Return the framework `name` that Rung ships, such as `metis`; raise `UnknownRuleError` for another."""
    return framework_from(shipped_document("frameworks", name))


def framework_from(data: bytes) -> UnitFramework:
    """Read one framework; raise `DocumentRefusedError`, naming the place, for what is not in the form.

    Two versions that are in force on the same day are refused: a unit must not be judged twice.
    """
    table = parse(data, "framework", MAX_RULE_BYTES)
    name = table.text("id")
    title = table.title("title")
    versions = tuple(_version(name, one) for one in table.tables("version", _MOST_VERSIONS))
    for number, later in enumerate(versions):
        if any(later.in_force.overlaps(earlier.in_force) for earlier in versions[:number]):
            table.refuse(f"version[{number + 1}].from", "another version is in force then: end that one first.")
    table.finish()
    return UnitFramework(name, title, versions)


def _version(framework: str, table: Table) -> FrameworkVersion:
    types = {}
    for one in table.tables("type", _MOST_VERSIONS):
        kind = _type(one)
        if kind.id in types:
            one.refuse("id", "this type stands twice: keep one.")
        types[kind.id] = kind
    found = FrameworkVersion(
        framework,
        table.text("version"),
        table.period("from", "until"),
        table.text("source"),
        types,
        _bounds(table.table("review_months")),
        _titles(table.table("titles")),
    )
    table.finish()
    return found


def _type(table: Table) -> UnitType:
    needs_core = table.flag("needs_core")
    levels = _levels(table.table("levels")) if "levels" in table else None
    found = UnitType(table.text("id"), table.title("title"), _minutes(table), levels, needs_core)
    table.finish()
    return found


def _minutes(table: Table) -> Bounds:
    """Read a size as hours, or as credits of so many hours each."""
    if "credits" in table:
        inner = table.table("credits")
        each = read_minutes(inner, "hours_per_credit")
        bounds = _bounds(inner)
        return Bounds(*(None if one is None else one * each for one in (bounds.least, bounds.most)))
    inner = table.table("hours")
    return _in_order(inner, *(read_minutes(inner, key) if key in inner else None for key in ("least", "most")))


def _levels(table: Table) -> LevelBounds:
    return LevelBounds(table.text("framework"), table.text("version"), _bounds(table))


def _bounds(table: Table) -> Bounds:
    return _in_order(table, *(table.whole(key) if key in table else None for key in ("least", "most")))


def _in_order(table: Table, least: int | None, most: int | None) -> Bounds:
    table.finish()
    if least is not None and most is not None and least > most:
        table.refuse("most", "this has to be at least as much as least.")
    return Bounds(least, most)


def _titles(table: Table) -> TitleRules:
    found = TitleRules(table.texts("forbidden"), table.flag("names_need_reason"))
    table.finish()
    return found
