"""The oracle: tries every set of credentials and every way to put them into slots.

Written from the words of the rule alone. It shares no code with the evaluator beyond the values themselves.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from itertools import combinations

from rung.core.period import add_months
from rung.qualifications import (
    Clause,
    CreditSum,
    Holding,
    HourShare,
    HourSum,
    Kind,
    Selection,
    StackingRule,
    UnitCount,
)

EQF_OF = {("EQF", "2017"), ("PRK", "2016")}
"""The frameworks whose values are EQF values: PRK maps level by level."""


def best(rule: StackingRule, holdings: Sequence[Holding], on: date) -> tuple[int, int]:
    """Return the most clauses that any allowed set meets, and the most minutes of such a set."""
    return max(
        (clauses_met(rule, chosen, on), sum(one.unit.minutes for one in chosen))
        for chosen in allowed_sets(rule, holdings, on)
    )


def allowed_sets(rule: StackingRule, holdings: Sequence[Holding], on: date) -> Iterator[tuple[Holding, ...]]:
    able = [one for one in holdings if may_count(rule, one, holdings, on)]
    for size in range(len(able) + 1):
        for chosen in combinations(able, size):
            if is_allowed(rule, chosen):
                yield chosen


def may_count(rule: StackingRule, one: Holding, holdings: Iterable[Holding], on: date) -> bool:
    conditions = rule.conditions
    months = conditions.issued_within_months
    if not is_valid(one, on) or (conditions.assessed and not one.assessed):
        return False
    if (conditions.kinds and one.kind not in conditions.kinds) or (months and one.issued < add_months(on, -months)):
        return False
    return all(
        any(same(rule, need, other.unit.id) and other.assessed and is_valid(other, on) for other in holdings)
        for prerequisite in rule.prerequisites
        if not prerequisite.counted and same(rule, prerequisite.unit, one.unit.id)
        for need in prerequisite.needs
    )


def is_valid(one: Holding, on: date) -> bool:
    suspended = any(period.start <= on and (period.end is None or on < period.end) for period in one.suspensions)
    return (
        one.kind is not Kind.PARTICIPATION_BADGE
        and one.issued <= on
        and not (one.revoked_on is not None and one.revoked_on <= on)
        and not suspended
        and (one.valid_until is None or on < one.valid_until)
    )


def same(rule: StackingRule, one: str, other: str) -> bool:
    return one == other or any(one in group and other in group for group in rule.equivalences)


def is_allowed(rule: StackingRule, chosen: Sequence[Holding]) -> bool:
    units = [one.unit for one in chosen]
    if any(same(rule, one.id, other.id) for one, other in combinations(units, 2)):
        return False
    for group in rule.exclusions:
        if sum(any(same(rule, unit.id, barred) for barred in group) for unit in units) > 1:
            return False
    needs = [
        (prerequisite.unit, need)
        for prerequisite in rule.prerequisites
        if prerequisite.counted
        for need in prerequisite.needs
    ]
    for unit in units:
        wanted = [need for whose, need in needs if same(rule, whose, unit.id)]
        if rule.conditions.supplementary_needs_core and (unit.core or unit.type == "supplementary"):
            wanted.append(unit.core)
        if not all(any(same(rule, need, other.id) for other in units) for need in wanted):
            return False
    return True


def clauses_met(rule: StackingRule, chosen: Sequence[Holding], on: date) -> int:
    slots = [clause for clause in rule.clauses if isinstance(clause.requirement, UnitCount)]
    sums = [clause for clause in rule.clauses if not isinstance(clause.requirement, UnitCount)]
    return most_filled(rule, slots, chosen, on) + sum(sum_is_met(rule, clause, chosen, on) for clause in sums)


def most_filled(rule: StackingRule, slots: Sequence[Clause], chosen: Sequence[Holding], on: date) -> int:
    """Put each credential into no clause or any one that it fits, in every way, and keep the best."""
    fillings = {(0,) * len(slots)}
    for one in chosen:
        fitting = [place for place, clause in enumerate(slots) if selects(rule, clause.of, one, on)]
        fillings |= {
            tuple(number + (place == where) for place, number in enumerate(filling))
            for filling in fillings
            for where in fitting
        }
    return max(
        sum(number >= least(clause) for number, clause in zip(filling, slots, strict=True)) for filling in fillings
    )


def least(clause: Clause) -> int:
    assert isinstance(clause.requirement, UnitCount)
    return clause.requirement.least


def sum_is_met(rule: StackingRule, clause: Clause, chosen: Sequence[Holding], on: date) -> bool:
    inside = [one for one in chosen if selects(rule, clause.of, one, on)]
    minutes, everything = (sum(one.unit.minutes for one in those) for those in (inside, chosen))
    needed = clause.requirement
    if isinstance(needed, HourSum):
        return minutes >= needed.minutes
    if isinstance(needed, HourShare):
        return everything > 0 and Fraction(minutes, everything) >= needed.least
    assert isinstance(needed, CreditSum)
    return sum(credits_of(one, needed) for one in inside) >= Fraction(needed.hundredths, 100)


def credits_of(one: Holding, needed: CreditSum) -> Fraction:
    if one.unit.credits is not None and one.unit.credits.system == needed.system:
        return one.unit.credits.amount
    return Fraction(one.unit.minutes, needed.minutes_per_credit)


def selects(rule: StackingRule, selection: Selection, one: Holding, on: date) -> bool:
    unit, months = one.unit, selection.issued_within_months
    if selection.level is not None and not (
        unit.level is not None
        and (unit.level.framework, unit.level.version) in EQF_OF
        and unit.level.value >= selection.level.value
    ):
        return False
    return (
        (not selection.types or unit.type in selection.types)
        and (not selection.fields or unit.field in selection.fields)
        and (not selection.units or any(same(rule, unit.id, listed) for listed in selection.units))
        and (not months or one.issued >= add_months(on, -months))
    )
