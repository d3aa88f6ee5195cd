"""Whether an evidence bundle may be used, what of it counts, and how old that is.

Three questions, in this order: does the attestation hold over exactly this evidence, does the evidence belong to
this very credential, is the Rung that attested it one that the verifier trusts. A bundle that fails the first or
the second is left out as a whole. One that fails the third still brings status lists, because those are signed by
the issuer itself and checked like any other; nothing else in it counts.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from rung.core.clock import aware
from rung.core.errors import ValueRefusedError
from rung.core.lang_text import LangText
from rung.credentials import data_integrity
from rung.credentials.did import DidDocuments
from rung.credentials.errors import CredentialError
from rung.credentials.evidence_bundle import (
    AccreditationStatement,
    Evidence,
    EvidenceBundle,
    EvidenceBundleError,
    attestation_of,
)
from rung.credentials.findings import Finding
from rung.credentials.limits import CLOCK_SKEW
from rung.credentials.moments import parse_moment, written
from rung.credentials.trust import KnownIssuer, KnownRung, TrustRegistry

ANY_LANGUAGE = "und"
"""A legal name is the same in every language (BCP 47: undetermined)."""


@dataclass(frozen=True, slots=True)
class BundleCheck:
    """What was found out about a bundle as a whole.

    `usable` says that the attestation holds and the evidence is about this credential, `trusted` that the verifier
    believes the Rung that attested it, whose DID is `rung`. `attested` is when; both are empty if nothing holds.
    """

    finding: Finding
    usable: bool = False
    trusted: bool = False
    rung: str = ""
    name: str = ""
    attested: datetime | None = None


def check(
    bundle: EvidenceBundle, *, digest: str, trust: TrustRegistry, documents: DidDocuments, now: datetime
) -> BundleCheck:
    """Return whether `bundle` may be used for the credential with this `digest` (`reading.digest`) at `now`."""
    try:
        attested = _require_attestation(bundle, documents, aware(now))
    except CredentialError as error:
        return BundleCheck(Finding.of("evidence.broken", detail=error.sentence, reason=error.code))
    rung = str(bundle.attestation["issuer"])
    moment = written(attested)
    if bundle.evidence.digest != digest:
        finding = Finding.of("evidence.other_credential", id=bundle.evidence.credential_id)
        return BundleCheck(finding, rung=rung, attested=attested)
    known = trust.known_rung(rung)
    if known is None:
        finding = Finding.of("evidence.untrusted", issuer=rung, moment=moment)
        return BundleCheck(finding, usable=True, rung=rung, attested=attested)
    finding = Finding.of("evidence.trusted", issuer=rung, name=known.name, moment=moment)
    return BundleCheck(finding, usable=True, trusted=True, rung=rung, name=known.name, attested=attested)


def _require_attestation(bundle: EvidenceBundle, documents: DidDocuments, now: datetime) -> datetime:
    """Return when the evidence was attested; raise unless its attestation holds and names exactly this evidence."""
    attestation = bundle.attestation
    attested = parse_moment(attestation["validFrom"])
    expected = attestation_of(
        bundle.evidence.credential_id, bundle.evidence_digest, str(attestation["issuer"]), attested
    )
    if {name: value for name, value in attestation.items() if name != "proof"} != expected:
        raise EvidenceBundleError("The attestation does not name this evidence: something was changed after signing.")
    if attested > now + CLOCK_SKEW:
        raise EvidenceBundleError(f"The evidence is dated {written(attested)}, which is still to come.")
    for one in data_integrity.check_proofs(attestation, documents=documents, now=now):
        if one.outcome != "passed":
            raise EvidenceBundleError(one.sentence)
        if not one.bound_to_issuer:
            raise EvidenceBundleError("The evidence was signed with a key that is not that of the Rung it names.")
    return attested


@dataclass(frozen=True, slots=True)
class EvidencePart:
    """A piece of evidence: of what kind, about what, as of when, and whether it was allowed to count.

    `taken` is the moment at which a trusted Rung took it. Of a status list that nobody trusted brought it is the
    list's own signed date, if it has one.
    """

    kind: str
    about: str
    taken: datetime | None
    counts: bool

    def age_in_days(self, now: datetime) -> int | None:
        """Return the whole days from when it was taken to `now`, if that is known."""
        return None if self.taken is None else max((now - self.taken).days, 0)


@dataclass(frozen=True, slots=True)
class EvidenceSummary:
    """What a report tells about the bundle that was handed in."""

    check: BundleCheck
    parts: tuple[EvidencePart, ...]

    def as_dict(self, now: datetime) -> dict[str, Any]:
        """Return the JSON form, with ages at `now`."""
        return {
            "usable": self.check.usable,
            "trusted": self.check.trusted,
            "rung": self.check.rung,
            "name": self.check.name,
            "attested": _text_of(self.check.attested),
            "parts": [
                {
                    "kind": part.kind,
                    "about": part.about,
                    "taken": _text_of(part.taken),
                    "age_days": part.age_in_days(now),
                    "counts": part.counts,
                }
                for part in self.parts
            ],
        }


@dataclass(frozen=True, slots=True)
class AtHand:
    """What a verdict may rest on: what the verifier brought, and what of a bundle counts beside it.

    `lists` are the status lists that were brought by hand, `evidence_lists` those of a bundle, both by address.
    """

    trust: TrustRegistry
    documents: DidDocuments
    lists: Mapping[str, bytes]
    evidence_lists: Mapping[str, bytes] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    summary: EvidenceSummary | None = None

    def lists_of(self, url: str) -> tuple[bytes, ...]:
        """Return every status list for the address `url`; `lists` may look them up when they are asked for."""
        found = (self.lists.get(url), self.evidence_lists.get(url))
        return tuple(one for one in found if one is not None)

    def with_evidence(self, bundle: EvidenceBundle, *, digest: str, now: datetime) -> "AtHand":
        """Return what is at hand together with what counts of `bundle`, and the findings about it."""
        checked = check(bundle, digest=digest, trust=self.trust, documents=self.documents, now=now)
        evidence = bundle.evidence
        parts = tuple(_parts(evidence, checked)) if checked.usable else ()
        findings = (checked.finding, *(_age(part, now) for part in parts if part.counts and part.taken is not None))
        summary = EvidenceSummary(checked, parts)
        if not checked.usable:
            return replace(self, findings=findings, summary=summary)
        lists = {one.url: _as_bytes(one.credential) for one in evidence.status_lists}
        more = replace(self, evidence_lists=lists, findings=findings, summary=summary)
        if not checked.trusted:
            return more
        return replace(
            more, trust=_TrustWithEvidence(self.trust, evidence), documents=_DocumentsWith(self.documents, evidence)
        )


@dataclass(frozen=True, slots=True)
class _TrustWithEvidence:
    """The verifier's own registry, and where it knows nothing, what a trusted Rung says."""

    own: TrustRegistry
    evidence: Evidence

    def known_issuer(self, did: str) -> KnownIssuer | None:
        known, statement = self.own.known_issuer(did), self.evidence.statement
        if statement is None or statement.did != did:
            return known
        if known is None:
            return _issuer_of(statement)
        if known.accreditations_known:
            return known
        return replace(known, accreditations=statement.accreditations, accreditations_known=True)

    def look_alikes(self, name: str) -> tuple[KnownIssuer, ...]:
        return self.own.look_alikes(name)

    def proven_issue(self, credential_id: str, digest: str) -> datetime | None:
        proven, evidence = self.own.proven_issue(credential_id, digest), self.evidence
        if proven is not None or evidence.issue is None:
            return proven
        is_this = (evidence.credential_id, evidence.digest) == (credential_id, digest)
        return evidence.issue.logged if is_this else None

    def known_rung(self, did: str) -> KnownRung | None:
        return self.own.known_rung(did)


@dataclass(frozen=True, slots=True)
class _DocumentsWith:
    """The verifier's own DID documents, then those of the evidence."""

    own: DidDocuments
    evidence: Evidence

    def get(self, did: str, /) -> Mapping[str, Any] | None:
        found = self.own.get(did)
        if found is not None:
            return found
        return next((one.document for one in self.evidence.did_documents if one.did == did), None)


def _issuer_of(statement: AccreditationStatement) -> KnownIssuer:
    return KnownIssuer(
        statement.did,
        LangText.of({ANY_LANGUAGE: statement.legal_name}),
        accreditations=statement.accreditations,
        period=statement.period,
    )


def _parts(evidence: Evidence, checked: BundleCheck) -> Iterator[EvidencePart]:
    believed = checked.trusted
    for one in evidence.status_lists:
        taken = one.retrieved if believed else _own_date(one.credential)
        yield EvidencePart("status_list", one.url, taken, counts=True)
    for document in evidence.did_documents:
        yield EvidencePart("did_document", document.did, document.retrieved, counts=believed)
    if evidence.statement is not None:
        yield EvidencePart("accreditation", evidence.statement.did, evidence.statement.retrieved, counts=believed)
    if evidence.issue is not None:
        yield EvidencePart("issue", evidence.credential_id, evidence.issue.retrieved, counts=believed)


def _age(part: EvidencePart, now: datetime) -> Finding:
    """Return the finding on how old a part is; its data name the thing as the sentence does."""
    about = {"status_list": "url", "did_document": "issuer"}.get(part.kind)
    said = {about: part.about} if about else {}
    return Finding.of(f"evidence.{part.kind}_age", **said, moment=_text_of(part.taken), days=part.age_in_days(now))


def _own_date(status_list: Mapping[str, Any]) -> datetime | None:
    try:
        return parse_moment(status_list.get("validFrom"))
    except ValueRefusedError:
        return None


def _as_bytes(status_list: Mapping[str, Any]) -> bytes:
    return json.dumps(status_list, ensure_ascii=False).encode()


def _text_of(moment: datetime | None) -> str | None:
    return None if moment is None else written(moment)
