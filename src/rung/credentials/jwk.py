"""Public keys as JSON Web Keys (RFC 7517, RFC 7518 §6, RFC 8037 §2), read strictly.

What is refused: secret members, another use than signatures, an `alg` that is not the key's, and every second
spelling of base64url.
"""

import base64
import binascii
import re
from collections.abc import Mapping
from typing import Any, Final

from rung.credentials import ecdsa
from rung.credentials.errors import KeyUnusableError
from rung.credentials.key_algorithms import Algorithm, PublicKey
from rung.credentials.multikey import encode_key

_BASE64URL = re.compile(r"[A-Za-z0-9_-]*", re.ASCII)
_SECRET_MEMBERS: Final = frozenset({"d", "p", "q", "dp", "dq", "qi", "oth", "k"})
_KINDS: Final = {"OKP": (Algorithm.ED25519,), "EC": (Algorithm.P256, Algorithm.P384)}
JWS_NAMES: Final = {
    Algorithm.ED25519: ("Ed25519", "EdDSA"),
    Algorithm.P256: ("ES256",),
    Algorithm.P384: ("ES384",),
}
"""What a key's algorithm is called in JOSE headers (RFC 9864: `EdDSA` is the older, vaguer name), the best first."""


def decode_base64url(text: str) -> bytes:
    """Return the bytes of base64url without padding; raise `ValueError` for anything but their one spelling."""
    if not _BASE64URL.fullmatch(text):
        raise ValueError(text[:1])
    try:
        data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except binascii.Error as cause:
        raise ValueError(text[:1]) from cause
    if encode_base64url(data) != text:
        raise ValueError(text[:1])
    return data


def encode_base64url(data: bytes) -> str:
    """Return `data` in base64url without padding (RFC 7515 §2)."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def public_key(jwk: Any) -> PublicKey:
    """Return the Ed25519, P-256 or P-384 key that a JSON Web Key describes, or raise `KeyUnusableError`."""
    if not isinstance(jwk, Mapping):
        raise KeyUnusableError("A JSON Web Key is an object.")
    require_public(jwk)
    algorithm = next((one for one in _KINDS.get(str(jwk.get("kty")), ()) if one == jwk.get("crv")), None)
    if algorithm is None:
        raise KeyUnusableError("The JSON Web Key is none of Ed25519, P-256 or P-384.")
    if jwk.get("alg", JWS_NAMES[algorithm][0]) not in JWS_NAMES[algorithm]:
        raise KeyUnusableError(f"The JSON Web Key names an algorithm that does not belong to {algorithm}.")
    if algorithm is not Algorithm.ED25519:
        return ecdsa.key_of_coordinates(algorithm, member(jwk, "x"), member(jwk, "y"))
    key = PublicKey(algorithm, member(jwk, "x"))
    encode_key(key)
    return key


def require_public(jwk: Mapping[str, Any]) -> None:
    """Refuse a key that shows its secret, or is for something else than checking signatures."""
    if _SECRET_MEMBERS.intersection(jwk):
        raise KeyUnusableError("The JSON Web Key shows its secret: whoever reads it can sign with it.")
    operations = jwk.get("key_ops", ["verify"])
    if jwk.get("use", "sig") != "sig" or not isinstance(operations, list) or "verify" not in operations:
        raise KeyUnusableError("The JSON Web Key is not for checking signatures.")


def member(jwk: Mapping[str, Any], name: str) -> bytes:
    """Return the bytes of a member, or raise `KeyUnusableError`."""
    text = jwk.get(name)
    try:
        if isinstance(text, str):
            return decode_base64url(text)
    except ValueError as cause:
        raise KeyUnusableError(f"“{name}” of the JSON Web Key is no base64url.", member=name) from cause
    raise KeyUnusableError(f"The JSON Web Key lacks “{name}”.", member=name)


def as_jwk(key: PublicKey) -> dict[str, str]:
    """Return the JSON Web Key of a public key."""
    if key.algorithm is Algorithm.ED25519:
        return {"kty": "OKP", "crv": key.algorithm.value, "x": encode_base64url(key.data)}
    x, y = ecdsa.coordinates(key)
    return {"kty": "EC", "crv": key.algorithm.value, "x": encode_base64url(x), "y": encode_base64url(y)}
