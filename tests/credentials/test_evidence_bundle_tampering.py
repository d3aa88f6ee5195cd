"""No change of a bundle, and no bundle at all, makes a credential look better than it is."""

import copy
import itertools
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rung.credentials.errors import CredentialError, UnreadableError
from rung.credentials.evidence_bundle import EvidenceBundle, EvidenceBundleError, TakenStatusList
from rung.credentials.evidence_bundle_check import check
from rung.credentials.findings import Headline
from rung.credentials.jcs import canonical_json
from rung.credentials.reading import digest
from rung.credentials.software_signer import SoftwareKey
from tests.credentials import tampering
from tests.credentials.cast import LIST_URL, NOW, SCHOOL_KEY, STRANGER_KEY, as_bytes, judge, unsigned
from tests.credentials.evidence import (
    CREDENTIAL,
    KEY_OF_A_RUNG,
    TAKEN,
    TRUSTS_THE_RUNG,
    WITHDRAWN,
    attested,
    beside_own_records,
    bundle,
    evidence,
    far_away,
    read,
    status_list,
    without_evidence,
)

GOOD = attested()
DIGEST = digest(CREDENTIAL)


def found_in(held: Any) -> str:
    """Return the code of the finding about a bundle; of a file that is refused, `refused`."""
    try:
        received = read(held)
    except (EvidenceBundleError, UnreadableError):
        return "refused"
    return check(received, digest=DIGEST, trust=TRUSTS_THE_RUNG, documents={}, now=NOW).finding.code


def test_no_change_of_a_single_field_is_believed(record_property: Callable[[str, object], None]) -> None:
    """Whatever is changed, the file is refused, or named broken or foreign; only what changes no value passes."""
    changes = [one for one in tampering.field_changes(GOOD) if as_bytes(one[1]) != as_bytes(GOOD)]
    codes = {what: (found_in(held), held) for what, held in changes}
    passed = [what for what, (code, held) in codes.items() if code == "evidence.trusted" and differs(held)]
    assert passed == []
    counts = {code: sum(1 for found, _ in codes.values() if found == code) for code in {c for c, _ in codes.values()}}
    record_property("figure", f"fields of a bundle: {len(changes)} changes, {counts}")
    assert len(changes) > 1_500
    assert counts["refused"] > 500
    assert counts["evidence.broken"] > 500


def differs(held: Any) -> bool:
    return canonical_json(held) != canonical_json(GOOD)


def test_no_change_of_a_single_byte_is_believed() -> None:
    """One in 34 of all changes, which is some 900 of them, over the whole file and all kinds."""
    data = as_bytes(GOOD)
    for what, held in itertools.islice(tampering.byte_changes(data), 0, None, 34):
        try:
            parsed = json.loads(held)
        except ValueError:
            continue
        assert found_in(parsed) != "evidence.trusted" or not differs(parsed), what


def test_the_harness_notices_a_bundle_that_is_believed() -> None:
    """Negative control: signed anew by the trusted Rung, changed evidence is believed and differs."""
    other = attested(evidence(issue=None))
    assert found_in(other) == "evidence.trusted"
    assert differs(other)


# --- Never better than what the bundle proves ---


def forged() -> dict[str, Any]:
    return {**CREDENTIAL, "name": "Forged"}


def nobody_signed() -> dict[str, Any]:
    return unsigned()


def of_wrong_shape() -> dict[str, Any]:
    return {**CREDENTIAL, "issuer": 7}


@pytest.mark.parametrize("make", [forged, nobody_signed, of_wrong_shape])
def test_no_bundle_makes_a_forged_document_anything_but_not_valid(make: Callable[[], dict[str, Any]]) -> None:
    document = make()
    held = bundle(evidence(document))
    for judge_with in (far_away, beside_own_records):
        assert judge_with(held, document).headline is Headline.NOT_VALID


KEYS = st.sampled_from([KEY_OF_A_RUNG, STRANGER_KEY, SCHOOL_KEY])
BITS = st.sampled_from([None, WITHDRAWN])
PARTS = st.sets(st.sampled_from(["did_documents", "status_lists", "statement", "issue"]))


def made(*, key: SoftwareKey, list_key: SoftwareKey, bits: Any, left_out: set[str], foreign: bool) -> EvidenceBundle:
    """Return a bundle by `key`, with a list by `list_key`, without the parts `left_out`."""
    empty: dict[str, Any] = {"did_documents": (), "status_lists": (), "statement": None, "issue": None}
    full: dict[str, Any] = {"status_lists": (TakenStatusList(LIST_URL, status_list(bits, list_key), TAKEN),)}
    full.update({name: empty[name] for name in left_out})
    if foreign:
        full["digest"] = "ab" * 32
    return bundle(evidence(**full), key)


@given(key=KEYS, list_key=KEYS, bits=BITS, left_out=PARTS, foreign=st.booleans())
@settings(max_examples=60, deadline=None)
def test_without_trust_in_its_rung_a_bundle_says_no_more_than_the_lists_in_it_handed_in_alone(
    *, key: SoftwareKey, list_key: SoftwareKey, bits: Any, left_out: set[str], foreign: bool
) -> None:
    """The precise promise: nobody makes a credential greener by wrapping, only the issuer by signing a list."""
    held = made(key=key, list_key=list_key, bits=bits, left_out=left_out, foreign=foreign)
    lists = {one.url: as_bytes(dict(one.credential)) for one in held.evidence.status_lists}
    expected = judge(CREDENTIAL, status_lists={} if foreign else lists)
    assert without_evidence(beside_own_records(held)) == without_evidence(expected)


@given(key=KEYS, list_key=KEYS, bits=BITS, left_out=PARTS, foreign=st.booleans())
@settings(max_examples=60, deadline=None)
def test_a_bundle_makes_green_only_if_its_rung_is_trusted_it_is_about_this_credential_and_the_issuers_list_is_clear(
    *, key: SoftwareKey, list_key: SoftwareKey, bits: Any, left_out: set[str], foreign: bool
) -> None:
    """A verifier far away knows nobody: every single condition is needed."""
    held = made(key=key, list_key=list_key, bits=bits, left_out=left_out, foreign=foreign)
    green = far_away(held).headline is Headline.VERIFIED_ISSUER_KNOWN
    needed = {"did_documents", "status_lists", "statement"}
    may_be = key is KEY_OF_A_RUNG and list_key is SCHOOL_KEY and bits is None and not foreign and not needed & left_out
    assert green is may_be


@given(place=st.integers(0, 10**6), kind=st.integers(0, 10**6))
@settings(max_examples=100, deadline=None)
def test_a_changed_bundle_leaves_the_verdict_as_it_is_without_one(place: int, kind: int) -> None:
    places = list(tampering.paths(GOOD))
    path = places[place % len(places)]
    others = tampering.other_values(tampering.at(GOOD, path))
    changed = tampering.replaced(copy.deepcopy(GOOD), path, others[kind % len(others)])
    try:
        held = read(changed)
    except CredentialError:
        return
    if differs(changed):
        assert without_evidence(far_away(held)) == without_evidence(far_away(None))
