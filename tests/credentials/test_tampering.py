"""No forged credential passes: a change is noticed, or changes neither what was signed nor what is shown."""

import copy
import itertools
import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rung.credentials import bitstring_status_list as lists
from rung.credentials.award import Achievement, Award, StatusEntry
from rung.credentials.bitstring_status_list import Bitstring
from rung.credentials.cryptosuites import EDDSA_JCS_2022, EDDSA_RDFC_2022
from rung.credentials.findings import Headline
from rung.credentials.jcs import canonical_json
from rung.credentials.jsonld import canonical_nquads
from tests.credentials import tampering
from tests.credentials.cast import (
    ANNA,
    AWARD,
    ISSUED,
    LIST_URL,
    SCHOOL,
    SCHOOL_DID,
    TESTING,
    as_bytes,
    judge,
    sign,
    signed,
    unsigned,
)

pytestmark = pytest.mark.thorough

SUITES = (EDDSA_RDFC_2022, EDDSA_JCS_2022)
REFUSED = {Headline.NOT_VALID, Headline.NOT_READABLE}
NUMBER = st.integers(0, 10**6)
ENTRY = 4242
LIST = as_bytes(
    sign(lists.credential(Bitstring.clear(), url=LIST_URL, issuer=SCHOOL_DID, purpose="revocation", valid_from=ISSUED))
)
FULL = replace(AWARD, status=(StatusEntry(LIST_URL, ENTRY),))
SMALL = Award(
    id="urn:uuid:0a3bb2a4-1c1e-4d6c-9a54-3a4a6d7e3333",
    issuer=replace(SCHOOL, country="", region=""),
    achievement=Achievement(id=TESTING.id, title="Tests", description="Tests software.", criteria="An examination."),
    learner=replace(ANNA, name=""),
    issued=ISSUED,
)


def shown(document: dict[str, Any] | bytes) -> dict[str, Any] | None:
    """Return everything that a person would see of `document`; of a refused one, nothing."""
    report = judge(document, status_lists={LIST_URL: LIST})
    if report.headline in REFUSED:
        return None
    seen = report.as_dict()
    findings = [(finding["code"], finding["data"]) for finding in seen["findings"]]
    return {"headline": seen["headline"], "issuer": seen["issuer"], "says": seen["credential"], "findings": findings}


def canonical(document: dict[str, Any], suite: str) -> bytes:
    """Return what the signature covers."""
    unsecured = {name: value for name, value in document.items() if name != "proof"}
    return canonical_json(unsecured) if suite == EDDSA_JCS_2022 else canonical_nquads(unsecured).encode()


def harmless(changes: Iterable[tuple[str, Any]], original: dict[str, Any], suite: str) -> list[str]:
    """Return the changes that passed, all of them proven to be harmless."""
    before, signed_bytes = shown(original), canonical(original, suite)
    assert before is not None
    passed = []
    for what, changed in changes:
        if not isinstance(changed, bytes) and as_bytes(changed) == as_bytes(original):
            continue
        after = shown(changed)
        if after is None:
            continue
        document = json.loads(changed) if isinstance(changed, bytes) else changed
        assert canonical(document, suite) == signed_bytes, what
        assert after == before, what
        passed.append(what)
    return passed


def tell(record_property: Callable[[str, object], None], name: str, passed: int, of: int) -> None:
    record_property("figure", f"{name}: {of} changes, {of - passed} refused, {passed} harmless ({passed / of:.1%})")


@pytest.mark.parametrize("suite", SUITES)
def test_no_change_of_a_single_field_passes_unless_it_changes_nothing(
    suite: str, record_property: Callable[[str, object], None]
) -> None:
    original = signed(FULL, suite=suite)
    changes = list(tampering.field_changes(original))
    passed = harmless(changes, original, suite)
    tell(record_property, f"fields, {suite}", len(passed), len(changes))
    assert len(changes) > 2_000


@pytest.mark.parametrize("suite", SUITES)
def test_no_change_of_a_single_byte_passes_unless_it_changes_nothing(
    suite: str, record_property: Callable[[str, object], None]
) -> None:
    original = signed(SMALL, suite=suite)
    changes = list(tampering.byte_changes(as_bytes(original)))
    passed = harmless(changes, original, suite)
    tell(record_property, f"bytes, {suite}", len(passed), len(changes))
    assert len(changes) > 4_000


def test_what_is_told_at_another_mention_of_a_thing_is_shown_all_the_same() -> None:
    """Linked data merges mentions of one `id`; a reader of plain JSON would lose or swap what was moved."""
    document = unsigned(SMALL)
    document["credentialSubject"]["achievement"]["creator"] = copy.deepcopy(document["issuer"])
    original = sign(document)
    passed = harmless(tampering.moved_members(original), original, EDDSA_RDFC_2022)
    assert "tell name of ('issuer',) at ('credentialSubject', 'achievement', 'creator')" in passed


def test_a_doubled_key_is_refused_wherever_it_stands() -> None:
    text = as_bytes(signed(SMALL)).decode()
    keys = [place for place in range(len(text)) if text.startswith('"name": "', place)]
    assert len(keys) == 3  # of the credential, the issuer and the achievement
    for place in keys:
        forged = f'{text[:place]}"name": "Forged", {text[place:]}'
        assert judge(forged.encode()).because[0].code == "format.json_duplicate_key"


@given(suite=st.sampled_from(SUITES), picks=st.lists(st.tuples(NUMBER, NUMBER), min_size=2, max_size=4))
@settings(max_examples=150, deadline=None)
def test_several_changes_at_once_do_not_cancel_out(suite: str, picks: list[tuple[int, int]]) -> None:
    original = changed = ORIGINALS[suite]
    for place, kind in picks:
        places = list(tampering.paths(changed))
        path = places[place % len(places)]
        changes = _changes_at(changed, path)
        changed = changes[kind % len(changes)]
    harmless([("several changes", changed)], original, suite)


@given(first=NUMBER, second=NUMBER)
@settings(max_examples=150, deadline=None)
def test_swapping_two_values_is_noticed_unless_they_are_equal(first: int, second: int) -> None:
    original = ORIGINALS[EDDSA_RDFC_2022]
    places = list(tampering.paths(original))
    one, other = places[first % len(places)], places[second % len(places)]
    shortest = min(len(one), len(other))
    if one[:shortest] == other[:shortest]:
        return
    swapped = tampering.replaced(original, one, copy.deepcopy(tampering.at(original, other)))
    swapped = tampering.replaced(swapped, other, copy.deepcopy(tampering.at(original, one)))
    harmless([("swap", swapped)], original, EDDSA_RDFC_2022)


def _changes_at(document: Any, path: tampering.Path) -> list[Any]:
    others = tampering.other_values(tampering.at(document, path))
    changes = [tampering.deleted(document, path), *(tampering.replaced(document, path, other) for other in others)]
    if isinstance(path[-1], str):
        changes += [tampering.renamed(document, path, name) for name in tampering.RENAMED]
    return changes


ORIGINALS = {suite: signed(FULL, suite=suite) for suite in SUITES}


def test_the_harness_notices_a_verifier_that_looks_away() -> None:
    """Negative control: what is shown is compared, so a change that passed would fail the property."""
    original = ORIGINALS[EDDSA_RDFC_2022]
    before = shown(original)
    other = sign({**{key: value for key, value in original.items() if key != "proof"}, "name": "Another"})
    assert shown(other) not in (None, before)
    with pytest.raises(AssertionError):
        harmless([("signed anew", other)], original, EDDSA_RDFC_2022)
    assert list(itertools.islice(tampering.field_changes(original), 1))
