"""The proofs of a credential, turned into findings; and who signed, if all of them hold."""

from datetime import datetime
from typing import Any

from rung.credentials import data_integrity, vc_jwt
from rung.credentials.data_integrity import ProofCheck
from rung.credentials.did import DidDocuments
from rung.credentials.errors import (
    CredentialError,
    DataLossError,
    KeyUnusableError,
    ProofMissingError,
    UnknownContextError,
    WorkLimitError,
)
from rung.credentials.finding_kinds import KINDS
from rung.credentials.findings import Finding
from rung.credentials.vc_jwt import Token

__all__ = ["ProofCheck", "check"]


def check(
    document: dict[str, Any], *, documents: DidDocuments, now: datetime, token: Token | None = None
) -> tuple[tuple[Finding, ...], ProofCheck | None]:
    """Return the findings about the proofs of `document`, and the proof to judge the issuer by.

    If a `token` carries the document, its signature is the one proof.

    The second is `None` unless some proof holds and none fails. A proof bound to the issuer is preferred.
    """
    try:
        if token is None:
            checks = data_integrity.check_proofs(document, documents=documents, now=now)
        else:
            checks = (vc_jwt.check(token, documents=documents, now=now),)
    except CredentialError as error:
        return (_refused(error),), None
    held = [one for one in checks if one.outcome == "passed"]
    findings = tuple(_finding(one, documents, others_hold=bool(held)) for one in checks)
    if not held or any(one.outcome == "failed" for one in checks):
        return findings, None
    return findings, max(held, key=lambda one: one.bound_to_issuer)


def _refused(error: CredentialError) -> Finding:
    """Return the finding for a document whose proofs could not even be looked at."""
    if isinstance(error, WorkLimitError):
        return Finding.of("format.work_limit")
    if isinstance(error, ProofMissingError):
        return Finding.of("proof.missing")
    if isinstance(error, DataLossError | UnknownContextError):
        return Finding.of("format.data_loss", detail=error.sentence, reason=error.code)
    return Finding.of("proof.failed", detail=error.sentence, reason=error.code)


def _finding(one: ProofCheck, documents: DidDocuments, *, others_hold: bool) -> Finding:
    said = {"cryptosuite": one.cryptosuite, "verification_method": one.verification_method}
    if one.outcome == "passed":
        return Finding.of("proof.holds", **said, created=one.created)
    if one.outcome == "unsupported":
        code = "proof.further_unsupported" if others_hold else "proof.unsupported"
        return Finding.of(code, **said, kind=one.cryptosuite)
    did = one.verification_method.partition("#")[0]
    if one.code == KeyUnusableError.code and _needs_document(did) and documents.get(did) is None:
        return Finding.of("proof.key_not_supplied", **said, did=did)
    return Finding.of(finding_code(one.code), **said, detail=one.sentence, reason=one.code)


def _needs_document(did: str) -> bool:
    return did.startswith("did:web:")


def finding_code(code: str) -> str:
    """Return the finding that stands for the error `code` of the proof core: `key.revoked` → `proof.key_revoked`."""
    name = code.removeprefix("proof.").removeprefix("credential.").replace(".", "_")
    return f"proof.{name}" if f"proof.{name}" in KINDS else "proof.failed"
