"""R-STACK version 1 over METIS units, with every figure worked out by hand beside it."""

from dataclasses import replace
from datetime import date

from rung.core import Period
from rung.qualifications import (
    Change,
    Evaluator,
    Kind,
    Reason,
    Route,
    StackEvaluation,
    consequences,
    evaluate,
    shipped_rule,
)
from tests.qualifications.cast import TODAY, core, held, supplementary

RULE = shipped_rule("r-stack")

A, B, C, D = core("a", 40, 5), core("b", 50, 4), core("c", 30, 6), core("d", 45, 4)
EXTRA_A = supplementary("extra-a", 12, of="a", level=5)
EXTRA_D = supplementary("extra-d", 15, of="d", level=4)
EXTRA_E = supplementary("extra-e", 10, of="e", level=7)


def counted(result: StackEvaluation) -> set[str]:
    return {one.unit for one in result.counted}


def reasons(result: StackEvaluation) -> dict[str, tuple[Reason, tuple[str, ...]]]:
    return {one.unit: (one.reason, one.because) for one in result.not_counted}


def test_the_best_set_is_found_where_taking_the_longest_first_would_fail() -> None:
    """A 40 h at level 5, B 50 h at 4, C 30 h at 6, D 45 h at 4, and a supplementary unit to each of A, D and E.

    At level 5 or above: A + C + extra-a = 40 + 30 + 12 = 82 h. With a share of 60 % the hours below it may be at most
    82 × 40 / 60 = 54.67. Of B (50), D (45), D with extra-d (60) and B with D (95) the most that fits is B: 50.
    So A, B, C and extra-a count: 132 h (120 needed), three core units (three needed), share 82 / 132 = 62.12 %.
    The longest first would be B, D, A = 135 h with a share of 40 / 135 = 29.6 %.
    """
    result = evaluate(RULE, [held(one) for one in (A, B, C, D, EXTRA_A, EXTRA_D, EXTRA_E)], TODAY)
    assert result.eligible
    assert counted(result) == {"a", "b", "c", "extra-a"}
    assert result.minutes == 132 * 60
    assert [one.sentence for one in result.clauses] == [
        "Core units: 3 of 3 units.",
        "Hours in all: 132 of 120 hours.",
        "Share of hours at EQF level 5 or above: 62.12 of 60 %.",
    ]
    assert reasons(result) == {
        "d": (Reason.BREAKS_CLAUSE, ("level-share",)),  # with D: 82 / 177 = 46.3 %
        "extra-d": (Reason.COMPANION_NOT_COUNTED, ("d",)),
        "extra-e": (Reason.COMPANION_NOT_COUNTED, ("e",)),
    }
    assert {one.unit: one.slot for one in result.counted} == {
        "a": "core-units",
        "b": "core-units",
        "c": "core-units",
        "extra-a": "",
    }


def test_a_shortfall_is_stated_in_units_and_in_hours() -> None:
    """A, C and extra-a: 2 of 3 core units, so 1 is missing; 40 + 30 + 12 = 82 of 120 h, so 38 are."""
    result = evaluate(RULE, [held(one) for one in (A, C, EXTRA_A)], TODAY)
    assert not result.eligible
    assert [(one.clause.id, one.missing) for one in result.shortfalls] == [("core-units", 1), ("hours", 38 * 60)]
    assert [one.sentence for one in result.shortfalls] == [
        "Core units: 2 of 3 units; 1 unit missing.",
        "Hours in all: 82 of 120 hours; 38 hours missing.",
    ]


def test_where_the_rule_cannot_be_met_most_clauses_come_before_the_rest() -> None:
    """A, B, D: 3 core units, 135 h, share 40 / 135 = 29.63 %. All three clauses are out of reach: A bears only
    40 × 40 / 60 = 26.67 h below its level. So core units and hours are met. The share needs x more hours at level 5:
    (40 + x) / (135 + x) = 0.6 gives x = 41 / 0.4 = 102.5.
    """
    result = evaluate(RULE, [held(one) for one in (A, B, D)], TODAY)
    assert counted(result) == {"a", "b", "d"}
    assert [one.sentence for one in result.shortfalls] == [
        "Share of hours at EQF level 5 or above: 29.63 of 60 %; 102.5 hours missing."
    ]


def test_exactly_sixty_percent_and_exactly_the_hours_suffice() -> None:
    """36 + 36 = 72 h at level 5 of 72 + 48 = 120 h are 60 %. A minute less at the level, and hours and share both fail:
    with Z only the core units are met, without it only the share, and with it there are more hours.
    """
    level_five, other, below = core("x", 36), core("y", 36), core("z", 48, 4)
    assert evaluate(RULE, [held(one) for one in (level_five, other, below)], TODAY).eligible
    shorter = replace(level_five, minutes=36 * 60 - 1)
    result = evaluate(RULE, [held(one) for one in (shorter, other, below)], TODAY)
    assert not result.eligible
    assert [one.clause.id for one in result.shortfalls] == ["hours", "level-share"]


def test_three_core_units_below_the_level_do_not_reach_the_share() -> None:
    result = evaluate(RULE, [held(core(name, 45, 4)) for name in "xyz"], TODAY)
    assert result.shortfalls[0].sentence == (
        "Share of hours at EQF level 5 or above: 0 of 60 %; 202.5 hours missing."  # x / (135 + x) = 0.6: 81 / 0.4
    )


def test_five_years_to_the_day_still_count_and_a_day_more_does_not() -> None:
    on = date(2026, 5, 1)
    units = [held(core(name, 45)) for name in "xy"]
    at_the_limit = held(core("z", 45), issued=date(2021, 5, 1))
    assert evaluate(RULE, [*units, at_the_limit], on).eligible
    result = evaluate(RULE, [*units, replace(at_the_limit, issued=date(2021, 4, 30))], on)
    assert reasons(result) == {"z": (Reason.TOO_OLD, ())}
    assert not result.eligible


def test_each_thing_that_speaks_against_a_credential_is_named() -> None:
    unit = core("z", 45)
    spoilt = {
        Reason.NOT_YET_ISSUED: held(unit, id="1", issued=date(2026, 5, 2)),
        Reason.REVOKED: held(unit, id="2", revoked_on=TODAY),
        Reason.SUSPENDED: held(unit, id="3", suspensions=(Period(date(2026, 4, 1)),)),
        Reason.EXPIRED: held(unit, id="4", valid_until=TODAY),
        Reason.PARTICIPATION_BADGE: held(unit, id="5", kind=Kind.PARTICIPATION_BADGE),
        Reason.NOT_ASSESSED: held(unit, id="6", assessed=False),
        Reason.TOO_OLD: held(unit, id="7", issued=date(2020, 1, 1)),
    }
    result = evaluate(RULE, spoilt.values(), TODAY)
    assert {one.reason: one.holding for one in result.not_counted} == {why: one.id for why, one in spoilt.items()}
    assert not result.counted
    assert all(one.sentence for one in result.not_counted)


def test_revocation_acts_from_its_day_on_and_the_past_keeps_its_answer() -> None:
    stack = [held(core(name, 45)) for name in "xy"]
    revoked = held(core("z", 45), revoked_on=date(2026, 4, 10))
    assert evaluate(RULE, [*stack, revoked], date(2026, 4, 9)).eligible
    assert not evaluate(RULE, [*stack, revoked], date(2026, 4, 10)).eligible


def test_a_suspension_that_ended_is_forgotten() -> None:
    stack = [held(core(name, 45)) for name in "xy"]
    back = held(core("z", 45), suspensions=(Period(date(2026, 3, 1), date(2026, 4, 1)),))
    assert not evaluate(RULE, [*stack, back], date(2026, 3, 31)).eligible
    assert evaluate(RULE, [*stack, back], date(2026, 4, 1)).eligible


def test_the_route_changes_nothing() -> None:
    by_course = [held(core(name, 45)) for name in "xyz"]
    by_validation = [replace(one, route=Route.VALIDATION) for one in by_course]
    assert evaluate(RULE, by_course, TODAY) == evaluate(RULE, by_validation, TODAY)


def test_it_says_what_a_loss_a_renewal_and_one_more_unit_would_change() -> None:
    """X, Y and Z of 45 h each, Z expired: 90 h, 2 core units. Z renewed: 135 h, 3. One more unit of 29 h: 119 of 120 h;
    of 30 h: 120. Without Y: 45 h, 1 core unit, and the share still whole.
    """
    holdings = [held(core(name, 45)) for name in "xy"] + [held(core("z", 45), valid_until=TODAY)]
    offered = [core("short", 29), core("enough", 30)]
    found = {one.subject: one for one in consequences(Evaluator(RULE), holdings, TODAY, offered)}
    assert {name: (one.change, one.eligible, one.minutes // 60) for name, one in found.items()} == {
        "credential-x": (Change.LOST, False, -45),
        "credential-y": (Change.LOST, False, -45),
        "credential-z": (Change.RENEWED, True, 45),
        "short": (Change.ADDED, False, 29),
        "enough": (Change.ADDED, True, 30),
    }
    assert found["credential-z"].gained == ("core-units", "hours")
    assert found["short"].gained == ("core-units",)
    assert found["credential-x"].broken == ()


def test_a_loss_that_breaks_a_clause_names_it() -> None:
    holdings = [held(core(name, 45)) for name in "xyz"]
    lost = consequences(Evaluator(RULE), holdings, TODAY)
    assert {one.broken for one in lost} == {("core-units", "hours")}  # 2 of 3 units, 90 of 120 h
