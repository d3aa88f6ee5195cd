"""From the credentials that may count to those that do: puts the choice into numbers for the search."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rung.qualifications.assignment import Mask, fill_slots
from rung.qualifications.candidates import Candidate, Dimension
from rung.qualifications.effort import Effort
from rung.qualifications.holdings import Holding
from rung.qualifications.optimum import best_set
from rung.qualifications.weighing import Plan


@dataclass(frozen=True, slots=True)
class Weighed:
    """A credential, the name of its unit, the slot clauses that it fits as bits, and what it adds to each sum."""

    holding: Holding
    name: str
    fits: Mask
    sums: tuple[int, ...]


def weigh(plan: Plan, holdings: Sequence[Holding], on: date) -> list[Weighed]:
    """Return every credential with what it is worth to the clauses of the rule on the day `on`."""
    slots = [(1 << bit, one.fits, plan.oldest_of(one.clause, on)) for bit, one in enumerate(plan.slots)]
    sums = [(one.weigh, plan.oldest_of(one.clause, on)) for one in plan.sums]
    names = plan.rule.unit_names
    return [
        Weighed(
            held,
            names.get(held.unit.id, held.unit.id),
            sum([bit for bit, fits, oldest in slots if fits(held, oldest)]),
            tuple([weighs(held, oldest) for weighs, oldest in sums]),
        )
        for held in holdings
    ]


def counted(plan: Plan, weighed: Sequence[Weighed], effort: Effort) -> list[Weighed]:
    """Return the credentials that count, out of those that may; raise `TooComplexError` where that cannot be found."""
    masks = sorted({one.fits for one in weighed if one.fits})
    if all(mask & (mask - 1) == 0 for mask in masks):
        masks = [1 << bit for bit in range(len(plan.slots))]
        slots = [Dimension(slot.least) for slot in plan.slots]
    else:
        slots = [Dimension(_demand(plan, mask), vital=False) for mask in masks]
    sums = [Dimension(one.target, per_minute=one.per_minute) for one in plan.sums]
    numbers = _numbers(weighed)
    chosen = best_set(
        _candidates(plan, weighed, masks, numbers),
        [*slots, *sums],
        _bars(plan, numbers),
        _met_competing(masks, [slot.least for slot in plan.slots], effort),
        effort,
    )
    return [weighed[index] for index in chosen]


def _numbers(weighed: Sequence[Weighed]) -> dict[str, int]:
    return {name: number for number, name in enumerate(dict.fromkeys(one.name for one in weighed))}


def _candidates(
    plan: Plan, weighed: Sequence[Weighed], masks: Sequence[Mask], numbers: Mapping[str, int]
) -> list[Candidate]:
    return [
        Candidate(
            index,
            numbers[one.name],
            one.holding.unit.minutes,
            (*[1 if one.fits == mask else 0 for mask in masks], *one.sums),
            sum([1 << numbers[name] for name in plan.companions(one.holding)]),
        )
        for index, one in enumerate(weighed)
    ]


def _bars(plan: Plan, numbers: Mapping[str, int]) -> dict[int, int]:
    """Return for every unit of an exclusion that is there the others of it, as bits."""
    bars: dict[int, int] = {}
    for group in plan.exclusions:
        there = [numbers[name] for name in group if name in numbers]
        everyone = sum([1 << number for number in there])
        for number in there:
            bars[number] = bars.get(number, 0) | everyone & ~(1 << number)
    return {number: others for number, others in bars.items() if others}


def _demand(plan: Plan, mask: Mask) -> int:
    """Return how many credentials that fit exactly the clauses of `mask` could ever be used."""
    return sum([slot.least for bit, slot in enumerate(plan.slots) if mask >> bit & 1])


def _met_competing(masks: Sequence[Mask], required: Sequence[int], effort: Effort) -> Callable[[tuple[int, ...]], int]:
    """Count the clauses met where some credentials fit several; each supply is tried out once."""
    known: dict[tuple[int, ...], int] = {}

    def met(totals: tuple[int, ...]) -> int:
        if totals not in known:
            known[totals] = len(fill_slots(dict(zip(masks, totals, strict=True)), required, effort).met)
        return known[totals]

    return met
