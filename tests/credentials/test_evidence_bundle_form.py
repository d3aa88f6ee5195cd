"""The form of evidence bundles: what is built, what is signed, and the published schemas of both and of the report."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import jsonschema
import pytest

from rung.core import Period
from rung.credentials import evidence_bundle, report
from rung.credentials.evidence_bundle import (
    EvidenceBundle,
    EvidenceBundleError,
    TakenDidDocument,
    TakenStatusList,
    build,
)
from rung.credentials.finding_kinds import Check
from rung.credentials.findings import Headline
from rung.credentials.reading import digest
from rung.credentials.trust import KnownRung, TrustList
from tests.credentials.cast import AWARD, DOCUMENTS, ISSUED, LIST_URL, SCHOOL_DID, SCHOOL_KEY, STRANGER_KEY
from tests.credentials.evidence import (
    CREDENTIAL,
    KEY_OF_A_RUNG,
    STATEMENT,
    TAKEN,
    attested,
    bundle,
    evidence,
    far_away,
    read,
    status_list,
)


def tampered() -> EvidenceBundle:
    held = attested()
    return read({**held, "evidence": {**held["evidence"], "didDocuments": []}})


def test_what_is_not_known_is_left_out_of_the_file() -> None:
    bare = build(evidence(statement=None, issue=None, did_documents=(), status_lists=()))
    assert bare == {
        "credential": {"id": AWARD.id, "digest": digest(CREDENTIAL)},
        "didDocuments": [],
        "statusLists": [],
    }


def test_evidence_that_contradicts_itself_cannot_be_built() -> None:
    document = TakenDidDocument(DOCUMENTS[SCHOOL_DID], TAKEN)
    with pytest.raises(EvidenceBundleError, match="two DID documents"):
        evidence(did_documents=(document, document))
    with pytest.raises(EvidenceBundleError, match="two status lists"):
        evidence(status_lists=(TakenStatusList(LIST_URL, status_list(), TAKEN),) * 2)
    with pytest.raises(EvidenceBundleError, match="SHA-256"):
        evidence(digest="ABC")
    with pytest.raises(EvidenceBundleError, match="PL"):
        replace(STATEMENT, country="Poland")


def test_a_rung_may_sign_under_another_did_whose_document_the_verifier_has() -> None:
    school = TrustList(rungs={SCHOOL_DID: KnownRung(SCHOOL_DID, "The school's own Rung")})
    held = bundle(key=SCHOOL_KEY)
    assert far_away(held, trust=school, documents=DOCUMENTS).headline is Headline.VERIFIED_ISSUER_KNOWN
    assert far_away(held, trust=school).about(Check.EVIDENCE)[0].code == "evidence.broken"  # its own word is not enough


# --- The published forms ---


BUNDLE_SCHEMA = json.loads(evidence_bundle.schema())
REPORT_SCHEMA = json.loads(report.schema())


@pytest.mark.parametrize(
    "what",
    [
        evidence(),
        evidence(statement=None, issue=None, did_documents=(), status_lists=()),
        evidence(statement=replace(STATEMENT, accreditations=(), period=Period(date(2025, 1, 1)))),
    ],
)
def test_a_bundle_keeps_to_its_published_schema(what: evidence_bundle.Evidence) -> None:
    jsonschema.validate(attested(what), BUNDLE_SCHEMA, cls=jsonschema.Draft202012Validator)


@pytest.mark.parametrize("held", [bundle(), bundle(key=STRANGER_KEY), tampered(), bundle(evidence(digest="ab" * 32))])
@pytest.mark.parametrize("as_of", [None, ISSUED])
def test_a_report_about_evidence_keeps_to_its_published_schema(held: EvidenceBundle, as_of: Any) -> None:
    told = far_away(held, as_of=as_of).as_dict()
    jsonschema.validate(told, REPORT_SCHEMA, cls=jsonschema.Draft202012Validator)
    assert ("asked_at" in told) is (as_of is not None)


def test_the_attestation_is_a_credential_that_others_can_check() -> None:
    """VC Data Model 2.0 §5.3: `relatedResource` with `digestSRI`; the digest is that of the evidence in RFC 8785."""
    held = attested()
    assert held["attestation"]["issuer"] == KEY_OF_A_RUNG.controller
    assert held["attestation"]["proof"]["cryptosuite"] == "eddsa-jcs-2022"
    assert held["attestation"]["credentialSubject"] == {"id": AWARD.id}
    assert held["attestation"]["relatedResource"]["id"].endswith(evidence_bundle.digest_of(held["evidence"]))
