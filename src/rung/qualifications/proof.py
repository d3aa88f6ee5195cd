"""Says why: which credential stands where in which clause, what is missing, and the reason against each of the rest."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

from rung.qualifications.assignment import fill_slots
from rung.qualifications.counting import Weighed
from rung.qualifications.effort import Effort
from rung.qualifications.evaluation import ClauseResult, Counted, NotCounted, Reason
from rung.qualifications.stacking_rule import Clause, CreditSum, HourShare
from rung.qualifications.weighing import Plan, SlotClause, SumClause


def slots_of(plan: Plan, chosen: Sequence[Weighed], effort: Effort) -> dict[str, str]:
    """Return for every counted credential that fills a slot the clause in which it does."""
    supply = Counter(one.fits for one in chosen if one.fits)
    filling = fill_slots(supply, [slot.least for slot in plan.slots], effort)
    left = {mask: dict(sorted(row.items())) for mask, row in filling.used.items()}
    found = {}
    for one in chosen:
        row = left.get(one.fits, {})
        clause = next((clause for clause, number in row.items() if number), -1)
        if clause >= 0:
            row[clause] -= 1
            found[one.holding.id] = plan.slots[clause].clause.id
    return found


def counted_entries(chosen: Sequence[Weighed], slots: Mapping[str, str]) -> tuple[Counted, ...]:
    """Return the credentials that count, with the slot that each fills."""
    return tuple(
        Counted(one.holding.id, one.holding.unit.id, one.holding.unit.minutes, slots.get(one.holding.id, ""))
        for one in chosen
    )


# --- Clauses --------------------------------------------------------------------------------------------------------


def clause_results(
    plan: Plan, chosen: Sequence[Weighed], slots: Mapping[str, str], on: date
) -> tuple[ClauseResult, ...]:
    """Return how each clause came out, in the order of the rule."""
    found = {one.clause.id: _slot_result(plan, one, chosen, slots) for one in plan.slots}
    found |= {one.clause.id: _sum_result(plan, number, chosen, on) for number, one in enumerate(plan.sums)}
    return tuple(found[clause.id] for clause in plan.rule.clauses)


def _slot_result(plan: Plan, slot: SlotClause, chosen: Sequence[Weighed], slots: Mapping[str, str]) -> ClauseResult:
    by = tuple(one.holding.id for one in chosen if slots.get(one.holding.id) == slot.clause.id)
    missing = slot.least - len(by)
    return ClauseResult(slot.clause, not missing, len(by), missing, by, _not_comparable(plan, slot.clause, chosen))


def _sum_result(plan: Plan, number: int, chosen: Sequence[Weighed], on: date) -> ClauseResult:
    one = plan.sums[number]
    oldest = plan.oldest_of(one.clause, on)
    inside = [held for held in chosen if one.fits(held.holding, oldest)]
    total = sum(held.sums[number] for held in chosen)
    met = bool(chosen) and total >= one.target
    reached, missing = _figures(one, chosen, inside, total)
    by = tuple(held.holding.id for held in inside)
    return ClauseResult(one.clause, met, reached, 0 if met else missing, by, _not_comparable(plan, one.clause, chosen))


def _figures(
    one: SumClause, chosen: Sequence[Weighed], inside: Sequence[Weighed], total: int
) -> tuple[int | Fraction, int]:
    """Return what was reached and what is missing, in the measure of the clause."""
    needed = one.clause.requirement
    if isinstance(needed, HourShare):
        return _share(needed.least, _minutes(inside), _minutes(chosen))
    if isinstance(needed, CreditSum):
        each = needed.minutes_per_credit
        return total // each, -((total - one.target) // each)
    return total, one.target - total


def _share(least: Fraction, inside: int, everything: int) -> tuple[Fraction, int]:
    """Return the share, and the minutes to add inside: the least x with (inside + x) / (everything + x) >= least.

    For a share of the whole nothing that is added helps; then it is what stands outside.
    """
    if not everything:
        return Fraction(0), 1
    outside = everything - inside
    if least == 1:
        return Fraction(inside, everything), outside
    short = least * everything - inside
    return Fraction(inside, everything), -(-short // (1 - least))


def _minutes(weighed: Sequence[Weighed]) -> int:
    return sum(one.holding.unit.minutes for one in weighed)


def _not_comparable(plan: Plan, clause: Clause, chosen: Sequence[Weighed]) -> tuple[str, ...]:
    if clause.of.level is None:
        return ()
    return tuple(one.holding.id for one in chosen if not plan.comparable(clause, one.holding))


# --- What does not count --------------------------------------------------------------------------------------------


def left_out(plan: Plan, weighed: Sequence[Weighed], chosen: Sequence[Weighed]) -> list[NotCounted]:
    """Return the credentials that might have counted and do not, each with the reason."""
    by_name = {one.name: one.holding.id for one in chosen}
    taken = {one.holding.id for one in chosen}
    totals = [sum(one.sums[number] for one in chosen) for number in range(len(plan.sums))]
    return [_left_out(plan, one, by_name, totals) for one in weighed if one.holding.id not in taken]


def _left_out(plan: Plan, one: Weighed, by_name: Mapping[str, str], totals: Sequence[int]) -> NotCounted:
    def because(reason: Reason, *causes: str) -> NotCounted:
        return NotCounted(one.holding.id, one.holding.unit.id, reason, causes)

    if one.name in by_name:
        return because(Reason.EQUIVALENT_COUNTS, by_name[one.name])
    rivals = {name for group in plan.exclusions if one.name in group for name in group}
    if barring := sorted(by_name[name] for name in rivals if name in by_name):
        return because(Reason.EXCLUDED, *barring)
    if missing := sorted(plan.companions(one.holding) - by_name.keys() - {one.name}):
        return because(Reason.COMPANION_NOT_COUNTED, *missing)
    broken = [
        clause.clause.id
        for clause, total, gain in zip(plan.sums, totals, one.sums, strict=True)
        if total >= clause.target > total + gain
    ]
    return because(Reason.BREAKS_CLAUSE, *broken)
