"""Each part of a rule by itself: clauses, equivalences, prerequisites, exclusions, levels, slots, limits."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import pairwise

import pytest

from rung.core import Level
from rung.qualifications import (
    Clause,
    Conditions,
    Credits,
    CreditSum,
    Evaluator,
    Holding,
    HourShare,
    Kind,
    LevelMappings,
    Prerequisite,
    Reason,
    Selection,
    StackingRule,
    evaluate,
)
from rung.qualifications.errors import HoldingsRefusedError, RuleRefusedError, TooComplexError
from tests.qualifications.cast import (
    TITLE,
    TODAY,
    core,
    eqf,
    held,
    hours_clause,
    rule,
    share_clause,
    supplementary,
    units_clause,
)


def counted(of: StackingRule, *holdings: Holding) -> set[str]:
    result = evaluate(of, holdings, TODAY)
    return {one.holding for one in result.counted}


def against(of: StackingRule, *holdings: Holding) -> dict[str, tuple[Reason, tuple[str, ...]]]:
    result = evaluate(of, holdings, TODAY)
    return {one.holding: (one.reason, one.because) for one in result.not_counted}


# --- Slots -----------------------------------------------------------------------------------------------------------


def test_a_credential_that_two_clauses_want_goes_where_both_are_met() -> None:
    """A fits both clauses and B only the first: A has to go to the second, whatever comes first in the alphabet."""
    of = rule(units_clause(1, "either", units=("a", "b")), units_clause(1, "only", units=("a", "z")))
    result = evaluate(of, [held(core("a", 10)), held(core("b", 10))], TODAY)
    assert result.eligible
    assert {one.unit: one.slot for one in result.counted} == {"a": "only", "b": "either"}


def test_one_credential_never_meets_two_clauses() -> None:
    of = rule(units_clause(1, "one", types=("core",)), units_clause(1, "two", types=("core",)))
    result = evaluate(of, [held(core("a", 10))], TODAY)
    assert [one.met for one in result.clauses] == [True, False]
    assert result.shortfalls[0].missing == 1


def test_a_chain_of_clauses_is_untangled() -> None:
    """Each unit fits two neighbouring clauses, the last only one, so there is a single way to fill all four."""
    wants = (("a",), ("a", "b"), ("b", "c"), ("c", "d"))
    of = rule(*(units_clause(1, f"c{number}", units=units) for number, units in enumerate(wants)))
    result = evaluate(of, [held(core(name, 10)) for name in "abcd"], TODAY)
    assert {one.unit: one.slot for one in result.counted} == {"a": "c0", "b": "c1", "c": "c2", "d": "c3"}


def test_a_credential_is_moved_to_another_clause_when_that_lets_one_more_be_met() -> None:
    """The first clause takes A, which is all that the second can have; so it has to give A back and take B."""
    of = rule(
        units_clause(1, "first", units=("a", "b")),
        units_clause(1, "second", units=("a", "y")),
        units_clause(1, "third", units=("b", "c")),
    )
    result = evaluate(of, [held(core(name, 10)) for name in "abc"], TODAY)
    assert {one.unit: one.slot for one in result.counted} == {"a": "second", "b": "first", "c": "third"}


# --- Sums ------------------------------------------------------------------------------------------------------------


def test_credits_count_as_stated_and_hours_stand_for_them_where_there_are_none() -> None:
    """2.5 stated credits + 40 h / 25 = 1.6 make 4.1; 4.2 needed leaves 0.1. Credits of another system are not these."""
    clause = Clause("credits", TITLE, CreditSum("ECTS", 420, 25 * 60))
    stated = replace(core("a", 60), credits=Credits("ECTS", 250))
    foreign = replace(core("b", 40), credits=Credits("NZQCF", 400))
    result = evaluate(rule(clause), [held(stated), held(foreign)], TODAY)
    assert result.shortfalls[0].sentence == "Title: 4.1 of 4.2 credits; 0.1 credits missing."


def test_missing_credits_round_up_and_reached_ones_down() -> None:
    """10 h at 25 h are exactly 0.4; 10 h and 1 min are 0.40066…: reached 0.40, and of 0.5 missing 0.10 (0.0993…)."""
    clause = Clause("credits", TITLE, CreditSum("ECTS", 50, 25 * 60))
    result = evaluate(rule(clause), [held(replace(core("a", 10), minutes=601))], TODAY)
    assert (result.clauses[0].reached, result.clauses[0].missing) == (40, 10)


def test_hours_may_be_asked_of_a_selection() -> None:
    of = rule(hours_clause(40, types=("core",), fields=("design",)))
    design = replace(core("a", 40), field="design")
    assert evaluate(of, [held(design)], TODAY).eligible
    assert not evaluate(of, [held(replace(design, field="production"))], TODAY).eligible


def test_a_share_of_nothing_is_not_reached() -> None:
    result = evaluate(rule(share_clause(60)), [], TODAY)
    assert not result.eligible
    assert result.clauses[0].reached == 0


def test_a_whole_share_leaves_out_what_is_below_the_level() -> None:
    of = rule(share_clause(100), hours_clause(30))
    assert counted(of, held(core("a", 30)), held(core("b", 50, 4))) == {"credential-a"}


def test_a_whole_share_that_other_clauses_outvote_tells_what_stands_outside() -> None:
    """Two clauses need B (80 h, two units), one refuses it: the share is lost, with B's 50 hours outside."""
    of = rule(share_clause(100), hours_clause(80), units_clause(2))
    result = evaluate(of, [held(core("a", 30)), held(core("b", 50, 4))], TODAY)
    assert [(one.clause.id, one.missing) for one in result.shortfalls] == [("share", 50 * 60)]


def test_the_hours_missing_from_a_share_are_rounded_up_to_the_minute() -> None:
    """600 of 1,201 minutes: (600 + x) / (1201 + x) = 0.6 gives x = (720.6 - 600) / 0.4 = 301.5, so 302 are missing."""
    of = rule(share_clause(60), units_clause(2), hours_clause(20))
    below = replace(core("b", 10, 4), minutes=601)
    result = evaluate(of, [held(core("a", 10)), held(below)], TODAY)
    assert result.shortfalls[0].sentence == "Title: 49.96 of 60 %; 5 h 2 min missing."


def test_a_clause_may_ask_for_recent_credentials() -> None:
    of = rule(units_clause(1, issued_within_months=12))
    assert evaluate(of, [held(core("a", 10), issued=date(2025, 5, 1))], TODAY).eligible
    assert not evaluate(of, [held(core("a", 10), issued=date(2025, 4, 30))], TODAY).eligible


def test_a_greatest_age_beyond_all_calendars_accepts_everything() -> None:
    of = rule(units_clause(1), conditions=Conditions(issued_within_months=1200))
    assert evaluate(of, [held(core("a", 10), issued=date(1, 1, 1))], date(50, 1, 1)).eligible


def test_a_rule_may_accept_some_kinds_only() -> None:
    of = rule(units_clause(1), conditions=Conditions(kinds=(Kind.QUALIFICATION,)))
    assert against(of, held(core("a", 10))) == {"credential-a": (Reason.KIND_NOT_ACCEPTED, ())}
    assert evaluate(of, [held(core("a", 10), kind=Kind.QUALIFICATION)], TODAY).eligible


def test_without_the_condition_an_unassessed_certificate_counts_but_a_badge_does_not() -> None:
    of = rule(units_clause(1))
    assert evaluate(of, [held(core("a", 10), assessed=False)], TODAY).eligible
    assert not evaluate(of, [held(core("a", 10), kind=Kind.PARTICIPATION_BADGE)], TODAY).eligible


# --- Equivalents -----------------------------------------------------------------------------------------------------


def test_of_equivalent_units_the_longer_counts_and_only_once() -> None:
    of = rule(hours_clause(60), equivalences=(("a", "b"),))
    assert counted(of, held(core("a", 40)), held(core("b", 50))) == {"credential-b"}
    assert against(of, held(core("a", 40)), held(core("b", 50))) == {
        "credential-a": (Reason.EQUIVALENT_COUNTS, ("credential-b",))
    }


def test_of_equivalent_units_the_shorter_counts_where_its_level_is_needed() -> None:
    """B alone has 50 h below the level; A 40 h at it. The share is met with A only."""
    of = rule(share_clause(60), equivalences=(("a", "b"),))
    assert counted(of, held(core("a", 40)), held(core("b", 50, 4))) == {"credential-a"}


def test_the_same_unit_twice_counts_once() -> None:
    of = rule(units_clause(2))
    result = evaluate(of, [held(core("a", 40)), held(core("a", 40), id="again")], TODAY)
    assert result.clauses[0].missing == 1


def test_when_the_counting_equivalent_lapses_the_other_takes_its_place() -> None:
    of = rule(units_clause(1), equivalences=(("a", "b"),))
    assert counted(of, held(core("a", 40)), held(core("b", 50), valid_until=TODAY)) == {"credential-a"}


def test_an_equivalent_stands_in_wherever_the_rule_names_the_unit() -> None:
    """As a choice, as the core of a supplementary unit, and as a prerequisite."""
    of = rule(
        units_clause(1, units=("a", "z")),
        conditions=Conditions(supplementary_needs_core=True),
        equivalences=(("a", "b"),),
        prerequisites=(Prerequisite("c", ("a",)),),
    )
    stack = (held(core("b", 40)), held(supplementary("s", 10, of="a")), held(core("c", 30)))
    assert counted(of, *stack) == {"credential-b", "credential-s", "credential-c"}


# --- Prerequisites, companions, exclusions ---------------------------------------------------------------------------


def test_a_prerequisite_that_has_to_be_held_may_be_too_old_to_count() -> None:
    of = rule(
        units_clause(1), conditions=Conditions(issued_within_months=12), prerequisites=(Prerequisite("b", ("a",)),)
    )
    old, new = held(core("a", 10), issued=date(2015, 1, 1)), held(core("b", 10), issued=date(2026, 1, 1))
    assert counted(of, old, new) == {"credential-b"}
    assert against(of, new) == {"credential-b": (Reason.PREREQUISITE_NOT_HELD, ("a",))}
    expired = replace(old, valid_until=TODAY)
    assert against(of, expired, new)["credential-b"] == (Reason.PREREQUISITE_NOT_HELD, ("a",))


def test_a_prerequisite_that_has_to_count_must_not_be_too_old() -> None:
    of = rule(
        units_clause(1),
        conditions=Conditions(issued_within_months=12),
        prerequisites=(Prerequisite("b", ("a",), counted=True),),
    )
    old, new = held(core("a", 10), issued=date(2015, 1, 1)), held(core("b", 10), issued=date(2026, 1, 1))
    assert against(of, old, new)["credential-b"] == (Reason.COMPANION_NOT_COUNTED, ("a",))


def test_a_core_unit_below_the_level_is_carried_along_if_its_supplements_are_worth_it() -> None:
    """Core D: 10 h at level 4, its supplementary units 15 + 15 h at level 5: together 30 / 40 = 75 % of 60 % needed."""
    of = rule(share_clause(60), hours_clause(40), conditions=Conditions(supplementary_needs_core=True))
    stack = [held(core("d", 10, 4)), *(held(supplementary(name, 15, of="d")) for name in "st")]
    assert evaluate(of, stack, TODAY).eligible


def test_a_supplementary_unit_without_a_core_never_counts_under_that_condition() -> None:
    of = rule(hours_clause(5), conditions=Conditions(supplementary_needs_core=True))
    assert against(of, held(supplementary("s", 10, of=""))) == {"credential-s": (Reason.COMPANION_NOT_COUNTED, ())}
    assert not Evaluator(of).is_eligible([held(supplementary("s", 10, of=""))], TODAY)
    assert evaluate(rule(hours_clause(5)), [held(supplementary("s", 10, of=""))], TODAY).eligible


def test_two_that_exclude_each_other_do_not_both_count_and_neither_bars_the_person() -> None:
    of = rule(hours_clause(50), exclusions=(("a", "b"),))
    assert counted(of, held(core("a", 40)), held(core("b", 50))) == {"credential-b"}
    assert against(of, held(core("a", 40)), held(core("b", 50))) == {
        "credential-a": (Reason.EXCLUDED, ("credential-b",))
    }
    assert evaluate(of, [held(core("a", 40)), held(core("b", 50))], TODAY).eligible


def test_an_exclusion_gives_up_the_longer_unit_if_two_others_make_more() -> None:
    """B (50 h) excludes A and C (40 h each), which do not exclude each other: 80 h beat 50."""
    of = rule(hours_clause(1), exclusions=(("a", "b"), ("b", "c")))
    stack = [held(core("a", 40)), held(core("b", 50)), held(core("c", 40))]
    assert counted(of, *stack) == {"credential-a", "credential-c"}


# --- Levels ----------------------------------------------------------------------------------------------------------


def test_a_level_of_a_mapped_framework_counts() -> None:
    of = rule(units_clause(1, level=eqf(5)))
    polish = replace(core("a", 40), level=Level("PRK", "2016", 5))
    assert evaluate(of, [held(polish)], TODAY).eligible
    assert not evaluate(of, [held(replace(polish, level=Level("PRK", "2016", 4)))], TODAY).eligible


def test_without_a_published_mapping_a_level_counts_for_nothing_and_the_proof_says_so() -> None:
    of = rule(units_clause(1, level=eqf(5)))
    for level in (Level("DigComp", "2.2", 8), Level("EQF", "2008", 8)):
        result = evaluate(of, [held(replace(core("a", 40), level=level))], TODAY)
        assert not result.eligible
        assert result.clauses[0].not_comparable == ("credential-a",)
    polish = held(replace(core("a", 40), level=Level("PRK", "2016", 8)))
    assert not evaluate(of, [polish], TODAY, LevelMappings()).eligible


def test_a_unit_to_which_no_level_applies_is_below_every_level() -> None:
    result = evaluate(rule(share_clause(50)), [held(replace(core("a", 40), level=None))], TODAY)
    assert not result.eligible
    assert result.clauses[0].not_comparable == ()


# --- Limits ----------------------------------------------------------------------------------------------------------


def test_a_choice_without_end_is_given_up_with_advice() -> None:
    """Forty units, each excluding the next, of forty lengths, half of them below the level."""
    names = [f"u{number:02d}" for number in range(40)]
    pairs = tuple(pairwise(names))
    of = rule(share_clause(60), exclusions=pairs)
    stack = [
        held(replace(core(name, 40, 4 + number % 2), minutes=1_800 + number * number))
        for number, name in enumerate(names)
    ]
    for ask in (Evaluator(of).evaluate, Evaluator(of).is_eligible):
        with pytest.raises(TooComplexError, match=r"40 units leave a choice open.*fewer shares, exclusions"):
            ask(stack, TODAY)


def test_clauses_that_compete_without_end_are_given_up_with_advice() -> None:
    """Sixteen clauses want three units each, one of their own and two of the three that all of them want."""
    names = [f"u{number}" for number in range(16)]
    clauses = [units_clause(3, name, units=(name, "x", "y", "z")) for name in names]
    with pytest.raises(TooComplexError, match="compete for the same credentials: let their selections differ"):
        evaluate(rule(*clauses), [held(core(name, 10)) for name in [*names, "x", "y", "z"]], TODAY)


def test_holdings_in_which_a_credential_stands_twice_are_refused() -> None:
    with pytest.raises(HoldingsRefusedError, match="credential-a stands twice"):
        evaluate(rule(units_clause(1)), [held(core("a", 10)), held(core("a", 10))], TODAY)


def test_more_credentials_than_a_person_can_have_are_refused() -> None:
    with pytest.raises(HoldingsRefusedError, match="500 are allowed"):
        evaluate(rule(units_clause(1)), [held(core(f"u{number}", 10)) for number in range(501)], TODAY)


# --- Rules that contradict themselves --------------------------------------------------------------------------------


def test_a_rule_that_contradicts_itself_is_refused_and_says_where() -> None:
    one = units_clause(1)
    with pytest.raises(RuleRefusedError, match="1 to 16 clauses, not 0"):
        rule()
    with pytest.raises(RuleRefusedError, match="Two clauses are called “units”"):
        rule(one, one)
    with pytest.raises(RuleRefusedError, match="“units” asks for 3 units and lists 2"):
        rule(units_clause(3, units=("a", "b", "c")), equivalences=(("b", "c"),))
    with pytest.raises(RuleRefusedError, match="equivalence of b, c"):
        rule(one, equivalences=(("a", "b"), ("b", "c")))
    with pytest.raises(RuleRefusedError, match="exclusion of a, b"):
        rule(one, equivalences=(("a", "b"),), exclusions=(("a", "b"),))
    with pytest.raises(RuleRefusedError, match="exclusion of a has"):
        rule(one, exclusions=(("a",),))
    with pytest.raises(RuleRefusedError, match="prerequisites of a, b, c lead back"):
        rule(one, prerequisites=(Prerequisite("a", ("b",)), Prerequisite("b", ("c",)), Prerequisite("c", ("a",))))
    with pytest.raises(RuleRefusedError, match="prerequisites of a lead back"):
        rule(one, prerequisites=(Prerequisite("a", ("b",)),), equivalences=(("a", "b"),))


def test_a_prerequisite_chain_is_no_circle() -> None:
    chain = (Prerequisite("a", ("b", "c"), counted=True), Prerequisite("b", ("c",), counted=True))
    of = rule(units_clause(3), prerequisites=chain)
    assert evaluate(of, [held(core(name, 10)) for name in "abc"], TODAY).eligible


@pytest.mark.parametrize("share", [Fraction(0), Fraction(101, 100), Fraction(-1, 2)])
def test_a_share_lies_above_nothing_and_up_to_everything(share: Fraction) -> None:
    with pytest.raises(ValueError, match="above 0 and at most 100"):
        HourShare(share)


def test_a_selection_without_conditions_takes_everything() -> None:
    assert Selection() == Selection((), (), (), None, None)
    assert evaluate(rule(units_clause(1)), [held(replace(core("a", 1), level=None, type=""))], TODAY).eligible
