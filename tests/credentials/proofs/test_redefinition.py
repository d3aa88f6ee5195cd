"""Attacks that change what words mean, or hide a statement, while the signature is left alone."""

import copy
from collections.abc import Callable
from typing import Any

import pytest
from tests.credentials.proofs.documents import (
    EXAMPLES_V2,
    SUITES,
    checks,
    micro_credential,
    signed,
    with_examples_context,
)

from rung.credentials import contexts
from rung.credentials.errors import CredentialError, UnknownContextError
from rung.credentials.jsonld import canonical_nquads

Attack = Callable[[dict[str, Any]], None]


def _rename(old: str, new: str) -> Attack:
    def attack(document: dict[str, Any]) -> None:
        document[new] = document.pop(old)

    return attack


def _add_context(entry: object, place: int = 9) -> Attack:
    return lambda document: document["@context"].insert(place, entry)


def _put(**members: Any) -> Attack:
    return lambda document: document.update(members)


def _in_subject(**members: Any) -> Attack:
    return lambda document: document["credentialSubject"].update(members)


def _swap_dates(document: dict[str, Any]) -> None:
    document["validFrom"], document["validUntil"] = document["validUntil"], document["validFrom"]


def _move_status_under_evidence(document: dict[str, Any]) -> None:
    document["evidence"].append(document.pop("credentialStatus"))


def _hide_in_graph(document: dict[str, Any]) -> None:
    document["@graph"] = [{"id": document["id"], "credentialStatus": document.pop("credentialStatus")}]


def _point_status_elsewhere(document: dict[str, Any]) -> None:
    document["credentialStatus"]["statusListCredential"] = "https://attacker.example/status"


def _context_as_text(document: dict[str, Any]) -> None:
    document["@context"] = document["@context"][0]


def _no_context(document: dict[str, Any]) -> None:
    del document["@context"]


def _drop_type(document: dict[str, Any]) -> None:
    document["type"].remove("VerifiableCredential")


ATTACKS: dict[str, Attack] = {
    "status renamed": _rename("credentialStatus", "credentialStatuses"),
    "status renamed to a known word": _rename("credentialStatus", "termsOfUse"),
    "status renamed to a keyword": _rename("credentialStatus", "@nest"),
    "status moved under evidence": _move_status_under_evidence,
    "status hidden in a graph": _hide_in_graph,
    "status of an attacker": _point_status_elsewhere,
    "status beside another one": _put(credentialStatus=[]),
    "key beside its full address": _put(**{"https://schema.org/name": "Doctor of everything"}),
    "name beside its alias": _put(**{"@id": "urn:uuid:other"}),
    "name doubled as a list": _put(name=["Data analysis with Python", "Doctor of everything"]),
    "values swapped": _swap_dates,
    "vocabulary for undefined words": _add_context({"@vocab": "https://attacker.example/"}),
    "vocabulary of the examples": _add_context(EXAMPLES_V2),
    "definition written in": _add_context({"name": "https://schema.org/alternateName"}),
    "protected word redefined": _add_context({"validUntil": "https://attacker.example/x"}, 0),
    "inline context as a wrapper": _put(**{"@context": {"@context": [contexts.CREDENTIALS_V2]}}),
    "context removed": _no_context,
    "context as a text": _context_as_text,
    "contexts reversed": lambda document: document["@context"].reverse(),
    "context added": _add_context(contexts.OPEN_BADGES_3_0_2),
    "context of another version": _put(**{"@context": [contexts.CREDENTIALS_V2, contexts.OPEN_BADGES_3_0_2]}),
    "context in the subject": _in_subject(**{"@context": [contexts.CREDENTIALS_V1]}),
    "context null in the subject": _in_subject(**{"@context": None}),
    "base of the document": _add_context({"@base": "https://attacker.example/"}),
    "language of the document": _add_context({"@language": "ar"}),
    "subject reversed": _in_subject(**{"@reverse": {"issuer": {"id": "urn:uuid:x"}}}),
    "type removed": _drop_type,
    "type aliased": _rename("type", "@type"),
    "undefined word": _put(grade="A+"),
    "undefined word in the subject": _in_subject(grade="A+"),
    "null end date": _put(validUntil=None),
    "end date removed": lambda document: document.pop("validUntil"),
    "direction of a text": _put(name={"@value": "Data analysis with Python", "@direction": "rtl"}),
    "language of a text": _put(name={"@value": "Data analysis with Python", "@language": "en"}),
}

SAYS_THE_SAME = {"type aliased", "contexts reversed"}
"""Where canonical N-Quads are the same afterwards, since every word still means what it meant. JSON bytes are not."""


@pytest.mark.parametrize("suite", SUITES)
@pytest.mark.parametrize("name", ATTACKS)
def test_a_redefinition_never_verifies(name: str, suite: str) -> None:
    document = signed(micro_credential(), suite)
    ATTACKS[name](document)
    says_the_same = name in SAYS_THE_SAME and suite == "eddsa-rdfc-2022"
    assert _verifies(document) == says_the_same
    if says_the_same:
        assert _statements(document) == _statements(micro_credential())


def _statements(document: dict[str, Any]) -> str:
    return canonical_nquads({name: value for name, value in document.items() if name != "proof"})


def _verifies(document: dict[str, Any]) -> bool:
    try:
        return all(check.outcome == "passed" for check in checks(document))
    except CredentialError:
        return False


@pytest.mark.parametrize("suite", SUITES)
def test_an_undefined_word_never_verifies_even_under_a_good_signature_over_the_bytes(suite: str) -> None:
    # With the examples' @vocab the document can be signed; without that context its words mean nothing.
    document = micro_credential()
    document["@context"].append(EXAMPLES_V2)
    with pytest.raises(UnknownContextError):
        signed(document, suite)


@pytest.mark.conformance
def test_an_appended_context_is_refused_though_canonical_json_would_start_alike() -> None:
    document = signed(micro_credential(), "eddsa-jcs-2022")
    document["@context"] = [*document["@context"], EXAMPLES_V2]
    (check,) = checks(document, contexts=with_examples_context())
    assert check.code == "credential.unknown_context"


def test_two_nodes_of_one_id_may_trade_statements_and_this_is_known() -> None:
    # In RDF nodes with one id are one node. The signature holds; readers have to take the first node's values only
    # where the shape wants them, and the shape check asks for the required members of each.
    document = micro_credential()
    document["credentialSubject"]["achievement"]["creator"] = {"id": document["issuer"]["id"], "type": ["Profile"]}
    document = signed(document)
    traded = copy.deepcopy(document)
    traded["credentialSubject"]["achievement"]["creator"]["name"] = traded["issuer"].pop("name")
    assert _verifies(traded)
    assert not _verifies({**traded, "proof": signed(micro_credential(), "eddsa-jcs-2022")["proof"]})
