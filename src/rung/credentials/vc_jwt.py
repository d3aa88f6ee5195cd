"""Credentials as JSON Web Tokens: Open Badges 3.0 §8.2 (`typ` is `JWT`) and VC-JOSE-COSE 1.0 §3 (`vc+jwt`).

A token holds if its signature does, if its claims say what the credential in it says, and if every word of the
credential has a meaning. Whether the key belongs to the issuer is a second question, as for Data Integrity: a key that
merely stands in the header is bound to nobody.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, Literal

from rung.core import Signer
from rung.core.clock import aware
from rung.core.errors import ValueRefusedError
from rung.credentials import jose_signatures, jwk, strict_json
from rung.credentials.contexts import CREDENTIALS_V2
from rung.credentials.data_integrity import PASSED_CODE, ProofCheck, issuer_id
from rung.credentials.did import NO_DOCUMENTS, DidDocuments, VerificationKey, resolve_verification_key
from rung.credentials.errors import (
    CredentialError,
    ProofMalformedError,
    ProofNotYetMadeError,
    ProofUnsupportedError,
)
from rung.credentials.jcs import canonical_json
from rung.credentials.jose_signatures import CompactSignature
from rung.credentials.jsonld import to_quads
from rung.credentials.limits import CLOCK_SKEW
from rung.credentials.moments import parse_moment, written

VC_JWT: Final = "vc+jwt"
OPEN_BADGE: Final = "JWT"
_PROFILES: Final = {"": OPEN_BADGE, "JWT": OPEN_BADGE, VC_JWT: VC_JWT}
"""What `typ` says → whose rules hold. 1EdTech's own samples leave it out."""

_CLAIMS: Final = ("iss", "jti", "sub", "nbf", "exp", "iat", "aud")
_LAST_MOMENT: Final = 253_402_300_799
"""9999-12-31T23:59:59Z, in seconds since 1970."""


@dataclass(frozen=True, slots=True)
class Token:
    """A token, read and not yet checked: its signature, its claims, the credential it carries, its profile."""

    signature: CompactSignature
    claims: Mapping[str, Any]
    credential: dict[str, Any]
    profile: str


def read(text: str) -> Token:
    """Return the token in `text`.

    Under the data model 1.1 the credential is the claim `vc`; since 2.0 it is what the claims are beside the
    registered ones. Raises `ProofMalformedError` for anything but a compact signature over a JSON object,
    `UnreadableError` for JSON that can be read in two ways, and `ProofUnsupportedError` for tokens of another type.
    """
    signature = jose_signatures.parse(text)
    kind = signature.header.get("typ", "")
    if not isinstance(kind, str) or kind not in _PROFILES:
        raise ProofUnsupportedError(f"Rung reads no tokens of the type {kind}.", cryptosuite=str(kind))
    claims = strict_json.parse(signature.payload)
    if not isinstance(claims, dict):
        raise ProofMalformedError("The claims of a token are an object.")
    return Token(signature, claims, _credential(claims, _PROFILES[kind]), _PROFILES[kind])


def _credential(claims: dict[str, Any], profile: str) -> dict[str, Any]:
    if profile == VC_JWT:
        if "vc" in claims:
            raise ProofMalformedError("A vc+jwt is the credential itself and has no claim “vc”.")
    elif isinstance(claims.get("vc"), dict):
        credential: dict[str, Any] = claims["vc"]
        return credential
    return {name: value for name, value in claims.items() if name not in _CLAIMS}


def check(token: Token, *, documents: DidDocuments, now: datetime) -> ProofCheck:
    """Return what there is to say about the signature of a token. `now` is the moment of the judgement.

    Raises `DataLossError`, `UnknownContextError` or `WorkLimitError` if the credential says something without meaning.
    """
    to_quads(token.credential)
    try:
        key = _verified(token, documents, aware(now))
    except CredentialError as error:
        outcome: Literal["failed", "unsupported"] = (
            "unsupported" if isinstance(error, ProofUnsupportedError) else "failed"
        )
        return ProofCheck(outcome, error.code, error.sentence, _suite(token), _method(token), data=error.data)
    is_bound = key is not None and key.bound_to_controller and key.controller == issuer_id(token.credential)
    return ProofCheck(
        "passed",
        PASSED_CODE,
        "The signature holds over every statement of the credential.",
        cryptosuite=_suite(token),
        verification_method=_method(token),
        controller=(key.controller or None) if key else None,
        bound_to_issuer=is_bound,
        created=written(_moment_of(token.claims["iat"])) if "iat" in token.claims else "",
    )


def sign(
    document: Mapping[str, Any],
    *,
    signer: Signer,
    key_id: str,
    verification_method: str,
    documents: DidDocuments = NO_DOCUMENTS,
    profile: str = VC_JWT,
) -> str:
    """Return `document` as a compact token, signed by the key `key_id` of `signer`; the same one gives the same token.

    `verification_method` has to resolve, since the signature is verified with the published key before anything is
    returned. Under `OPEN_BADGE` issuer, id, subject and dates are repeated as claims (Open Badges 3.0 §8.2.4).

    Raises what `data_integrity.sign` raises, and `ProofMalformedError` for a document that has a proof already, or is
    not of the data model 2.0.
    """
    contexts = document.get("@context")
    if "proof" in document or not isinstance(contexts, list) or contexts[:1] != [CREDENTIALS_V2]:
        raise ProofMalformedError("A token carries a credential of the data model 2.0 that has no proof of its own.")
    to_quads(document)
    key = resolve_verification_key(verification_method, documents=documents)
    header = {"alg": jwk.JWS_NAMES[key.key.algorithm][0], "kid": verification_method, "typ": profile}
    repeated = _repeated_claims(document) if profile == OPEN_BADGE else {}
    parts = (canonical_json(header), canonical_json({**document, **repeated}))
    signed = ".".join(jwk.encode_base64url(part) for part in parts)
    text = f"{signed}.{jwk.encode_base64url(signer.sign(key_id, signed.encode()))}"
    jose_signatures.verify(jose_signatures.parse(text), jose_signatures.jose_key(key.key))
    return text


def _verified(token: Token, documents: DidDocuments, now: datetime) -> VerificationKey | None:
    """Return the key whose signature holds, `None` for one that only the header brought, or raise what is wrong."""
    header = token.signature.header
    jose_signatures.require_plain_header(token.signature)
    _require_claims(token, now)
    if "kid" in header and "jwk" in header:
        raise ProofMalformedError("The header names a key and brings one: which of them signed is open.")
    if "jwk" in header:
        if token.profile != OPEN_BADGE:
            raise ProofMalformedError("The header of a vc+jwt names its key by “kid” and brings none.")
        jose_signatures.verify(token.signature, jose_signatures.key_in_header(header["jwk"]))
        return None
    method = _method(token)
    if not method.startswith("did:"):
        raise ProofUnsupportedError(
            "The header names its key by no DID, and Rung fetches none.", cryptosuite=token.signature.algorithm
        )
    key = resolve_verification_key(method, documents=documents)
    made = _moment_of(token.claims["iat"]) if "iat" in token.claims else now
    key.require_in_force(made=made, now=now)
    jose_signatures.verify(token.signature, jose_signatures.jose_key(key.key))
    return key


def _require_claims(token: Token, now: datetime) -> None:
    """Refuse claims that differ from the credential, and a token that says it was made in the future."""
    stated = _stated(token.credential)
    for name in ("iss", "jti", "sub"):
        if name in token.claims and token.claims[name] != stated[name]:
            raise _mismatch(name, token.claims[name], stated[name])
    for name in ("nbf", "exp"):
        if name in token.claims and _moment_of(token.claims[name]) != stated[name]:
            raise _mismatch(name, token.claims[name], stated[name])
    if "iat" in token.claims and _moment_of(token.claims["iat"]) > now + CLOCK_SKEW:
        raise ProofNotYetMadeError("The token says it was made at a moment that is still to come.")


def _stated(credential: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the credential says about the things that claims repeat; moments in whole seconds."""
    subject = credential.get("credentialSubject")
    return {
        "iss": issuer_id(credential),
        "jti": credential.get("id"),
        "sub": subject.get("id") if isinstance(subject, dict) else None,
        "nbf": _whole_second(credential.get("validFrom", credential.get("issuanceDate"))),
        "exp": _whole_second(credential.get("validUntil", credential.get("expirationDate"))),
    }


def _repeated_claims(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return the claims that repeat the credential, without those of which it says nothing."""
    claims = {
        name: int(value.timestamp()) if isinstance(value, datetime) else value
        for name, value in _stated(document).items()
    }
    return {name: value for name, value in claims.items() if value not in (None, "")}


def _whole_second(text: Any) -> datetime | None:
    """Return the moment that the credential names, cut to what a claim can say; `None` if it names none."""
    try:
        return parse_moment(text).replace(microsecond=0)
    except ValueRefusedError:
        return None


def _moment_of(value: Any) -> datetime:
    """Return the moment of a claim (RFC 7519 §2, NumericDate), cut to whole seconds."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= _LAST_MOMENT:
        raise ProofMalformedError("A date among the claims of the token is no number of seconds since 1970.")
    return datetime.fromtimestamp(int(value), UTC)


def _mismatch(name: str, claimed: object, stated: object) -> ProofMalformedError:
    return ProofMalformedError(
        f"The token claims “{claimed}” under “{name}”, and the credential in it says otherwise.",
        claim=name,
        claimed=str(claimed),
        stated=str(stated),
    )


def _suite(token: Token) -> str:
    return f"{token.profile} {token.signature.algorithm}"


def _method(token: Token) -> str:
    """Return what names the key: an absolute `kid`, or a fragment of the issuer's DID, or the key in the header."""
    header, issuer = token.signature.header, issuer_id(token.credential)
    if "jwk" in header:
        return "jwk"
    kid = header.get("kid")
    if not isinstance(kid, str):
        return ""
    return issuer + kid if kid.startswith("#") else kid
