"""Keys behind names: DIDs, their documents, and the verification methods that proofs point at.

`did:key` and `did:jwk` hold their key in their name and resolve here. Documents of other methods, did:web above all,
are brought by the caller: this library never fetches. A key counts as bound to a DID only if that DID's document names
it for the purpose and says that it controls it; a key that merely stands in the proof's own address is bound to nobody.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final, Protocol
from urllib.parse import unquote

from rung.credentials import strict_json
from rung.credentials.contexts import MULTIKEY_V1
from rung.credentials.errors import KeyExpiredError, KeyRevokedError, KeyUnusableError, UnreadableError
from rung.credentials.jcs import canonical_json
from rung.credentials.jwk import as_jwk, decode_base64url, encode_base64url, public_key
from rung.credentials.key_algorithms import PublicKey
from rung.credentials.moments import parse_moment
from rung.credentials.multikey import decode_key, encode_key

DID_V1: Final = "https://www.w3.org/ns/did/v1"
ASSERTION_METHOD: Final = "assertionMethod"

_DID = re.compile(r"did:[a-z0-9]+:[A-Za-z0-9._:%\-]+")
_HOST = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-))*(:[1-9][0-9]{0,4})?", re.IGNORECASE)
_PATH_STEP = re.compile(r"(?!\.+\Z)[A-Za-z0-9._~-]+")
_KEY_TYPES = ("Multikey", "Ed25519VerificationKey2020")
_MAX_URL = 2_048
_DID_JWK: Final = "did:jwk:"


class DidDocuments(Protocol):
    """Where DID documents come from: a `dict` by DID, or a resolver that looks them up before the check.

    A document must have been fetched from where its DID says; this library cannot know.
    """

    def get(self, did: str, /) -> Mapping[str, Any] | None:
        """Return the document of `did`, or nothing if it is not at hand."""
        ...


NO_DOCUMENTS: Final[DidDocuments] = MappingProxyType({})
"""No documents at hand: only did:key and did:jwk resolve."""


@dataclass(frozen=True, slots=True)
class VerificationKey:
    """A public key and what is known about whose it is.

    `controller` is the DID that controls the key, empty if nobody vouches for it; only then is
    `bound_to_controller` false. `expires` and `revoked` are the dates of the DID document.
    """

    key: PublicKey
    verification_method: str
    controller: str
    expires: datetime | None = None
    revoked: datetime | None = None

    @property
    def public_key(self) -> bytes:
        """The bytes of the key."""
        return self.key.data

    def require_in_force(self, *, made: datetime, now: datetime) -> None:
        """Refuse a revoked key outright, for its thief can date as he likes; a rotated one only after its end."""
        if self.revoked is not None and self.revoked <= now:
            raise KeyRevokedError(
                f"The key {self.verification_method} was revoked at {self.revoked.isoformat()}.",
                revoked=self.revoked.isoformat(),
            )
        if self.expires is not None and made >= self.expires:
            raise KeyExpiredError(
                f"The key {self.verification_method} ended at {self.expires.isoformat()}, before the proof was made.",
                expires=self.expires.isoformat(),
            )

    @property
    def bound_to_controller(self) -> bool:
        """Whether a DID document says whose key this is."""
        return bool(self.controller)


def did_key(multikey: str) -> str:
    """Return the DID `did:key:z6Mk…` of a public key; raise `KeyUnusableError` if it is not a valid one."""
    decode_key(multikey)
    return f"did:key:{multikey}"


def did_key_method(multikey: str) -> str:
    """Return the verification method of a did:key: the DID, `#`, the key again."""
    return f"{did_key(multikey)}#{multikey}"


def did_jwk(key: PublicKey) -> str:
    """Return the DID `did:jwk:…` of a public key; its verification method is the DID and `#0`."""
    return _DID_JWK + encode_base64url(canonical_json(as_jwk(key)))


def did_document(did: str, keys: Mapping[str, str]) -> dict[str, Any]:
    """Return a DID document with Multikeys that may make assertions; `keys` maps fragment to public key.

    This shape (Multikey with `controller`, listed under `assertionMethod`) is the one that verifiers elsewhere
    accept (Controlled Identifiers 1.0 §2).
    """
    methods = [
        {
            "id": f"{did}#{fragment}",
            "type": "Multikey",
            "controller": did,
            "publicKeyMultibase": encode_key(decode_key(multikey)),
        }
        for fragment, multikey in keys.items()
    ]
    return {
        "@context": [DID_V1, MULTIKEY_V1],
        "id": did,
        "verificationMethod": methods,
        ASSERTION_METHOD: [method["id"] for method in methods],
    }


def did_key_document(did: str) -> dict[str, Any]:
    """Return the document of a did:key, made from the name alone (did:key §3.1.1)."""
    multikey = did.removeprefix("did:key:")
    if did_key(multikey) != did:
        raise KeyUnusableError(f"{did[:_MAX_URL]} is no did:key.", did=did)
    return did_document(did, {multikey: multikey})


def did_web_url(did: str) -> str:
    """Return the https address of a did:web's document (did:web §3.2).

    Raises `KeyUnusableError` unless every part is a plain host, port or path step: what comes out is fetched.
    """
    method, *steps = [unquote(step) for step in did.removeprefix("did:").split(":")]
    if not did.startswith("did:web:") or method != "web" or len(did) > _MAX_URL or not _HOST.fullmatch(steps[0]):
        raise KeyUnusableError(f"{did[:_MAX_URL]} is no did:web.", did=did)
    if not all(_PATH_STEP.fullmatch(step) for step in steps[1:]):
        raise KeyUnusableError(f"{did} has a path that is no plain name.", did=did)
    path = "/".join(steps[1:]) if steps[1:] else ".well-known"
    return f"https://{steps[0]}/{path}/did.json"


def resolve_verification_key(verification_method: str, *, documents: DidDocuments) -> VerificationKey:
    """Return the key that a proof's `verificationMethod` names.

    A did:key and a did:jwk resolve by themselves. Any other DID needs its document in `documents`, and the document has
    to list the method for assertions. An https address whose fragment is a key gives that key, bound to nobody.
    Everything else raises `KeyUnusableError`.
    """
    if len(verification_method) > _MAX_URL:
        raise KeyUnusableError("The verification method is longer than any address.")
    name, _, fragment = verification_method.partition("#")
    if name.startswith("did:key:"):
        return _key_of_did_key(name, fragment, verification_method)
    if name.startswith(_DID_JWK):
        return VerificationKey(_key_of_did_jwk(name, fragment), verification_method, controller=name)
    if name.startswith("did:"):
        return _key_of_document(name, verification_method, documents)
    if name.startswith("https://") and fragment:
        return VerificationKey(decode_key(fragment), verification_method, controller="")
    raise KeyUnusableError(
        f"The verification method {verification_method} is no DID and carries no key.", method=verification_method
    )


def _key_of_did_key(did: str, fragment: str, method: str) -> VerificationKey:
    multikey = did.removeprefix("did:key:")
    if fragment not in ("", multikey) or (not fragment and method.endswith("#")):
        raise KeyUnusableError(f"{method} names another key than its own DID.", method=method)
    return VerificationKey(decode_key(multikey), method, controller=did)


def _key_of_did_jwk(did: str, fragment: str) -> PublicKey:
    """Return the key inside a did:jwk, whose one verification method has the fragment `0` (did:jwk)."""
    try:
        written = strict_json.parse(decode_base64url(did.removeprefix(_DID_JWK)))
    except (ValueError, UnreadableError) as cause:
        raise KeyUnusableError(f"{did} is no did:jwk.", did=did) from cause
    if fragment != "0":
        raise KeyUnusableError(f"The method of a did:jwk ends with #0; {did} is named with another.", did=did)
    return public_key(written)


def _key_of_document(did: str, method: str, documents: DidDocuments) -> VerificationKey:
    if not _DID.fullmatch(did):
        raise KeyUnusableError(f"{did} is no DID.", did=did)
    document = documents.get(did)
    if not isinstance(document, Mapping):
        raise KeyUnusableError(f"The document of {did} is not at hand, so its key is unknown.", did=did)
    if document.get("id") != did:
        raise KeyUnusableError(f"The document given for {did} is that of another DID.", did=did)
    entry = _assertion_method(document, did, method)
    multikey = entry.get("publicKeyMultibase")
    if entry.get("controller") != did or entry.get("type") not in _KEY_TYPES or not isinstance(multikey, str):
        raise KeyUnusableError(
            f"The document of {did} does not describe {method} as a Multikey that {did} controls.", method=method
        )
    return VerificationKey(decode_key(multikey), method, did, _date_of(entry, "expires"), _date_of(entry, "revoked"))


def _assertion_method(document: Mapping[str, Any], did: str, method: str) -> Mapping[str, Any]:
    """Return the entry for `method`; it has to be listed, or stand, under `assertionMethod`, exactly once."""
    allowed = [entry for entry in _entries(document, ASSERTION_METHOD) if _absolute(entry, did) == method]
    described = [entry for entry in allowed if isinstance(entry, Mapping)]
    if allowed and not described:
        methods = _entries(document, "verificationMethod")
        described = [entry for entry in methods if isinstance(entry, Mapping) and _absolute(entry, did) == method]
    if len(described) != 1:
        raise KeyUnusableError(
            f"The document of {did} does not allow {method} to make assertions, or names it more than once.",
            method=method,
        )
    return described[0]


def _entries(document: Mapping[str, Any], member: str) -> list[Any]:
    entries = document.get(member, [])
    return entries if isinstance(entries, list) else [entries]


def _absolute(entry: object, did: str) -> str:
    """Return the id of a verification method, which may be written as `#fragment`."""
    name = entry.get("id") if isinstance(entry, Mapping) else entry
    if not isinstance(name, str):
        return ""
    return did + name if name.startswith("#") else name


def _date_of(entry: Mapping[str, Any], member: str) -> datetime | None:
    if member not in entry:
        return None
    try:
        return parse_moment(entry[member])
    except ValueError as cause:
        raise KeyUnusableError(f"“{member}” of the key {entry.get('id')} is no moment in time.") from cause
