"""Yes or no, without proof: for counting how many people of a register are eligible.

Most answers need no search. If the longest credential for each unit, all together, meets the rule, it is met; so it is
if that holds after leaving out what lowers a share too much. If some clause could not be met by everything that may
count, the rule is not met. Only what lies between is searched, by the same search that the proof rests on.
"""

import math
from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date

from rung.qualifications.assignment import fill_slots
from rung.qualifications.counting import counted, weigh
from rung.qualifications.effort import Effort
from rung.qualifications.holdings import Holding, Kind, Standing
from rung.qualifications.screening import screen
from rung.qualifications.stacking_rule import HourShare, HourSum
from rung.qualifications.weighing import Plan


def is_eligible(plan: Plan, holdings: Sequence[Holding], on: date) -> bool:
    """Tell whether the rule is met on the day `on`; the same answer as that of the evaluation with proof.

    Raises `TooComplexError` where the search would.
    """
    if plan.rule.prerequisites or plan.exclusions:
        return _found_by_search(plan, holdings, on)
    passed = _passed(plan, holdings, on)
    longest = _longest_of_each(plan, passed)
    if _meets(plan, longest.values(), on) or _meets(plan, _balanced(plan, longest, on), on):
        return True
    return not _out_of_reach(plan, passed, on) and _found_by_search(plan, holdings, on)


def _passed(plan: Plan, holdings: Sequence[Holding], on: date) -> list[Holding]:
    """Return what screening lets through, apart from companions."""
    conditions, kinds = plan.rule.conditions, plan.kinds
    oldest, assessed, any_kind = (
        plan.oldest(conditions.issued_within_months, on),
        conditions.assessed,
        not conditions.kinds,
    )
    return [
        one
        for one in holdings
        if one.issued >= oldest
        and (one.assessed or not assessed)
        and one.kind is not Kind.PARTICIPATION_BADGE
        and (any_kind or one.kind in kinds)
        and one.standing(on) is Standing.HOLDS
    ]


def _longest_of_each(plan: Plan, passed: Sequence[Holding]) -> dict[str, Holding]:
    """Return for each unit the longest credential, without those whose companions are not there."""
    name_of = plan.rule.unit_names.get
    longest: dict[str, Holding] = {}
    for one in passed:
        name = name_of(one.unit.id, one.unit.id)
        held = longest.get(name)
        if held is None or one.unit.minutes > held.unit.minutes:
            longest[name] = one
    return _together(plan, longest)


def _together(plan: Plan, held: dict[str, Holding]) -> dict[str, Holding]:
    """Return `held` without what lacks a companion, again and again until nothing more falls."""
    if not plan.rule.conditions.supplementary_needs_core:
        return held
    is_alone = plan.is_alone
    while alone := [name for name, one in held.items() if is_alone(one, held)]:
        held = {name: one for name, one in held.items() if name not in alone}
    return held


def _meets(plan: Plan, chosen: Collection[Holding], on: date) -> bool:
    """Tell whether a set that may count together meets every clause."""
    if not chosen:
        return False
    for one in plan.sums:
        oldest, weigh_one = plan.oldest_of(one.clause, on), one.weigh
        if sum([weigh_one(held, oldest) for held in chosen]) < one.target:
            return False
    return _fills_slots(plan, chosen, on)


def _fills_slots(plan: Plan, chosen: Collection[Holding], on: date) -> bool:
    if len(plan.slots) == 1:
        slot = plan.slots[0]
        oldest, fits = plan.oldest_of(slot.clause, on), slot.fits
        return sum([fits(held, oldest) for held in chosen]) >= slot.least
    ready = [(1 << bit, slot.fits, plan.oldest_of(slot.clause, on)) for bit, slot in enumerate(plan.slots)]
    supply = Counter(sum([bit for bit, fits, oldest in ready if fits(held, oldest)]) for held in chosen)
    return len(fill_slots(supply, [slot.least for slot in plan.slots], Effort()).met) == len(plan.slots)


def _balanced(plan: Plan, longest: dict[str, Holding], on: date) -> list[Holding]:
    """Return what lowers no share, and of the rest, those that fit a slot and the short ones first, what still goes."""
    shares = [(one.weigh, plan.oldest_of(one.clause, on)) for one in plan.sums if one.per_minute]
    gains = {name: [weigh_one(one, oldest) for weigh_one, oldest in shares] for name, one in longest.items()}
    chosen = _together(plan, {name: one for name, one in longest.items() if min(gains[name], default=0) >= 0})
    left = [sum(column) for column in zip(*(gains[name] for name in chosen), strict=True)]
    for name in sorted(longest.keys() - chosen.keys(), key=lambda name: _rank(plan, longest[name], on)):
        after = [had + gain for had, gain in zip(left, gains[name], strict=False)]
        if min(after, default=-1) >= 0 and not plan.is_alone(longest[name], chosen):
            chosen[name], left = longest[name], after
    return list(chosen.values())


def _rank(plan: Plan, holding: Holding, on: date) -> tuple[bool, int, str]:
    fits_a_slot = any(slot.fits(holding, plan.oldest_of(slot.clause, on)) for slot in plan.slots)
    return not fits_a_slot, holding.unit.minutes, holding.id


def _out_of_reach(plan: Plan, passed: Sequence[Holding], on: date) -> bool:
    """Tell whether some clause could not be met even by everything that helps it, whatever else that breaks."""
    for slot in plan.slots:
        oldest, fits = plan.oldest_of(slot.clause, on), slot.fits
        if sum([fits(held, oldest) for held in passed]) < slot.least:
            return True
    room = _most_minutes(plan, passed, on)
    for one in plan.sums:
        oldest, weigh_one = plan.oldest_of(one.clause, on), one.weigh
        if isinstance(one.clause.requirement, HourSum) and one.target > room:
            return True
        if sum([max(0, weigh_one(held, oldest)) for held in passed]) < one.target:
            return True
    return not room


def _most_minutes(plan: Plan, passed: Sequence[Holding], on: date) -> int:
    """Return an upper bound on the minutes that can count together, given what there is inside each share."""
    names = plan.rule.unit_names
    room = sum([held.unit.minutes for held in passed])
    for one in plan.sums:
        if isinstance(one.clause.requirement, HourShare):
            oldest, inside = plan.oldest_of(one.clause, on), dict[str, int]()
            for held in passed:
                if one.fits(held, oldest):
                    name = names.get(held.unit.id, held.unit.id)
                    inside[name] = max(inside.get(name, 0), held.unit.minutes)
            room = min(room, math.floor(sum(inside.values()) / one.clause.requirement.least))
    return room


def _found_by_search(plan: Plan, holdings: Sequence[Holding], on: date) -> bool:
    ordered = sorted(holdings, key=lambda one: one.id)
    passed, _ = screen(plan, ordered, on)
    chosen = counted(plan, weigh(plan, passed, on), Effort())
    return _meets(plan, [one.holding for one in chosen], on)
