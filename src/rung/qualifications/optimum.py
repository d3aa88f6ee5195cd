"""The best set of credentials to count: of all allowed sets the one that meets most clauses, then has most hours.

What is left to choose after `settle` is searched unit by unit, the most promising choice first. A partial set is given
up when another reached the same state with as many hours, or when not even its best completion could beat the best
set found so far. The result is exact, and it is the same whatever the order of the credentials, because they are
numbered in the order of their identifiers.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from rung.qualifications.candidates import Candidate, Dimension, Groups, asked_by, in_order, settle
from rung.qualifications.effort import Effort

_OUT_OF_REACH = -(10**15)
"""Stands for every sum that cannot be reached any more; no real sum comes near."""

_GRID = 32
"""How finely the price of a share is chosen; a finer grid gives hardly tighter bounds."""

_REMEDY = (
    "{units} units leave a choice open. Leave out credentials that are plainly not wanted, or give the rule fewer "
    "shares, exclusions and equivalents of different length"
)

SlotsMet = Callable[[tuple[int, ...]], int]
Trail = tuple[()] | tuple[Candidate, "Trail"]


class _Node(NamedTuple):
    """A partial set: the next stage, units counted and asked for later, units owed, sums, minutes, credentials."""

    stage: int
    counted: int
    owed: int
    sums: tuple[int, ...]
    minutes: int
    trail: Trail


@dataclass(frozen=True, slots=True)
class _Price:
    """An upper bound on the minutes that can be added: (`rest[stage]` + `each` × (sum - target)) / `scale`.

    It is the Lagrangian bound for the multiplier `each` / `scale` of the sum `position`.
    """

    position: int
    each: int
    scale: int
    rest: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Stage:
    """One unit of the search.

    `harmless_needs` are the needs of candidates that harm and bar nothing: once they are met, leaving the unit out is
    never better. `limits` holds for each sum the most that can matter after this stage and the least that can suffice.
    """

    unit: int
    candidates: tuple[Candidate, ...]
    bars: int
    harmless_needs: tuple[int, ...]
    asked_later: int
    passed: int
    limits: tuple[tuple[int, int], ...]


def best_set(
    candidates: Sequence[Candidate],
    dimensions: Sequence[Dimension],
    bars: Mapping[int, int],
    slots_met: SlotsMet,
    effort: Effort,
) -> list[int]:
    """Return the indexes of the candidates to count, in ascending order.

    `bars[unit]` are the units, as bits, that may not count beside `unit`. Each vital dimension is a clause;
    `slots_met(sums)` tells how many further clauses the sums of the others meet, and never falls when a sum grows.
    Raises `TooComplexError` when `effort` is used up.
    """
    settled = settle(candidates, bars)
    chosen = [one.index for one in settled.forced]
    if settled.open:
        chosen += _Search(settled.forced, settled.open, dimensions, settled.bars, slots_met).best(effort)
    return sorted(chosen)


class _Search:
    """The search over the open units, for one person."""

    def __init__(
        self,
        forced: Sequence[Candidate],
        groups: Groups,
        dimensions: Sequence[Dimension],
        bars: Mapping[int, int],
        slots_met: SlotsMet,
    ) -> None:
        base = [sum([one.gains[position] for one in forced]) for position in range(len(dimensions))]
        live, self._fixed = _watched(base, groups, dimensions)
        self._watched = [dimensions[position] for position in live]
        self._slots = sum([not one.vital for one in self._watched])
        self._slots_met = slots_met if self._slots else _no_slots
        narrowed = {unit: tuple([_narrowed(one, live) for one in held]) for unit, held in groups.items()}
        self._stages = _stages(narrowed, self._watched, bars)
        self._grain = math.gcd(*[one.minutes for held in groups.values() for one in held])
        self._root = _Node(
            0, 0, 0, tuple([base[position] for position in live]), sum([one.minutes for one in forced]), ()
        )
        self._prices = _prices(self._stages, self._watched, self._root.sums)
        most = [
            base[position] + ceiling for position, ceiling in zip(live, _ceilings(narrowed, len(live)), strict=True)
        ]
        self._most_slots = self._slots_met(tuple(most[: self._slots]))
        self._best: Trail = ()
        self._score = (-1, -1)

    def best(self, effort: Effort) -> list[int]:
        """Return the indexes of the chosen candidates; raise `TooComplexError` when `effort` is used up."""
        remedy = _REMEDY.format(units=len(self._stages))
        seen: list[dict[tuple[int, int, tuple[int, ...]], int]] = [{} for _ in self._stages]
        waiting = [self._root]
        while waiting:
            node = waiting.pop()
            if self._is_hopeless(node):
                continue
            if node.stage == len(self._stages):
                self._remember(node)
                continue
            state, known = (node.counted, node.owed, node.sums), seen[node.stage]
            if known.get(state, -1) >= node.minutes:
                continue
            known[state] = node.minutes
            following = self._next(node)
            effort.spend(len(following), remedy)
            waiting += following
        return _walked(self._best)

    def _is_hopeless(self, node: _Node) -> bool:
        """Tell whether no completion of `node` can beat the best set found."""
        met = self._fixed + self._most_slots + sum([one != _OUT_OF_REACH for one in node.sums[self._slots :]])
        best_met, best_minutes = self._score
        if met != best_met:
            return met < best_met
        for price in self._prices:
            excess = node.sums[price.position] - self._watched[price.position].target if price.each else 0
            if excess > _OUT_OF_REACH:
                more = (price.rest[node.stage] + price.each * excess) // price.scale
                if node.minutes + more - more % self._grain <= best_minutes:
                    return True
        return False

    def _remember(self, node: _Node) -> None:
        """Keep `node`, a whole set, if it is the best so far; without credentials no clause is met."""
        slots, vital = node.sums[: self._slots], node.sums[self._slots :]
        reached = sum([one >= watched.target for one, watched in zip(vital, self._vital, strict=True)])
        met = self._fixed + self._slots_met(slots) + reached if node.minutes else 0
        if (met, node.minutes) > self._score:
            self._score, self._best = (met, node.minutes), node.trail

    @property
    def _vital(self) -> Sequence[Dimension]:
        return self._watched[self._slots :]

    def _next(self, node: _Node) -> list[_Node]:
        """Return what `node` may become, the most promising last: without the unit, then with its candidates."""
        stage = self._stages[node.stage]
        if node.counted & stage.bars:
            return [] if node.owed >> stage.unit & 1 else [self._without(node, stage)]
        missing = stage.passed & ~node.counted
        found = [self._with(node, stage, one) for one in reversed(stage.candidates) if not one.needs & missing]
        if node.owed >> stage.unit & 1 or any(not needs & ~node.counted for needs in stage.harmless_needs):
            return found
        return [self._without(node, stage), *found]

    def _without(self, node: _Node, stage: _Stage) -> _Node:
        counted = node.counted & stage.asked_later
        return _Node(node.stage + 1, counted, node.owed, _settled(node.sums, stage), node.minutes, node.trail)

    def _with(self, node: _Node, stage: _Stage, one: Candidate) -> _Node:
        counted = node.counted | 1 << stage.unit
        return _Node(
            node.stage + 1,
            counted & stage.asked_later,
            (node.owed | one.needs) & ~counted,
            _settled(tuple(map(int.__add__, node.sums, one.gains)), stage),
            node.minutes + one.minutes,
            (one, node.trail),
        )


def _no_slots(_sums: tuple[int, ...]) -> int:
    return 0


def _settled(sums: tuple[int, ...], stage: _Stage) -> tuple[int, ...]:
    """Return sums that differ only if that can still make a difference."""
    return tuple(
        [
            most if value > most else _OUT_OF_REACH if value < least else value
            for value, (most, least) in zip(sums, stage.limits, strict=True)
        ]
    )


def _walked(trail: Trail) -> list[int]:
    found = []
    while trail:
        candidate, trail = trail
        found.append(candidate.index)
    return found


# --- Preparing the search -------------------------------------------------------------------------------------------


def _watched(base: Sequence[int], groups: Groups, dimensions: Sequence[Dimension]) -> tuple[list[int], int]:
    """Return the positions of the sums that are still open, and how many clauses are met whatever is chosen."""
    ceilings, floors = _ceilings(groups, len(dimensions)), _floors(groups, len(dimensions))
    live, met = [], 0
    for position, one in enumerate(dimensions):
        if not one.vital:
            live.append(position)
        elif base[position] + floors[position] >= one.target:
            met += 1
        elif base[position] + ceilings[position] >= one.target:
            live.append(position)
    return live, met


def _ceilings(groups: Groups, width: int) -> list[int]:
    """Return the most that all groups together can add to each sum."""
    return [sum([max(0, *[one.gains[at] for one in held]) for held in groups.values()]) for at in range(width)]


def _floors(groups: Groups, width: int) -> list[int]:
    return [sum([min(0, *[one.gains[at] for one in held]) for held in groups.values()]) for at in range(width)]


def _narrowed(candidate: Candidate, live: Sequence[int]) -> Candidate:
    return replace(candidate, gains=tuple([candidate.gains[position] for position in live]))


def _stages(groups: Groups, watched: Sequence[Dimension], bars: Mapping[int, int]) -> list[_Stage]:
    units = in_order(groups, bars)
    ceilings, floors = [0] * len(watched), [0] * len(watched)
    asked, passed = 0, sum([1 << unit for unit in units])
    found = []
    for unit in reversed(units):
        held, barred = groups[unit], bars.get(unit, 0)
        passed &= ~(1 << unit)
        limits = [
            (one.target - floor, one.target - ceiling if one.vital else _OUT_OF_REACH)
            for one, ceiling, floor in zip(watched, ceilings, floors, strict=True)
        ]
        harmless = () if barred else tuple([one.needs for one in held if one.is_harmless])
        found.append(_Stage(unit, held, barred, harmless, asked, passed, tuple(limits)))
        asked |= asked_by(held) | barred
        for position in range(len(watched)):
            gains = [one.gains[position] for one in held]
            ceilings[position] += max(0, *gains)
            floors[position] += min(0, *gains)
    return found[::-1]


def _prices(stages: Sequence[_Stage], watched: Sequence[Dimension], sums: Sequence[int]) -> list[_Price]:
    """Return the bounds to try: the plain sum of minutes, and for each share one or two prices of it."""
    found = [_price(stages, 0, 0, 1)]
    for position, one in enumerate(watched):
        if one.per_minute:
            found.append(_price(stages, position, 1, one.per_minute))
            if any(len(stage.candidates) > 1 for stage in stages):
                found.append(_best_price(stages, position, one, sums[position]))
    return found


def _best_price(stages: Sequence[_Stage], position: int, one: Dimension, start: int) -> _Price:
    """Return the price on the grid with the tightest bound at the start; the bound is convex in the price."""
    low, high = 0, _GRID
    while high - low > 1:
        middle = (low + high) // 2
        here, next_to = (
            price.rest[0] + price.each * (start - one.target)
            for price in (_price(stages, position, each, _GRID * one.per_minute) for each in (middle, middle + 1))
        )
        low, high = (low, middle) if here <= next_to else (middle, high)
    return _price(stages, position, high, _GRID * one.per_minute)


def _price(stages: Sequence[_Stage], position: int, each: int, scale: int) -> _Price:
    rest = [0]
    for stage in reversed(stages):
        worth = [scale * one.minutes + (each * one.gains[position] if each else 0) for one in stage.candidates]
        rest.append(rest[-1] + max(0, *worth))
    return _Price(position, each, scale, tuple(rest[::-1]))
