"""Files that claim to be evidence bundles and are not: refused with the place and the reason, within bounds."""

import copy
import json
import time
import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import jsonschema
import pytest

from rung.credentials import evidence_bundle
from rung.credentials.award import StatusEntry
from rung.credentials.bitstring_status_list import Bitstring
from rung.credentials.errors import TooLargeError, UnreadableError
from rung.credentials.evidence_bundle import EvidenceBundleError, TakenStatusList
from rung.credentials.evidence_bundle_reading import (
    LONGEST_TEXT,
    MAX_BUNDLE_BYTES,
    MOST_ACCREDITATIONS,
    MOST_DID_DOCUMENTS,
    MOST_STATUS_LISTS,
    read,
)
from rung.credentials.findings import Headline
from tests.credentials import tampering
from tests.credentials.cast import AWARD, LIST_URL, as_bytes, judge, signed
from tests.credentials.evidence import INDEX, TAKEN, attested, bundle, evidence, status_list

GOOD = attested()
SCHEMA = jsonschema.Draft202012Validator(json.loads(evidence_bundle.schema()))
ACCREDITATION = ("evidence", "accreditation", "accreditations", 0)


def changed(path: tampering.Path, value: Any) -> dict[str, Any]:
    made: dict[str, Any] = copy.deepcopy(GOOD)
    tampering.at(made, path[:-1])[path[-1]] = value
    return made


def refused(held: Any) -> tuple[str, str]:
    with pytest.raises(EvidenceBundleError) as caught:
        read(as_bytes(held))
    return caught.value.data["pointer"], caught.value.sentence


@pytest.mark.parametrize("data", [b"", b"{", b"\xff", b'{"type": 1, "type": 2}', b"[1e999]", b"{" * 100])
def test_what_is_no_strict_json_is_refused_as_such(data: bytes) -> None:
    with pytest.raises(UnreadableError):
        read(data)


def test_a_file_beyond_the_limit_is_refused_before_it_is_parsed() -> None:
    with pytest.raises(TooLargeError):
        read(b"x" * (MAX_BUNDLE_BYTES + 1))


def test_one_that_nests_too_deep_is_refused() -> None:
    deep: Any = "x"
    for _ in range(100):
        deep = {"a": deep}
    with pytest.raises(TooLargeError):
        read(as_bytes(changed(("evidence", "statusLists", 0, "list"), deep)))


@pytest.mark.parametrize(
    ("held", "place", "word"),
    [
        ([], "", "The file is not an object"),
        ("x", "", "not an object"),
        ({}, "", "lacks “type”"),
        ({**GOOD, "type": "Evidence"}, "", "is no RungEvidenceBundle of version 1"),
        ({**GOOD, "version": 2}, "", "version 1"),
        ({**GOOD, "version": True}, "/version", "whole number"),
        ({**GOOD, "more": 1}, "/more", "not part of the form"),
        (changed(("evidence",), []), "/evidence", "not an object"),
        (changed(("evidence", "more"), 1), "/evidence/more", "not part of the form"),
        (changed(("evidence", "credential", "id"), "x"), "/evidence/credential/id", "identifier"),
        (changed(("evidence", "credential", "id"), 7), "/evidence/credential/id", "identifier"),
        (changed(("evidence", "credential", "digest"), "ab"), "/evidence", "SHA-256"),
        (changed(("evidence", "didDocuments"), {}), "/evidence/didDocuments", "list"),
        (changed(("evidence", "didDocuments", 0, "document"), "x"), "/evidence/didDocuments/0/document", "object"),
        (changed(("evidence", "didDocuments", 0, "document"), {}), "/evidence/didDocuments/0/document", "“id”"),
        (
            changed(("evidence", "didDocuments", 0, "document", "id"), "x"),
            "/evidence/didDocuments/0/document/id",
            "a DID",
        ),
        (changed(("evidence", "statusLists", 0, "list"), "x"), "/evidence/statusLists/0/list", "object"),
        (changed(("evidence", "statusLists", 0, "url"), "status"), "/evidence/statusLists/0/url", "address"),
        (changed(("evidence", "statusLists", 0, "retrieved"), "today"), "/evidence/statusLists/0/retrieved", "offset"),
        (changed(("evidence", "accreditation", "country"), "pl"), "/evidence/accreditation", "PL"),
        (changed(("evidence", "accreditation", "legalName"), " "), "/evidence/accreditation/legalName", "text"),
        (changed(("evidence", "accreditation", "until"), "2025-01-01"), "/evidence/accreditation", "ends after"),
        (changed((*ACCREDITATION, "from"), "2025-1-1"), "/evidence/accreditation/accreditations/0/from", "day"),
        (changed((*ACCREDITATION, "levels"), ["5"]), "/evidence/accreditation/accreditations/0/levels/0", "number"),
        (changed((*ACCREDITATION, "levels"), [True]), "/evidence/accreditation/accreditations/0/levels/0", "number"),
        (changed((*ACCREDITATION, "fields"), "061"), "/evidence/accreditation/accreditations/0/fields", "list"),
        (changed((*ACCREDITATION, "withdrawn"), None), "/evidence/accreditation/accreditations/0/withdrawn", "day"),
        (changed(("evidence", "issue", "sequence"), -1), "/evidence/issue/sequence", "whole number"),
        (changed(("evidence", "issue", "sequence"), 1.0), "/evidence/issue/sequence", "whole number"),
        (
            changed(("evidence", "issue", "logged"), "2026-04-29T00:00:00Z"),
            "/evidence/issue/logged",
            "after the moment",
        ),
        (changed(("attestation", "issuer"), {"id": "did:key:x"}), "/attestation/issuer", "a DID"),
        (changed(("attestation", "proof"), []), "/attestation/proof", "not an object"),
        (changed(("attestation", "validFrom"), "soon"), "/attestation/validFrom", "offset"),
        (changed(("attestation", "name"), "x"), "/attestation/name", "not part of the form"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(held: Any, place: str, word: str) -> None:
    where, sentence = refused(held)
    assert where == place
    assert word in sentence


def test_nothing_can_have_been_taken_after_it_was_attested() -> None:
    place, sentence = refused(changed(("evidence", "statusLists", 0, "retrieved"), "2026-04-29T12:00:01Z"))
    assert place == "/evidence/statusLists/0/retrieved"
    assert "attested" in sentence


@pytest.mark.parametrize(
    ("path", "most"),
    [
        (("evidence", "didDocuments"), MOST_DID_DOCUMENTS),
        (("evidence", "statusLists"), MOST_STATUS_LISTS),
        (("evidence", "accreditation", "accreditations"), MOST_ACCREDITATIONS),
        ((*ACCREDITATION, "units"), MOST_ACCREDITATIONS),
    ],
)
def test_every_list_has_a_limit(path: tampering.Path, most: int) -> None:
    first = tampering.at(GOOD, path)[0]
    assert f"at most {most} entries" in refused(changed(path, [first] * (most + 1)))[1]


def test_a_text_has_a_limit() -> None:
    path = ("evidence", "accreditation", "legalName")
    assert read(as_bytes(changed(path, "x" * LONGEST_TEXT))).evidence.statement is not None
    assert "characters" in refused(changed(path, "x" * (LONGEST_TEXT + 1)))[1]


def test_two_lists_of_one_address_are_refused() -> None:
    twice = GOOD["evidence"]["statusLists"] * 2
    assert "two status lists" in refused(changed(("evidence", "statusLists"), twice))[1]


def test_whatever_is_read_keeps_to_the_published_schema() -> None:
    """The reader is at least as strict as the schema says: of every change of a field, none passes one alone."""
    read_at_all = 0
    for what, held in tampering.field_changes(GOOD):
        try:
            read(as_bytes(held))
        except (EvidenceBundleError, UnreadableError):
            continue
        read_at_all += 1
        if "attestation" in what:
            continue  # what it has to state is checked against the evidence, not when it is read
        SCHEMA.validate(held)
    assert read_at_all > 100  # negative control: changes inside a list or a document are read


# --- Time and space ---


def many_accreditations() -> bytes:
    one = tampering.at(GOOD, ACCREDITATION)
    return as_bytes(changed(ACCREDITATION[:-1], [one] * MOST_ACCREDITATIONS))


def many_fields() -> bytes:
    return as_bytes(changed((*ACCREDITATION, "fields"), ["061"] * MOST_ACCREDITATIONS))


def many_members() -> bytes:
    document = {"id": "did:web:school.example", **{f"m{number}": number for number in range(60_000)}}
    return as_bytes(changed(("evidence", "didDocuments", 0, "document"), document))


@pytest.mark.parametrize("make", [many_accreditations, many_fields, many_members])
def test_a_full_file_is_read_in_time_and_space(make: Callable[[], bytes]) -> None:
    data = make()
    assert len(data) <= MAX_BUNDLE_BYTES
    tracemalloc.start()
    began = time.process_time()
    read(data)
    spent, (_, peak) = time.process_time() - began, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert spent <= 5.0  # under the tracing of memory, which costs some five times the time
    assert peak <= 64 << 20


def test_a_verdict_with_the_largest_lists_comes_in_time() -> None:
    """Sixteen entries, all in one list of two mebibytes, handed in and in the evidence."""
    document = signed(replace(AWARD, status=tuple(StatusEntry(LIST_URL, number) for number in range(16))))
    large = status_list(Bitstring.clear(16 << 20))
    held = bundle(evidence(document, status_lists=(TakenStatusList(LIST_URL, large, TAKEN),)))
    began = time.process_time()
    report = judge(document, bundle=held, status_lists={LIST_URL: as_bytes(large)})
    assert time.process_time() - began <= 1.0
    assert report.headline is Headline.VERIFIED_ISSUER_KNOWN
    assert INDEX < 16 << 20
