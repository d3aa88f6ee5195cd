"""Whether a value is right, and what is wrong with it, are two answers of one table: they agree."""

import copy
from collections.abc import Iterator
from contextlib import suppress
from functools import reduce
from operator import getitem
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rung.credentials import open_badges
from rung.credentials.errors import UnsupportedFormatError
from rung.credentials.reading import Kind
from tests.credentials import cast

SHAPE = open_badges.credential_shape(open_badges.date_terms(cast.unsigned()), Kind.ACHIEVEMENT)


def places(value: Any, here: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the place of every member and entry."""
    if isinstance(value, dict | list):
        for key, part in value.items() if isinstance(value, dict) else enumerate(value):
            yield (*here, key)
            yield from places(part, (*here, key))


PLACES = list(places(cast.unsigned()))
WRONG: st.SearchStrategy[Any] = st.sampled_from(
    [
        None,
        [],
        {},
        "",
        " ",
        "\x1c",
        0,
        1.5,
        True,
        "x",
        ["x"],
        [["x"]],
        [{}],
        {"id": "urn:a"},
        "urn:a",
        [None],
        "2026-01-01",
    ]
)


@settings(max_examples=400, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(PLACES), WRONG), max_size=3))
def test_accepting_means_finding_nothing(changes: list[tuple[tuple[Any, ...], Any]]) -> None:
    document = cast.unsigned()
    for place, value in changes:
        with suppress(KeyError, IndexError, TypeError):  # an earlier change may have taken the place away
            reduce(getitem, place[:-1], document)[place[-1]] = value
    assert SHAPE.accepts(document) == (not list(SHAPE.faults(document, ())))


@pytest.mark.parametrize(
    ("place", "members"),
    [
        ((), {"https://example.org/p": "x"}),
        (("issuer",), {"@context": "https://www.w3.org/ns/credentials/v2"}),
        (("credentialSubject", "achievement", "alignment", 0), {"@type": "Alignment"}),
        (("credentialSubject",), {"result": [[{"type": "Result"}]]}),
        (("credentialSubject", "achievement", "criteria"), {"a:b": []}),
    ],
)
def test_words_that_would_escape_the_rules_are_seen_wherever_they_stand(
    place: tuple[Any, ...], members: dict[str, Any]
) -> None:
    document = copy.deepcopy(cast.unsigned())
    reduce(getitem, place, document).update(members)
    with pytest.raises(UnsupportedFormatError):
        open_badges.check(document, Kind.ACHIEVEMENT)


def test_what_stands_in_proofs_and_contexts_is_left_to_others() -> None:
    document = {**cast.signed(), "proof": [{"@context": ["x"], "a:b": [[]]}]}
    assert [one.code for one in open_badges.check(document, Kind.ACHIEVEMENT)] == []
