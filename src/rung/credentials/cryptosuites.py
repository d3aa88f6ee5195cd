"""The cryptosuites of Data Integrity (EdDSA v1.0, ECDSA v1.0): from a document and a proof to what is signed.

All hash the proof's configuration and the document apart, and sign the two hashes in that order (EdDSA §3.2.4,
§3.3.4, ECDSA §3.2.4, §3.3.4). They differ in the curve, and in how JSON becomes bytes: canonical N-Quads, or
canonical JSON. Canonical JSON covers every byte, but words without a definition mean nothing, so such documents have
to survive the way to RDF as well.
"""

import hashlib
from collections.abc import Collection, Mapping
from typing import Any, Final

from nacl.bindings import crypto_sign_open
from nacl.exceptions import BadSignatureError

from rung.credentials import ecdsa, rdfc10
from rung.credentials.base58btc import decode_base58btc, encode_base58btc
from rung.credentials.contexts import KnownContexts
from rung.credentials.errors import KeyUnusableError, ProofValueError, SignatureMismatchError, WorkLimitError
from rung.credentials.jcs import canonical_json
from rung.credentials.jsonld import to_quads
from rung.credentials.key_algorithms import Algorithm, PublicKey
from rung.credentials.limits import MAX_QUADS
from rung.credentials.rdfc10 import Quad

EDDSA_RDFC_2022: Final = "eddsa-rdfc-2022"
EDDSA_JCS_2022: Final = "eddsa-jcs-2022"
ECDSA_RDFC_2019: Final = "ecdsa-rdfc-2019"
ECDSA_JCS_2019: Final = "ecdsa-jcs-2019"

_EDWARDS: Final = frozenset({Algorithm.ED25519})
_NIST: Final = frozenset({Algorithm.P256, Algorithm.P384})
KEYS_OF_SUITES: Final = {
    EDDSA_RDFC_2022: _EDWARDS,
    EDDSA_JCS_2022: _EDWARDS,
    ECDSA_RDFC_2019: _NIST,
    ECDSA_JCS_2019: _NIST,
}
"""The keys that each suite takes."""
CHECKED_SUITES: Final = frozenset(KEYS_OF_SUITES)
"""The suites that Rung signs and checks."""
JSON_SUITES: Final = frozenset({EDDSA_JCS_2022, ECDSA_JCS_2019})
"""The suites that sign canonical JSON."""

DATA_INTEGRITY_PROOF: Final = "DataIntegrityProof"

UNCHECKED_SUITES: Final = frozenset(
    {
        "bbs-2022",
        "bbs-2023",
        "ecdsa-2019",
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

_GROUP_ORDER: Final = 2**252 + 27742317777372353535851937790883648493
"""L, the order of the base point of edwards25519 (RFC 8032 §5.1)."""

_MAX_PROOF_VALUE: Final = 133
"""Characters of `z` and base58 for the 96 bytes of a P-384 signature: 133 at most."""


class Hasher:
    """Hashes the forms of one document, and counts statements over all of them."""

    def __init__(self, contexts: KnownContexts | None = None) -> None:
        self.contexts = contexts
        self._statements = 0

    def quads(self, document: Mapping[str, object]) -> tuple[Quad, ...]:
        """Return the statements of `document`; raise `WorkLimitError` when all forms together have too many."""
        quads = to_quads(document, contexts=self.contexts)
        self.count(len(quads))
        return quads

    def count(self, statements: int) -> None:
        """Count the statements of one form; raise `WorkLimitError` when all forms together have too many."""
        self._statements += statements
        if self._statements > MAX_QUADS:
            raise WorkLimitError("The proofs of this document cover more statements than an honest one makes.")

    def digest(self, suite: str, document: Mapping[str, Any], quads: tuple[Quad, ...], hash_name: str) -> bytes:
        """Return the hash of the canonical form of a document, whose statements are `quads`."""
        if suite in JSON_SUITES:
            return digest_of(canonical_json(document), hash_name)
        return digest_of(rdfc10.canonicalize(quads, hash_name=hash_name).encode(), hash_name)

    def hash(self, suite: str, document: Mapping[str, Any], hash_name: str) -> bytes:
        """Return the hash of the canonical form of a document that was not looked at before."""
        return self.digest(suite, document, self.quads(document), hash_name)


def digest_of(data: bytes, hash_name: str) -> bytes:
    """Return the hash of `data`: `sha256`, or `sha384` for P-384."""
    return (hashlib.sha384 if hash_name == "sha384" else hashlib.sha256)(data).digest()


def require_key_of_suite(suite: str, key: PublicKey) -> None:
    """Refuse a key of another algorithm than the suite's: one key, one algorithm."""
    if key.algorithm not in KEYS_OF_SUITES[suite]:
        raise KeyUnusableError(f"A key of {key.algorithm} makes no proofs of the suite {suite}.")


def encode_signature(signature: bytes) -> str:
    """Return a `proofValue`."""
    return encode_base58btc(signature)


def decode_signature(proof_value: str, algorithms: Collection[Algorithm] = _EDWARDS) -> bytes:
    """Return the signature in a `proofValue` made with one of `algorithms`, which its length tells apart.

    Raises `ProofValueError` unless it is base58btc in its one spelling, of right length, and canonical: for Ed25519
    with S below the group order (RFC 8032 §5.1.7), for otherwise one signature could be written in several ways; for
    ECDSA with both halves between 1 and the order of the curve.
    """
    try:
        signature = decode_base58btc(proof_value, _MAX_PROOF_VALUE)
    except ValueError as cause:
        raise ProofValueError("The proofValue is not multibase base58btc: it starts with z.") from cause
    fitting = [one for one in algorithms if one.sizes.signature == len(signature)]
    if not fitting:
        lengths = " or ".join(str(length) for length in sorted({one.sizes.signature for one in algorithms}))
        raise ProofValueError(f"The proofValue has to hold {lengths} bytes; it holds {len(signature)}.")
    if not is_canonical(signature, fitting[0]):
        raise ProofValueError(f"The proofValue is no canonical {fitting[0]} signature: a number in it is out of range.")
    return signature


def is_canonical(signature: bytes, algorithm: Algorithm) -> bool:
    """Tell whether the numbers of a signature of right length are in range."""
    if algorithm is Algorithm.ED25519:
        return int.from_bytes(signature[len(signature) // 2 :], "little") < _GROUP_ORDER
    return ecdsa.is_canonical(signature, algorithm)


def verify_signature(signature: bytes, message: bytes, key: PublicKey) -> None:
    """Return if the signature holds; raise `SignatureMismatchError` if not, or if it is one of another algorithm."""
    if len(signature) != key.algorithm.sizes.signature or not _holds(signature, message, key):
        raise SignatureMismatchError(
            "The signature does not fit: the document was changed after signing, or signed with another key."
        )


def _holds(signature: bytes, message: bytes, key: PublicKey) -> bool:
    if key.algorithm is not Algorithm.ED25519:
        return ecdsa.holds(signature, message, key)
    try:
        crypto_sign_open(signature + message, key.data)
    except BadSignatureError:
        return False
    return True
