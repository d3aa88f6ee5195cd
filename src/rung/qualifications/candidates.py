"""What the search for the best set works on, and what can be settled before it begins.

Three facts settle most credentials without any search:

- of equivalents, one that is at least as good in every respect makes the other superfluous;
- what harms no clause, needs nothing that is open and bars nothing is always counted;
- a clause that can no longer fail, or no longer be met, need not be watched.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

Groups = dict[int, tuple["Candidate", ...]]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A credential that may count: its unit by number, and what it adds to the sum of each dimension.

    `needs` are the units, as bits, that have to count with it.
    """

    index: int
    unit: int
    minutes: int
    gains: tuple[int, ...]
    needs: int = 0

    @property
    def is_harmless(self) -> bool:
        """Whether it lowers no sum."""
        return min(self.gains, default=0) >= 0


@dataclass(frozen=True, slots=True)
class Dimension:
    """A sum that has to reach `target`.

    If `vital`, a sum that stays below is worth nothing; otherwise each bit of it is, up to the target. `per_minute` is
    by how much each counted minute lowers a share, whether it lies inside or outside; 0 for anything else.
    """

    target: int
    vital: bool = True
    per_minute: int = 0


@dataclass(frozen=True, slots=True)
class Settled:
    """The candidates that are always counted, and by unit those that are still a matter of choice.

    `bars` are, by unit, the other open units that may not count beside it, as bits.
    """

    forced: tuple[Candidate, ...]
    open: Groups
    bars: Mapping[int, int]


def settle(candidates: Sequence[Candidate], bars: Mapping[int, int]) -> Settled:
    """Count what is always counted, again and again, since it may free what needs it."""
    groups: dict[int, list[Candidate]] = {}
    for candidate in candidates:
        groups.setdefault(candidate.unit, []).append(candidate)
    bars = _joined(groups, bars) if bars else bars
    left: Groups = {unit: undominated(held) for unit, held in groups.items()}
    forced: list[Candidate] = []
    while sure := [unit for unit, held in left.items() if len(held) == 1 and _is_sure(held[0], bars.get(unit, 0))]:
        forced += [left.pop(unit)[0] for unit in sure]
        there = sum([1 << unit for unit in sure])
        left = {unit: _freed(held, there) for unit, held in left.items()}
    return Settled(tuple(forced), left, bars)


def _joined(groups: dict[int, list[Candidate]], bars: Mapping[int, int]) -> dict[int, int]:
    """Join units that all exclude one another and nothing else into one unit, of which one credential counts.

    That is what equivalents are to the search. A unit that another needs stays by itself. Return the bars that remain.
    """
    asked = asked_by([one for held in groups.values() for one in held])
    circles: dict[int, list[int]] = {}
    for unit, others in bars.items():
        if not asked >> unit & 1:
            circles.setdefault(others | 1 << unit, []).append(unit)
    remaining = dict(bars)
    for circle, units in circles.items():
        if circle.bit_count() == len(units):
            for unit in units[1:]:
                groups[units[0]] += groups.pop(unit)
            for unit in units:
                del remaining[unit]
    return remaining


def _is_sure(candidate: Candidate, bars: int) -> bool:
    return not candidate.needs and not bars and candidate.is_harmless


def _freed(held: tuple[Candidate, ...], there: int) -> tuple[Candidate, ...]:
    if not any(one.needs & there for one in held):
        return held
    return undominated([replace(one, needs=one.needs & ~there) for one in held])


def undominated(candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Return the candidates of one unit of which no other is at least as good in every respect, the longest first."""
    if len(candidates) == 1:
        return tuple(candidates)
    kept: list[Candidate] = []
    for one in sorted(candidates, key=lambda candidate: (-candidate.minutes, candidate.index)):
        if not any(_dominates(other, one) for other in kept):
            kept = [other for other in kept if not _dominates(one, other)] + [one]
    return tuple(kept)


def _dominates(one: Candidate, other: Candidate) -> bool:
    return (
        one.minutes >= other.minutes and not one.needs & ~other.needs and all(map(int.__ge__, one.gains, other.gains))
    )


def in_order(groups: Groups, bars: Mapping[int, int]) -> list[int]:
    """Return the units in an order that lets the search forget early: linked ones side by side, the needed ones first.

    Apart from that the longest come first, so that the short ones are left to fill what room remains.
    """
    needs = {unit: asked_by(held) for unit, held in groups.items()}
    longest = {unit: max([one.minutes for one in held]) for unit, held in groups.items()}
    if not bars and not any(needs.values()):
        return sorted(groups, key=lambda unit: (-longest[unit], unit))
    clusters = _clusters(needs, bars)
    weight: dict[int, int] = {}
    for unit, cluster in clusters.items():
        weight[cluster] = max(weight.get(cluster, 0), longest[unit])
    return sorted(groups, key=lambda unit: (-weight[clusters[unit]], clusters[unit], needs[unit] != 0, unit))


def asked_by(candidates: Sequence[Candidate]) -> int:
    """Return the units, as bits, that some of `candidates` need."""
    asked = 0
    for candidate in candidates:
        asked |= candidate.needs
    return asked


def _clusters(needs: Mapping[int, int], bars: Mapping[int, int]) -> dict[int, int]:
    """Return for every unit the number of the first unit that it is linked to, directly or through others."""
    links = {unit: needed | bars.get(unit, 0) for unit, needed in needs.items()}
    for unit, needed in needs.items():
        for other in _bits(needed):
            if other in links:
                links[other] |= 1 << unit
    cluster: dict[int, int] = {}
    for first in links:
        new = 0 if first in cluster else 1 << first
        reached = new
        while new:
            found = 0
            for unit in _bits(new):
                cluster[unit] = first
                found |= links[unit]
            new = found & ~reached
            reached |= new
    return cluster


def _bits(mask: int) -> Iterator[int]:
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low
