"""Making Data Integrity proofs: the configuration of a proof is settled, its value follows from the document."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from rung.core import Signer
from rung.core.clock import aware
from rung.credentials.cryptosuites import (
    CHECKED_SUITES,
    DATA_INTEGRITY_PROOF,
    EDDSA_RDFC_2022,
    JSON_SUITES,
    KEYS_OF_SUITES,
    Hasher,
    decode_signature,
    encode_signature,
    require_key_of_suite,
    verify_signature,
)
from rung.credentials.did import ASSERTION_METHOD, NO_DOCUMENTS, DidDocuments, resolve_verification_key
from rung.credentials.errors import ProofMalformedError, ProofUnsupportedError
from rung.credentials.moments import written
from rung.credentials.proof_configuration import configuration_digest, proofs_of


def sign(  # noqa: PLR0913  one argument for each thing a proof states
    document: Mapping[str, Any],
    *,
    signer: Signer,
    key_id: str,
    verification_method: str,
    created: datetime,
    cryptosuite: str = EDDSA_RDFC_2022,
    purpose: str = ASSERTION_METHOD,
    documents: DidDocuments = NO_DOCUMENTS,
    as_list: bool = True,
) -> dict[str, Any]:
    """Return a copy of `document` with one more proof, made by the key `key_id` of `signer`.

    `verification_method` has to resolve, through `documents` unless it is a did:key or did:jwk, because the signature
    is verified with the published key before anything is returned. `proof` becomes a list, as Open Badges wants it,
    or with `as_list=False` one object; proofs already there make a set. Values inside the document are shared.

    Raises `DataLossError`, `UnknownContextError` or `WorkLimitError` for a document that cannot be signed
    entirely, `KeyUnusableError` for a method that does not resolve or is of another algorithm than the suite's,
    `ProofUnsupportedError` for another suite, and `SignatureMismatchError` if the signer signed with a key other than
    the published one.
    """
    maker = ProofMaker(
        signer=signer,
        key_id=key_id,
        verification_method=verification_method,
        created=created,
        cryptosuite=cryptosuite,
        purpose=purpose,
        documents=documents,
    )
    return maker.sign(document, as_list=as_list)


class ProofMaker:
    """Makes proofs with one configuration. The arguments are those of `sign`."""

    def __init__(
        self,
        *,
        signer: Signer,
        key_id: str,
        verification_method: str,
        created: datetime,
        cryptosuite: str = EDDSA_RDFC_2022,
        purpose: str = ASSERTION_METHOD,
        documents: DidDocuments = NO_DOCUMENTS,
    ) -> None:
        if cryptosuite not in CHECKED_SUITES:
            raise ProofUnsupportedError(f"Rung does not sign with {cryptosuite}.", cryptosuite=cryptosuite)
        self._signer = signer
        self._key_id = key_id
        self._key = resolve_verification_key(verification_method, documents=documents).key
        require_key_of_suite(cryptosuite, self._key)
        self._suite = cryptosuite
        self._configuration = {
            "type": DATA_INTEGRITY_PROOF,
            "cryptosuite": cryptosuite,
            "created": written(aware(created)),
            "verificationMethod": verification_method,
            "proofPurpose": purpose,
        }

    @property
    def hash_name(self) -> str:
        """The hash that goes with the key."""
        return self._key.algorithm.hash_name

    def sign(self, document: Mapping[str, Any], *, as_list: bool = True) -> dict[str, Any]:
        """Return a copy of `document` with one more proof; see the function `sign`."""
        earlier = proofs_of(document)
        if earlier and not as_list:
            raise ProofMalformedError(
                "The document has a proof already: sign the document without it, or ask for a list."
            )
        unsecured = {name: value for name, value in document.items() if name != "proof"}
        hasher = Hasher()
        content = hasher.hash(self._suite, unsecured, self.hash_name)
        proof = self.prove(content, self.configuration_digest(unsecured, hasher), unsecured)
        return {**unsecured, "proof": [*earlier, proof] if as_list else proof}

    def configuration_digest(self, unsecured: Mapping[str, Any], hasher: Hasher) -> bytes:
        """Return the hash of the proof's configuration, read with the contexts of a document."""
        configuration = self._configuration | self._own_context(unsecured)
        return configuration_digest(hasher, configuration, unsecured["@context"], self.hash_name)

    def prove(self, content: bytes, configuration: bytes, unsecured: Mapping[str, Any]) -> dict[str, Any]:
        """Return the proof over two hashes, its signature verified as it will be read."""
        message = configuration + content
        value = encode_signature(self._signer.sign(self._key_id, message))
        verify_signature(decode_signature(value, KEYS_OF_SUITES[self._suite]), message, self._key)
        return {**self._configuration, **self._own_context(unsecured), "proofValue": value}

    def _own_context(self, unsecured: Mapping[str, Any]) -> dict[str, Any]:
        """Return the member by which a proof over canonical JSON repeats the document's contexts (§3.3.1)."""
        return {"@context": unsecured["@context"]} if self._suite in JSON_SUITES else {}
