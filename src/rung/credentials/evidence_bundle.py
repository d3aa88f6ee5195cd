"""The evidence that travels with an exported credential, so that anybody verifies it offline, for ever.

A credential alone does not prove who its issuer is, whether it was withdrawn, or when it was made. One file beside it
carries the issuer's DID document, the signed status lists, what the register says about the issuer and its
accreditation, and the moment at which the register's log first saw the credential, each with the moment at which it
was taken. The Rung that put it together signs the whole.

The signature is a Data Integrity proof on a small W3C credential, the *attestation*. It names the evidence by the
SHA-256 of its canonical JSON (VC Data Model 2.0 §5.3, `relatedResource`, `digestSRI`). So every word of the evidence
is covered although no JSON-LD vocabulary defines it, and any verifier of W3C credentials can check who attested.
"""

import base64
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from typing import Any, Final

from rung.core import Signer
from rung.core.clock import aware
from rung.core.period import Period
from rung.credentials import contexts, data_integrity
from rung.credentials.cryptosuites import EDDSA_JCS_2022
from rung.credentials.did import NO_DOCUMENTS, DidDocuments
from rung.credentials.errors import CredentialError
from rung.credentials.jcs import canonical_json
from rung.credentials.moments import written
from rung.credentials.trust import Accreditation, accreditation_entry, period_entry

TYPE: Final = "RungEvidenceBundle"
VERSION: Final = 1
"""The version of the form. It changes when a reader of the old one would be misled."""

_DIGEST = re.compile(r"[0-9a-f]{64}\Z", re.ASCII)
_COUNTRY = re.compile(r"[A-Z]{2}\Z", re.ASCII)


class EvidenceBundleError(CredentialError):
    """A file is no evidence bundle in the form that Rung reads."""

    code = "credential.evidence_bundle"


@dataclass(frozen=True, slots=True)
class TakenDidDocument:
    """A DID document as it was published when it was `retrieved`."""

    document: Mapping[str, Any]
    retrieved: datetime

    @property
    def did(self) -> str:
        """The DID that it is about."""
        return str(self.document["id"])


@dataclass(frozen=True, slots=True)
class TakenStatusList:
    """A signed status list credential, word for word as it stood at `url` when it was `retrieved`."""

    url: str
    credential: Mapping[str, Any]
    retrieved: datetime


@dataclass(frozen=True, slots=True)
class AccreditationStatement:
    """What a register says about an issuer: whose DID it is, on which days, and what the issuer was accredited for.

    `country` is an ISO 3166-1 code of two letters. Accreditations that ended or were withdrawn are told as well,
    because the day of issue decides.
    """

    did: str
    legal_name: str
    country: str
    period: Period
    accreditations: tuple[Accreditation, ...]
    retrieved: datetime

    def __post_init__(self) -> None:
        """Refuse what is no country code."""
        if not _COUNTRY.match(self.country):
            raise EvidenceBundleError("A country is written in two capital letters, such as PL.", found=self.country)


@dataclass(frozen=True, slots=True)
class ProvenIssue:
    """The entry of the register's log that first saw exactly this credential: its moment and its place in the log."""

    logged: datetime
    sequence: int
    retrieved: datetime


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything that is known about one credential. `digest` is `reading.digest` of the signed document.

    Of status lists there is one to an address, of DID documents one to a DID.
    """

    credential_id: str
    digest: str
    did_documents: tuple[TakenDidDocument, ...] = ()
    status_lists: tuple[TakenStatusList, ...] = ()
    statement: AccreditationStatement | None = None
    issue: ProvenIssue | None = None

    def __post_init__(self) -> None:
        """Refuse a digest of another form, and two pieces of evidence about one thing."""
        if not _DIGEST.match(self.digest):
            raise EvidenceBundleError("A digest is a SHA-256 in 64 small hexadecimal digits.", found=self.digest)
        dids, urls = [one.did for one in self.did_documents], [one.url for one in self.status_lists]
        for names, what in ((dids, "DID documents of"), (urls, "status lists of")):
            twice = next((name for name in names if names.count(name) > 1), None)
            if twice is not None:
                raise EvidenceBundleError(f"There are two {what} {twice}: keep the newer.", found=twice)


@dataclass(frozen=True, slots=True)
class EvidenceBundle:
    """Evidence as it was received, of right shape and not yet checked.

    `evidence_digest` is the SHA-256, in hex, of the evidence; `attestation` the credential that has to name it.
    """

    evidence: Evidence
    evidence_digest: str
    attestation: Mapping[str, Any]


def build(evidence: Evidence) -> dict[str, Any]:
    """Return the JSON form of `evidence`, unsigned. What is not known is left out."""
    built: dict[str, Any] = {
        "credential": {"id": evidence.credential_id, "digest": evidence.digest},
        "didDocuments": [
            {"retrieved": written(one.retrieved), "document": dict(one.document)} for one in evidence.did_documents
        ],
        "statusLists": [
            {"retrieved": written(one.retrieved), "url": one.url, "list": dict(one.credential)}
            for one in evidence.status_lists
        ],
    }
    if evidence.statement is not None:
        built["accreditation"] = _statement(evidence.statement)
    if evidence.issue is not None:
        issue = evidence.issue
        moments = {"retrieved": written(issue.retrieved), "logged": written(issue.logged)}
        built["issue"] = {**moments, "sequence": issue.sequence}
    return built


def sign(
    evidence: Evidence,
    *,
    signer: Signer,
    key_id: str,
    verification_method: str,
    now: datetime,
    documents: DidDocuments = NO_DOCUMENTS,
) -> dict[str, Any]:
    """Return the whole bundle, attested at `now` by the key `key_id` of a Rung, as `data_integrity.sign` signs.

    The Rung is the DID of `verification_method`; unless that is a did:key, `documents` has to hold its document.
    """
    built = build(evidence)
    attestation = data_integrity.sign(
        attestation_of(evidence.credential_id, digest_of(built), verification_method.partition("#")[0], now),
        signer=signer,
        key_id=key_id,
        verification_method=verification_method,
        created=now,
        cryptosuite=EDDSA_JCS_2022,
        documents=documents,
        as_list=False,
    )
    return {"type": TYPE, "version": VERSION, "evidence": built, "attestation": attestation}


def attestation_of(credential_id: str, evidence_digest: str, rung: str, moment: datetime) -> dict[str, Any]:
    """Return the unsigned credential by which the Rung with the DID `rung` attests evidence of that digest."""
    packed = base64.b64encode(bytes.fromhex(evidence_digest)).decode("ascii")
    return {
        "@context": [contexts.CREDENTIALS_V2],
        "type": ["VerifiableCredential"],
        "issuer": rung,
        "validFrom": written(aware(moment)),
        "credentialSubject": {"id": credential_id},
        "relatedResource": {"id": f"urn:rung:evidence:{evidence_digest}", "digestSRI": f"sha256-{packed}"},
    }


def digest_of(built: Mapping[str, Any]) -> str:
    """Return the SHA-256, in hex, of evidence in canonical JSON (RFC 8785)."""
    return hashlib.sha256(canonical_json(built)).hexdigest()


def schema() -> str:
    """Return the JSON Schema (draft 2020-12) of a whole bundle."""
    return files("rung.credentials").joinpath("data/evidence-bundle.schema.json").read_text("utf-8")


def _statement(one: AccreditationStatement) -> dict[str, Any]:
    return {
        "retrieved": written(one.retrieved),
        "did": one.did,
        "legalName": one.legal_name,
        "country": one.country,
        **period_entry(one.period),
        "accreditations": [accreditation_entry(each) for each in one.accreditations],
    }
