from datetime import UTC, datetime
from typing import Any

import pytest

from rung.credentials.did import (
    NO_DOCUMENTS,
    did_document,
    did_key,
    did_key_document,
    did_key_method,
    did_web_url,
    resolve_verification_key,
)
from rung.credentials.errors import KeyUnusableError
from rung.credentials.multikey import decode_public_key

MULTIKEY = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"  # W3C vc-di-eddsa, keyPair.json
OTHER = "z6MktgKTsu1QhX6QPbyqG6geXdw6FQCZBPq7uQpieWbiQiG7"  # W3C vc-di-eddsa, multiKeyPairs.json
WEB = "did:web:university.example"
METHOD = f"{WEB}#key-1"


def _document(**changes: Any) -> dict[str, Any]:
    document = did_document(WEB, {"key-1": MULTIKEY})
    document["verificationMethod"][0].update(changes)
    return document


def test_a_did_key_resolves_by_itself_and_is_bound_to_itself() -> None:
    key = resolve_verification_key(did_key_method(MULTIKEY), documents=NO_DOCUMENTS)
    assert key.public_key == decode_public_key(MULTIKEY)
    assert key.controller == did_key(MULTIKEY)
    assert key.bound_to_controller


def test_a_did_key_without_fragment_names_its_only_key() -> None:
    key = resolve_verification_key(did_key(MULTIKEY), documents=NO_DOCUMENTS)
    assert key.controller == did_key(MULTIKEY)


def test_the_document_of_a_did_key_is_one_that_verifiers_accept() -> None:
    document = did_key_document(did_key(MULTIKEY))
    (method,) = document["verificationMethod"]
    assert document["id"] == method["controller"] == did_key(MULTIKEY)
    assert document["assertionMethod"] == [method["id"]]
    assert (method["type"], method["publicKeyMultibase"]) == ("Multikey", MULTIKEY)


def test_a_key_in_the_fragment_of_an_address_is_bound_to_nobody() -> None:
    method = f"https://example.com/issuers/876543#{MULTIKEY}"
    key = resolve_verification_key(method, documents=NO_DOCUMENTS)
    assert key.public_key == decode_public_key(MULTIKEY)
    assert not key.bound_to_controller


def test_a_did_document_binds_the_key_it_lists_for_assertions() -> None:
    key = resolve_verification_key(METHOD, documents={WEB: _document()})
    assert (key.public_key, key.controller) == (decode_public_key(MULTIKEY), WEB)


def test_relative_and_embedded_methods_are_the_same() -> None:
    document = _document(id="#key-1")
    document["assertionMethod"] = [document["verificationMethod"].pop()]
    assert resolve_verification_key(METHOD, documents={WEB: document}).controller == WEB


def test_dates_of_a_key_are_read() -> None:
    document = _document(expires="2026-01-01T00:00:00Z", revoked="2026-02-01T01:00:00+01:00")
    key = resolve_verification_key(METHOD, documents={WEB: document})
    assert key.expires == datetime(2026, 1, 1, tzinfo=UTC)
    assert key.revoked == datetime(2026, 2, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    "changes",
    [
        {"controller": ""},
        {"controller": "did:web:other.example"},
        {"type": "DataIntegrityProof"},
        {"publicKeyMultibase": None},
        {"publicKeyMultibase": "z6Mk"},
        {"id": f"{WEB}#key-2"},
        {"expires": "tomorrow"},
        {"revoked": None},
    ],
)
def test_it_refuses_a_method_that_is_not_described_as_the_controllers_multikey(changes: dict[str, Any]) -> None:
    with pytest.raises(KeyUnusableError):
        resolve_verification_key(METHOD, documents={WEB: _document(**changes)})


def test_it_refuses_a_key_that_is_not_meant_for_assertions() -> None:
    document = _document()
    document["authentication"] = document.pop("assertionMethod")
    with pytest.raises(KeyUnusableError, match="assertions"):
        resolve_verification_key(METHOD, documents={WEB: document})


def test_it_refuses_a_method_that_is_described_twice() -> None:
    document = _document()
    twin = {**document["verificationMethod"][0], "publicKeyMultibase": OTHER}
    document["verificationMethod"].append(twin)
    with pytest.raises(KeyUnusableError, match="more than once"):
        resolve_verification_key(METHOD, documents={WEB: document})


def test_it_refuses_the_document_of_another_did() -> None:
    with pytest.raises(KeyUnusableError, match="another DID"):
        resolve_verification_key(METHOD, documents={WEB: did_document("did:web:b.example", {"key-1": MULTIKEY})})


@pytest.mark.parametrize(
    "method",
    [
        METHOD,
        "did:web:",
        "did:key:z6Mk#z6Mk",
        f"{did_key(MULTIKEY)}#{OTHER}",
        f"{did_key(MULTIKEY)}#",
        f"http://example.com/#{MULTIKEY}",
        f"xxx:{MULTIKEY}",
        f"#{MULTIKEY}",
        MULTIKEY,
        "",
        "did:key:" + "z" * 5_000,
    ],
)
def test_it_refuses_methods_without_a_key_at_hand(method: str) -> None:
    with pytest.raises(KeyUnusableError):
        resolve_verification_key(method, documents=NO_DOCUMENTS)


@pytest.mark.parametrize(
    ("did", "url"),
    [
        ("did:web:w3c-ccg.github.io", "https://w3c-ccg.github.io/.well-known/did.json"),
        ("did:web:w3c-ccg.github.io:user:alice", "https://w3c-ccg.github.io/user/alice/did.json"),
        ("did:web:example.com%3A3000", "https://example.com:3000/.well-known/did.json"),
        ("did:web:example.com%3A3000:user:alice", "https://example.com:3000/user/alice/did.json"),
    ],
)
def test_did_web_maps_to_the_addresses_of_its_specification(did: str, url: str) -> None:
    # The examples of did:web §3.2, Read.
    assert did_web_url(did) == url


@pytest.mark.parametrize(
    "did",
    [
        "did:web:",
        "did:key:z6Mk",
        "web:example.com",
        "did:web:exa mple.com",
        "did:web:example.com%2F..%2Fadmin",
        "did:web:user%40example.com",
        "did:web:example.com:..:secret",
        "did:web:example.com::a",
        "did:web:example.com:%2e%2e",
        "did:web:example.com:a%3Fb",
        "did:web:example.com%23",
        "did:web:example.com%3A99999999",
        "did:web:-example.com",
        "did:web:[::1]",
        "did:web:" + "a" * 3_000,
    ],
)
def test_it_refuses_did_web_names_that_would_lead_elsewhere(did: str) -> None:
    with pytest.raises(KeyUnusableError):
        did_web_url(did)
