"""JSON Web Signatures in their compact form (RFC 7515), read strictly and checked by joserfc.

The key fixes the algorithm; the header may only repeat it. Refused are headers that would bring a key from elsewhere
(`jku`, `x5u`), extensions (`crit`, `b64`), secrets shared with the verifier (`HS…`) and `none`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, cast

from joserfc import jws
from joserfc.errors import JoseError, UnsupportedAlgorithmError
from joserfc.jwk import ECKey, OKPKey, RSAKey, import_key
from joserfc.jws import JWSRegistry

from rung.credentials import jwk, strict_json
from rung.credentials.cryptosuites import is_canonical
from rung.credentials.errors import (
    KeyUnusableError,
    ProofMalformedError,
    ProofTypeUnknownError,
    ProofUnsupportedError,
    ProofValueError,
    SignatureMismatchError,
    UnreadableError,
)
from rung.credentials.key_algorithms import Algorithm, PublicKey
from rung.credentials.limits import MAX_INPUT_BYTES, MAX_TOKEN_HEADER_BYTES

RS256: Final = "RS256"
_LEAST_RSA_BITS: Final = 2_048
_MOST_RSA_BITS: Final = 8_192
_LEAST_EXPONENT: Final = 3
_PARTS: Final = 3
_ALGORITHMS: Final = {name: algorithm for algorithm, names in jwk.JWS_NAMES.items() for name in names}
_KNOWN_BY_NAME: Final = frozenset({"RS384", "RS512", "PS256", "PS384", "PS512", "ES512", "ES256K", "Ed448"})
_REFUSED_MEMBERS: Final = ("crit", "b64", "jku", "x5u", "zip")

JoseKey = ECKey | OKPKey | RSAKey


class _Registry(JWSRegistry):
    """Sizes of credentials: an RSA key in the header alone takes more than joserfc's 512 bytes."""

    max_header_length = MAX_TOKEN_HEADER_BYTES
    max_payload_length = 2 * MAX_INPUT_BYTES

    def get_alg(self, name: str) -> Any:
        """Return the algorithm if it is the one allowed; `EdDSA` too, which joserfc warns of as too vague a name."""
        if self.allowed is None or name not in self.allowed:
            raise UnsupportedAlgorithmError(name)
        return self.algorithms[name]


@dataclass(frozen=True, slots=True)
class CompactSignature:
    """A compact JWS whose parts are well spelt; nothing is checked yet. `payload` are the bytes that were signed."""

    text: str
    header: Mapping[str, Any]
    payload: bytes
    signature: bytes

    @property
    def algorithm(self) -> str:
        """What the header says under `alg`."""
        return str(self.header.get("alg", ""))


def parse(text: str) -> CompactSignature:
    """Return the parts of a compact JWS.

    Raises `ProofMalformedError` for anything but three parts of base64url, each in its one spelling, the first a JSON
    object that names each member once.
    """
    parts = text.split(".")
    if len(parts) != _PARTS or len(parts[0]) > MAX_TOKEN_HEADER_BYTES:
        raise ProofMalformedError("A compact signature has three parts, the first of which is short.")
    try:
        header, payload, signature = (jwk.decode_base64url(part) for part in parts)
        members = strict_json.parse(header)
    except (ValueError, UnreadableError) as cause:
        raise ProofMalformedError("A part of the compact signature is not spelt as it has to be.") from cause
    if not isinstance(members, dict):
        raise ProofMalformedError("The header of a compact signature is an object.")
    return CompactSignature(text, members, payload, signature)


def require_plain_header(signature: CompactSignature) -> None:
    """Refuse what a header of a credential has no use for, and algorithms that prove nothing to a stranger."""
    for member in _REFUSED_MEMBERS:
        if member in signature.header:
            raise ProofMalformedError(f"The header has “{member}”, which no credential needs.", member=member)
    name = signature.algorithm
    if name in _KNOWN_BY_NAME:
        raise ProofUnsupportedError(f"Rung does not check signatures of the kind {name}.", cryptosuite=name)
    if name not in _ALGORITHMS and name != RS256:
        raise ProofTypeUnknownError(
            f"The header names the algorithm “{name}”, by which nobody proves anything.", type=name
        )


def jose_key(key: PublicKey) -> JoseKey:
    """Return a key as joserfc takes it."""
    members: dict[str, str | list[str]] = {**jwk.as_jwk(key)}
    return cast("JoseKey", import_key(members))


def key_in_header(members: Any) -> JoseKey:
    """Return the public key that a header carries: Ed25519, P-256, P-384 or RSA from 2,048 bits.

    Raises `KeyUnusableError` for any other, and for one that shows its secret.
    """
    if not isinstance(members, dict) or members.get("kty") != "RSA":
        return jose_key(jwk.public_key(members))
    jwk.require_public(members)
    modulus, exponent = (int.from_bytes(jwk.member(members, name), "big") for name in ("n", "e"))
    is_sized = _LEAST_RSA_BITS <= modulus.bit_length() <= _MOST_RSA_BITS
    if not is_sized or exponent < _LEAST_EXPONENT or not exponent & modulus & 1:
        raise KeyUnusableError(f"An RSA key has from {_LEAST_RSA_BITS} to {_MOST_RSA_BITS} bits and an odd exponent.")
    if members.get("alg", RS256) != RS256:
        raise KeyUnusableError("The RSA key is meant for another algorithm than RS256.")
    return cast("JoseKey", import_key({name: members[name] for name in ("kty", "n", "e")}))


def verify(signature: CompactSignature, key: JoseKey) -> None:
    """Return if the signature holds under `key`, with the one algorithm of that key.

    Raises `KeyUnusableError` if the header names another algorithm, `ProofValueError` for a signature that is not
    canonical, and `SignatureMismatchError` if it does not hold.
    """
    algorithm = _algorithm_of(key)
    names = (RS256,) if algorithm is None else jwk.JWS_NAMES[algorithm]
    if signature.algorithm not in names:
        raise KeyUnusableError(f"The key makes no signatures of the kind {signature.algorithm}.")
    if algorithm is not None and not _is_canonical(signature.signature, algorithm):
        raise ProofValueError(f"The signature is no canonical one of {algorithm}.")
    registry = _Registry(algorithms=[signature.algorithm], strict_check_header=False)
    try:
        jws.deserialize_compact(signature.text, key, registry=registry)
    except (JoseError, ValueError) as cause:
        raise SignatureMismatchError(
            "The signature does not fit: the token was changed after signing, or signed with another key."
        ) from cause


def _is_canonical(signature: bytes, algorithm: Algorithm) -> bool:
    return len(signature) == algorithm.sizes.signature and is_canonical(signature, algorithm)


def _algorithm_of(key: JoseKey) -> Algorithm | None:
    return None if isinstance(key, RSAKey) else Algorithm(str(key.curve_name))
