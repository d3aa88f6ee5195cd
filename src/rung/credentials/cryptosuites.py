"""The EdDSA cryptosuites (Data Integrity EdDSA Cryptosuites v1.0): from a document and a proof to what is signed.

Both hash the proof's configuration and the document apart, and sign the two hashes in that order (§3.2.4, §3.3.4).
They differ in how JSON becomes bytes: canonical N-Quads, or canonical JSON. Canonical JSON covers every byte, but
words without a definition mean nothing, so such documents have to survive the way to RDF as well.
"""

import hashlib
from collections.abc import Mapping
from typing import Any, Final

from nacl.bindings import crypto_sign_open
from nacl.exceptions import BadSignatureError

from rung.credentials import rdfc10
from rung.credentials.contexts import KnownContexts
from rung.credentials.errors import ProofValueError, SignatureMismatchError, WorkLimitError
from rung.credentials.jcs import canonical_json
from rung.credentials.jsonld import to_quads
from rung.credentials.limits import MAX_QUADS
from rung.credentials.multikey import SIGNATURE_BYTES, decode_base58btc, encode_base58btc
from rung.credentials.rdfc10 import Quad

EDDSA_RDFC_2022: Final = "eddsa-rdfc-2022"
EDDSA_JCS_2022: Final = "eddsa-jcs-2022"
CHECKED_SUITES: Final = frozenset({EDDSA_RDFC_2022, EDDSA_JCS_2022})
"""The suites that Rung signs and checks."""

DATA_INTEGRITY_PROOF: Final = "DataIntegrityProof"

UNCHECKED_SUITES: Final = frozenset(
    {
        "bbs-2022",
        "bbs-2023",
        "ecdsa-2019",
        "ecdsa-jcs-2019",
        "ecdsa-rdfc-2019",
        "ecdsa-sd-2023",
        "ecdsa-xi-2023",
        "eddsa-2022",
        "eddsa-rdf-2022",
        "jcs-eddsa-2022",
        "json-eddsa-2022",
        "mldsa44-jcs-2024",
        "mldsa44-rdfc-2024",
    }
)
"""Suites, published or drafted elsewhere, that Rung knows by name only."""

UNCHECKED_TYPES: Final = frozenset(
    {
        "BbsBlsSignature2020",
        "BbsBlsSignatureProof2020",
        "EcdsaSecp256k1RecoverySignature2020",
        "EcdsaSecp256k1Signature2019",
        "EcdsaSecp256r1Signature2019",
        "Ed25519Signature2018",
        "Ed25519Signature2020",
        "EthereumEip712Signature2021",
        "JsonWebSignature2020",
        "RsaSignature2018",
    }
)
"""Types of proofs from before Data Integrity, known by name only."""

_GROUP_ORDER = 2**252 + 27742317777372353535851937790883648493
"""L, the order of the base point of edwards25519 (RFC 8032 §5.1)."""

_MAX_PROOF_VALUE = 90
"""Characters of `z` and base58 for 64 bytes: 89 at most."""


class Hasher:
    """Hashes the forms of one document, and counts statements over all of them."""

    def __init__(self, contexts: KnownContexts | None = None) -> None:
        self._contexts = contexts
        self._statements = 0

    def quads(self, document: Mapping[str, object]) -> tuple[Quad, ...]:
        """Return the statements of `document`; raise `WorkLimitError` when all forms together have too many."""
        quads = to_quads(document, contexts=self._contexts)
        self._statements += len(quads)
        if self._statements > MAX_QUADS:
            raise WorkLimitError("The proofs of this document cover more statements than an honest one makes.")
        return quads

    def digest(self, suite: str, document: Mapping[str, Any], quads: tuple[Quad, ...]) -> bytes:
        """Return the SHA-256 of the canonical form of a document, whose statements are `quads`."""
        if suite == EDDSA_JCS_2022:
            return hashlib.sha256(canonical_json(document)).digest()
        return hashlib.sha256(rdfc10.canonicalize(quads).encode()).digest()

    def hash(self, suite: str, document: Mapping[str, Any]) -> bytes:
        """Return the SHA-256 of the canonical form of a document that was not looked at before."""
        return self.digest(suite, document, self.quads(document))


def encode_signature(signature: bytes) -> str:
    """Return a `proofValue`."""
    return encode_base58btc(signature)


def decode_signature(proof_value: str) -> bytes:
    """Return the signature in a `proofValue`.

    Raises `ProofValueError` unless it is base58btc in its one spelling, 64 bytes, with S below the group order
    (RFC 8032 §5.1.7): otherwise one signature could be written in several ways.
    """
    try:
        signature = decode_base58btc(proof_value, _MAX_PROOF_VALUE)
    except ValueError as cause:
        raise ProofValueError("The proofValue is not multibase base58btc: it starts with z.") from cause
    if len(signature) != SIGNATURE_BYTES:
        raise ProofValueError(f"The proofValue has to hold {SIGNATURE_BYTES} bytes; it holds {len(signature)}.")
    if int.from_bytes(signature[SIGNATURE_BYTES // 2 :], "little") >= _GROUP_ORDER:
        raise ProofValueError("The proofValue is no canonical Ed25519 signature: its second half is too large.")
    return signature


def verify_signature(signature: bytes, message: bytes, public_key: bytes) -> None:
    """Return if the signature holds; raise `SignatureMismatchError` if not."""
    try:
        crypto_sign_open(signature + message, public_key)
    except BadSignatureError as cause:
        raise SignatureMismatchError(
            "The signature does not fit: the document was changed after signing, or signed with another key."
        ) from cause
