"""Public and secret keys as Multikey text (Controlled Identifiers 1.0 §2.2.2).

Public ones start with `z6Mk…` for Ed25519, with `zDn…` for P-256, with `z82…` for P-384. One key has one spelling:
base58btc, a two-byte prefix that names the algorithm, the bytes. A public key that is no point of its curve is refused,
for Ed25519 also one outside the prime-order group, since signatures under such points hold for messages nobody signed.
"""

from functools import lru_cache
from typing import Final

from nacl.bindings import crypto_core_ed25519_is_valid_point

from rung.credentials import ecdsa
from rung.credentials.base58btc import decode_base58btc, encode_base58btc
from rung.credentials.errors import KeyUnusableError
from rung.credentials.key_algorithms import Algorithm, PublicKey
from rung.credentials.limits import MAX_KEYS_REMEMBERED

PUBLIC_KEY_BYTES: Final = Algorithm.ED25519.sizes.public_key
SEED_BYTES: Final = Algorithm.ED25519.sizes.secret

_PUBLIC_PREFIXES: Final = {
    Algorithm.ED25519: b"\xed\x01",
    Algorithm.P256: b"\x80\x24",
    Algorithm.P384: b"\x81\x24",
}
_SECRET_PREFIXES: Final = {
    Algorithm.ED25519: b"\x80\x26",
    Algorithm.P256: b"\x86\x26",
    Algorithm.P384: b"\x87\x26",
}
_PREFIX_BYTES: Final = 2
_MAX_TEXT: Final = 72
"""Characters of `z` and base58 for the 51 bytes of a P-384 key: 71 at most."""


def encode_key(key: PublicKey) -> str:
    """Return the Multikey of a public key; raise `KeyUnusableError` for one that is no point of its curve."""
    _require_point(key)
    return encode_base58btc(_PUBLIC_PREFIXES[key.algorithm] + key.data)


@lru_cache(maxsize=MAX_KEYS_REMEMBERED)
def decode_key(multikey: str) -> PublicKey:
    """Return the public key in a Multikey of any algorithm that Rung checks.

    Raises `KeyUnusableError` for other kinds of keys, a wrong length, a second spelling of the same bytes, and what
    is no point of the curve.
    """
    try:
        data = decode_base58btc(multikey, _MAX_TEXT)
    except ValueError as cause:
        raise KeyUnusableError("The key is no Multikey in base58btc.") from cause
    for algorithm, prefix in _PUBLIC_PREFIXES.items():
        if data.startswith(prefix) and len(data) == _PREFIX_BYTES + algorithm.sizes.public_key:
            key = PublicKey(algorithm, data[_PREFIX_BYTES:])
            _require_point(key)
            return key
    raise KeyUnusableError("The key is no public Multikey of Ed25519 (z6Mk…), P-256 (zDn…) or P-384 (z82…).")


def encode_public_key(public_key: bytes) -> str:
    """Return `z6Mk…` for 32 bytes of a valid Ed25519 public key; raise `KeyUnusableError` for any others."""
    return encode_key(PublicKey(Algorithm.ED25519, public_key))


def decode_public_key(multikey: str) -> bytes:
    """Return the 32 bytes of an Ed25519 public key `z6Mk…`; raise `KeyUnusableError` for anything else."""
    key = decode_key(multikey)
    if key.algorithm is not Algorithm.ED25519:
        raise KeyUnusableError("The key is not a public Ed25519 Multikey (z6Mk…).")
    return key.data


def encode_seed(seed: bytes, algorithm: Algorithm = Algorithm.ED25519) -> str:
    """Return `z3u2…` for the 32 bytes from which an Ed25519 key pair follows (RFC 8032 §5.1.5), or a secret scalar."""
    if len(seed) != algorithm.sizes.secret:
        raise KeyUnusableError(
            f"A secret {algorithm} key has {algorithm.sizes.secret} bytes; this one has {len(seed)}."
        )
    return encode_base58btc(_SECRET_PREFIXES[algorithm] + seed)


def decode_seed(multikey: str, algorithm: Algorithm = Algorithm.ED25519) -> bytes:
    """Return the bytes of a secret key. The error never repeats the text, for it is a secret."""
    prefix = _SECRET_PREFIXES[algorithm]
    refusal = KeyUnusableError(f"The key is not a secret {algorithm} Multikey.")
    try:
        data = decode_base58btc(multikey, _MAX_TEXT)
    except ValueError:
        raise refusal from None
    if not data.startswith(prefix) or len(data) != len(prefix) + algorithm.sizes.secret:
        raise refusal
    return data[len(prefix) :]


def _require_point(key: PublicKey) -> None:
    if key.algorithm is not Algorithm.ED25519:
        ecdsa.require_point(key)
        return
    if len(key.data) != PUBLIC_KEY_BYTES:
        raise KeyUnusableError(f"A public Ed25519 key has {PUBLIC_KEY_BYTES} bytes; this one has {len(key.data)}.")
    if not crypto_core_ed25519_is_valid_point(key.data):
        raise KeyUnusableError(
            "The public key is no point of the prime-order group of edwards25519, so a signature under it proves"
            " nothing."
        )
