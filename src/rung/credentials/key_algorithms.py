"""Which signature algorithm a key is for. The key alone decides; neither a proof nor a header may choose."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Algorithm(StrEnum):
    """The algorithms with which Rung signs and checks, by the name of their curve."""

    ED25519 = "Ed25519"
    P256 = "P-256"
    P384 = "P-384"

    @property
    def sizes(self) -> "Sizes":
        """How many bytes keys and signatures have."""
        return _SIZES[self]

    @property
    def hash_name(self) -> str:
        """The hash of documents and of blank nodes that goes with the key (Data Integrity ECDSA §3.2.3)."""
        return "sha384" if self is Algorithm.P384 else "sha256"


@dataclass(frozen=True, slots=True)
class Sizes:
    """Bytes of a public key (a compressed point for ECDSA), of a secret, and of a signature."""

    public_key: int
    secret: int
    signature: int


_SIZES: Final = {
    Algorithm.ED25519: Sizes(public_key=32, secret=32, signature=64),
    Algorithm.P256: Sizes(public_key=33, secret=32, signature=64),
    Algorithm.P384: Sizes(public_key=49, secret=48, signature=96),
}


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A public key that was checked to be a point of its curve, and what it is for."""

    algorithm: Algorithm
    data: bytes
