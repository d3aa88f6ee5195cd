from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from rung.credentials import bitstring_status_list as lists
from rung.credentials.award import StatusEntry
from rung.credentials.bitstring_status_list import Bitstring
from rung.credentials.findings import Headline
from rung.credentials.report import Report
from rung.credentials.software_signer import SoftwareKey
from tests.credentials.cast import (
    AWARD,
    ISSUED,
    LIST_URL,
    NOW,
    SCHOOL_DID,
    SCHOOL_KEY,
    STRANGER,
    STRANGER_KEY,
    as_bytes,
    codes,
    judge,
    sign,
    signed,
)

INDEX = 94_567
CREDENTIAL = signed(replace(AWARD, status=(StatusEntry(LIST_URL, INDEX),)))
WITHDRAWN = Bitstring.clear().with_entries(set_=[INDEX])


def status_list(
    bits: Bitstring | None = None,
    *,
    key: SoftwareKey = SCHOOL_KEY,
    issuer: str = SCHOOL_DID,
    purpose: str = "revocation",
    valid_until: datetime | None = None,
    **changed: Any,
) -> bytes:
    unsigned = lists.credential(
        bits or Bitstring.clear(),
        url=LIST_URL,
        issuer=issuer,
        purpose=purpose,
        valid_from=ISSUED,
        valid_until=valid_until,
    )
    return as_bytes(sign({**unsigned, **changed}, key))


def with_list(data: bytes, document: dict[str, Any] | None = None, now: datetime = NOW) -> Report:
    return judge(document or CREDENTIAL, status_lists={LIST_URL: data}, now=now)


def test_a_clear_entry_leaves_the_credential_verified() -> None:
    report = with_list(status_list())
    assert report.headline is Headline.VERIFIED_ISSUER_KNOWN
    assert "status.not_withdrawn" in codes(report)


def test_a_neighbours_entry_does_not_matter() -> None:
    neighbours = Bitstring.clear().with_entries(set_=[INDEX - 1, INDEX + 1])
    assert with_list(status_list(neighbours)).headline is Headline.VERIFIED_ISSUER_KNOWN


def test_a_set_entry_makes_it_not_valid() -> None:
    report = with_list(status_list(WITHDRAWN))
    assert (report.headline, [one.code for one in report.because]) == (Headline.NOT_VALID, ["status.revoked"])
    assert report.because[0].data == {"url": LIST_URL, "index": INDEX}


def test_a_suspension_is_told_apart_from_a_revocation() -> None:
    document = signed(replace(AWARD, status=(StatusEntry(LIST_URL, INDEX, "suspension"),)))
    report = with_list(status_list(WITHDRAWN, purpose="suspension"), document)
    assert [one.code for one in report.because] == ["status.suspended"]


def test_without_the_list_it_is_never_better_than_not_confirmed() -> None:
    report = judge(CREDENTIAL)
    assert report.headline is Headline.INTACT_ISSUER_NOT_CONFIRMED
    assert [one.code for one in report.because] == ["status.list_not_supplied"]


def test_a_credential_without_a_list_stays_verified_and_the_report_says_so() -> None:
    report = judge(signed())
    assert report.headline is Headline.VERIFIED_ISSUER_KNOWN
    assert "status.none_named" in codes(report)


def test_a_list_of_another_issuer_counts_for_nothing() -> None:
    foreign = status_list(WITHDRAWN, key=STRANGER_KEY, issuer=STRANGER.did)
    assert [one.code for one in with_list(foreign).because] == ["status.list_other_issuer"]


def test_a_list_in_the_issuers_name_but_under_another_key_counts_for_nothing() -> None:
    forged = status_list(key=STRANGER_KEY)
    report = with_list(forged)
    assert report.headline is Headline.INTACT_ISSUER_NOT_CONFIRMED
    assert [one.code for one in report.because] == ["status.list_other_issuer"]


def test_a_changed_list_counts_for_nothing() -> None:
    changed = status_list(WITHDRAWN).replace(b"revocation", b"suspension")
    report = with_list(changed)
    assert [(one.code, one.data["reason"]) for one in report.because] == [
        ("status.list_refused", "credential.status_list")
    ]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "format.empty"),
        (b'{"a": 1, "a": 2}', "format.json_duplicate_key"),
        (b"[]", "credential.status_list"),
        (as_bytes(signed()), "credential.status_list"),
        (status_list(credentialSubject={"type": "BitstringStatusList"}), "credential.status_list"),
        (status_list(credentialSubject={"type": "JsonSchema"}), "credential.status_list"),
    ],
)
def test_what_is_no_status_list_is_refused_with_the_reason(data: bytes, reason: str) -> None:
    assert [(one.code, one.data["reason"]) for one in with_list(data).because] == [("status.list_refused", reason)]


def test_a_list_about_another_purpose_does_not_answer() -> None:
    assert [one.code for one in with_list(status_list(purpose="suspension")).because] == ["status.purpose_differs"]


def test_an_entry_beyond_the_list_makes_it_not_valid() -> None:
    document = signed(replace(AWARD, status=(StatusEntry(LIST_URL, 131_072),)))
    assert [one.code for one in with_list(status_list(), document).because] == ["status.index_beyond_list"]


def test_an_expired_list_does_not_clear_but_still_revokes() -> None:
    """R-TIME: a revocation stands for good, so an old list proves it; that nothing was set then proves nothing now."""
    until = NOW - timedelta(days=1)
    assert [one.code for one in with_list(status_list(valid_until=until)).because] == ["status.list_not_current"]
    assert [one.code for one in with_list(status_list(WITHDRAWN, valid_until=until)).because] == ["status.revoked"]


def test_a_list_ends_at_the_moment_that_it_names() -> None:
    assert with_list(status_list(valid_until=NOW)).headline is Headline.INTACT_ISSUER_NOT_CONFIRMED
    later = NOW + timedelta(seconds=1)
    assert with_list(status_list(valid_until=later)).headline is Headline.VERIFIED_ISSUER_KNOWN


def test_a_later_list_says_nothing_about_an_earlier_moment() -> None:
    later = status_list(WITHDRAWN, validFrom="2026-04-20T00:00:00Z")
    before = datetime.fromisoformat("2026-04-10T00:00:00Z")
    assert [one.code for one in with_list(later, now=before).because] == ["status.list_not_current"]


def test_a_list_that_calls_itself_otherwise_cannot_clear() -> None:
    other = status_list(id="https://school.example/status/2")
    assert [one.code for one in with_list(other).because] == ["status.list_address_differs"]


def test_a_number_is_accepted_as_index() -> None:
    """1EdTech's own sample writes the index as a JSON number; the specification wants a text."""
    document = {name: value for name, value in CREDENTIAL.items() if name != "proof"}
    entry = {**document["credentialStatus"][0], "statusListIndex": INDEX}
    report = with_list(status_list(WITHDRAWN), sign({**document, "credentialStatus": entry}))
    assert [one.code for one in report.because] == ["status.revoked"]


@pytest.mark.parametrize("index", ["-1", "1.0", "x", "", 1.5, True, [1]])
def test_an_index_that_is_no_whole_number_is_a_fault_of_shape(index: Any) -> None:
    document = {name: value for name, value in CREDENTIAL.items() if name != "proof"}
    entry = {**document["credentialStatus"][0], "statusListIndex": index}
    report = judge({**document, "credentialStatus": [entry], "proof": []})
    assert report.headline is Headline.NOT_VALID
    assert report.because[0].data["pointer"] == "/credentialStatus/0/statusListIndex"


def test_of_two_entries_each_is_looked_up() -> None:
    entries = (StatusEntry(LIST_URL, 1), StatusEntry("https://school.example/status/2", 2, "suspension"))
    report = with_list(status_list(), signed(replace(AWARD, status=entries)))
    assert [one.code for one in report.findings if one.check == "status"] == [
        "status.not_withdrawn",
        "status.list_not_supplied",
    ]


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        ({"id": f"{LIST_URL}#1", "type": "1EdTechRevocationList"}, "status.kind_unsupported"),
        (
            {
                "id": f"{LIST_URL}#1",
                "type": "BitstringStatusListEntry",
                "statusPurpose": "message",
                "statusListIndex": "1",
                "statusListCredential": LIST_URL,
            },
            "status.purpose_unknown",
        ),
    ],
)
def test_a_kind_of_status_that_is_not_supported_keeps_from_verified(entry: dict[str, Any], code: str) -> None:
    document = {name: value for name, value in CREDENTIAL.items() if name != "proof"}
    extensions = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"
    report = judge(sign({**document, "@context": [*document["@context"], extensions], "credentialStatus": entry}))
    assert (report.headline, [one.code for one in report.because]) == (Headline.INTACT_ISSUER_NOT_CONFIRMED, [code])
