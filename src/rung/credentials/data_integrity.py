"""Data Integrity proofs (Verifiable Credential Data Integrity 1.0): made and checked, alone, in sets and in chains.

A proof that passes says: whoever holds the secret half of this key signed exactly these statements. Whether that
key belongs to the issuer is a second question, answered by `bound_to_issuer`; whether the issuer is anybody one
knows is a third, and not asked here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, Literal

from rung.core import Signer
from rung.core.clock import aware
from rung.credentials.contexts import KnownContexts
from rung.credentials.cryptosuites import (
    CHECKED_SUITES,
    DATA_INTEGRITY_PROOF,
    EDDSA_JCS_2022,
    EDDSA_RDFC_2022,
    UNCHECKED_SUITES,
    UNCHECKED_TYPES,
    Hasher,
    decode_signature,
    encode_signature,
    verify_signature,
)
from rung.credentials.did import (
    ASSERTION_METHOD,
    NO_DOCUMENTS,
    DidDocuments,
    VerificationKey,
    resolve_verification_key,
)
from rung.credentials.errors import (
    CredentialError,
    KeyExpiredError,
    KeyRevokedError,
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
from rung.credentials.moments import parse_moment, written

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


def sign(  # noqa: PLR0913  one argument for each thing a proof states
    document: Mapping[str, Any],
    *,
    signer: Signer,
    key_id: str,
    verification_method: str,
    created: datetime,
    cryptosuite: str = EDDSA_RDFC_2022,
    purpose: str = ASSERTION_METHOD,
    documents: DidDocuments = NO_DOCUMENTS,
    as_list: bool = True,
) -> dict[str, Any]:
    """Return a copy of `document` with one more proof, made by the key `key_id` of `signer`.

    `verification_method` has to resolve, through `documents` unless it is a did:key, because the signature is
    verified with the published key before anything is returned. `proof` becomes a list, as Open Badges wants it, or
    with `as_list=False` one object; proofs already there make a set. Values inside the document are shared.

    Raises `DataLossError`, `UnknownContextError` or `WorkLimitError` for a document that cannot be signed
    entirely, `KeyUnusableError` for a method that does not resolve, `ProofUnsupportedError` for another
    suite, and `SignatureMismatchError` if the signer signed with a key other than the published one.
    """
    earlier = _proofs_of(document)
    _require_signable(cryptosuite, earlier, as_list=as_list)
    key = resolve_verification_key(verification_method, documents=documents)
    proof = {
        "type": DATA_INTEGRITY_PROOF,
        "cryptosuite": cryptosuite,
        "created": written(aware(created)),
        "verificationMethod": verification_method,
        "proofPurpose": purpose,
        **_own_context(cryptosuite, document),
    }
    unsecured = {name: value for name, value in document.items() if name != "proof"}
    hasher = Hasher()
    content = hasher.hash(cryptosuite, unsecured)
    message = _configuration_digest(hasher, proof, unsecured["@context"]) + content
    proof["proofValue"] = encode_signature(signer.sign(key_id, message))
    verify_signature(decode_signature(proof["proofValue"]), message, key.public_key)
    return {**unsecured, "proof": [*earlier, proof] if as_list else proof}


def _require_signable(cryptosuite: str, earlier: Sequence[Any], *, as_list: bool) -> None:
    if cryptosuite not in CHECKED_SUITES:
        raise ProofUnsupportedError(f"Rung does not sign with {cryptosuite}.", cryptosuite=cryptosuite)
    if earlier and not as_list:
        raise ProofMalformedError("The document has a proof already: sign the document without it, or ask for a list.")


def _own_context(cryptosuite: str, document: Mapping[str, Any]) -> dict[str, Any]:
    """Return the member by which an eddsa-jcs-2022 proof repeats the document's contexts (§3.3.1)."""
    return {"@context": document["@context"]} if cryptosuite == EDDSA_JCS_2022 and "@context" in document else {}


def check_proofs(
    document: Mapping[str, Any],
    *,
    documents: DidDocuments,
    now: datetime,
    contexts: KnownContexts | None = None,
) -> tuple[ProofCheck, ...]:
    """Return one check for each proof, in the document's order; never none. A document holds only if every one passed.

    `documents` brings the DID documents of everything that is not did:key; `now` is the moment of the judgement.
    Raises `ProofMissingError` if there is no proof, and `DataLossError`, `UnknownContextError` or `WorkLimitError`
    if the document itself says something that no proof can cover.
    """
    proofs = _proofs_of(document)
    if not proofs:
        raise ProofMissingError("The document carries no proof: nobody has signed it.")
    if len(proofs) > MAX_PROOFS:
        raise WorkLimitError(f"The document carries {len(proofs)} proofs; {MAX_PROOFS} are checked.")
    checking = _Checking(document, proofs, documents, aware(now), Hasher(contexts))
    return tuple(checking.check(proof) for proof in proofs)


def _proofs_of(document: Mapping[str, Any]) -> list[Any]:
    proofs = document.get("proof", [])
    return list(proofs) if isinstance(proofs, list) else [proofs]


def _configuration_digest(hasher: Hasher, proof: Mapping[str, Any], context: object) -> bytes:
    """Return the hash of a proof without its value (Data Integrity EdDSA §3.2.5, §3.3.5).

    It is read with the document's contexts. Canonical JSON hashes it as it stands, with a context only if it has one.
    """
    configuration = {name: value for name, value in proof.items() if name != "proofValue"}
    read = {**configuration, "@context": context}
    is_json = proof["cryptosuite"] == EDDSA_JCS_2022
    return hasher.digest(proof["cryptosuite"], configuration if is_json else read, hasher.quads(read))


class _Checking:
    """The check of all proofs of one document."""

    def __init__(
        self,
        document: Mapping[str, Any],
        proofs: Sequence[Any],
        documents: DidDocuments,
        now: datetime,
        hasher: Hasher,
    ) -> None:
        self._unsecured = {name: value for name, value in document.items() if name != "proof"}
        self._proofs = proofs
        self._documents = documents
        self._now = now
        self._hasher = hasher
        self._quads = hasher.quads(self._unsecured)
        self._digests: dict[str, bytes] = {}

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
            bound_to_issuer=key.bound_to_controller and key.controller == _issuer_id(self._unsecured),
            created=proof.get("created", ""),
        )

    def _verified(self, proof: Any) -> VerificationKey:
        """Return the key whose signature holds, or raise what is wrong with the proof."""
        _require_shape(proof)
        _require_checked_suite(proof)
        self._require_purpose_and_dates(proof)
        signature = decode_signature(proof["proofValue"])
        key = resolve_verification_key(proof["verificationMethod"], documents=self._documents)
        self._require_key_in_force(key, proof)
        verify_signature(signature, self._message(proof), key.public_key)
        return key

    def _require_purpose_and_dates(self, proof: Mapping[str, Any]) -> None:
        if proof["proofPurpose"] != ASSERTION_METHOD:
            raise ProofPurposeError(
                f"The proof was made for “{proof['proofPurpose']}”; a credential needs {ASSERTION_METHOD}.",
                purpose=proof["proofPurpose"],
            )
        if "created" in proof and _moment(proof, "created") > self._now + CLOCK_SKEW:
            raise ProofNotYetMadeError(f"The proof is dated {proof['created']}, which is still to come.")
        if "expires" in proof and _moment(proof, "expires") <= self._now:
            raise ProofExpiredError(f"The proof expired at {proof['expires']}.", expires=proof["expires"])

    def _require_key_in_force(self, key: VerificationKey, proof: Mapping[str, Any]) -> None:
        """Refuse a revoked key outright, for its thief can date as he likes; a rotated one only after its end."""
        if key.revoked is not None and key.revoked <= self._now:
            raise KeyRevokedError(
                f"The key {key.verification_method} was revoked at {key.revoked.isoformat()}.",
                revoked=key.revoked.isoformat(),
            )
        made = _moment(proof, "created") if "created" in proof else self._now
        if key.expires is not None and made >= key.expires:
            raise KeyExpiredError(
                f"The key {key.verification_method} ended at {key.expires.isoformat()}, before the proof was made.",
                expires=key.expires.isoformat(),
            )

    def _message(self, proof: Mapping[str, Any]) -> bytes:
        """Return what the proof's signature has to be over."""
        context = self._unsecured["@context"]
        own = proof.get("@context", context)
        if _listed(own) != _listed(context):
            raise UnknownContextError(
                "The proof was made with other contexts than the document names now: words changed their meaning."
            )
        return _configuration_digest(self._hasher, proof, own) + self._document_digest(proof, own)

    def _document_digest(self, proof: Mapping[str, Any], context: object) -> bytes:
        suite = proof["cryptosuite"]
        previous = self._previous(proof)
        if previous:
            return self._hasher.hash(suite, {**self._unsecured, "@context": context, "proof": previous})
        if suite == EDDSA_JCS_2022:
            return self._hasher.digest(suite, {**self._unsecured, "@context": context}, self._quads)
        if suite not in self._digests:
            self._digests[suite] = self._hasher.digest(suite, self._unsecured, self._quads)
        return self._digests[suite]

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


def _moment(proof: Mapping[str, Any], member: str) -> datetime:
    try:
        return parse_moment(proof[member])
    except ValueError as cause:
        raise ProofDateError(
            f"“{member}” of the proof is no moment with an offset, such as 2026-05-01T12:00:00Z.", member=member
        ) from cause


def _issuer_id(document: Mapping[str, Any]) -> str:
    issuer = document.get("issuer")
    name = issuer.get("id") if isinstance(issuer, dict) else issuer
    return name if isinstance(name, str) else ""


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
