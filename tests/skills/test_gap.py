from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rung.skills.errors import FigureRefusedError
from rung.skills.gap import Advice, Claim, Standing, Target, gap, targets_of
from tests.skills.cast import kitchen

VERIFIED, DECLARED, EXPIRED = Standing.VERIFIED, Standing.SELF_DECLARED, Standing.EXPIRED
BAKER = (Target("bread", level=4), Target("dough"), Target("oven", essential=False))


def test_coverage_weighs_levels_and_evidence_over_the_whole_target() -> None:
    # Weights 1 + 1 + 1/2 = 5/2. Bread: 3 of 4, verified: 3/4. Dough: self-declared: 1/2. Oven: expired: 0.
    # (3/4 + 1/2) / (5/2) = 1/2.
    claims = [Claim("bread", VERIFIED, 3), Claim("dough", DECLARED), Claim("oven", EXPIRED)]
    report = gap(BAKER, claims)
    assert report.coverage == Fraction(1, 2)
    assert not report.in_reach
    assert {one.skill: one.advice for one in report.skills} == {
        "bread": Advice.LEARN,
        "dough": Advice.GET_ASSESSED,
        "oven": Advice.RENEW,
    }


def test_sixty_percent_is_in_reach_and_less_is_not() -> None:
    # Five essential skills: three verified are 3/5, exactly the mark; the third only declared makes 5/10.
    targets = [Target(f"s{number}") for number in range(5)]
    held = [Claim("s0", VERIFIED), Claim("s1", VERIFIED)]
    assert gap(targets, [*held, Claim("s2", VERIFIED)]).in_reach
    assert not gap(targets, [*held, Claim("s2", DECLARED)]).in_reach


def test_of_several_claims_the_best_counts() -> None:
    # Level 2 of 4 verified is 1/2; level 4 declared is 1/2; both together are still 1/2, and only an assessment lacks.
    (one,) = gap([Target("bread", level=4)], [Claim("bread", VERIFIED, 2), Claim("bread", DECLARED, 4)]).skills
    assert (one.brings, one.advice) == (Fraction(1, 2), Advice.GET_ASSESSED)


def test_a_level_above_the_required_one_brings_no_more() -> None:
    assert gap([Target("bread", level=2)], [Claim("bread", VERIFIED, 8)]).coverage == 1


def test_an_expired_claim_below_the_level_is_no_way_back() -> None:
    (one,) = gap([Target("bread", level=2)], [Claim("bread", EXPIRED, 1)]).skills
    assert one.advice is Advice.LEARN


def test_what_would_add_most_comes_first() -> None:
    # Oven weighs 1/5 and is open; bread and dough weigh 2/5, of which dough is half there: 2/5, 1/5, 1/5.
    report = gap(BAKER, [Claim("dough", DECLARED)])
    assert [(one.skill, one.would_bring) for one in report.skills] == [
        ("bread", Fraction(2, 5)),
        ("dough", Fraction(1, 5)),
        ("oven", Fraction(1, 5)),
    ]


def test_an_occupation_asks_for_essential_and_optional_skills() -> None:
    found = targets_of(kitchen(), "urn:test:occupation:baker")
    assert [(one.skill[-5:], one.essential) for one in found] == [("bread", True), ("dough", True), (":oven", False)]


def test_the_json_names_every_skill() -> None:
    found = gap(BAKER, [Claim("bread", VERIFIED, 4)]).as_json()
    assert found["coverage"] == 0.4
    assert found["skills"][0] == {
        "skill": "dough",
        "essential": True,
        "brings": 0.0,
        "would_bring": 0.4,
        "advice": "learn",
    }


@pytest.mark.parametrize("targets", [[], [Target("bread"), Target("bread", level=2)]])
def test_a_target_without_skills_or_with_one_twice_is_refused(targets: list[Target]) -> None:
    with pytest.raises(FigureRefusedError):
        gap(targets, [])


def test_a_level_below_one_is_refused() -> None:
    with pytest.raises(FigureRefusedError, match="a level is 1 or more, not 0"):
        Claim("bread", VERIFIED, 0)


CLAIMS = st.lists(
    st.builds(Claim, st.sampled_from(["bread", "dough", "oven"]), st.sampled_from(Standing), st.integers(1, 8)),
    max_size=6,
)


@given(CLAIMS)
def test_the_parts_sum_up_and_removing_a_skill_takes_exactly_what_it_brought(claims: list[Claim]) -> None:
    report = gap(BAKER, claims)
    assert report.coverage + sum(one.would_bring for one in report.skills) == 1
    for one in report.skills:
        without = gap(BAKER, [claim for claim in claims if claim.skill != one.skill])
        assert report.coverage - without.coverage == one.brings


@given(CLAIMS)
def test_the_order_of_claims_does_not_matter(claims: list[Claim]) -> None:
    assert gap(BAKER, claims) == gap(BAKER, claims[::-1])
