"""Which credentials fill which slots, when several clauses could use the same credential and each may be used once.

First as many clauses as possible get all their slots filled; among equals the earlier clauses of the rule. Then as
many of the other slots as possible, which never empties a filled one. Credentials that fit the same clauses are alike,
so the work depends on how many *kinds* of credentials there are.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from rung.qualifications.effort import Effort

Mask = int
"""The clauses that a credential fits: bit j stands for the slot clause j."""

_COST_OF_A_TRIAL = 20
"""Trying to fill all slots of some clauses, in units of `Effort`."""

_REMEDY = "clauses of the rule compete for the same credentials: let their selections differ, or join clauses"


@dataclass(slots=True)
class _Flow:
    """How many credentials of each mask are still free, and how many fill slots of each clause."""

    free: dict[Mask, int]
    used: dict[Mask, dict[int, int]] = field(default_factory=dict)

    def fill(self, clause: int, seen: set[int]) -> bool:
        """Fill one more slot of `clause`, moving credentials between clauses if need be; tell whether it went."""
        seen.add(clause)
        fitting = [mask for mask in self.free if mask >> clause & 1]
        for mask in fitting:
            if self.free[mask]:
                self.free[mask] -= 1
                self._shift(mask, clause, 1)
                return True
        for mask in fitting:
            for other, number in list(self.used.get(mask, {}).items()):
                if number and other not in seen and self.fill(other, seen):
                    self._shift(mask, other, -1)
                    self._shift(mask, clause, 1)
                    return True
        return False

    def _shift(self, mask: Mask, clause: int, by: int) -> None:
        row = self.used.setdefault(mask, {})
        row[clause] = row.get(clause, 0) + by


@dataclass(frozen=True, slots=True)
class Filling:
    """The clauses whose slots are all filled, and how many credentials of each mask fill slots of which clause."""

    met: frozenset[int]
    used: Mapping[Mask, Mapping[int, int]]


def fill_slots(supply: Mapping[Mask, int], required: Sequence[int], effort: Effort) -> Filling:
    """Return the best way to fill `required` slots with `supply` credentials of each mask.

    Raises `TooComplexError` when `effort` is used up.
    """
    hopeful = [clause for clause in range(len(required)) if _fitting(supply, 1 << clause) >= required[clause]]
    for size in range(len(hopeful), -1, -1):
        for chosen in combinations(hopeful, size):
            effort.spend(1, _REMEDY)
            if _fitting(supply, sum([1 << clause for clause in chosen])) >= sum([required[one] for one in chosen]):
                effort.spend(_COST_OF_A_TRIAL if size > 1 else 0, _REMEDY)
                flow = _Flow({mask: supply[mask] for mask in sorted(supply)})
                if all(flow.fill(clause, set()) for clause in chosen for _ in range(required[clause])):
                    return _completed(flow, chosen, required)
    raise AssertionError  # no clause at all can always be met


def _fitting(supply: Mapping[Mask, int], clauses: Mask) -> int:
    """Return how many credentials fit one or more of `clauses`."""
    return sum([number for mask, number in supply.items() if mask & clauses])


def _completed(flow: _Flow, chosen: Iterable[int], required: Sequence[int]) -> Filling:
    met = frozenset(chosen)
    for clause, least in enumerate(required):
        if clause not in met:
            for _ in range(least):
                if not flow.fill(clause, set()):
                    break
    return Filling(met, flow.used)
