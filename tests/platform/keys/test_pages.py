from datetime import timedelta

from django.test import Client

from rung.core import FrozenClock
from rung.credentials.did import resolve_verification_key
from rung.platform.keys import queries, services
from rung.platform.keys.models import SigningKey
from rung.platform.organisations import queries as organisations
from rung.platform.organisations.services import end_identity
from tests.platform.conftest import Cast, acting


def test_an_administrator_creates_the_key_on_its_page(cast: Cast, client: Client) -> None:
    page = f"/organisations/{cast.provider.pk}/keys/"
    client.force_login(cast.ewa)
    assert "Create the signing key" in client.get(page).content.decode()
    assert client.post(page + "new/").headers["Location"] == page
    key = queries.key_in_use(cast.provider.pk)
    assert key is not None
    shown = client.get(page).content.decode()
    assert key.did in shown
    assert "In use since" in shown
    assert "Create the signing key" not in shown


def test_a_member_without_that_right_sees_the_key_and_no_button(cast: Cast, client: Client) -> None:
    page = f"/organisations/{cast.provider.pk}/keys/"
    client.force_login(cast.marek)
    shown = client.get(page).content.decode()
    assert "An administrator can create it" in shown
    assert "<form method" not in shown.partition("<main")[2].partition("</main>")[0]
    assert client.post(page + "new/").status_code == 403
    assert queries.key_in_use(cast.provider.pk) is None


def test_a_second_key_is_refused_with_a_sentence(cast: Cast, key: SigningKey, client: Client) -> None:
    client.force_login(cast.ewa)
    answer = client.post(f"/organisations/{cast.provider.pk}/keys/new/")
    assert answer.status_code == 409
    assert "in use already" in answer.content.decode()


def test_the_did_document_is_public_and_names_the_key(cast: Cast, key: SigningKey, client: Client) -> None:
    answer = client.get(f"/issuers/{cast.provider.pk}/did/{key.pk}/")
    assert answer["Content-Type"] == "application/did+json"
    document = answer.json()
    assert document == queries.did_document_of(key.did)
    assert document["id"] == key.did
    (method,) = document["verificationMethod"]
    assert method == {
        "id": key.verification_method, "type": "Multikey", "controller": key.did, "publicKeyMultibase": key.multikey
    }  # fmt: skip
    assert document["assertionMethod"] == [key.verification_method]


def test_the_document_resolves_to_the_key_as_any_other_did(cast: Cast, key: SigningKey) -> None:
    document = queries.did_document_of(key.did)
    assert document is not None
    found = resolve_verification_key(key.verification_method, documents={key.did: document})
    assert found.controller == key.did


def test_a_key_is_not_found_under_another_organisation(cast: Cast, key: SigningKey, client: Client) -> None:
    assert client.get(f"/issuers/{cast.employer.pk}/did/{key.pk}/").status_code == 404
    assert queries.did_document_of("did:key:z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi") is None


def test_an_ended_key_stays_published_and_a_compromised_one_says_so(
    cast: Cast, key: SigningKey, client: Client, clock: FrozenClock
) -> None:
    address = f"/issuers/{cast.provider.pk}/did/{key.pk}/"
    before = client.get(address).json()
    identity = organisations.identities_of(cast.provider.pk).get()
    clock.advance(timedelta(days=1))
    end_identity(actor=acting(cast.piotr), identity_id=identity.pk, compromised=False)
    assert client.get(address).json() == before
    end_identity(actor=acting(cast.piotr), identity_id=identity.pk, compromised=True)
    assert client.get(address).json()["verificationMethod"][0]["revoked"] == "2026-11-03T09:00:00Z"
    client.force_login(cast.marek)
    assert "Key compromised" in client.get(f"/organisations/{cast.provider.pk}/keys/").content.decode()


def test_the_page_of_a_member_lists_earlier_keys(
    cast: Cast, key: SigningKey, client: Client, clock: FrozenClock
) -> None:
    clock.advance(timedelta(days=1))
    identity = organisations.identities_of(cast.provider.pk).get()
    end_identity(actor=acting(cast.piotr), identity_id=identity.pk, compromised=False)
    successor = services.create_signing_key(actor=acting(cast.ewa), organisation_id=cast.provider.pk)
    client.force_login(cast.ewa)
    shown = client.get(f"/organisations/{cast.provider.pk}/keys/").content.decode()
    assert shown.index(successor.did) < shown.index("Earlier keys") < shown.index(key.did)
