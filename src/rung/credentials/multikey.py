"""Ed25519 keys as Multikey text (Controlled Identifiers 1.0 §2.2.2): `z6Mk…` public, `z3u2…` secret.

One key has one spelling: base58btc, a two-byte prefix, 32 bytes. A public key that is no point of the prime-order
group is refused, since signatures under such points hold for messages nobody signed.
"""

import re
from functools import lru_cache
from typing import Final

import base58
from nacl.bindings import crypto_core_ed25519_is_valid_point

from rung.credentials.errors import KeyUnusableError
from rung.credentials.limits import MAX_KEYS_REMEMBERED

PUBLIC_KEY_BYTES: Final = 32
SEED_BYTES: Final = 32
SIGNATURE_BYTES: Final = 64

_PUBLIC_PREFIX = b"\xed\x01"
_SECRET_PREFIX = b"\x80\x26"
_MAX_TEXT = 60
_BASE58BTC = re.compile(r"z[1-9A-HJ-NP-Za-km-z]*")


def encode_public_key(public_key: bytes) -> str:
    """Return `z6Mk…` for 32 bytes of a valid Ed25519 public key; raise `KeyUnusableError` for any others."""
    _require_point(public_key)
    return encode_base58btc(_PUBLIC_PREFIX + public_key)


@lru_cache(maxsize=MAX_KEYS_REMEMBERED)
def decode_public_key(multikey: str) -> bytes:
    """Return the 32 bytes of a public key `z6Mk…`.

    Raises `KeyUnusableError` for other kinds of keys, a wrong length, a second spelling of the same bytes, and
    points outside the prime-order group.
    """
    public_key = _decoded(multikey, _PUBLIC_PREFIX, PUBLIC_KEY_BYTES, "a public Ed25519 Multikey (z6Mk…)")
    _require_point(public_key)
    return public_key


def encode_seed(seed: bytes) -> str:
    """Return `z3u2…` for the 32 bytes from which an Ed25519 key pair follows (RFC 8032 §5.1.5)."""
    if len(seed) != SEED_BYTES:
        raise KeyUnusableError(f"A secret Ed25519 key has {SEED_BYTES} bytes; this one has {len(seed)}.")
    return encode_base58btc(_SECRET_PREFIX + seed)


def decode_seed(multikey: str) -> bytes:
    """Return the 32 bytes of a secret key `z3u2…`. The error never repeats the text, for it is a secret."""
    return _decoded(multikey, _SECRET_PREFIX, SEED_BYTES, "a secret Ed25519 Multikey (z3u2…)")


def encode_base58btc(data: bytes) -> str:
    """Return `data` as multibase text with the prefix `z`."""
    return "z" + str(base58.b58encode(data), "ascii")


def decode_base58btc(text: str, max_length: int) -> bytes:
    """Return the bytes of a multibase text `z…` of at most `max_length` characters; raise `ValueError` otherwise.

    The length comes first, because base58 takes quadratic time. Within the alphabet no two texts have the same
    bytes, so what decodes is the one spelling of its bytes.
    """
    if len(text) > max_length or not _BASE58BTC.fullmatch(text):
        raise ValueError(text[:1])
    return bytes(base58.b58decode(text[1:].encode("ascii")))


def _decoded(multikey: str, prefix: bytes, length: int, what: str) -> bytes:
    try:
        data = decode_base58btc(multikey, _MAX_TEXT)
    except ValueError as cause:
        raise KeyUnusableError(f"The key is not {what}.") from cause
    if not data.startswith(prefix) or len(data) != len(prefix) + length:
        raise KeyUnusableError(f"The key is not {what}.")
    return data[len(prefix) :]


def _require_point(public_key: bytes) -> None:
    if len(public_key) != PUBLIC_KEY_BYTES:
        raise KeyUnusableError(f"A public Ed25519 key has {PUBLIC_KEY_BYTES} bytes; this one has {len(public_key)}.")
    if not crypto_core_ed25519_is_valid_point(public_key):
        raise KeyUnusableError(
            "The public key is no point of the prime-order group of edwards25519, so a signature under it proves"
            " nothing."
        )
