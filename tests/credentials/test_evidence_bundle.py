"""Evidence that travels with a credential: what counts of it, for whom, and how old it is."""

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from rung.core import LangText, Period
from rung.credentials import evidence_bundle
from rung.credentials.evidence_bundle import (
    TakenStatusList,
    attestation_of,
    build,
)
from rung.credentials.finding_kinds import Check
from rung.credentials.findings import Finding, Headline
from rung.credentials.reading import digest
from rung.credentials.trust import KnownIssuer, KnownRung, TrustList
from tests.credentials.cast import (
    AWARD,
    DOCUMENTS,
    KNOWN_SCHOOL,
    LIST_URL,
    NOW,
    SCHOOL_DID,
    STRANGER_KEY,
    as_bytes,
    codes,
    judge,
    sign,
    signed,
)
from tests.credentials.evidence import (
    CREDENTIAL,
    DECISION,
    KEY_OF_A_RUNG,
    LOGGED,
    RUNG,
    STATEMENT,
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


def listed(held: dict[str, Any]) -> tuple[TakenStatusList, ...]:
    return (TakenStatusList(LIST_URL, held, TAKEN),)


def test_what_is_built_and_signed_is_read_back_the_same() -> None:
    assert bundle().evidence == evidence()
    bare = evidence(did_documents=(), status_lists=(), statement=None, issue=None)
    assert bundle(bare).evidence == bare


def test_with_evidence_of_a_trusted_rung_nothing_else_is_needed() -> None:
    """The issuer is gone; what is left are the file, the evidence and the name of one Rung."""
    assert far_away(None).headline is Headline.NOT_READABLE  # nobody has the issuer's key
    found = far_away(bundle())
    assert found.headline is Headline.VERIFIED_ISSUER_KNOWN
    assert found.issuer is not None
    assert found.issuer.name == "School of Testing"
    assert codes(found)[2:7] == [
        "issuer.known",
        "accreditation.accredited",
        "status.not_withdrawn",
        "validity.within",
        "validity.issue_proven",
    ]


def test_the_report_tells_who_put_the_evidence_together_and_how_old_each_part_is() -> None:
    """Taken on 28 April at noon and asked about on 1 May at noon: three days."""
    found = far_away(bundle())
    told = [(one.code, one.data.get("days")) for one in found.about(Check.EVIDENCE)]
    assert told == [
        ("evidence.trusted", None),
        ("evidence.status_list_age", 3),
        ("evidence.did_document_age", 3),
        ("evidence.accreditation_age", 3),
        ("evidence.issue_age", 3),
    ]
    assert found.about(Check.EVIDENCE)[0].data["name"] == "Rung of Mazowsze"
    assert found.evidence is not None
    parts = found.evidence.as_dict(NOW)["parts"]
    assert [(part["kind"], part["age_days"], part["counts"]) for part in parts] == [
        ("status_list", 3, True),
        ("did_document", 3, True),
        ("accreditation", 3, True),
        ("issue", 3, True),
    ]


@pytest.mark.parametrize(("later", "days"), [(timedelta(), 3), (timedelta(hours=23), 3), (timedelta(days=1), 4)])
def test_ages_are_whole_days_until_the_moment_of_asking(later: timedelta, days: int) -> None:
    found = far_away(bundle(), now=NOW + later)
    ages = {one.data["days"] for one in found.about(Check.EVIDENCE) if "days" in one.data}
    assert ages == {days}


def test_ages_count_to_the_moment_of_asking_and_not_to_the_one_asked_about() -> None:
    found = far_away(bundle(), as_of=NOW - timedelta(days=10))
    assert found.about(Check.EVIDENCE)[1].data["days"] == 3


def test_the_credential_as_a_picture_or_with_other_white_space_has_the_same_evidence() -> None:
    indented = json.dumps(CREDENTIAL, indent=4).encode()
    assert judge(indented, trust=TRUSTS_THE_RUNG, documents={}, bundle=bundle()).because == ()


# --- Whom it is trusted by ---


def test_a_rung_that_is_not_trusted_brings_status_lists_and_nothing_else() -> None:
    found = beside_own_records(bundle())
    assert found.headline is Headline.VERIFIED_ISSUER_KNOWN  # the list is signed by the issuer, whoever wrapped it
    assert without_evidence(found) == without_evidence(
        judge(CREDENTIAL, status_lists={LIST_URL: as_bytes(status_list())})
    )
    first, *ages = found.about(Check.EVIDENCE)
    assert first.code == "evidence.untrusted"
    assert first.sentence.startswith(
        "The evidence beside it was put together on 2026-04-29T12:00:00Z by a Rung that you have not named as trusted"
    )
    assert [one.code for one in ages] == ["evidence.status_list_age"]


def test_its_word_about_the_issuer_counts_for_nothing() -> None:
    nobody = TrustList()
    found = judge(CREDENTIAL, trust=nobody, bundle=bundle())
    assert found.headline is Headline.INTACT_ISSUER_NOT_CONFIRMED
    assert {"issuer.unknown", "accreditation.not_known", "validity.issue_claimed"} <= set(codes(found))


def test_its_did_document_counts_for_nothing() -> None:
    assert far_away(bundle(), trust=TrustList()).because[0].code == "proof.key_not_supplied"


def test_the_age_of_a_list_that_nobody_trusted_brought_is_the_one_its_issuer_signed() -> None:
    """Wrapped as “taken on 28 April”; the issuer dated it 1 April at 9:30, and 30 days have passed by 1 May at noon."""
    found = beside_own_records(bundle())
    assert next(one.data["days"] for one in found.about(Check.EVIDENCE) if "days" in one.data) == 30


def test_of_a_list_without_a_date_that_nobody_trusted_brought_no_age_is_told() -> None:
    undated = {name: value for name, value in status_list().items() if name not in {"proof", "validFrom"}}
    found = beside_own_records(bundle(evidence(status_lists=listed(sign(undated)))))
    assert [one.code for one in found.about(Check.EVIDENCE)] == ["evidence.untrusted"]
    assert found.evidence is not None
    assert found.evidence.as_dict(NOW)["parts"][0]["age_days"] is None


@pytest.mark.parametrize(
    "trust",
    [TRUSTS_THE_RUNG, TrustList(rungs={STRANGER_KEY.controller: KnownRung(STRANGER_KEY.controller, "Another Rung")})],
    ids=["another Rung is trusted", "the one that signed is trusted"],
)
def test_trust_in_one_rung_is_no_trust_in_another(trust: TrustList) -> None:
    found = judge(CREDENTIAL, trust=trust, bundle=bundle(key=STRANGER_KEY))
    is_trusted = STRANGER_KEY.controller in trust.rungs
    assert (found.headline is Headline.VERIFIED_ISSUER_KNOWN) is is_trusted


# --- What the verifier knows itself goes first ---


def own(**changed: Any) -> TrustList:
    """The Rung is trusted, and the school is known besides."""
    return TrustList({SCHOOL_DID: replace(KNOWN_SCHOOL, **changed)}, rungs={RUNG.did: RUNG})


def test_the_verifiers_own_record_of_an_issuer_goes_before_that_of_a_rung() -> None:
    found = far_away(bundle(), trust=own(accreditations=()))
    assert "accreditation.not_accredited" in codes(found)


def test_where_the_verifier_keeps_no_accreditations_those_of_the_rung_count() -> None:
    found = far_away(bundle(), trust=own(accreditations=(), accreditations_known=False))
    assert "accreditation.accredited" in codes(found)
    assert found.issuer is not None
    assert found.issuer.names == KNOWN_SCHOOL.names


def test_the_verifiers_own_did_document_goes_before_that_of_a_rung() -> None:
    """The verifier's copy says that the key was revoked; older evidence does not undo that."""
    document = DOCUMENTS[SCHOOL_DID]
    methods = [{**one, "revoked": "2026-04-30T00:00:00Z"} for one in document["verificationMethod"]]
    found = far_away(bundle(), documents={SCHOOL_DID: {**document, "verificationMethod": methods}})
    assert [one.code for one in found.because] == ["proof.key_revoked"]


def test_the_log_that_the_verifier_trusts_goes_before_that_of_a_rung() -> None:
    seen = LOGGED + timedelta(days=3)
    trust = replace(own(), issues={(AWARD.id, digest(CREDENTIAL)): seen})
    assert "validity.issue_backdated" in codes(far_away(bundle(), trust=trust))


def test_a_statement_about_another_issuer_vouches_for_nobody() -> None:
    other = replace(STATEMENT, did="did:web:other.example")
    assert "issuer.unknown" in codes(far_away(bundle(evidence(statement=other))))


def test_an_accreditation_that_was_withdrawn_by_the_day_of_issue_did_not_hold() -> None:
    """The decision was withdrawn on 15 April; the log saw the credential on 1 April."""
    gone = replace(STATEMENT, accreditations=(replace(DECISION, withdrawn=date(2026, 4, 1)),))
    assert "accreditation.not_accredited" in codes(far_away(bundle(evidence(statement=gone))))


def test_an_identity_that_had_ended_by_the_day_of_issue_makes_nobody_known() -> None:
    ended = replace(STATEMENT, period=Period(date(2025, 1, 1), date(2026, 4, 1)))
    found = far_away(bundle(evidence(statement=ended)))
    assert [one.code for one in found.because] == ["issuer.unknown_on_the_day"]


# --- What makes it worthless as a whole ---


def other_credential() -> evidence_bundle.EvidenceBundle:
    return bundle(evidence(signed(replace(AWARD, id="urn:uuid:0a3bb2a4-1c1e-4d6c-9a54-3a4a6d7e4444"))))


def tampered() -> evidence_bundle.EvidenceBundle:
    held = attested()
    return read({**held, "evidence": {**held["evidence"], "didDocuments": []}})


def signed_by_somebody_else() -> evidence_bundle.EvidenceBundle:
    """A stranger's key signs an attestation in the name of the trusted Rung."""
    held = attested(key=STRANGER_KEY)
    return read({**held, "attestation": {**held["attestation"], "issuer": RUNG.did}})


def proof_of_another_key() -> evidence_bundle.EvidenceBundle:
    """The attestation is the Rung's, word for word, under the proof of a stranger who signed just that."""
    held = attested()
    unsigned = {name: value for name, value in held["attestation"].items() if name != "proof"}
    resigned = sign(unsigned, STRANGER_KEY, "eddsa-jcs-2022")
    return read({**held, "attestation": {**unsigned, "proof": resigned["proof"][0]}})


def attestation_of_other_evidence() -> evidence_bundle.EvidenceBundle:
    return read({**attested(), "attestation": attested(evidence(issue=None))["attestation"]})


def dated_ahead_of_its_own_proof() -> evidence_bundle.EvidenceBundle:
    """The trusted Rung signs today what says that it was attested tomorrow."""
    built = build(evidence())
    unsigned = attestation_of(AWARD.id, evidence_bundle.digest_of(built), RUNG.did, NOW + timedelta(days=1))
    proven = sign(unsigned, KEY_OF_A_RUNG, "eddsa-jcs-2022")
    return read({**attested(), "attestation": {**unsigned, "proof": proven["proof"][0]}})


def of_the_future() -> evidence_bundle.EvidenceBundle:
    return bundle(now=NOW + timedelta(minutes=6))


WORTHLESS = {
    "evidence.other_credential": [other_credential],
    "evidence.broken": [
        tampered,
        signed_by_somebody_else,
        proof_of_another_key,
        attestation_of_other_evidence,
        dated_ahead_of_its_own_proof,
        of_the_future,
    ],
}
CASES = [pytest.param(code, make, id=make.__name__) for code, makes in WORTHLESS.items() for make in makes]


@pytest.mark.parametrize(("code", "make"), CASES)
def test_a_worthless_bundle_is_named_and_changes_nothing_else(code: str, make: Any) -> None:
    held = make()
    for judge_with in (far_away, beside_own_records):
        found = judge_with(held)
        assert [one.code for one in found.about(Check.EVIDENCE)] == [code]
        assert without_evidence(found) == without_evidence(judge_with(None))


@pytest.mark.parametrize(
    ("make", "detail"),
    [
        (tampered, "something was changed after signing"),
        (signed_by_somebody_else, "The signature does not fit"),
        (proof_of_another_key, "not that of the Rung it names"),
        (dated_ahead_of_its_own_proof, "is dated 2026-05-02T12:00:00Z, which is still to come"),
    ],
)
def test_what_is_wrong_with_it_is_told(make: Any, detail: str) -> None:
    assert detail in far_away(make()).about(Check.EVIDENCE)[0].sentence


def test_a_list_in_a_worthless_bundle_is_left_out_with_the_rest() -> None:
    revoking = evidence(signed(replace(AWARD, grade="5")), status_lists=listed(status_list(WITHDRAWN)))
    assert [one.code for one in beside_own_records(bundle(revoking)).because] == ["status.list_not_supplied"]


def test_a_clock_that_runs_a_little_ahead_is_forgiven() -> None:
    ahead = NOW + timedelta(minutes=4)
    found = far_away(bundle(evidence(statement=replace(STATEMENT, retrieved=ahead)), now=ahead))
    assert found.headline is Headline.VERIFIED_ISSUER_KNOWN
    assert next(one.data["days"] for one in found.findings if one.code == "evidence.accreditation_age") == 0


def test_a_moment_of_issue_under_another_identifier_proves_nothing() -> None:
    """The digest is that of the credential, the identifier is not: the log speaks of something else."""
    found = far_away(bundle(evidence(credential_id="urn:uuid:0a3bb2a4-1c1e-4d6c-9a54-3a4a6d7e4444")))
    assert "validity.issue_claimed" in codes(found)


def test_a_credential_that_is_not_valid_stays_so_whatever_a_trusted_rung_attests() -> None:
    forged = {**CREDENTIAL, "name": "Forged"}
    found = far_away(bundle(evidence(forged)), forged)
    assert found.headline is Headline.NOT_VALID
    assert found.about(Check.EVIDENCE)[0].code == "evidence.trusted"


def test_a_credential_that_cannot_be_read_leaves_the_evidence_unasked() -> None:
    found = judge(b"no credential", bundle=bundle())
    assert [one.code for one in found.about(Check.EVIDENCE)] == ["evidence.not_reached"]
    assert found.evidence is None


def test_without_a_bundle_a_report_says_nothing_about_evidence() -> None:
    assert judge(CREDENTIAL).about(Check.EVIDENCE) == ()
    assert "evidence" not in judge(CREDENTIAL).as_dict()


# --- Lists in it keep to the rules of any list ---


def test_a_list_that_has_ended_clears_nothing_and_still_revokes() -> None:
    """CRED-7: an offline copy is good within its time to live."""
    ended = NOW - timedelta(days=1)
    clear, revoking = (
        far_away(bundle(evidence(status_lists=listed(status_list(bits, until=ended))))) for bits in (None, WITHDRAWN)
    )
    assert [one.code for one in clear.because] == ["status.list_not_current"]
    assert [one.code for one in revoking.because] == ["status.revoked"]


def test_a_list_that_the_issuer_did_not_sign_counts_for_nothing_even_from_a_trusted_rung() -> None:
    foreign = status_list(key=STRANGER_KEY)
    found = far_away(bundle(evidence(status_lists=listed(foreign))))
    assert [one.code for one in found.because] == ["status.list_other_issuer"]


# --- Names ---


def test_a_known_issuer_under_another_name_is_told_apart_by_the_evidence_as_well() -> None:
    renamed = replace(STATEMENT, legal_name="Evening School")
    finding = far_away(bundle(evidence(statement=renamed))).about(Check.ISSUER)[0]
    assert finding == Finding.of(
        "issuer.known_other_name",
        known="Evening School",
        issuer=SCHOOL_DID,
        name="School of Testing",
        look_alikes=[],
    )


def test_a_statement_cannot_borrow_the_name_of_an_issuer_that_the_verifier_knows() -> None:
    """The Rung calls it Evening School; the credential calls itself as an issuer that the verifier knows."""
    known = KnownIssuer("did:web:real.example", LangText.of({"en": "School of Testing"}))
    trust = TrustList({known.did: known}, rungs={RUNG.did: RUNG})
    found = far_away(bundle(evidence(statement=replace(STATEMENT, legal_name="Evening School"))), trust=trust)
    assert [one.code for one in found.because] == ["issuer.name_of_another"]
    assert found.headline is Headline.INTACT_ISSUER_NOT_CONFIRMED
