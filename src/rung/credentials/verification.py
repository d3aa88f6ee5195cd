"""Can this credential be trusted? Everything that is looked at, in the order in which it is safe to look.

First the bytes and the shape, then the signature; only what a good signature covers is read further. Nothing is
fetched: DID documents and status lists are arguments, and what was not supplied is reported as not checked.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from rung.core.clock import aware
from rung.credentials import claims, issuer_trust, open_badges, reading, signature, validity
from rung.credentials.claims import Claims
from rung.credentials.descriptors import MANDATORY
from rung.credentials.did import NO_DOCUMENTS, DidDocuments
from rung.credentials.errors import UnreadableError
from rung.credentials.finding_kinds import Effect
from rung.credentials.findings import Finding
from rung.credentials.reading import Document, Kind
from rung.credentials.report import Report
from rung.credentials.signature import ProofCheck
from rung.credentials.statements import Statements
from rung.credentials.status import StatusCheck
from rung.credentials.trust import TrustRegistry

MICRO_CREDENTIAL = "MicroCredential"
"""The `achievementType` that promises the European elements."""

_NO_LISTS: Mapping[str, bytes] = MappingProxyType({})


def verify(
    data: bytes,
    *,
    now: datetime,
    trust: TrustRegistry,
    status_lists: Mapping[str, bytes] = _NO_LISTS,
    documents: DidDocuments = NO_DOCUMENTS,
) -> Report:
    """Return what can be said about the credential in `data` at the moment `now`.

    `status_lists` are signed status lists by the address they were fetched from; `documents` DID documents by
    DID. `now` may lie in the past: the answer is then about that moment. Never raises for what `data` holds.
    """
    return _Verifier(aware(now), trust, status_lists, documents).report(data)


@dataclass(frozen=True, slots=True)
class _Verifier:
    now: datetime
    trust: TrustRegistry
    status_lists: Mapping[str, bytes]
    documents: DidDocuments

    def report(self, data: bytes) -> Report:
        try:
            document = reading.read(data)
            shape = open_badges.check(document.json, document.kind)
        except UnreadableError as error:
            return Report.of([Finding.from_error(error)], self.now)
        if any(finding.effect is Effect.INVALID for finding in shape):
            return self._report(document, shape)
        found = [_well_formed(document), *shape]
        proofs, signer = signature.check(document.json, documents=self.documents, now=self.now)
        if signer is None:
            return self._report(document, (*found, *proofs))
        return self._judged(document, (*found, *proofs), signer)

    def _judged(self, document: Document, found: tuple[Finding, ...], signer: ProofCheck) -> Report:
        """Judge what the document says, now that its signature holds."""
        dates = open_badges.date_terms(document.json)
        credential = Statements(document.json).credential
        ambiguous = validity.ambiguous_dates(credential, dates)
        if ambiguous:
            return self._report(document, (*found, *ambiguous))
        said = claims.read(credential, document.kind, dates)
        who = issuer_trust.issuer_finding(said, signer, self.trust)
        known = issuer_trust.known_signer(who, self.trust)
        claimed = validity.start(said)
        proven = self.trust.proven_issue(said.id, document.digest)
        accredited = issuer_trust.accreditation_finding(known, claimed, proven, credential)
        status = StatusCheck(self.status_lists, self.documents, self.now, said.issuer_id, signer)
        judged = (
            *found,
            who,
            accredited,
            *status.findings(credential),
            *validity.findings(said, self.now, proven),
            _described(said),
        )
        return self._report(document, judged, credential=said, issuer=known)

    def _report(self, document: Document, found: tuple[Finding, ...], **more: Any) -> Report:
        return Report.of(found, self.now, form=document.form.value, digest=document.digest, **more)


def _well_formed(document: Document) -> Finding:
    code = {Kind.ACHIEVEMENT: "format.open_badge", Kind.ENDORSEMENT: "format.endorsement"}[document.kind]
    return Finding.of(code, form=document.form.value)


def _described(said: Claims) -> Finding:
    """Return which mandatory elements of Annex I are missing; a badge that promises none is not blamed."""
    if said.kind == Kind.ENDORSEMENT:
        return Finding.of("descriptors.endorsement")
    missing = [element for element in MANDATORY if element.code not in said.elements]
    if not missing:
        return Finding.of("descriptors.complete")
    promised = said.achievement_type == MICRO_CREDENTIAL
    code = "descriptors.incomplete" if promised else "descriptors.not_a_micro_credential"
    names = [element.value for element in missing]
    return Finding.of(code, missing=[element.code for element in missing], names=names)
