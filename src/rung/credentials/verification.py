"""Can this credential be trusted? Everything that is looked at, in the order in which it is safe to look.

First the bytes and the shape, then the signature; only what a good signature covers is read further. Nothing is
fetched: DID documents, status lists and evidence are arguments, and what was not supplied is reported as not checked.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from typing import Any

from rung.core.clock import aware
from rung.core.errors import ValueRefusedError
from rung.credentials import claims, issuer_trust, open_badges, reading, signature, validity
from rung.credentials.claims import Claims
from rung.credentials.descriptors import MANDATORY
from rung.credentials.did import NO_DOCUMENTS, DidDocuments
from rung.credentials.errors import UnreadableError
from rung.credentials.evidence_bundle import EvidenceBundle
from rung.credentials.evidence_bundle_check import AtHand
from rung.credentials.finding_kinds import Effect
from rung.credentials.findings import Finding
from rung.credentials.reading import Document, Kind
from rung.credentials.report import Report
from rung.credentials.signature import ProofCheck
from rung.credentials.statements import Statements
from rung.credentials.status import StatusCheck
from rung.credentials.status_history import StatusRecords
from rung.credentials.trust import TrustRegistry

MICRO_CREDENTIAL = "MicroCredential"
"""The `achievementType` that promises the European elements."""

_NO_LISTS: Mapping[str, bytes] = MappingProxyType({})


def verify(
    data: bytes,
    *,
    now: datetime,
    trust: TrustRegistry,
    as_of: datetime | None = None,
    status_lists: Mapping[str, bytes] = _NO_LISTS,
    documents: DidDocuments = NO_DOCUMENTS,
    records: StatusRecords | None = None,
    bundle: EvidenceBundle | None = None,
) -> Report:
    """Return what can be said at the moment `now` about the credential in `data`. Never raises for what it holds.

    `status_lists` are signed status lists by the address they were fetched from, `documents` DID documents by DID,
    `records` the status history that a host keeps of its own credentials, `bundle` evidence that came with it.

    With `as_of`, expiry and withdrawal are judged for that moment, as far as it is known now (R-TIME, R-VERIFY);
    signatures and keys are judged by what is known now in any case, for a thief dates as he likes. Raises
    `ValueRefusedError` if `as_of` lies after `now`.
    """
    asked, moment = aware(now), aware(as_of or now)
    if moment > asked:
        raise ValueRefusedError("The future is not known: ask about a moment that has passed.", as_of=moment)
    at_hand = AtHand(trust, documents, status_lists)
    return _Verifier(asked, moment, at_hand, records, bundle).report(data)


@dataclass(frozen=True, slots=True)
class _Verifier:
    """One verdict. `at_hand` is what was brought; what of the `bundle` counts is added once it fits the document."""

    now: datetime
    moment: datetime
    at_hand: AtHand
    records: StatusRecords | None
    bundle: EvidenceBundle | None

    def report(self, data: bytes) -> Report:
        try:
            document = reading.read(data)
            shape = open_badges.check(document.json, document.kind)
        except UnreadableError as error:
            return self._of((Finding.from_error(error),))
        if any(finding.effect is Effect.INVALID for finding in shape):
            return self._of(shape, document)
        if self.bundle is not None:
            beside = self.at_hand.with_evidence(self.bundle, digest=document.digest, now=self.now)
            return replace(self, at_hand=beside).of_right_shape(document, shape)
        return self.of_right_shape(document, shape)

    def of_right_shape(self, document: Document, shape: tuple[Finding, ...]) -> Report:
        """Judge the signatures of a document whose shape is right, and go on if they hold."""
        found = (_well_formed(document), *shape)
        proofs, signer = signature.check(
            document.json, documents=self.at_hand.documents, now=self.now, token=document.token
        )
        if signer is None:
            return self._of((*found, *proofs), document)
        return self._judged(document, (*found, *proofs), signer)

    def _judged(self, document: Document, found: tuple[Finding, ...], signer: ProofCheck) -> Report:
        """Judge what the document says, now that its signature holds."""
        dates = open_badges.date_terms(document.json)
        credential = Statements(document.json).credential
        ambiguous = validity.ambiguous_dates(credential, dates)
        if ambiguous:
            return self._of((*found, *ambiguous), document)
        said = claims.read(credential, document.kind, dates)
        proven = self.at_hand.trust.proven_issue(said.id, document.digest)
        day = (proven or validity.start(said)).date()
        who, known = issuer_trust.issuer_finding(said, signer, self.at_hand.trust, day)
        judged = (
            *found,
            who,
            issuer_trust.accreditation_finding(known, day, is_proven=proven is not None, credential=credential),
            *self._status(said.issuer_id, signer).findings(credential),
            *validity.findings(said, self.moment, self.now, proven),
            _described(said),
        )
        return self._of(judged, document, credential=said, issuer=known)

    def _status(self, issuer_id: str, signer: ProofCheck) -> StatusCheck:
        return StatusCheck(
            lists_of=self.at_hand.lists_of,
            records=self.records,
            documents=self.at_hand.documents,
            now=self.now,
            moment=self.moment,
            issuer_id=issuer_id,
            signer=signer,
        )

    def _of(self, found: tuple[Finding, ...], document: Document | None = None, **more: Any) -> Report:
        """Return the report; evidence that was handed in gets an answer even where nothing came of it."""
        if document is not None:
            more.update(form=document.form.value, digest=document.digest)
        evidence = self.at_hand.findings
        if self.bundle is not None and not evidence:
            evidence = (Finding.of("evidence.not_reached"),)
        summary = self.at_hand.summary
        return Report.of((*found, *evidence), self.moment, asked_at=self.now, evidence=summary, **more)


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
