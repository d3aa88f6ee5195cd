"""R-LADDER: a step opens when every lower step that it requires is held, by any route."""

from datetime import date

import pytest

from rung.core import Period
from rung.qualifications import Holding, Kind, Route, StepStanding, StepState, Unit, climb, ladder_from, shipped_ladder
from rung.qualifications.errors import DocumentRefusedError, RuleRefusedError
from tests.qualifications.cast import TODAY, eqf, held

CLEANING = shipped_ladder("cleaning")
STEPS = ("first-course", "second-course", "pressure-washer", "apprenticeship")


def credential(step: str, **changes: object) -> Holding:
    return held(Unit(f"cleaning/{step}", 60), **changes)


def standings(*holdings: Holding) -> dict[str, StepStanding]:
    return {one.step.id: one for one in climb(CLEANING, holdings, TODAY)}


def states(*holdings: Holding) -> list[str]:
    return [one.state.value for one in climb(CLEANING, holdings, TODAY)]


def test_the_cleaning_ladder_rises_from_eqf_1_to_an_apprenticeship_of_two_years_at_4() -> None:
    assert [(step.id, step.level) for step in CLEANING.steps] == [
        (name, eqf(level)) for level, name in enumerate(STEPS, 1)
    ]
    assert (CLEANING.steps[3].kind.value, CLEANING.steps[3].months) == ("apprenticeship", 24)


def test_to_somebody_with_nothing_the_first_step_is_open_and_the_next_names_what_is_missing() -> None:
    found = standings()
    assert states() == ["open", "closed", "closed", "closed"]
    assert found["second-course"].missing == ("first-course",)
    assert found["apprenticeship"].missing == ("pressure-washer",)
    assert found["apprenticeship"].way == STEPS


@pytest.mark.parametrize("route", list(Route))
def test_a_step_held_by_any_route_opens_the_next_and_the_route_is_told(route: Route) -> None:
    found = standings(credential("first-course", route=route))
    assert (found["first-course"].state, found["first-course"].route) == (StepState.HELD, route)
    assert found["second-course"].state is StepState.OPEN


def test_a_step_held_without_the_lower_ones_opens_the_next_and_leaves_them_open() -> None:
    assert states(credential("pressure-washer")) == ["open", "closed", "held", "open"]
    assert standings(credential("pressure-washer"))["apprenticeship"].way == ("apprenticeship",)


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": Kind.PARTICIPATION_BADGE},
        {"assessed": False},
        {"revoked_on": TODAY},
        {"valid_until": TODAY},
        {"suspensions": (Period(date(2026, 4, 1)),)},
        {"issued": date(2026, 5, 2)},
    ],
)
def test_what_does_not_hold_gives_no_step(changes: dict[str, object]) -> None:
    assert states(credential("first-course", **changes)) == ["open", "closed", "closed", "closed"]


def test_of_several_credentials_for_a_step_the_first_issued_is_named() -> None:
    early = credential("first-course", id="z", issued=date(2024, 1, 1))
    late = credential("first-course", id="a", issued=date(2025, 1, 1), route=Route.VALIDATION)
    assert standings(late, early)["first-course"].holding == "z"


LADDER = """
id = "l"
version = "1"
title = { en = "L" }
source = "S"
[[step]]
id = "one"
title = { en = "One" }
level = { framework = "EQF", version = "2017", value = 2 }
kind = "short-course"
units = ["u1"]
[[step]]
id = "two"
title = { en = "Two" }
level = { framework = "EQF", version = "2017", value = 3 }
kind = "short-course"
units = ["u2"]
requires = ["one"]
"""


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        ('requires = ["one"]', 'requires = ["three"]', "“two” requires “three”, which is not below it"),
        ('requires = ["one"]', 'requires = ["two"]', "“two” requires “two”, which is not below it"),
        ('id = "two"', 'id = "one"', "Two steps are called “one”"),
        ("value = 3", "value = 1", "“two” lies at a lower level"),
        ('version = "2017", value = 3', 'version = "2008", value = 3', "“two” lies at a level that does not compare"),
    ],
)
def test_a_ladder_that_contradicts_itself_names_the_step(was: str, becomes: str, said: str) -> None:
    with pytest.raises(RuleRefusedError, match=said):
        ladder_from(LADDER.replace(was, becomes, 1).encode())


@pytest.mark.parametrize(
    ("was", "becomes", "place"),
    [
        ('kind = "short-course"', 'kind = "chat"', r"ladder.step\[1\].kind: write one of short-course"),
        ('units = ["u2"]', "", r"ladder.step\[2\].units: name at least one"),
        ('source = "S"', "", "ladder.source"),
    ],
)
def test_a_ladder_that_is_wrong_names_the_place(was: str, becomes: str, place: str) -> None:
    with pytest.raises(DocumentRefusedError, match=place):
        ladder_from(LADDER.replace(was, becomes, 1).encode())
