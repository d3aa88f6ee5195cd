"""Evidence about the cast's credential: a Rung that attests it, the school's list, documents, statement and issue."""

import json
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from rung.core import Period
from rung.credentials import bitstring_status_list as lists
from rung.credentials import evidence_bundle_reading
from rung.credentials.award import StatusEntry
from rung.credentials.bitstring_status_list import Bitstring
from rung.credentials.evidence_bundle import (
    AccreditationStatement,
    Evidence,
    EvidenceBundle,
    ProvenIssue,
    TakenDidDocument,
    TakenStatusList,
)
from rung.credentials.evidence_bundle import sign as attest
from rung.credentials.reading import digest
from rung.credentials.report import Report
from rung.credentials.software_signer import SoftwareKey, SoftwareSigner
from rung.credentials.trust import Accreditation, KnownRung, TrustList
from tests.credentials.cast import (
    AWARD,
    DOCUMENTS,
    ISSUED,
    KNOWN_SCHOOL,
    LIST_URL,
    NOW,
    SCHOOL_DID,
    SCHOOL_KEY,
    as_bytes,
    judge,
    sign,
    signed,
)

INDEX = 94_567
CREDENTIAL = signed(replace(AWARD, status=(StatusEntry(LIST_URL, INDEX),)))
"""The school can withdraw it."""

TAKEN = NOW - timedelta(days=3)
ATTESTED = NOW - timedelta(days=2)
LOGGED = ISSUED + timedelta(minutes=1)

KEY_OF_A_RUNG = SoftwareKey.of_did_key(bytes(range(64, 96)))
RUNG = KnownRung(KEY_OF_A_RUNG.controller, "Rung of Mazowsze")
TRUSTS_THE_RUNG = TrustList(rungs={RUNG.did: RUNG})
"""A verifier far away: it knows no issuer, and one Rung."""

DECISION = Accreditation(
    "Quality Board",
    Period(date(2025, 1, 1), date(2027, 1, 1)),
    fields=("061",),
    levels=(4, 5),
    units=(AWARD.achievement.id,),
    decision="QB/2025/17",
    withdrawn=date(2026, 4, 15),
)
STATEMENT = AccreditationStatement(
    SCHOOL_DID, "School of Testing", "PL", Period(date(2025, 1, 1), date(2028, 1, 1)), (DECISION,), TAKEN
)


def status_list(
    bits: Bitstring | None = None,
    key: SoftwareKey = SCHOOL_KEY,
    *,
    start: datetime = ISSUED,
    until: datetime | None = None,
    purpose: str = "revocation",
    issuer: str = SCHOOL_DID,
) -> dict[str, Any]:
    """Return a signed status list of the school; by default nothing is withdrawn."""
    unsigned = lists.credential(
        bits or Bitstring.clear(), url=LIST_URL, issuer=issuer, purpose=purpose, valid_from=start, valid_until=until
    )
    return sign(unsigned, key)


WITHDRAWN = Bitstring.clear().with_entries(set_=[INDEX])


def evidence(document: dict[str, Any] = CREDENTIAL, **changed: Any) -> Evidence:
    """Return full evidence about `document`; `changed` replaces fields."""
    full = Evidence(
        credential_id=document["id"],
        digest=digest(document),
        did_documents=(TakenDidDocument(DOCUMENTS[SCHOOL_DID], TAKEN),),
        status_lists=(TakenStatusList(LIST_URL, status_list(), TAKEN),),
        statement=STATEMENT,
        issue=ProvenIssue(LOGGED, 4_711, TAKEN),
    )
    return replace(full, **changed)


def attested(
    what: Evidence | None = None, key: SoftwareKey = KEY_OF_A_RUNG, now: datetime = ATTESTED
) -> dict[str, Any]:
    """Return the bundle with the evidence `what`, signed by `key`."""
    method = key.verification_method
    return attest(
        what or evidence(),
        signer=SoftwareSigner(key),
        key_id=method,
        verification_method=method,
        now=now,
        documents=DOCUMENTS,
    )


def bundle(what: Evidence | None = None, key: SoftwareKey = KEY_OF_A_RUNG, now: datetime = ATTESTED) -> EvidenceBundle:
    """Return the bundle as somebody reads it from a file."""
    return read(attested(what, key, now))


def read(held: dict[str, Any]) -> EvidenceBundle:
    """Return a bundle in JSON as it is read from a file."""
    return evidence_bundle_reading.read(as_bytes(held))


def far_away(held: EvidenceBundle | None, document: dict[str, Any] = CREDENTIAL, **changed: Any) -> Report:
    """Return what a verifier says who has nothing but the credential, the bundle and the name of one Rung."""
    return judge(document, **{"trust": TRUSTS_THE_RUNG, "documents": {}, "bundle": held, **changed})


def beside_own_records(held: EvidenceBundle | None, document: dict[str, Any] = CREDENTIAL, **changed: Any) -> Report:
    """Return what a verifier says who knows the school already and trusts no Rung."""
    return judge(document, **{"trust": TrustList.of(KNOWN_SCHOOL), "bundle": held, **changed})


def without_evidence(report: Report) -> str:
    """Return everything that a report says but for the evidence itself, as text."""
    told = report.as_dict()
    told.pop("evidence", None)
    told["findings"] = [finding for finding in told["findings"] if finding["check"] != "evidence"]
    return json.dumps(told)
