"""Signing many documents of a few designs: each design is canonicalised once, each document only where it varies.

Which texts vary is found by comparing documents. The first two of a shape are signed the general way, like every
document that fits no template; the proofs are byte for byte those of `data_integrity.sign`.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from rung.core import Signer
from rung.credentials.cryptosuites import EDDSA_RDFC_2022, JSON_SUITES, Hasher, digest_of
from rung.credentials.data_loss import Place
from rung.credentials.did import ASSERTION_METHOD, NO_DOCUMENTS, DidDocuments
from rung.credentials.document_template import DocumentTemplate, shape_of, texts_of
from rung.credentials.proof_making import ProofMaker

_MOST_DESIGNS: Final = 32
"""Designs remembered, some 100 kB each; the ones not used for longest are forgotten."""
_FEW: Final = 16
"""Texts that may vary within one design however small it is; beyond that, at most a third of all."""


class BatchSigner:
    """Signs documents one after the other with the same proof configuration.

    The arguments are those of `data_integrity.sign`. Documents over canonical JSON, documents that have a proof
    already and documents that no template covers are signed the general way, at its cost. Not for several threads.
    """

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
        as_list: bool = True,
    ) -> None:
        self._maker = ProofMaker(
            signer=signer,
            key_id=key_id,
            verification_method=verification_method,
            created=created,
            cryptosuite=cryptosuite,
            purpose=purpose,
            documents=documents,
        )
        self._as_list = as_list
        self._is_templated = cryptosuite not in JSON_SUITES
        self._designs: list[_Design] = []

    def sign(self, documents: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
        """Yield a signed copy of each document, in order; raises for a document what `data_integrity.sign` raises."""
        return map(self.sign_one, documents)

    def sign_one(self, document: Mapping[str, Any]) -> dict[str, Any]:
        """Return a signed copy of one document. After a refusal the next one can be signed."""
        if not self._is_templated or "proof" in document:
            return self._maker.sign(document, as_list=self._as_list)
        found = self._found(document)
        if found is None:
            signed = self._maker.sign(document, as_list=self._as_list)
            self._learn(document)
            return signed
        canonical, configuration = found
        content = digest_of(canonical, self._maker.hash_name)
        proof = self._maker.prove(content, configuration, document)
        return {**document, "proof": [proof] if self._as_list else proof}

    def _found(self, document: Mapping[str, Any]) -> tuple[bytes, bytes] | None:
        """Return the canonical form by the template that fits and the hash of the configuration, or `None`."""
        for place, design in enumerate(self._designs):
            texts = design.template.texts(document) if design.template else None
            if design.template and texts is not None:
                if place:
                    self._designs.insert(0, self._designs.pop(place))
                canonical = design.template.canonical_nquads(texts)
                return None if canonical is None else (canonical, design.configuration)
        return None

    def _learn(self, document: Mapping[str, Any]) -> None:
        """Compare a document, signed the general way, with those before it, and build a template if that tells more."""
        shape = shape_of(document)
        if shape is None:
            return
        texts = texts_of(document)
        alike = [design for design in self._designs if design.shape == shape]
        nearest = min(alike, key=lambda design: len(design.differences(texts)), default=None)
        varying = nearest.varying | nearest.differences(texts) if nearest else frozenset()
        if nearest is None or len(varying) > max(_FEW, len(texts) // 3):
            self._designs = [_Design(shape, texts), *self._designs[: _MOST_DESIGNS - 1]]
        elif varying != nearest.varying:
            nearest.varying = varying
            nearest.template = DocumentTemplate.of(document, varying, hash_name=self._maker.hash_name)
            nearest.configuration = self._maker.configuration_digest(document, Hasher())


@dataclass(slots=True)
class _Design:
    """What is known of one design: its shape, the texts of its first document, the places found to vary since."""

    shape: Hashable
    first: Mapping[Place, str]
    varying: frozenset[Place] = frozenset()
    template: DocumentTemplate | None = None
    configuration: bytes = b""

    def differences(self, texts: Mapping[Place, str]) -> frozenset[Place]:
        """Return the places where another document of the shape has another text."""
        return frozenset(place for place, text in texts.items() if self.first[place] != text)
