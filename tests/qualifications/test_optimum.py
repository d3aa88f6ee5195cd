"""The evaluator against the oracle, and the properties that hold whatever the credentials (INV-5)."""

from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rung.qualifications import Evaluator, Holding, StackEvaluation, StackingRule, UnitCount, evaluate
from tests.qualifications import brute_force
from tests.qualifications.cast import NAMES, TODAY, random_holding, random_holdings, random_rule

CASES = 2_500
PORTIONS = 5

seeds = st.integers(min_value=0, max_value=2**32)


def drawn(seed: int) -> tuple[StackingRule, list[Holding]]:
    draw = Random(seed)  # noqa: S311 — repeatable on purpose
    return random_rule(draw), random_holdings(draw)


def held_by_name(holdings: list[Holding], result: StackEvaluation) -> list[Holding]:
    known = {one.id: one for one in holdings}
    return [known[one.holding] for one in result.counted]


@pytest.mark.parametrize("portion", range(PORTIONS))
def test_no_set_and_no_assignment_is_better_than_the_one_found(portion: int) -> None:
    eligible = 0
    for seed in range(portion * CASES // PORTIONS, (portion + 1) * CASES // PORTIONS):
        rule, holdings = drawn(seed)
        result = evaluate(rule, holdings, TODAY)
        assert (result.clauses_met, result.minutes) == brute_force.best(rule, holdings, TODAY), f"seed {seed}"
        chosen = held_by_name(holdings, result)
        assert brute_force.is_allowed(rule, chosen), f"seed {seed}"
        assert result.clauses_met == brute_force.clauses_met(rule, chosen, TODAY), f"seed {seed}"
        assert Evaluator(rule).is_eligible(holdings, TODAY) is result.eligible, f"seed {seed}"
        eligible += result.eligible
    assert 50 < eligible < CASES // PORTIONS - 50  # both answers were really put to the test


@pytest.mark.parametrize("seed", range(300))
def test_the_proof_accounts_for_every_credential_once(seed: int) -> None:
    rule, holdings = drawn(seed)
    result = evaluate(rule, holdings, TODAY)
    told = [one.holding for one in result.counted] + [one.holding for one in result.not_counted]
    assert sorted(told) == sorted(one.id for one in holdings)


@pytest.mark.parametrize("seed", range(300))
def test_a_credential_fills_a_slot_of_one_clause_at_most(seed: int) -> None:
    rule, holdings = drawn(seed)
    result = evaluate(rule, holdings, TODAY)
    slots = [one for one in result.clauses if isinstance(one.clause.requirement, UnitCount)]
    filling = [holding for one in slots for holding in one.by]
    assert len(set(filling)) == len(filling)
    known = {one.id: one for one in holdings}
    for one in slots:
        assert all(brute_force.selects(rule, one.clause.of, known[holding], TODAY) for holding in one.by)
        assert len(one.by) + one.missing == brute_force.least(one.clause)


@given(seeds, st.randoms(use_true_random=False))
def test_the_order_of_the_credentials_changes_nothing(seed: int, shuffle: Random) -> None:
    rule, holdings = drawn(seed)
    shuffled = list(holdings)
    shuffle.shuffle(shuffled)
    assert evaluate(rule, shuffled, TODAY) == evaluate(rule, holdings, TODAY)


@settings(max_examples=300)
@given(seeds, st.integers(0, 99))
def test_one_more_credential_never_harms(seed: int, more: int) -> None:
    """Neither eligibility nor the clauses met, nor, with as many of them, the hours."""
    rule, holdings = drawn(seed)
    draw = Random(more)  # noqa: S311 — repeatable on purpose
    added = replace(random_holding(draw, 99, draw.choice(NAMES)), valid_until=None, revoked_on=None, suspensions=())
    before, after = evaluate(rule, holdings, TODAY), evaluate(rule, [*holdings, added], TODAY)
    assert (after.clauses_met, after.minutes) >= (before.clauses_met, before.minutes)
    assert after.eligible or not before.eligible


@given(seeds)
def test_what_does_not_count_may_be_lost_without_any_change(seed: int) -> None:
    """Unless it is a prerequisite that only has to be held: those are taken out of the rule here."""
    rule, holdings = drawn(seed)
    rule = replace(rule, prerequisites=())
    result = evaluate(rule, holdings, TODAY)
    left = evaluate(rule, held_by_name(holdings, result), TODAY)
    assert (left.counted, left.clauses) == (result.counted, result.clauses)


@given(seeds)
def test_asking_twice_gives_the_same_answer(seed: int) -> None:
    rule, holdings = drawn(seed)
    evaluator = Evaluator(rule)
    first = evaluator.evaluate(holdings, TODAY)
    evaluator.evaluate(holdings[:1], TODAY - timedelta(days=400))
    assert evaluator.evaluate(holdings, TODAY) == first
