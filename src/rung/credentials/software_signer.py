"""Keys in memory and in a file, for the command line and for tests.

A platform keeps its keys behind a driver of its own; both are a `rung.core.Signer`.
"""

import json
import os
import stat
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from nacl.signing import SigningKey

from rung.credentials import ecdsa
from rung.credentials.did import did_jwk, did_key, did_key_method
from rung.credentials.errors import KeyFileError, KeyUnusableError
from rung.credentials.key_algorithms import Algorithm, PublicKey
from rung.credentials.multikey import decode_key, decode_seed, encode_key, encode_seed

_OWNER_ONLY = 0o600
_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_MAX_FILE_BYTES = 4_096


@dataclass(frozen=True, slots=True)
class SoftwareKey:
    """A key pair: the verification method that proofs name, the DID that controls it, the secret, its algorithm.

    `multikey` is the public half. The seed, for ECDSA the secret number, shows in no representation.
    """

    verification_method: str
    controller: str
    seed: bytes = field(repr=False)
    algorithm: Algorithm = Algorithm.ED25519

    def __post_init__(self) -> None:
        """Refuse a seed of another length and a method outside its controller's DID."""
        _public(self.seed, self.algorithm)
        if not self.verification_method.startswith(f"{self.controller}#"):
            raise KeyUnusableError(
                f"The verification method {self.verification_method} does not belong to {self.controller}."
            )

    @property
    def multikey(self) -> str:
        """The public key, as `z6Mk…`, `zDn…` or `z82…`."""
        return encode_key(_public(self.seed, self.algorithm))

    @classmethod
    def of_did_key(cls, seed: bytes, algorithm: Algorithm = Algorithm.ED25519) -> Self:
        """Return the key pair of `seed` under its own did:key."""
        multikey = encode_key(_public(seed, algorithm))
        return cls(did_key_method(multikey), did_key(multikey), seed, algorithm)

    @classmethod
    def of_did_jwk(cls, seed: bytes, algorithm: Algorithm = Algorithm.ED25519) -> Self:
        """Return the key pair of `seed` under its own did:jwk."""
        did = did_jwk(_public(seed, algorithm))
        return cls(f"{did}#0", did, seed, algorithm)

    @classmethod
    def generate(cls, random_bytes: Callable[[int], bytes], algorithm: Algorithm = Algorithm.ED25519) -> Self:
        """Return a new key pair under its did:key; `random_bytes` is `secrets.token_bytes` outside of tests."""
        return cls.of_did_key(random_bytes(algorithm.sizes.secret), algorithm)

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read a key file. Raises `KeyFileError` if it is none, contradicts itself or is open to other users."""
        members = _read(path)
        try:
            stated = members["publicKeyMultibase"]
            algorithm = decode_key(stated).algorithm
            seed = decode_seed(members["secretKeyMultibase"], algorithm)
            key = cls(members["id"], members["controller"], seed, algorithm)
        except (KeyError, TypeError, AttributeError, KeyUnusableError) as cause:
            raise KeyFileError(f"{path} is no key file of Rung.", path=str(path)) from cause
        if stated != key.multikey:
            raise KeyFileError(f"The public key in {path} does not belong to its secret.", path=str(path))
        return key

    def save(self, path: Path) -> None:
        """Write a new key file that only its owner may read; an existing file is never replaced."""
        members = {
            "id": self.verification_method,
            "type": "Multikey",
            "controller": self.controller,
            "publicKeyMultibase": self.multikey,
            "secretKeyMultibase": encode_seed(self.seed, self.algorithm),
        }
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY)
        except OSError as cause:
            raise KeyFileError(f"{path} cannot be written as a new file: {cause.strerror}.", path=str(path)) from cause
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(members, file, indent=2)
            file.write("\n")


class SoftwareSigner:
    """Signs with key pairs it holds in memory; a key's id is its verification method."""

    def __init__(self, *keys: SoftwareKey) -> None:
        self._sign = {key.verification_method: _signing(key) for key in keys}

    def sign(self, key_id: str, message: bytes) -> bytes:
        """Return the signature over `message`: 64 bytes of Ed25519 (RFC 8032 §5.1.6), or `r` and `s` of ECDSA.

        ECDSA signs with SHA-256 for P-256, with SHA-384 for P-384.
        """
        if key_id not in self._sign:
            raise KeyUnusableError(f"This signer has no key {key_id}.", key_id=key_id)
        return self._sign[key_id](message)


def _signing(key: SoftwareKey) -> Callable[[bytes], bytes]:
    """Return the function that signs with one key."""
    if key.algorithm is Algorithm.ED25519:
        own = SigningKey(key.seed)
        return lambda message: own.sign(message).signature
    return ecdsa.signing(key.seed, key.algorithm)


def _public(seed: bytes, algorithm: Algorithm) -> PublicKey:
    size = algorithm.sizes.secret
    if len(seed) != size:
        raise KeyUnusableError(f"The secret of a key of {algorithm} has {size} bytes; this one has {len(seed)}.")
    if algorithm is Algorithm.ED25519:
        return PublicKey(algorithm, bytes(SigningKey(seed).verify_key))
    return ecdsa.public_key(seed, algorithm)


def _read(path: Path) -> Any:
    """Return the JSON in a key file that belongs to its owner alone."""
    try:
        with path.open("rb") as file:
            if os.name == "posix" and os.fstat(file.fileno()).st_mode & _OTHERS:
                raise KeyFileError(f"{path} is open to other users: run chmod 600 on it.", path=str(path))
            return json.loads(file.read(_MAX_FILE_BYTES))
    except (OSError, ValueError) as cause:
        raise KeyFileError(f"{path} cannot be read as a key file.", path=str(path)) from cause
