"""Which credentials may count at all on a day, before any choice among them (R-STACK 5 and 6)."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from rung.qualifications.evaluation import NotCounted, Reason
from rung.qualifications.holdings import Holding, Kind, Standing
from rung.qualifications.weighing import Plan


def screen(plan: Plan, holdings: Sequence[Holding], on: date) -> tuple[list[Holding], list[NotCounted]]:
    """Return the credentials that may count on the day `on`, and the others with the first reason against each.

    A credential for which a companion has to count is refused here only if no such companion may count either.
    """
    oldest = plan.oldest(plan.rule.conditions.issued_within_months, on)
    held = names_held(plan, holdings, on) if plan.needs_held else frozenset()
    passed: list[Holding] = []
    refused: list[NotCounted] = []
    for holding in holdings:
        reason = _reason_against(plan, holding, on, oldest)
        if reason is not None:
            refused.append(NotCounted(holding.id, holding.unit.id, reason))
        elif plan.needs_held and (missing := _not_held(plan, holding, held)):
            refused.append(NotCounted(holding.id, holding.unit.id, Reason.PREREQUISITE_NOT_HELD, missing))
        else:
            passed.append(holding)
    return _with_companions(plan, passed, refused), refused


def _not_held(plan: Plan, holding: Holding, held: Collection[str]) -> tuple[str, ...]:
    needed = plan.needs_held.get(plan.rule.name_of(holding.unit.id), frozenset())
    return tuple(sorted(needed.difference(held)))


def names_held(plan: Plan, holdings: Iterable[Holding], on: date) -> frozenset[str]:
    """Return the units that are held on the day: assessed and holding, of whatever age and kind, but never a badge."""
    return frozenset(
        plan.rule.name_of(one.unit.id)
        for one in holdings
        if one.assessed and one.kind is not Kind.PARTICIPATION_BADGE and one.standing(on) is Standing.HOLDS
    )


def _reason_against(plan: Plan, holding: Holding, on: date, oldest: date) -> Reason | None:
    """Return the first reason that speaks against the credential by itself, `None` if nothing does."""
    standing = holding.standing(on)
    if standing is not Standing.HOLDS:
        return Reason(standing.value)
    if holding.kind is Kind.PARTICIPATION_BADGE:
        return Reason.PARTICIPATION_BADGE
    if holding.kind not in plan.kinds:
        return Reason.KIND_NOT_ACCEPTED
    if plan.rule.conditions.assessed and not holding.assessed:
        return Reason.NOT_ASSESSED
    return Reason.TOO_OLD if holding.issued < oldest else None


def _with_companions(plan: Plan, passed: list[Holding], refused: list[NotCounted]) -> list[Holding]:
    """Refuse what needs a unit that is not there, and then what needs that, until nothing more falls."""
    names = plan.rule.unit_names
    while True:
        there = {names.get(one.unit.id, one.unit.id) for one in passed}
        alone = [one for one in passed if plan.is_alone(one, there)]
        if not alone:
            return passed
        refused.extend(_alone(plan, one, there) for one in alone)
        gone = {one.id for one in alone}
        passed = [one for one in passed if one.id not in gone]


def _alone(plan: Plan, holding: Holding, there: Collection[str]) -> NotCounted:
    missing = tuple(sorted(name for name in plan.companions(holding) if name and name not in there))
    return NotCounted(holding.id, holding.unit.id, Reason.COMPANION_NOT_COUNTED, missing)
