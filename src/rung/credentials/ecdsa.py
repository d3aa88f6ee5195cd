"""ECDSA over P-256 and P-384 (FIPS 186-5 §6), signatures as `r` and `s` side by side (IEEE 1363, RFC 7518 §3.4).

Both halves have to lie between 1 and the order of the curve. A signature's `s` may still be replaced by order - `s`:
the standards allow either, so a signature is never an identifier of what it signs.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from rung.credentials.errors import KeyUnusableError
from rung.credentials.key_algorithms import Algorithm, PublicKey
from rung.credentials.limits import MAX_KEYS_REMEMBERED

_CURVES: Final[dict[Algorithm, ec.EllipticCurve]] = {Algorithm.P256: ec.SECP256R1(), Algorithm.P384: ec.SECP384R1()}
_HASHES: Final[dict[Algorithm, hashes.HashAlgorithm]] = {
    Algorithm.P256: hashes.SHA256(),
    Algorithm.P384: hashes.SHA384(),
}
_COMPRESSED: Final = (b"\x02", b"\x03")


def require_point(key: PublicKey) -> None:
    """Raise `KeyUnusableError` unless the key is a compressed point of its curve (SEC 1 §2.3.4)."""
    _loaded(key)


def key_of_coordinates(algorithm: Algorithm, x: bytes, y: bytes) -> PublicKey:
    """Return the key of a point; raise `KeyUnusableError` unless it lies on the curve and both have full length."""
    length = algorithm.sizes.public_key - 1
    if len(x) != length or len(y) != length:
        raise KeyUnusableError(f"The coordinates of a {algorithm} key have {length} bytes each.")
    key = PublicKey(algorithm, _COMPRESSED[y[-1] % 2] + x)
    if coordinates(key) != (x, y):
        raise _no_point(algorithm)
    return key


def coordinates(key: PublicKey) -> tuple[bytes, bytes]:
    """Return both coordinates of a key's point."""
    point = _loaded(key).public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)[1:]
    return point[: len(point) // 2], point[len(point) // 2 :]


def is_canonical(signature: bytes, algorithm: Algorithm) -> bool:
    """Tell whether both halves of a signature of right length lie between 1 and the order of the curve."""
    half = len(signature) // 2
    numbers = (int.from_bytes(signature[:half], "big"), int.from_bytes(signature[half:], "big"))
    return all(0 < number < _CURVES[algorithm].group_order for number in numbers)


def holds(signature: bytes, message: bytes, key: PublicKey) -> bool:
    """Tell whether a canonical signature over `message` was made with the secret half of `key`."""
    half = len(signature) // 2
    pair = encode_dss_signature(int.from_bytes(signature[:half], "big"), int.from_bytes(signature[half:], "big"))
    try:
        _loaded(key).verify(pair, message, ec.ECDSA(_HASHES[key.algorithm]))
    except InvalidSignature:
        return False
    return True


def public_key(secret: bytes, algorithm: Algorithm) -> PublicKey:
    """Return the public half of a secret; raise `KeyUnusableError` for one outside 1 to the order of the curve."""
    point = _private(secret, algorithm).public_key()
    return PublicKey(algorithm, point.public_bytes(Encoding.X962, PublicFormat.CompressedPoint))


def signing(secret: bytes, algorithm: Algorithm) -> Callable[[bytes], bytes]:
    """Return the function that signs with a secret.

    The same message gives the same signature (RFC 6979), so no weak randomness can betray the key.
    """
    private, scheme = _private(secret, algorithm), ec.ECDSA(_HASHES[algorithm], deterministic_signing=True)
    half = algorithm.sizes.signature // 2

    def sign(message: bytes) -> bytes:
        return b"".join(number.to_bytes(half, "big") for number in decode_dss_signature(private.sign(message, scheme)))

    return sign


def _private(secret: bytes, algorithm: Algorithm) -> ec.EllipticCurvePrivateKey:
    try:
        return ec.derive_private_key(int.from_bytes(secret, "big"), _CURVES[algorithm])
    except ValueError as cause:
        raise KeyUnusableError(f"The secret is none of {algorithm}.") from cause


@lru_cache(maxsize=MAX_KEYS_REMEMBERED)
def _loaded(key: PublicKey) -> ec.EllipticCurvePublicKey:
    if len(key.data) != key.algorithm.sizes.public_key or key.data[:1] not in _COMPRESSED:
        raise _no_point(key.algorithm)
    try:
        return ec.EllipticCurvePublicKey.from_encoded_point(_CURVES[key.algorithm], key.data)
    except ValueError as cause:
        raise _no_point(key.algorithm) from cause


def _no_point(algorithm: Algorithm) -> KeyUnusableError:
    return KeyUnusableError(f"The public key is no point of {algorithm} in its compressed form.")
