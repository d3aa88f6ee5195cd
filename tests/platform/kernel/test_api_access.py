from datetime import timedelta

import pytest
from django.test import Client

from rung.core import FrozenClock
from rung.platform.organisations.services import create_token, withdraw_token
from rung.platform.organisations.services.tokens import NewToken
from tests.platform.conftest import Cast, acting

pytestmark = pytest.mark.urls("tests.platform.kernel.api_for_access")


@pytest.fixture
def new(cast: Cast) -> NewToken:
    """Let a program edit the profile of the provider."""
    return create_token(
        actor=acting(cast.ewa), organisation_id=cast.provider.pk, name="records",
        scopes=["organisation.edit_profile"], lasts=timedelta(days=30),
    )  # fmt: skip


@pytest.fixture
def browser() -> Client:
    """Return a client that is asked for the secret of a form, as a real browser is."""
    return Client(enforce_csrf_checks=True)


def bearing(secret: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {secret}"}


def test_a_program_acts_by_its_token_and_needs_no_secret_of_a_form(cast: Cast, new: NewToken, browser: Client) -> None:
    answer = browser.post(f"/test-api/of/{cast.provider.pk}/profile", headers=bearing(new.secret))
    assert answer.status_code == 200
    assert answer.json() == {"kind": "token", "id": str(new.token.pk)}


def test_a_person_acts_by_her_session_with_the_secret_of_a_form(cast: Cast, browser: Client) -> None:
    browser.force_login(cast.ewa)
    address = f"/test-api/of/{cast.provider.pk}/profile"
    assert browser.post(address).status_code == 403
    assert browser.post(address, headers={"X-CSRFToken": "a" * 32}).status_code == 403
    browser.cookies["csrftoken"] = "a" * 32
    answer = browser.post(address, headers={"X-CSRFToken": "a" * 32})
    assert answer.json() == {"kind": "person", "id": str(cast.ewa.pk)}


def test_a_token_and_a_session_are_judged_alike(cast: Cast, new: NewToken, client: Client) -> None:
    asked = {
        f"/test-api/of/{cast.provider.pk}/profile": (200, 200),
        f"/test-api/of/{cast.provider.pk}/members": (403, 200),  # Ewa may, her token never
        f"/test-api/of/{cast.employer.pk}/profile": (404, 404),
        "/test-api/own": (403, 200),  # a token is no person
        "/test-api/desk": (404, 404),
    }
    for address, (by_token, by_session) in asked.items():
        client.logout()
        assert client.post(address, headers=bearing(new.secret)).status_code == by_token, address
        client.force_login(cast.ewa)
        assert client.post(address).status_code == by_session, address


def test_who_comes_with_nothing_gets_401_and_is_told_what_to_do(cast: Cast, browser: Client) -> None:
    answer = browser.post(f"/test-api/of/{cast.provider.pk}/profile")
    assert answer.status_code == 401
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["detail"] == "Sign in, or send a token."


@pytest.mark.parametrize("header", ["Bearer rung_forged", "Bearer ", "Bearer", "bearer x", "Basic ZXdhOng=", "rung_x"])
def test_a_header_that_is_no_token_is_worth_nothing(cast: Cast, client: Client, header: str) -> None:
    answer = client.post(f"/test-api/of/{cast.provider.pk}/profile", headers={"Authorization": header})
    assert answer.status_code == 401


def test_a_session_does_not_make_up_for_a_bad_token(cast: Cast, client: Client) -> None:
    client.force_login(cast.ewa)
    assert client.post(f"/test-api/of/{cast.provider.pk}/profile", headers=bearing("rung_forged")).status_code == 401


def test_a_token_goes_before_the_session_that_comes_with_it(cast: Cast, new: NewToken, client: Client) -> None:
    client.force_login(cast.jan)
    answer = client.post(f"/test-api/of/{cast.provider.pk}/profile", headers=bearing(new.secret))
    assert answer.json()["kind"] == "token"


def test_expired_and_withdrawn_tokens_get_401(cast: Cast, new: NewToken, client: Client, clock: FrozenClock) -> None:
    address = f"/test-api/of/{cast.provider.pk}/profile"
    withdraw_token(actor=acting(cast.ewa), organisation_id=cast.provider.pk, token_id=new.token.pk)
    assert client.post(address, headers=bearing(new.secret)).status_code == 401
    other = create_token(
        actor=acting(cast.ewa), organisation_id=cast.provider.pk, name="other",
        scopes=["organisation.edit_profile"], lasts=timedelta(days=1),
    )  # fmt: skip
    assert client.post(address, headers=bearing(other.secret)).status_code == 200
    clock.advance(timedelta(days=1))
    assert client.post(address, headers=bearing(other.secret)).status_code == 401


def test_a_public_operation_asks_for_nothing_and_believes_no_token(cast: Cast, new: NewToken, client: Client) -> None:
    assert client.get("/test-api/public", headers=bearing(new.secret)).json()["kind"] == "anonymous"
    assert client.get("/test-api/public", headers=bearing("rung_forged")).status_code == 200
