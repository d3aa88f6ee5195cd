import copy
import hashlib
from typing import Any

import pytest
from tests.credentials.proofs.documents import micro_credential, read, small_credential

from rung.credentials import contexts
from rung.credentials.errors import DataLossError, UnknownContextError, WorkLimitError
from rung.credentials.jsonld import canonical_nquads, to_quads

VC = "https://www.w3.org/2018/credentials#"
SCHEMA = "https://schema.org/"
SUBJECT = "<urn:s>"


def _about(subject: dict[str, Any], *urls: str) -> set[tuple[str, str]]:
    """Return (predicate, object) of what a credential says about a subject `urn:s` with these members."""
    document = {
        "@context": [contexts.CREDENTIALS_V2, *urls],
        "type": "VerifiableCredential",
        "credentialSubject": {"id": "urn:s", **subject},
    }
    return {(p, o) for s, p, o, _ in to_quads(document) if s == SUBJECT}


def _loss(document: dict[str, Any]) -> tuple[str, str]:
    with pytest.raises(DataLossError) as refused:
        to_quads(document)
    return refused.value.data["reason"], refused.value.data["place"]


# --- what is said ----------------------------------------------------------------------------------------------------


def test_a_text_becomes_a_literal_with_the_datatype_of_its_term() -> None:
    document = small_credential()
    moment = '"2026-02-01T09:00:00Z"^^<http://www.w3.org/2001/XMLSchema#dateTime>'
    assert (f"<{document['id']}>", f"<{VC}validFrom>", moment, "") in to_quads(document)


@pytest.mark.parametrize(
    ("written", "literal"),
    [
        ("plain", '"plain"'),
        ('a "b" \\ c\n\r\t\b\f', '"a \\"b\\" \\\\ c\\n\\r\\t\\b\\f"'),
        ("\x00\x1f\x7f\uffff", '"\\u0000\\u001F\\u007F\\uFFFF"'),
        ("zażółć 🪜", '"zażółć 🪜"'),
        (True, '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>'),
        (7, '"7"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        (7.0, '"7"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        (-0.5, '"-5.0E-1"^^<http://www.w3.org/2001/XMLSchema#double>'),
        (1e21, '"1.0E21"^^<http://www.w3.org/2001/XMLSchema#double>'),
        (123.456, '"1.23456E2"^^<http://www.w3.org/2001/XMLSchema#double>'),
        ({"@value": "Hej", "@language": "pl-PL"}, '"Hej"@pl-pl'),
        ({"@value": "5", "@type": "urn:metre"}, '"5"^^<urn:metre>'),
        ({"@value": 5, "@type": "urn:metre"}, '"5"^^<urn:metre>'),
        ({"@value": "x", "@type": "http://www.w3.org/2001/XMLSchema#string"}, '"x"'),
    ],
)
def test_values_take_their_canonical_form(written: object, literal: str) -> None:
    # Expected forms by hand from N-Quads canonical form (RDFC-1.0 §5) and JSON-LD 1.1 API §8.6.
    assert _about({"name": written}) == {(f"<{SCHEMA}name>", literal)}


def test_lists_say_each_value_and_an_empty_list_says_nothing() -> None:
    assert _about({"name": ["a", ["b"]], "description": []}) == {
        (f"<{SCHEMA}name>", '"a"'),
        (f"<{SCHEMA}name>", '"b"'),
    }


def test_a_property_may_be_an_address_instead_of_a_word() -> None:
    assert _about({"https://example.org/height": 7}) == {
        ("<https://example.org/height>", '"7"^^<http://www.w3.org/2001/XMLSchema#integer>')
    }


def test_types_give_words_their_meaning_and_stop_at_the_next_node() -> None:
    # `narrative` is defined inside Criteria only; `name` inside Achievement is not the credential's name.
    subject = {"achievement": {"id": "urn:a", "type": "Achievement", "criteria": {"narrative": "n"}}}
    document = {
        "@context": [contexts.CREDENTIALS_V2, contexts.OPEN_BADGES_3_0_3],
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "credentialSubject": {"type": "AchievementSubject", **subject},
    }
    narratives = [quad for quad in to_quads(document) if "narrative" in quad[1]]
    assert [(p, o) for _, p, o, _ in narratives] == [
        ("<https://purl.imsglobal.org/spec/vc/ob/vocab.html#narrative>", '"n"')
    ]


def test_a_proof_inside_a_document_forms_a_graph_of_its_own() -> None:
    document = {**small_credential(), "proof": {"type": "DataIntegrityProof", "proofValue": "z1"}}
    quads = to_quads(document)
    (graph,) = {quad[2] for quad in quads if quad[1] == "<https://w3id.org/security#proof>"}
    assert {quad[1].rpartition("#")[2] for quad in quads if quad[3] == graph} == {"type>", "proofValue>"}


def test_an_ordered_list_keeps_its_order() -> None:
    description = {"id": "urn:d", "type": "ResultDescription", "allowedValue": ["low", "high"]}
    document = micro_credential()
    document["credentialSubject"]["achievement"]["resultDescription"] = description
    turned = copy.deepcopy(document)
    turned["credentialSubject"]["achievement"]["resultDescription"]["allowedValue"].reverse()
    assert canonical_nquads(document) != canonical_nquads(turned)


def test_unusual_forms_take_the_general_road_to_the_same_statements() -> None:
    plain = small_credential()
    nested = {name: value for name, value in plain.items() if name != "issuer"}
    nested["@nest"] = {"issuer": plain["issuer"]}
    assert canonical_nquads(nested) == canonical_nquads(plain)
    assert _about({"name": {"@set": ["Ada"]}}) == _about({"name": "Ada"})


def test_named_blank_nodes_are_the_same_node() -> None:
    document = small_credential()
    document["credentialSubject"] = {"id": "_:x", "name": "Ada"}
    document["relatedResource"] = {"id": "_:x"}
    unnamed = small_credential()
    unnamed["credentialSubject"] = {"name": "Ada"}
    assert canonical_nquads(document).count("_:c14n0") == 3
    assert canonical_nquads(unnamed).count("_:c14n0") == 2


# --- what is refused -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("member", "value", "reason", "place"),
    [
        ("undefined", "x", "undefined_term", "/credentialSubject/undefined"),
        ("@undefined", "x", "undefined_term", "/credentialSubject/@undefined"),
        ("a/b~c", "x", "undefined_term", "/credentialSubject/a~1b~0c"),
        ("_:blank", "x", "undefined_term", "/credentialSubject/_:blank"),
        ("id", "no-address", "relative", "/credentialSubject/id"),
        ("id", "https://e.example/a b", "relative", "/credentialSubject/id"),
        ("id", "urn:x> <urn:y> <urn:z> .\n<urn:a", "relative", "/credentialSubject/id"),
        ("id", 7, "not_a_text", "/credentialSubject/id"),
        ("@id", "urn:other", "doubled", "/credentialSubject"),
        ("type", "Undefined", "undefined_term", "/credentialSubject/type"),
        ("type", ["VerifiableCredential", None], "not_a_text", "/credentialSubject/type"),
        ("type", "@json", "ignored_term", "/credentialSubject/type"),
        ("name", None, "null", "/credentialSubject/name"),
        ("name", ["a", None], "null", "/credentialSubject/name/1"),
        ("name", {"@value": None}, "value_object", "/credentialSubject/name"),
        ("name", {"@value": "a", "@language": "not a tag"}, "language_tag", "/credentialSubject/name"),
        ("name", {"@value": "a", "@language": "pl", "@type": "urn:t"}, "value_object", "/credentialSubject/name"),
        ("name", {"@value": 5, "@language": "pl"}, "value_object", "/credentialSubject/name"),
        ("name", {"@value": "a", "@direction": "rtl"}, "not_covered", "/credentialSubject/name/@direction"),
        ("@index", "i", "ignored_term", "/credentialSubject/@index"),
        ("name", 2**53, "number", "/credentialSubject/name"),
        ("name", float("nan"), "number", "/credentialSubject/name"),
        ("name", "\ud800", "surrogate", "/credentialSubject/name"),
        ("name", object(), "not_a_value", "/credentialSubject/name"),
        ("name", {"nested": 1}, "undefined_term", "/credentialSubject/name/nested"),
    ],
)
def test_it_refuses_what_would_not_be_signed_and_says_where(
    member: str, value: object, reason: str, place: str
) -> None:
    document = small_credential()
    document["credentialSubject"][member] = value
    assert _loss(document) == (reason, place)


@pytest.mark.parametrize("proof", ["urn:x", {"id": "urn:x"}, 5, {"@value": "x"}, None])
def test_it_refuses_a_graph_that_says_nothing(proof: object) -> None:
    reason, place = _loss({**small_credential(), "proof": proof})
    assert (reason, place) == ("null" if proof is None and reason == "null" else "empty_graph", "/proof")


@pytest.mark.parametrize(
    "unusual",
    [
        {"@reverse": {"issuer": {"id": "urn:c"}}, "name": "relative type", "type": "Undefined"},
        {"@nest": {"undefined": 1}},
        {"@included": [{"id": "urn:only-an-id"}]},
        {"@graph": ["free floating"]},
        {"@graph": [{"id": "urn:only-an-id"}]},
        {"@graph": [{"@value": "x", "@language": "pl"}]},
        {"name": {"@language": "pl"}},
        {"@nest": {"name": {"@value": []}}},
        {"@graph": [{"id": "no-address", "name": "x"}]},
        {"issuer": {"@set": ["relative"]}},
        {"name": {"@set": [None]}},
        {"@nest": {"name": {"@value": "x", "@index": "i"}}},
        {"@nest": {"name": {"@value": "x", "@language": "no tag"}}},
        {"@nest": {"name": "\udc00"}},
        {"@nest": {"name": 2**60}},
    ],
)
def test_the_general_road_refuses_losses_too(unusual: dict[str, Any]) -> None:
    document = small_credential()
    document["credentialSubject"] = {"id": "urn:s", **unusual}
    with pytest.raises(DataLossError):
        to_quads(document)


@pytest.mark.parametrize("document", [{}, {"name": "x"}])
def test_it_refuses_a_document_that_names_no_context(document: dict[str, Any]) -> None:
    with pytest.raises(UnknownContextError):
        to_quads(document)


@pytest.mark.parametrize("document", [{}, {"id": "urn:x"}, {"credentialSubject": []}])
def test_it_refuses_a_document_that_states_nothing(document: dict[str, Any]) -> None:
    with pytest.raises(DataLossError):
        to_quads({"@context": [contexts.CREDENTIALS_V1], **document})


def test_it_refuses_contexts_inside_the_document_that_are_not_known() -> None:
    document = small_credential()
    document["credentialSubject"]["@context"] = {"name": "https://schema.org/alternateName"}
    with pytest.raises(UnknownContextError):
        to_quads(document)


def test_it_refuses_contexts_that_redefine_what_is_protected() -> None:
    document = small_credential()
    document["@context"] = [contexts.CREDENTIALS_V1, contexts.CREDENTIALS_V2]
    with pytest.raises(UnknownContextError, match="contradict"):
        to_quads(document)


def test_the_general_road_is_closed_to_large_documents() -> None:
    document = small_credential()
    document["credentialSubject"] = {"@nest": {"name": ["x"] * 1_000}}
    with pytest.raises(WorkLimitError):
        to_quads(document)


def test_it_refuses_nesting_that_no_credential_has() -> None:
    subject: dict[str, Any] = {"name": "x"}
    for _ in range(100):
        subject = {"https://example.org/knows": subject}
    with pytest.raises(WorkLimitError):
        to_quads({**small_credential(), "credentialSubject": subject})


# --- published data --------------------------------------------------------------------------------------------------


@pytest.mark.conformance
def test_documents_and_proofs_of_the_open_badges_set_have_the_published_canonical_form() -> None:
    verdicts = read("ob3", "verdicts.json")["files"]
    published = {name: facts["canonicalSha256"] for name, facts in verdicts.items() if "canonicalSha256" in facts}
    assert len(published) == 13  # the number of files ORIGIN.md speaks of
    for name, expected in published.items():
        document = read("ob3", "tests", *name.split("/"))
        proofs = document.pop("proof")
        proof = {**(proofs[-1] if isinstance(proofs, list) else proofs), "@context": document["@context"]}
        del proof["proofValue"]
        found = {"document": _sha256(document), "proofConfig": _sha256(proof)}
        assert found == expected, name


def _sha256(document: dict[str, Any]) -> str:
    return hashlib.sha256(canonical_nquads(document).encode()).hexdigest()
