from fractions import Fraction

import pytest

from rung.skills.errors import FigureRefusedError
from rung.skills.local_form import read_local
from rung.skills.overlap import overlap
from rung.skills.taxonomy import Taxonomy

TEXT = """
namespace = "urn:t:"
[skill]
a = { en = ["a"] }
b = { en = ["b"] }
c = { en = ["c"] }
d = { en = ["d"] }
e = { en = ["e"] }
[occupation.one]
en = ["one"]
essential = ["a", "b", "c"]
[occupation.two]
en = ["two"]
essential = ["b", "c", "d", "e"]
optional = ["a"]
[occupation.none]
en = ["none"]
optional = ["a"]
"""
SMALL = Taxonomy.of("Small", "1", read_local({"small": TEXT.encode()}))
ONE, TWO, NONE = (f"urn:t:occupation:{key}" for key in ("one", "two", "none"))


def test_symmetric_and_both_directed_values_are_told() -> None:
    # Shared b, c. All: a, b, c, d, e. One brings 2 of the 4 that two needs; two brings 2 of the 3 that one needs.
    found = overlap(SMALL, ONE, TWO)
    assert (found.symmetric, found.first_to_second, found.second_to_first) == (
        Fraction(2, 5),
        Fraction(1, 2),
        Fraction(2, 3),
    )


def test_the_skills_behind_the_figures_are_named() -> None:
    found = overlap(SMALL, ONE, TWO).as_json()
    assert found["shared"] == ["urn:t:skill:b", "urn:t:skill:c"]
    assert found["only_first"] == ["urn:t:skill:a"]
    assert found["second_to_first"] == 0.6667


def test_turning_the_occupations_round_turns_the_directions_round() -> None:
    there, back = overlap(SMALL, ONE, TWO), overlap(SMALL, TWO, ONE)
    assert there.symmetric == back.symmetric
    assert there.first_to_second == back.second_to_first


def test_an_occupation_overlaps_itself_fully() -> None:
    assert overlap(SMALL, ONE, ONE).symmetric == 1


def test_an_occupation_without_essential_skills_cannot_be_compared() -> None:
    with pytest.raises(FigureRefusedError, match="has no essential skills in Small 1"):
        overlap(SMALL, ONE, NONE)
