"""What a proof states beside its value, and the hash of it that is signed together with the document's."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

from rung.credentials import rdfc10
from rung.credentials.contexts import KnownContexts
from rung.credentials.cryptosuites import JSON_SUITES, Hasher, digest_of
from rung.credentials.document_template import DocumentTemplate
from rung.credentials.jcs import canonical_json

_VARYING: Final = (("created",), ("verificationMethod",))
_PLAIN_MEMBERS: Final = frozenset({"type", "cryptosuite", "created", "verificationMethod", "proofPurpose"})
_SAMPLE: Final = {"created": "2026-05-01T12:00:00Z", "verificationMethod": "urn:sample"}
_MOST_TEMPLATES: Final = 64
"""Lists of contexts, times suites, for which the form of a configuration is kept, some 8 kB each."""


def proofs_of(document: Mapping[str, Any]) -> list[Any]:
    """Return the proofs of a document as a list, whatever is in their place."""
    proofs = document.get("proof", [])
    return list(proofs) if isinstance(proofs, list) else [proofs]


def configuration_digest(hasher: Hasher, proof: Mapping[str, Any], context: object, hash_name: str) -> bytes:
    """Return the hash of a proof without its value (Data Integrity EdDSA §3.2.5, §3.3.5).

    It is read with the document's contexts. Canonical JSON hashes it as it stands, with a context only if it has one.
    """
    configuration = {name: value for name, value in proof.items() if name != "proofValue"}
    canonical = _canonical_nquads(hasher, {**configuration, "@context": context}, hash_name)
    if proof["cryptosuite"] in JSON_SUITES:
        return digest_of(canonical_json(configuration), hash_name)
    return digest_of(canonical, hash_name)


def _canonical_nquads(hasher: Hasher, read: Mapping[str, Any], hash_name: str) -> bytes:
    """Return the canonical N-Quads of a configuration: almost every one has the same five members, hence a template."""
    template = _template_for(hasher.contexts, read)
    texts = template.texts(read) if template else None
    canonical = template.canonical_nquads(texts) if template and texts is not None else None
    if canonical is None:
        return rdfc10.canonicalize(hasher.quads(read), hash_name=hash_name).encode()
    hasher.count(len(_PLAIN_MEMBERS))
    return canonical


def _template_for(contexts: KnownContexts | None, read: Mapping[str, Any]) -> DocumentTemplate | None:
    context = read["@context"]
    named = tuple(context) if isinstance(context, list) else (context,)
    if read.keys() - {"@context"} != _PLAIN_MEMBERS or not all(isinstance(url, str) for url in named):
        return None
    settled = tuple((name, read[name]) for name in ("type", "cryptosuite", "proofPurpose"))
    return _template(contexts, named, isinstance(context, list), settled)


@lru_cache(maxsize=_MOST_TEMPLATES)
def _template(
    contexts: KnownContexts | None,
    named: tuple[str, ...],
    is_list: bool,  # noqa: FBT001  a key of the cache
    settled: tuple[tuple[str, str], ...],
) -> DocumentTemplate | None:
    """Return the template of configurations with these contexts, type, suite and purpose."""
    sample = {**dict(settled), **_SAMPLE, "@context": list(named) if is_list else named[0]}
    return DocumentTemplate.of(sample, _VARYING, contexts=contexts)
