"""The evidence that a learner takes along with a credential, so that it verifies when its issuer, or Rung, is gone."""

import json
from collections.abc import Iterator
from datetime import datetime

from rung.core import Period
from rung.credentials import evidence_bundle, reading
from rung.credentials.evidence_bundle import (
    AccreditationStatement,
    Evidence,
    ProvenIssue,
    TakenDidDocument,
    TakenStatusList,
)
from rung.platform.issuing import queries as issuing
from rung.platform.issuing.queries import Award
from rung.platform.kernel import world
from rung.platform.kernel.models import AuditEntry
from rung.platform.kernel.scope import Scope
from rung.platform.keys import queries as keys
from rung.platform.keys.services import signer_of
from rung.platform.organisations import queries as organisations
from rung.platform.verification.queries import accreditations_of


def bundle_of(award: Award, document: bytes) -> bytes:
    """Return the evidence about a credential as it stands now, attested by this Rung. Seven queries and a signature."""
    now, held = world.now(), reading.read(document)
    issuer = str(held.json["issuer"]["id"])
    evidence = Evidence(
        credential_id=str(held.json["id"]),
        digest=held.digest,
        did_documents=tuple(_did_documents(issuer, now)),
        status_lists=tuple(_status_lists(award, now)),
        statement=_statement(award, issuer, now),
        issue=_issue(award, now),
    )
    key = signer_of(None)
    bundle = evidence_bundle.sign(
        evidence, signer=key.signer, key_id=key.key_id, verification_method=key.key_id, now=now
    )
    return json.dumps(bundle, ensure_ascii=False).encode()


def _did_documents(did: str, now: datetime) -> Iterator[TakenDidDocument]:
    document = keys.did_document_of(did)
    if document is not None:
        yield TakenDidDocument(document, now)


def _status_lists(award: Award, now: datetime) -> Iterator[TakenStatusList]:
    for url, document in issuing.published_lists_for(award).items():
        yield TakenStatusList(url, json.loads(document), now)


def _statement(award: Award, did: str, now: datetime) -> AccreditationStatement | None:
    """Say nothing about an issuer whose identifier nobody vouches for any more, such as one whose key was stolen."""
    known = organisations.known_issuer(did)
    if known is None:
        return None
    return AccreditationStatement(
        did=did,
        legal_name=known.legal_name,
        country=award.organisation.country,
        period=Period(known.start, known.end),
        accreditations=accreditations_of(known.organisation_id),
        retrieved=now,
    )


def _issue(award: Award, now: datetime) -> ProvenIssue | None:
    """Return the log's word about the issue. The log is this Rung's own, so it says nothing about other documents."""
    told = AuditEntry.objects.in_scope(Scope.organisation(award.organisation_id))
    entry = told.filter(object_id=str(award.pk), action=issuing.ISSUED).first()
    return None if entry is None else ProvenIssue(entry.at, entry.sequence, now)
