"""The compiled road against PyLD's: equal statements, or a refusal by both."""

import copy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conformance_data import conformance_path
from tests.credentials.proofs.documents import micro_credential, read

from rung.credentials import contexts
from rung.credentials.contexts import bundled_contexts
from rung.credentials.errors import CredentialError
from rung.credentials.general_expansion import general_quads
from rung.credentials.jsonld import to_quads
from rung.credentials.rdfc10 import canonicalize
from rung.credentials.term_tables import term_tables

pytestmark = pytest.mark.thorough

STRICTER = {"doubled", "ignored_term", "empty_graph"}
"""Losses that only the compiled road calls by name: `type` beside `@type`, keywords as types, graphs without a word."""

_CONTEXTS = st.sampled_from(
    [
        [contexts.CREDENTIALS_V2],
        [contexts.CREDENTIALS_V2, contexts.OPEN_BADGES_3_0_3],
        [contexts.CREDENTIALS_V2, contexts.OPEN_BADGES_3_0_3, contexts.OPEN_BADGES_EXTENSIONS],
        [contexts.CREDENTIALS_V1, contexts.OPEN_BADGES_3_0_1, contexts.DATA_INTEGRITY_V2],
        [contexts.CREDENTIALS_V1, contexts.OPEN_BADGES_3_0_0, contexts.ED25519_2020_V1],
    ]
)
_TYPES = st.sampled_from(
    ["Profile", "Achievement", "Image", "Result", "ResultDescription", "Alignment", "Evidence", "Address", "Criteria",
     "VerifiableCredential", "OpenBadgeCredential", "VerifiablePresentation", "DataIntegrityProof", "JsonSchema",
     "EndorsementCredential", "BitstringStatusListEntry", "AchievementSubject", "https://example.org/T"]
)  # fmt: skip
_NAMES = st.sampled_from(
    ["name", "description", "image", "criteria", "alignment", "achievement", "result", "resultDescription", "evidence",
     "creator", "allowedValue", "proof", "termsOfUse", "renderMethod", "credentialSchema", "relatedResource", "related",
     "inLanguage", "otherCode", "tag", "endorsement", "source", "url", "jsonSchema", "refreshService", "issuer",
     "credentialStatus", "statusPurpose", "https://example.org/p", "address", "geo", "latitude", "valueMin",
     "verifiableCredential", "holder", "creditsAvailable", "credentialSubject", "narrative", "@nest", "@included"]
)  # fmt: skip
_IRIS = st.sampled_from(["urn:a", "urn:b", "https://example.org/c", "_:n"])
_SCALARS = st.sampled_from(
    ["text", 'two\nlines “and” "quotes"', "urn:a", "https://example.org/c", "Profile", "assertionMethod", "ż\u0301",
     "2026-02-01T09:00:00Z", 0, 7, -3, 1.5, 2.0, 1e21, 1e-7, True, False,
     {"@value": "t", "@language": "pl-PL"}, {"@value": 5, "@type": "urn:t"}, {"@value": "x", "type": "Profile"},
     {"@value": True}, {"id": "urn:b"}, {"@set": ["x", 5]}, {"@list": ["x"]}]
)  # fmt: skip


def _node(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    members = st.dictionaries(_NAMES, inner, max_size=4)
    head = st.fixed_dictionaries({}, optional={"type": _TYPES | st.lists(_TYPES, max_size=2), "id": _IRIS})
    return st.builds(lambda first, rest: {**first, **rest}, head, members)


_VALUES = st.recursive(_SCALARS, lambda inner: _node(inner) | st.lists(inner, max_size=3), max_leaves=12)


def _compared(document: dict[str, Any]) -> None:
    """Assert that both roads say the same, or both refuse, or the compiled one is stricter for a named reason."""
    try:
        compiled = to_quads(document)
    except CredentialError as error:
        if error.data.get("reason") not in STRICTER:
            with pytest.raises(CredentialError):
                _required_to_say_something(document)
        return
    assert canonicalize(compiled) == canonicalize(_required_to_say_something(document))


def _required_to_say_something(document: dict[str, Any]) -> list[Any]:
    quads = general_quads(copy.deepcopy(document), term_tables(bundled_contexts()))
    if not quads:
        raise CredentialError("The document says nothing.")
    return quads


@settings(max_examples=300, deadline=None)
@given(_CONTEXTS, st.dictionaries(_NAMES, _VALUES, min_size=1, max_size=4), st.lists(_TYPES, max_size=2, unique=True))
def test_both_roads_agree_on_random_documents(urls: list[str], members: dict[str, Any], types: list[str]) -> None:
    _compared({"@context": urls, "id": "urn:r", "type": ["VerifiableCredential", *types], **members})


@settings(max_examples=150, deadline=None)
@given(_NAMES, _VALUES, st.sampled_from(["", "credentialSubject", "issuer"]))
def test_both_roads_agree_on_a_micro_credential_with_something_added(name: str, value: Any, place: str) -> None:
    document = micro_credential()
    (document[place] if place else document)[name] = value
    _compared(document)


@pytest.mark.conformance
def test_both_roads_agree_on_every_open_badge_of_the_published_set() -> None:
    files = sorted(conformance_path("ob3", "tests").glob("*.json"))
    assert len(files) > 20
    for file in files:
        document = read("ob3", "tests", file.name)
        document.pop("proof", None)
        _compared(document)
