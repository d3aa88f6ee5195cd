"""Secrets in two envelopes: a seed under its tenant's data key (AES-256-GCM), that key under the master key (AES-KWP).

What is opened is an object of `cryptography`, whose bytes lie outside of Python: it has no telling representation and
cannot be pickled. No function here keeps a secret in a variable, and none raises while one is at hand: what a report of
an error shows of the stack holds none. Hence `suppress` and a `raise` behind it, instead of `except`.
"""

import hashlib
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Self
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.keywrap import (
    InvalidUnwrap,
    aes_key_unwrap_with_padding,
    aes_key_wrap_with_padding,
)
from django.utils.translation import gettext as _

from rung.platform.kernel import world
from rung.platform.keys.errors import EnvelopeError, MasterKeyError

KEY_BYTES: Final = 32
NONCE_BYTES: Final = 12
"""The length for which AES-GCM is made (NIST SP 800-38D §8.2.2: 96 random bits, for far fewer than 2^32 secrets)."""


@dataclass(frozen=True, slots=True)
class MasterKey:
    """The key that wraps the data keys. It lies in a file of its own, never in the database."""

    octets: bytes = field(repr=False)

    def __post_init__(self) -> None:
        """Refuse any other length than that of AES-256."""
        if len(self.octets) != KEY_BYTES:
            raise ValueError(len(self.octets))

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read 64 hexadecimal digits. Raises `MasterKeyError` if they are not there."""
        with suppress(OSError, ValueError):
            return cls(bytes.fromhex(path.read_text("ascii")))
        raise MasterKeyError(
            _("The master key cannot be read from %(path)s. Whoever runs this Rung has to put the file back.")
            % {"path": path},
            path=str(path),
        )

    @property
    def id(self) -> str:
        """A name that tells nothing of the key: SHA-256 over it, with a prefix that no other use has."""
        return hashlib.sha256(b"rung master key\0" + self.octets).hexdigest()

    def new_data_key(self) -> bytes:
        """Return a new data key, wrapped (RFC 5649)."""
        return aes_key_wrap_with_padding(self.octets, world.random_bytes(KEY_BYTES))


@dataclass(frozen=True, slots=True)
class WrappedDataKey:
    """A tenant's data key as it is stored."""

    id: UUID
    tenant: UUID
    master_key_id: str
    wrapped: bytes

    def unwrapped(self, master_key: MasterKey) -> AESGCM:
        """Return the cipher of this data key; raise if another master key wrapped it, or if it was changed."""
        if self.master_key_id != master_key.id:
            raise _another_master_key(self.master_key_id, master_key.id)
        with suppress(InvalidUnwrap):
            return AESGCM(aes_key_unwrap_with_padding(master_key.octets, self.wrapped))
        raise _unopened(self.id)

    def place_of(self, key_id: UUID) -> bytes:
        """Return what ties a secret to where it lies (associated data): its tenant, its key, its data key."""
        return f"{self.tenant}|{key_id}|{self.id}".encode()


@dataclass(frozen=True, slots=True)
class Envelope:
    """The secret half of a signing key as it is stored."""

    nonce: bytes
    ciphertext: bytes

    @classmethod
    def sealing(cls, private: Ed25519PrivateKey, key_id: UUID, data_key: WrappedDataKey, master_key: MasterKey) -> Self:
        """Encrypt the seed of `private`, so that it opens only in the place of the key `key_id`."""
        nonce = world.random_bytes(NONCE_BYTES)
        cipher = data_key.unwrapped(master_key)
        return cls(nonce, cipher.encrypt(nonce, private.private_bytes_raw(), data_key.place_of(key_id)))

    def opened(self, key_id: UUID, data_key: WrappedDataKey, master_key: MasterKey) -> Ed25519PrivateKey:
        """Return the key in this envelope; raise if it was changed or lies in the place of another."""
        cipher = data_key.unwrapped(master_key)
        with suppress(InvalidTag, ValueError):
            return Ed25519PrivateKey.from_private_bytes(
                cipher.decrypt(self.nonce, self.ciphertext, data_key.place_of(key_id))
            )
        raise _unopened(key_id)


def _another_master_key(wanted: str, found: str) -> MasterKeyError:
    return MasterKeyError(
        _(
            "The signing keys were sealed under the master key %(wanted)s…, and its file holds %(found)s…. Whoever "
            "runs this Rung has to put the right file back (RUNG_MASTER_KEY_FILE)."
        )
        % {"wanted": wanted[:12], "found": found[:12]},
        wanted=wanted,
        found=found,
    )


def _unopened(record: UUID) -> EnvelopeError:
    return EnvelopeError(
        _(
            "The secret of a signing key does not open: its record %(record)s was changed or put in another’s place. "
            "Whoever runs this Rung has to restore it from a backup."
        )
        % {"record": record},
        record=str(record),
    )
