"""Levels compare through published mappings, credits stand for hours (INV-6)."""

from datetime import date

import pytest

from rung.core import Level
from rung.core.level import LevelsNotComparableError
from rung.qualifications import Credits, LevelMappings, credit_system, mappings_from, published_mappings
from rung.qualifications.errors import DocumentRefusedError, NotInForceError
from tests.qualifications.cast import TODAY, eqf

MAPPING = """
[[mapping]]
from = { framework = "A", version = "1" }
to = { framework = "B", version = "1" }
source = "S"
values = { 1 = 1, 2 = 3 }
"""


def test_a_mapping_holds_in_its_own_direction_and_is_never_chained() -> None:
    other = MAPPING.replace('"B"', '"C"').replace('"A"', '"B"')
    mappings = mappings_from((MAPPING + other).encode())
    a, b, c = (Level(name, "1", 2) for name in "ABC")
    assert mappings.translated(a, "B", "1") == Level("B", "1", 3)
    assert mappings.satisfies(a, Level("B", "1", 3))
    assert not mappings.satisfies(a, Level("B", "1", 4))
    for held, required in ((b, a), (a, c), (Level("A", "1", 3), b), (Level("A", "2", 2), b)):
        with pytest.raises(LevelsNotComparableError, match="does not compare"):
            mappings.satisfies(held, required)


def test_the_least_values_that_suffice_are_known_for_each_mapped_framework() -> None:
    mappings = mappings_from(MAPPING.encode())
    assert mappings.least_values(Level("B", "1", 2)) == {("B", "1"): 2, ("A", "1"): 2}
    assert mappings.least_values(Level("B", "1", 4))["A", "1"] > 99


def test_the_polish_framework_maps_level_by_level() -> None:
    for value in range(1, 9):
        held = Level("PRK", "2016", value)
        assert published_mappings().translated(held, "EQF", "2017") == eqf(value)
    assert LevelMappings().least_values(eqf(5)) == {("EQF", "2017"): 5}


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        ("1 = 1, 2 = 3", "1 = 3, 2 = 1", "a higher level must not map to a lower one"),
        ("1 = 1", "zero = 1", r"mapping\[1\].values.zero: a level is a whole number"),
        ("1 = 1", "100 = 1", r"mapping\[1\].values.100: a level is a whole number"),
        ("source", "sauce", r"mapping\[1\].source: this has to be given"),
    ],
)
def test_a_mapping_that_is_wrong_names_the_place(was: str, becomes: str, said: str) -> None:
    with pytest.raises(DocumentRefusedError, match=said):
        mappings_from(MAPPING.replace(was, becomes, 1).encode())


def test_two_mappings_between_the_same_frameworks_are_refused() -> None:
    with pytest.raises(DocumentRefusedError, match=r"mapping\[2\].from: these two frameworks are mapped twice"):
        mappings_from((MAPPING + MAPPING).encode())


def test_ects_credits_stand_for_25_hours_and_new_zealand_ones_for_10() -> None:
    assert credit_system("ECTS", TODAY).minutes(Credits("ECTS", 250)) == 3_750
    assert credit_system("NZQCF", TODAY).minutes(Credits("NZQCF", 4_000)) == 24_000
    with pytest.raises(NotInForceError, match="“ECTS” stands for on 1980-01-01 is not known"):
        credit_system("ECTS", date(1980, 1, 1))


def test_credits_that_cannot_be_are_refused() -> None:
    with pytest.raises(ValueError, match="at least a hundredth"):
        Credits("ECTS", 0)
