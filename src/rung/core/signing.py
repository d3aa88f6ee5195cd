"""The one thing a room may ask of a private key."""

from typing import Protocol


class Signer(Protocol):
    """Holds private keys and lets nobody see them.

    The key record fixes the algorithm; neither a caller nor a document may choose it.
    """

    def sign(self, key_id: str, message: bytes) -> bytes:
        """Return the raw signature over `message` by the key `key_id`, or raise if there is no such key."""
        ...
