"""Slots: as many clauses filled as can be, then as many slots, against every assignment there is."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import product
from random import Random

import pytest

from rung.qualifications.assignment import fill_slots
from rung.qualifications.effort import Effort


def best_by_trying(credentials: Sequence[int], required: Sequence[int]) -> tuple[int, int]:
    """Put every credential into no clause or any that it fits, in all ways; return the clauses and slots filled."""
    options = [[None, *(clause for clause in range(len(required)) if mask >> clause & 1)] for mask in credentials]
    outcomes = set()
    for choice in product(*options):
        filled = [min(choice.count(clause), least) for clause, least in enumerate(required)]
        met = sum(number == least for number, least in zip(filled, required, strict=True))
        outcomes.add((met, sum(filled)))
    return max(outcomes)


def slots_filled(used: Mapping[int, Mapping[int, int]]) -> Counter[int]:
    filled: Counter[int] = Counter()
    for row in used.values():
        filled.update(row)
    return filled


@pytest.mark.parametrize("seed", range(400))
def test_no_assignment_is_better_than_the_one_found(seed: int) -> None:
    draw = Random(seed)  # noqa: S311 — repeatable on purpose
    required = [draw.randint(1, 3) for _ in range(draw.randint(1, 4))]
    credentials = [draw.randrange(1, 2 ** len(required)) for _ in range(draw.randint(0, 6))]
    filling = fill_slots(Counter(credentials), required, Effort())
    filled = slots_filled(filling.used)
    assert all(filled[clause] <= least for clause, least in enumerate(required))
    assert {clause for clause, least in enumerate(required) if filled[clause] == least} == filling.met
    assert (len(filling.met), filled.total()) == best_by_trying(credentials, required)
    for mask, row in filling.used.items():
        assert sum(row.values()) <= credentials.count(mask)
        assert all(mask >> clause & 1 for clause, number in row.items() if number)
