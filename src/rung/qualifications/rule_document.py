"""Reads stacking rules from TOML or JSON: docs/reference/stacking-rules.md and `data/stacking-rule.schema.json`."""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from rung.core.errors import ValueRefusedError
from rung.qualifications.errors import NotInForceError, RuleRefusedError
from rung.qualifications.holdings import Kind
from rung.qualifications.limits import MAX_CLAUSES, MAX_RELATIONS, MAX_RULE_BYTES
from rung.qualifications.shipped import shipped_document
from rung.qualifications.stacking_rule import (
    Clause,
    Conditions,
    CreditSum,
    HourShare,
    HourSum,
    Prerequisite,
    Requirement,
    Selection,
    StackingRule,
    UnitCount,
)
from rung.qualifications.tables import Table, parse
from rung.qualifications.workload import read_hundredths, read_minutes

_PERCENT = 100
_MEASURES = ("units", "hours", "credits", "percent")


def shipped_rule(name: str) -> StackingRule:
    """Return the rule `name` that Rung ships, such as `r-stack`; raise `UnknownRuleError` for another."""
    return rule_from(shipped_document("rules", name))


def version_in_force(versions: Iterable[StackingRule], on: date) -> StackingRule:
    """Return the version in force on the day `on`; raise `NotInForceError` if there is none, or more than one."""
    found = [version for version in versions if on in version.in_force]
    if len(found) != 1:
        raise NotInForceError(f"{len(found)} versions of the rule are in force on {on}; it has to be one.", on=on)
    return found[0]


def rule_from(data: bytes) -> StackingRule:
    """Read one version of a rule.

    Raises `DocumentRefusedError`, naming the place, for what is not in the form, and `RuleRefusedError` for a rule
    that contradicts itself.
    """
    table = parse(data, "rule", MAX_RULE_BYTES)
    found = StackingRule(
        id=table.text("id"),
        version=table.text("version"),
        title=table.title("title"),
        in_force=table.period("from", "until"),
        clauses=tuple(_clause(one) for one in table.tables("clause", MAX_CLAUSES)),
        conditions=_conditions(table.table("counted")),
        equivalences=tuple(_units(one) for one in table.tables("equivalent", MAX_RELATIONS)),
        prerequisites=tuple(_prerequisite(one) for one in table.tables("prerequisite", MAX_RELATIONS)),
        exclusions=tuple(_units(one) for one in table.tables("exclusion", MAX_RELATIONS)),
        source=table.text("source") if "source" in table else "",
    )
    table.finish()
    return found


def _conditions(table: Table) -> Conditions:
    kinds = table.texts("kinds")
    if unknown := set(kinds) - set(Kind):
        table.refuse("kinds", f"“{min(unknown)}” is no kind of credential: write {', '.join(Kind)}.")
    if Kind.PARTICIPATION_BADGE in kinds:
        table.refuse("kinds", "a participation badge never counts: take it out.", RuleRefusedError)
    found = Conditions(
        table.flag("assessed"), _months(table), table.flag("supplementary_needs_core"), tuple(map(Kind, kinds))
    )
    table.finish()
    return found


def _clause(table: Table) -> Clause:
    name, title = table.text("id"), table.title("title")
    measures = [measure for measure in _MEASURES if measure in table]
    if len(measures) != 1:
        table.refuse("id", f"a clause demands exactly one of {', '.join(_MEASURES)}.")
    found = Clause(name, title, _requirement(table, measures[0]), _selection(table.table("of")))
    table.finish()
    return found


def _requirement(table: Table, measure: str) -> Requirement:
    if measure == "units":
        return UnitCount(table.whole("units"))
    if measure == "hours":
        return HourSum(read_minutes(table, "hours"))
    if measure == "credits":
        return CreditSum(
            table.text("system"), read_hundredths(table, "credits"), read_minutes(table, "hours_per_credit")
        )
    try:
        return HourShare(Fraction(table.exact("percent"), _PERCENT))
    except ValueRefusedError as error:
        return table.refuse("percent", error.sentence)


def _selection(table: Table) -> Selection:
    found = Selection(
        table.texts("types"),
        table.texts("units"),
        table.texts("fields"),
        table.level("level") if "level" in table else None,
        _months(table),
    )
    table.finish()
    return found


def _months(table: Table) -> int | None:
    return table.whole("issued_within_months", most=1200) if "issued_within_months" in table else None


def _units(table: Table) -> tuple[str, ...]:
    found = table.texts("units")
    table.finish()
    return found


def _prerequisite(table: Table) -> Prerequisite:
    unit, needs = table.text("unit"), table.texts("needs")
    state = table.text("state") if "state" in table else "held"
    if state not in {"held", "counted"}:
        table.refuse("state", "write held or counted.")
    if not needs:
        table.refuse("needs", "name at least one unit.")
    table.finish()
    return Prerequisite(unit, needs, state == "counted")
