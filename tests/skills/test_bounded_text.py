"""A text that was made to be slow takes no longer than an honest one of its length."""

import time

import pytest

from rung.skills.limits import MAX_TEXT
from rung.skills.occupation_linking import link_title
from tests.skills.extractors import starter_extractor, starter_occupations

pytestmark = pytest.mark.thorough

SECONDS = 20
"""Honest text of the longest length takes about 2 s; what grows with the square would take hours."""


PIECES = (
    *(" ", "a", "a. ", "A. B", "(k/", "płeć ", "ur. ", "pani ", "obywatel ", "- ", "\n"),
    *("niepełnosprawności ", "test ", "SQL "),
)


@pytest.mark.parametrize("piece", PIECES)
def test_the_longest_text_of_one_piece_takes_seconds(piece: str) -> None:
    text = piece * (MAX_TEXT // len(piece))
    start = time.process_time()
    starter_extractor().extract(text, "pl")
    assert time.process_time() - start < SECONDS


def test_a_title_of_any_length_is_compared_by_its_beginning() -> None:
    index = starter_occupations("pl")
    assert (
        link_title(index, "tester oprogramowania" + " " * 300 + "kucharz" * 100_000)[0].label == "tester oprogramowania"
    )
