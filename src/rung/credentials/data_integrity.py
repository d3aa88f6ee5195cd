"""Data Integrity proofs (Verifiable Credential Data Integrity 1.0): made and checked, alone, in sets and in chains.

A proof that passes says: whoever holds the secret half of this key signed exactly these statements. Whether that
key belongs to the issuer is a second question, answered by `bound_to_issuer`; whether the issuer is anybody one
knows is a third, and not asked here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, Literal

from rung.core.clock import aware
from rung.credentials.contexts import KnownContexts
from rung.credentials.cryptosuites import (
    CHECKED_SUITES,
    DATA_INTEGRITY_PROOF,
    JSON_SUITES,
    KEYS_OF_SUITES,
    UNCHECKED_SUITES,
    UNCHECKED_TYPES,
    Hasher,
    decode_signature,
    require_key_of_suite,
    verify_signature,
)
from rung.credentials.did import ASSERTION_METHOD, DidDocuments, VerificationKey, resolve_verification_key
from rung.credentials.errors import (
    CredentialError,
    PreviousProofError,
    ProofDateError,
    ProofExpiredError,
    ProofMalformedError,
    ProofMissingError,
    ProofNotYetMadeError,
    ProofPurposeError,
    ProofTypeUnknownError,
    ProofUnsupportedError,
    UnknownContextError,
    WorkLimitError,
)
from rung.credentials.limits import CLOCK_SKEW, MAX_PROOFS
from rung.credentials.moments import parse_moment
from rung.credentials.proof_configuration import configuration_digest, proofs_of
from rung.credentials.proof_making import sign

__all__ = ["PASSED_CODE", "ProofCheck", "check_proofs", "issuer_id", "sign"]

PASSED_CODE: Final = "proof.passed"


@dataclass(frozen=True, slots=True)
class ProofCheck:
    """What was found out about one proof.

    `code` is `proof.passed` or the code of the error that stopped the check; `data` is that error's. `controller` is
    the DID that vouches for the key, `None` if nobody does; `bound_to_issuer` says that it is the document's issuer.
    `created` is the moment as the proof writes it, empty if it names none: a claim of the signer.
    """

    outcome: Literal["passed", "failed", "unsupported"]
    code: str
    sentence: str
    cryptosuite: str
    verification_method: str
    controller: str | None = None
    bound_to_issuer: bool = False
    created: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)


def check_proofs(
    document: Mapping[str, Any],
    *,
    documents: DidDocuments,
    now: datetime,
    contexts: KnownContexts | None = None,
    bare_dates_are_utc: bool = False,
) -> tuple[ProofCheck, ...]:
    """Return one check for each proof, in the document's order; never none. A document holds only if every one passed.

    `documents` brings the DID documents of everything that is neither did:key nor did:jwk; `now` is the moment of the
    judgement. A date of a proof without offset fails, unless `bare_dates_are_utc`: a policy for exchanges where the
    standard reads it so (Data Integrity §2.1), never for what a person is shown.

    Raises `ProofMissingError` if there is no proof, and `DataLossError`, `UnknownContextError` or `WorkLimitError` if
    the document itself says something that no proof can cover.
    """
    proofs = proofs_of(document)
    if not proofs:
        raise ProofMissingError("The document carries no proof: nobody has signed it.")
    if len(proofs) > MAX_PROOFS:
        raise WorkLimitError(f"The document carries {len(proofs)} proofs; {MAX_PROOFS} are checked.")
    checking = _Checking(document, proofs, documents, aware(now), Hasher(contexts), bare_dates_are_utc)
    return tuple(checking.check(proof) for proof in proofs)


class _Checking:
    """The check of all proofs of one document."""

    def __init__(
        self,
        document: Mapping[str, Any],
        proofs: Sequence[Any],
        documents: DidDocuments,
        now: datetime,
        hasher: Hasher,
        bare_dates_are_utc: bool,  # noqa: FBT001  handed on from the keyword of `check_proofs`
    ) -> None:
        self._unsecured = {name: value for name, value in document.items() if name != "proof"}
        self._proofs = proofs
        self._documents = documents
        self._now = now
        self._hasher = hasher
        self._bare_dates_are_utc = bare_dates_are_utc
        self._quads = hasher.quads(self._unsecured)
        self._digests: dict[tuple[str, str], bytes] = {}

    def check(self, proof: Any) -> ProofCheck:
        """Return what there is to say about one proof; too much work is a verdict on the document instead."""
        try:
            key = self._verified(proof)
        except ProofUnsupportedError as error:
            return _stopped("unsupported", error, proof)
        except WorkLimitError:
            raise
        except CredentialError as error:
            return _stopped("failed", error, proof)
        return ProofCheck(
            "passed",
            PASSED_CODE,
            "The signature holds over every statement of the document.",
            cryptosuite=proof["cryptosuite"],
            verification_method=proof["verificationMethod"],
            controller=key.controller or None,
            bound_to_issuer=key.bound_to_controller and key.controller == issuer_id(self._unsecured),
            created=proof.get("created", ""),
        )

    def _verified(self, proof: Any) -> VerificationKey:
        """Return the key whose signature holds, or raise what is wrong with the proof."""
        _require_shape(proof)
        _require_checked_suite(proof)
        self._require_purpose_and_dates(proof)
        signature = decode_signature(proof["proofValue"], KEYS_OF_SUITES[proof["cryptosuite"]])
        key = resolve_verification_key(proof["verificationMethod"], documents=self._documents)
        require_key_of_suite(proof["cryptosuite"], key.key)
        made = self._moment(proof, "created") if "created" in proof else self._now
        key.require_in_force(made=made, now=self._now)
        verify_signature(signature, self._message(proof, key.key.algorithm.hash_name), key.key)
        return key

    def _require_purpose_and_dates(self, proof: Mapping[str, Any]) -> None:
        if proof["proofPurpose"] != ASSERTION_METHOD:
            raise ProofPurposeError(
                f"The proof was made for “{proof['proofPurpose']}”; a credential needs {ASSERTION_METHOD}.",
                purpose=proof["proofPurpose"],
            )
        if "created" in proof and self._moment(proof, "created") > self._now + CLOCK_SKEW:
            raise ProofNotYetMadeError(f"The proof is dated {proof['created']}, which is still to come.")
        if "expires" in proof and self._moment(proof, "expires") <= self._now:
            raise ProofExpiredError(f"The proof expired at {proof['expires']}.", expires=proof["expires"])

    def _moment(self, proof: Mapping[str, Any], member: str) -> datetime:
        try:
            return parse_moment(proof[member], bare_is_utc=self._bare_dates_are_utc)
        except ValueError as cause:
            raise ProofDateError(
                f"“{member}” of the proof is no moment with an offset, such as 2026-05-01T12:00:00Z.", member=member
            ) from cause

    def _message(self, proof: Mapping[str, Any], hash_name: str) -> bytes:
        """Return what the proof's signature has to be over."""
        context = self._unsecured["@context"]
        own = proof.get("@context", context)
        if _listed(own) != _listed(context):
            raise UnknownContextError(
                "The proof was made with other contexts than the document names now: words changed their meaning."
            )
        configuration = configuration_digest(self._hasher, proof, own, hash_name)
        return configuration + self._document_digest(proof, own, hash_name)

    def _document_digest(self, proof: Mapping[str, Any], context: object, hash_name: str) -> bytes:
        suite = proof["cryptosuite"]
        previous = self._previous(proof)
        if previous:
            return self._hasher.hash(suite, {**self._unsecured, "@context": context, "proof": previous}, hash_name)
        if suite in JSON_SUITES:
            return self._hasher.digest(suite, {**self._unsecured, "@context": context}, self._quads, hash_name)
        if (suite, hash_name) not in self._digests:
            self._digests[suite, hash_name] = self._hasher.digest(suite, self._unsecured, self._quads, hash_name)
        return self._digests[suite, hash_name]

    def _previous(self, proof: Mapping[str, Any]) -> list[Any]:
        """Return the proofs that this one also signs (Data Integrity §4.5, proof chains)."""
        names = _listed(proof.get("previousProof", []))
        found = []
        for name in names:
            matching = [other for other in self._proofs if isinstance(other, dict) and other.get("id") == name]
            if len(matching) != 1 or not isinstance(name, str) or matching[0] is proof:
                raise PreviousProofError(f"The proof builds on {name}, which is not here exactly once.", previous=name)
            found.extend(matching)
        return found


def _stopped(outcome: Literal["failed", "unsupported"], error: CredentialError, proof: Any) -> ProofCheck:
    """Return the check that `error` ended, with what the proof says about itself as far as it is text."""

    def text(*names: str) -> str:
        found = [proof[name] for name in names if isinstance(proof, dict) and isinstance(proof.get(name), str)]
        return found[0] if found else ""

    return ProofCheck(
        outcome,
        error.code,
        error.sentence,
        cryptosuite=text("cryptosuite", "type"),
        verification_method=text("verificationMethod"),
        created=text("created"),
        data=error.data,
    )


def _require_shape(proof: Any) -> None:
    if not isinstance(proof, dict):
        raise ProofMalformedError("A proof has to be an object.")
    if not isinstance(proof.get("type"), str):
        raise ProofMalformedError("A proof names its type as one text.", member="type")


def _require_checked_suite(proof: Mapping[str, Any]) -> None:
    """Sort out what Rung checks, what it only knows by name, and what nobody defined."""
    kind, suite = proof["type"], proof.get("cryptosuite")
    if kind in UNCHECKED_TYPES or (
        kind == DATA_INTEGRITY_PROOF and isinstance(suite, str) and suite in UNCHECKED_SUITES
    ):
        name = suite if kind == DATA_INTEGRITY_PROOF else kind
        raise ProofUnsupportedError(f"Rung does not check proofs of the kind {name} yet.", cryptosuite=name)
    if kind != DATA_INTEGRITY_PROOF:
        raise ProofTypeUnknownError(f"The proof has the type {kind}, which no standard defines.", type=kind)
    for member in ("cryptosuite", "verificationMethod", "proofPurpose", "proofValue"):
        if not isinstance(proof.get(member), str):
            raise ProofMalformedError(f"The proof lacks {member}, or it is no text.", member=member)
    if suite not in CHECKED_SUITES:
        raise ProofTypeUnknownError(f"The proof has the cryptosuite {suite}, which no standard defines.", type=suite)


def issuer_id(document: Mapping[str, Any]) -> str:
    """Return the identifier of the issuer, which stands there as a text or in an object; else an empty text."""
    issuer = document.get("issuer")
    name = issuer.get("id") if isinstance(issuer, dict) else issuer
    return name if isinstance(name, str) else ""


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
