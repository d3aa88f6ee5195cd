"""The signer of the platform: one key, opened from its envelope, that lives as long as this object."""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.utils.translation import gettext as _

from rung.credentials.errors import KeyUnusableError
from rung.credentials.multikey import encode_public_key


class OpenedKey:
    """A `rung.core.Signer` that holds one Ed25519 key and gives nothing away but signatures."""

    __slots__ = ("_key_id", "_private")

    def __init__(self, key_id: str, private: Ed25519PrivateKey) -> None:
        self._key_id = key_id
        self._private = private

    @property
    def multikey(self) -> str:
        """The public half, as `z6Mk…`."""
        return encode_public_key(self._private.public_key().public_bytes_raw())

    def sign(self, key_id: str, message: bytes) -> bytes:
        """Return the 64-byte Ed25519 signature over `message` (RFC 8032 §5.1.6); raise for any other key."""
        if key_id != self._key_id:
            raise KeyUnusableError(_("This signer does not hold the key %(key)s.") % {"key": key_id}, key_id=key_id)
        return self._private.sign(message)
