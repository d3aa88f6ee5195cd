from functools import lru_cache

import pytest

from rung.skills.career_index import CareerIndex, build_career_index
from rung.skills.career_moves import career_moves, next_skills
from rung.skills.concept import ConceptKind
from rung.skills.errors import UnknownConceptError
from rung.skills.gap import Claim, Standing, gap, targets_of
from rung.skills.local_form import read_local
from rung.skills.starter import starter_taxonomy
from rung.skills.taxonomy import Taxonomy

TEXT = """
namespace = "urn:t:"
[skill]
metal = { en = ["work metal"] }
steel = { en = ["weld steel"], broader = ["metal"] }
iron = { en = ["weld iron"], broader = ["metal"] }
drawings = { en = ["read drawings"] }
law = { en = ["know the law"] }
[occupation.welder]
code = "7212"
en = ["welder"]
essential = ["iron", "drawings"]
[occupation.steelworker]
code = "7214"
en = ["steel worker"]
essential = ["steel", "drawings"]
[occupation.engineer]
code = "2144"
en = ["metal engineer"]
essential = ["steel", "drawings", "metal"]
[occupation.clerk]
code = "4110"
en = ["law clerk"]
essential = ["law"]
"""


@lru_cache(maxsize=1)
def workshop() -> CareerIndex:
    return build_career_index(Taxonomy.of("Workshop", "1", read_local({"workshop": TEXT.encode()})), "en")


@lru_cache(maxsize=1)
def starter() -> CareerIndex:
    return build_career_index(starter_taxonomy(), "pl")


def occupation(name: str) -> str:
    return next(one.uri for one in starter_taxonomy().of_kind(ConceptKind.OCCUPATION) if one.name("en") == name)


def test_a_move_is_explained_by_what_is_there_near_and_missing() -> None:
    best = career_moves(workshop(), "urn:t:occupation:welder")[0]
    assert best.occupation == "urn:t:occupation:steelworker"
    assert best.shared == ("urn:t:skill:drawings",)
    assert [(one.skill, one.by) for one in best.near] == [("urn:t:skill:steel", "urn:t:skill:iron")]
    assert best.missing == ()


def test_a_skill_of_the_same_kind_brings_half_and_rare_skills_weigh_more() -> None:
    # Four occupations: ln(5/(n+1)) + 1 for drawings (3) is 1.2231, for steel (2) 1.5108.
    # (1.2231 + 1.5108 / 2) / (1.2231 + 1.5108) = 0.7237.
    assert career_moves(workshop(), "urn:t:occupation:welder")[0].covered == 0.7237


def test_work_two_skill_levels_away_is_left_out_unless_asked_for() -> None:
    # ISCO-08: major group 7 is skill level 2, major group 2 is level 4.
    near = {one.occupation for one in career_moves(workshop(), "urn:t:occupation:welder")}
    every = {one.occupation for one in career_moves(workshop(), "urn:t:occupation:welder", any_level=True)}
    assert every - near == {"urn:t:occupation:engineer"}


def test_a_tester_goes_first_where_testers_go() -> None:
    moves = career_moves(starter(), occupation("software tester"), 5)
    names = [starter_taxonomy().concept(one.occupation).name("en") for one in moves]
    assert "test automation engineer" in names
    assert not {"cook", "cleaner", "seamstress"} & set(names)


def test_likeness_is_mutual_and_highest_with_oneself() -> None:
    index = starter()
    first, second = 3, 40
    assert index.similarities(first)[second] == pytest.approx(index.similarities(second)[first], abs=1e-5)
    assert int(index.similarities(first).argmax()) == first
    assert index.similarities(first)[first] == pytest.approx(1, abs=1e-5)


def test_the_same_question_has_the_same_answer() -> None:
    again = build_career_index(starter_taxonomy(), "pl")
    assert career_moves(again, occupation("cook")) == career_moves(starter(), occupation("cook"))


def test_a_skill_is_no_origin() -> None:
    with pytest.raises(UnknownConceptError, match="no occupation with skills"):
        career_moves(workshop(), "urn:t:skill:iron")


def test_the_next_skill_is_the_one_that_opens_most_doors() -> None:
    # Held: drawings. With steel, steelworker is whole (2/2) and engineer at 2/3; with iron, welder alone.
    found = next_skills(workshop(), [Claim("urn:t:skill:drawings", Standing.VERIFIED)])
    assert (found[0].skill, found[0].opens) == (
        "urn:t:skill:steel",
        ("urn:t:occupation:engineer", "urn:t:occupation:steelworker"),
    )


def test_a_door_that_is_said_to_open_does_open() -> None:
    claims = [Claim(skill, Standing.SELF_DECLARED) for skill in starter_taxonomy().essential(occupation("cleaner"))]
    claims += [Claim(one.skill, Standing.VERIFIED) for one in claims[:4]]
    found = next_skills(starter(), claims, 50)
    assert found
    for one in found:
        for opened in one.opens:
            targets = targets_of(starter_taxonomy(), opened)
            assert not gap(targets, claims).in_reach
            assert gap(targets, [*claims, Claim(one.skill, Standing.VERIFIED)]).in_reach


def test_the_json_names_the_release() -> None:
    assert career_moves(workshop(), "urn:t:occupation:welder")[0].as_json()["release"].startswith("Workshop 1 (")
