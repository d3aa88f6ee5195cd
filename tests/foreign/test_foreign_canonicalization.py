"""jsonld.js in safe mode and rdf-canonize against Rung: the same bytes, or a refusal."""

import random
from typing import Any

import pytest
from tests.credentials.proofs.documents import micro_credential, small_credential
from tests.foreign.node_scripts import run_script

from rung.credentials.errors import CredentialError
from rung.credentials.jsonld import canonical_nquads
from rung.credentials.rdfc10 import Quad, canonicalize

SEED = 20_260_301
GRAPHS = 400
DOCUMENTS = 200
TERMS = ["_:a", "_:b", "_:c", "_:d", "_:e", "<urn:i>", "<urn:j>"]
MEMBERS = (
    "name", "description", "image", "alignment", "evidence", "related", "tag", "termsOfUse", "issuer", "url",
    "narrative", "undefined",
)  # fmt: skip
VALUES: list[Any] = [
    "text", 'two\nlines "quoted" \\ \t', "urn:a", "https://example.org/c", 0, 7, -3, 1.5, 2.0, True, "relative", None,
    {"id": "urn:b"}, {"id": "relative"}, {"type": "Profile", "name": "N"}, {"type": ["Alignment"], "targetName": "T"},
    {"@value": "t", "@language": "pl-PL"}, {"@value": "t", "@language": "x y"}, {"@value": 5, "@type": "urn:t"},
    {"type": "Undefined"}, ["a", "b"], [], {"name": "nameless"}, {"@value": "t", "@direction": "rtl"},
]  # fmt: skip


def _random_graph(chance: random.Random) -> list[Quad]:
    return [
        (
            chance.choice(TERMS),
            chance.choice(["<urn:p>", "<urn:q>"]),
            chance.choice([*TERMS, '"1"', '"2"@pl']),
            chance.choice(["", "", "_:a", "<urn:g>"]),
        )
        for _ in range(chance.randrange(1, 12))
    ]


@pytest.mark.foreign
def test_random_graphs_have_the_bytes_of_rdf_canonize() -> None:
    chance = random.Random(SEED)  # noqa: S311  chance for tests
    graphs = [_random_graph(chance) for _ in range(GRAPHS)]
    texts = ["".join(f"{' '.join(term for term in quad if term)} .\n" for quad in graph) for graph in graphs]
    found = run_script("canonicalize.mjs", given=texts)
    assert [canonicalize(graph) for graph in graphs] == [result["nquads"] for result in found]


def _random_document(chance: random.Random) -> dict[str, Any]:
    document = micro_credential() if chance.random() < 0.5 else small_credential()
    subject = document["credentialSubject"]
    target = chance.choice([document, subject, subject.get("achievement", subject)])
    target[chance.choice(MEMBERS)] = chance.choice(VALUES)
    return document


@pytest.mark.foreign
def test_random_documents_have_the_bytes_of_jsonld_js_or_are_refused() -> None:
    chance = random.Random(SEED)  # noqa: S311  chance for tests
    documents = [_random_document(chance) for _ in range(DOCUMENTS)]
    accepted = 0
    for document, result in zip(documents, run_script("canonicalize.mjs", given=documents), strict=True):
        try:
            form = canonical_nquads(document)
        except CredentialError:
            continue
        accepted += 1
        assert result == {"nquads": form}, f"{result}\n{document}"
    assert accepted > DOCUMENTS // 4
