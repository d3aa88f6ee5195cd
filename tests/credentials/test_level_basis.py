"""A level says on whose word it stands (QUAL-7), in a term that every reader of Open Badges knows."""

from dataclasses import replace

import pytest

from rung.core.errors import ValueRefusedError
from rung.core.level import Level
from rung.credentials import alignments, descriptors, open_badges
from rung.credentials.award import NoLevel, document
from rung.credentials.descriptors import Element
from rung.credentials.reading import Kind
from rung.credentials.statements import Statements
from tests.credentials.cast import AWARD, TESTING, unsigned

EQF_5 = Level("EQF", "2017", 5)


def levels_stated(basis: str) -> tuple[str, ...]:
    award = replace(AWARD, achievement=replace(TESTING, level=EQF_5, level_basis=basis))
    return descriptors.read(Statements(document(award)).credential).stated[Element.LEVEL]


@pytest.mark.parametrize("basis", [alignments.SELF_DECLARED, alignments.REFERENCED + "ZRK 13456"])
def test_the_basis_is_read_beside_the_level(basis: str) -> None:
    assert levels_stated(basis) == ("EQF 5", basis)


def test_without_a_basis_nothing_is_said_of_one() -> None:
    assert levels_stated("") == ("EQF 5",)


def test_the_document_keeps_the_published_shape() -> None:
    award = replace(AWARD, achievement=replace(TESTING, level=EQF_5, level_basis=alignments.SELF_DECLARED))
    assert open_badges.check(unsigned(award), Kind.ACHIEVEMENT) == ()


@pytest.mark.parametrize("level", [None, NoLevel.NOT_APPLICABLE])
def test_only_a_level_stands_on_a_word(level: NoLevel | None) -> None:
    with pytest.raises(ValueRefusedError, match="Only a level"):
        replace(TESTING, level=level, level_basis=alignments.SELF_DECLARED)
