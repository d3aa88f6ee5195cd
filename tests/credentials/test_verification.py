import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import jsonschema
import pytest

from rung.core import LangText, Period
from rung.core.errors import ValueRefusedError
from rung.credentials import report as reports
from rung.credentials.did import did_document
from rung.credentials.finding_kinds import ASKED_ALWAYS, Check
from rung.credentials.findings import Headline
from rung.credentials.reading import digest
from rung.credentials.report import Report
from rung.credentials.trust import KnownIssuer, TrustList
from rung.credentials.verification import verify
from tests.credentials.cast import (
    AWARD,
    DOCUMENTS,
    ISSUED,
    KNOWN_SCHOOL,
    NOW,
    SCHOOL,
    SCHOOL_DID,
    STRANGER,
    STRANGER_KEY,
    TRUST,
    as_bytes,
    codes,
    judge,
    sign,
    signed,
    unsigned,
)

KNOWN_STRANGER = KnownIssuer(STRANGER.did, LangText.of({"en": "Evening School"}))


def code_of(report: Report, check: Check) -> str:
    return report.about(check)[0].code


def test_a_credential_of_a_known_issuer_is_verified_and_answers_every_check() -> None:
    report = judge(signed())
    assert report.headline is Headline.VERIFIED_ISSUER_KNOWN
    assert report.because == ()
    assert codes(report) == [
        "format.open_badge",
        "proof.holds",
        "issuer.known",
        "accreditation.accredited_claimed_day",
        "status.none_named",
        "validity.within",
        "validity.issue_claimed",
        "descriptors.complete",
    ]


def test_both_cryptosuites_lead_to_the_same_answer() -> None:
    assert codes(judge(signed(suite="eddsa-jcs-2022"))) == codes(judge(signed()))


# --- The issuer ---


def test_a_stranger_is_not_confirmed_and_shown_beside_the_issuer_it_resembles() -> None:
    report = judge(signed(replace(AWARD, issuer=STRANGER), STRANGER_KEY))
    assert report.headline is Headline.INTACT_ISSUER_NOT_CONFIRMED
    finding = report.about(Check.ISSUER)[0]
    assert finding.code == "issuer.unknown_look_alike"
    assert finding.data["look_alikes"] == ["School of Testing (did:web:school.example)"]
    assert report.issuer is None


def test_a_stranger_with_a_name_of_its_own_resembles_nobody() -> None:
    stranger = replace(STRANGER, name="Cooking Academy")
    assert code_of(judge(signed(replace(AWARD, issuer=stranger), STRANGER_KEY)), Check.ISSUER) == "issuer.unknown"


def test_naming_a_known_issuer_does_not_help_a_foreign_key() -> None:
    """The document says it comes from the school, in the school's DID, but a stranger signed."""
    report = judge(signed(AWARD, STRANGER_KEY))
    assert report.headline is Headline.INTACT_ISSUER_NOT_CONFIRMED
    assert code_of(report, Check.ISSUER) == "issuer.key_not_bound"
    assert report.issuer is None


def test_a_known_issuer_under_another_name_is_said_to_be_so() -> None:
    report = judge(signed(replace(AWARD, issuer=replace(SCHOOL, name="Evening Classes"))))
    finding = report.about(Check.ISSUER)[0]
    assert (report.headline, finding.code) == (Headline.VERIFIED_ISSUER_KNOWN, "issuer.known_other_name")
    assert (finding.data["known"], finding.data["name"]) == ("School of Testing", "Evening Classes")


def test_a_known_issuer_that_borrows_the_name_of_another_is_not_confirmed() -> None:
    trust = TrustList.of(KNOWN_SCHOOL, KNOWN_STRANGER)
    report = judge(signed(replace(AWARD, issuer=STRANGER), STRANGER_KEY), trust=trust)
    assert report.headline is Headline.INTACT_ISSUER_NOT_CONFIRMED
    assert code_of(report, Check.ISSUER) == "issuer.name_of_another"


def test_a_polish_name_of_a_known_issuer_is_its_name() -> None:
    report = judge(signed(replace(AWARD, issuer=replace(SCHOOL, name="SZKOLA TESTOWANIA"))))
    assert code_of(report, Check.ISSUER) == "issuer.known"


def test_a_registry_that_lists_keys_trusts_no_other() -> None:
    trust = TrustList.of(replace(KNOWN_SCHOOL, keys=(f"{SCHOOL_DID}#key-0",)))
    assert code_of(judge(signed(), trust=trust), Check.ISSUER) == "issuer.key_not_registered"
    trust = TrustList.of(replace(KNOWN_SCHOOL, keys=(f"{SCHOOL_DID}#key-1",)))
    assert code_of(judge(signed(), trust=trust), Check.ISSUER) == "issuer.known"


def known_from(start: date, end: date | None = None) -> TrustList:
    return TrustList.of(replace(KNOWN_SCHOOL, period=Period(start, end)))


@pytest.mark.parametrize(
    ("start", "end", "code"),
    [
        (date(2026, 4, 2), None, "issuer.unknown_on_the_day"),
        (date(2026, 4, 1), None, "issuer.known"),
        (date(2026, 1, 1), date(2026, 4, 2), "issuer.known"),  # it ended afterwards
        (date(2026, 1, 1), date(2026, 4, 1), "issuer.unknown_on_the_day"),
    ],
)
def test_an_identifier_counts_on_the_days_on_which_it_was_the_issuers(start: date, end: date | None, code: str) -> None:
    """Issued on 1 April; the period is half-open."""
    assert code_of(judge(signed(), trust=known_from(start, end)), Check.ISSUER) == code


def test_an_identifier_of_another_time_makes_nobody_known() -> None:
    report = judge(signed(), trust=known_from(date(2026, 1, 1), date(2026, 4, 1)))
    assert (report.headline, report.issuer) == (Headline.INTACT_ISSUER_NOT_CONFIRMED, None)
    assert code_of(report, Check.ACCREDITATION) == "accreditation.not_known"
    assert report.because[0].sentence == (
        "did:web:school.example is an identifier of “School of Testing”, but not on 2026-04-01, the day of issue. The "
        "credential calls its issuer “School of Testing”."
    )


def test_a_log_that_proves_a_later_day_of_issue_unmasks_a_backdated_credential() -> None:
    """Claimed on 1 April, within the period; the log first saw it on 3 April, when the identifier had ended."""
    trust = known_from(date(2026, 1, 1), date(2026, 4, 2))
    proven = replace(trust, issues={(AWARD.id, digest(signed())): datetime(2026, 4, 3, tzinfo=UTC)})
    assert code_of(judge(signed(), trust=proven), Check.ISSUER) == "issuer.unknown_on_the_day"


def test_a_registry_is_asked_once_for_the_issuer() -> None:
    """A host answers from its records; one verification costs one look-up."""

    class Counting(TrustList):
        def known_issuer(self, did: str) -> KnownIssuer | None:
            asked.append(did)
            return super().known_issuer(did)

    asked: list[str] = []
    judge(signed(), trust=Counting({SCHOOL_DID: KNOWN_SCHOOL}))
    assert asked == [SCHOOL_DID]


def test_without_the_issuers_did_document_nothing_is_judged() -> None:
    report = judge(signed(), documents={})
    assert (report.headline, [one.code for one in report.because]) == (
        Headline.NOT_READABLE,
        ["proof.key_not_supplied"],
    )
    assert report.credential is None


def test_a_did_document_with_another_key_makes_it_not_valid() -> None:
    report = judge(signed(), documents={SCHOOL_DID: did_document(SCHOOL_DID, {"key-1": STRANGER_KEY.multikey})})
    assert [one.code for one in report.because] == ["proof.signature"]


# --- Time (R-TIME) ---


def test_validity_is_half_open() -> None:
    until = AWARD.valid_until
    assert until is not None
    moments = [ISSUED - timedelta(seconds=1), ISSUED, until - timedelta(seconds=1), until]
    answers = [code_of(judge(signed(), now=moment), Check.VALIDITY) for moment in moments]
    assert answers == ["validity.not_yet", "validity.within", "validity.within", "validity.expired"]
    assert judge(signed(), now=until).headline is Headline.NOT_VALID


def test_a_credential_of_the_future_is_not_valid_yet() -> None:
    report = judge(signed(replace(AWARD, issued=NOW + timedelta(days=1), valid_until=None)))
    assert [one.code for one in report.because] == ["validity.not_yet"]


def test_a_moment_without_an_offset_is_refused() -> None:
    with pytest.raises(ValueRefusedError):
        verify(as_bytes(signed()), now=datetime(2026, 5, 1), trust=TRUST)  # noqa: DTZ001  that is what is refused


def test_the_log_proves_the_issue_of_exactly_this_document() -> None:
    document = signed()
    seen = ISSUED + timedelta(hours=1)
    trust = TrustList(TRUST.issuers, issues={(AWARD.id, digest(document)): seen})
    assert "validity.issue_proven" in codes(judge(document, trust=trust))
    assert "validity.issue_claimed" in codes(judge(signed(replace(AWARD, grade="5")), trust=trust))


def test_a_date_claimed_long_before_the_log_saw_it_is_remarked_on() -> None:
    document = signed()
    trust = TrustList(TRUST.issuers, issues={(AWARD.id, digest(document)): ISSUED + timedelta(days=20)})
    assert "validity.issue_backdated" in codes(judge(document, trust=trust))


def test_two_different_dates_about_one_credential_are_refused() -> None:
    document = unsigned()
    document["validFrom"] = ["2026-04-01T00:00:00Z", "2026-04-02T00:00:00Z"]
    assert judge(sign(document)).headline is Headline.NOT_VALID


# --- Descriptors, proofs, words ---


def test_a_micro_credential_that_lacks_elements_is_valid_and_the_report_names_them() -> None:
    poor = replace(AWARD.achievement, workload_hours=None, credits_ects=None, assessment=())
    report = judge(signed(replace(AWARD, achievement=poor)))
    finding = report.about(Check.DESCRIPTORS)[0]
    assert report.headline is Headline.VERIFIED_ISSUER_KNOWN
    assert (finding.code, finding.data["missing"]) == ("descriptors.incomplete", ["workload", "assessment"])
    assert "notional workload, type of assessment" in finding.sentence


def test_a_badge_that_promises_no_micro_credential_is_not_blamed() -> None:
    badge = replace(AWARD.achievement, type="Badge", assessment=())
    assert code_of(judge(signed(replace(AWARD, achievement=badge))), Check.DESCRIPTORS).endswith(
        "not_a_micro_credential"
    )


def test_an_unsigned_credential_shows_nothing_that_it_says() -> None:
    report = judge(unsigned())
    assert (report.headline, report.because[0].code) == (Headline.NOT_VALID, "proof.missing")
    assert report.credential is None
    assert SCHOOL.name not in json.dumps(report.as_dict())


def test_a_further_good_proof_of_somebody_else_does_not_hide_the_issuers() -> None:
    twice = sign(signed(AWARD, STRANGER_KEY))
    assert code_of(judge(twice), Check.ISSUER) == "issuer.known"


def test_one_bad_proof_beside_a_good_one_makes_it_not_valid() -> None:
    document = signed()
    bad = {**document["proof"][0], "proofValue": document["proof"][0]["proofValue"][::-1]}
    report = judge({**document, "proof": [*document["proof"], bad]})
    assert (report.headline, report.credential, report.issuer) == (Headline.NOT_VALID, None, None)


def test_a_further_proof_of_a_kind_not_supported_yet_is_remarked_on() -> None:
    document = signed()
    other = {**document["proof"][0], "cryptosuite": "ecdsa-sd-2023"}
    report = judge({**document, "proof": [*document["proof"], other]})
    assert report.headline is Headline.VERIFIED_ISSUER_KNOWN
    assert "proof.further_unsupported" in codes(report)
    assert judge({**document, "proof": [other]}).headline is Headline.NOT_READABLE


def test_a_word_that_no_vocabulary_defines_is_not_covered_by_the_signature() -> None:
    report = judge({**signed(), "honours": "first class"})
    assert (report.headline, report.because[0].code) == (Headline.NOT_VALID, "format.data_loss")


def test_what_the_report_shows_is_read_from_the_document() -> None:
    report = judge(signed())
    assert report.credential is not None
    shown = report.credential.as_dict()
    assert (shown["title"], shown["subject_name"], shown["issuer_name"]) == (
        "Software testing",
        "Anna Nowak",
        "School of Testing",
    )
    assert shown["results"] == [["Grade", "4.5"], ["Plans a test", "Completed"], ["Reports a defect", "Completed"]]
    assert shown["elements"]["workload"] == ["PT60H", "2.5 ECTS"]
    assert shown["elements"]["level"] == ["EQF 5"]


# --- The JSON form ---


SCHEMA = json.loads(reports.schema())


@pytest.mark.parametrize(
    "data",
    [
        as_bytes(signed()),
        as_bytes(signed(replace(AWARD, issuer=STRANGER), STRANGER_KEY)),
        as_bytes(unsigned()),
        b"no credential",
        b"{}",
        as_bytes({**unsigned(), "issuer": 7, "credentialSubject": []}),
    ],
)
def test_the_json_form_keeps_to_its_schema(data: bytes) -> None:
    jsonschema.validate(judge(data).as_dict(), SCHEMA, cls=jsonschema.Draft202012Validator)


def test_the_schema_refuses_another_report() -> None:
    """Negative control: the schema is closed."""
    changes: list[dict[str, Any]] = [
        {"version": 2},
        {"more": 1},
        {"findings": []},
        {"headline": {"code": "VALID", "sentence": "x"}},
    ]
    for changed in changes:
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate({**judge(signed()).as_dict(), **changed}, SCHEMA)


def test_the_json_form_is_json_and_the_same_for_the_same_question() -> None:
    first = json.dumps(judge(signed()).as_dict())
    assert json.dumps(judge(signed()).as_dict()) == first


def test_every_check_is_answered_in_the_same_order_whatever_happens() -> None:
    for data in (as_bytes(signed()), b"", b"\x89PNG", as_bytes(unsigned()), as_bytes({**signed(), "name": 1})):
        checks = [finding.check for finding in judge(data).findings]
        assert sorted(checks, key=list(Check).index) == checks
        assert set(checks) == set(ASKED_ALWAYS)


def test_documents_may_come_from_a_resolver() -> None:
    class Resolver:
        def get(self, did: str, /) -> object:
            return DOCUMENTS.get(did)

    assert judge(signed(), documents=Resolver()).headline is Headline.VERIFIED_ISSUER_KNOWN
