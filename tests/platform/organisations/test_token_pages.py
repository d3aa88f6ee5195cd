import re
from datetime import timedelta

import pytest
from django.test import Client

from rung.core import FrozenClock
from rung.platform.organisations.models import ApiToken
from rung.platform.organisations.services.tokens import actor_behind
from tests.platform.conftest import Cast

ASKED = {"name": "Student records", "scopes": ["organisation.edit_profile"], "days": "90"}


@pytest.fixture
def page(cast: Cast, client: Client) -> str:
    """Sign Ewa in, and return the address of the tokens of her organisation."""
    client.force_login(cast.ewa)
    return f"/organisations/{cast.provider.pk}/tokens/"


def text(content: bytes) -> str:
    return content.decode()


def secret_in(shown: str) -> str:
    (secret,) = {match[0] for match in re.finditer(r"rung_[0-9A-Za-z]{43}", shown)}
    return secret


def test_the_secret_is_shown_once_and_kept_by_no_cache(client: Client, page: str) -> None:
    answer = client.post(page + "new/", ASKED)
    assert "no-store" in answer["Cache-Control"]
    secret = secret_in(text(answer.content))
    assert actor_behind(secret) is not None
    assert secret not in text(client.get(page).content)
    assert "rung_" not in str(dict(client.session))


def test_the_form_offers_what_she_may_do_herself_and_nothing_a_token_never_does(client: Client, page: str) -> None:
    shown = text(client.get(page + "new/").content)
    offered = re.findall(r'name="scopes" value="([a-z_.]+)"', shown)
    assert "organisation.edit_profile" in offered
    assert not {"token.manage", "key.create", "organisation.manage_members", "credential.sign"} & set(offered)


def test_a_scope_that_was_not_offered_is_refused_by_the_form(client: Client, page: str) -> None:
    answer = client.post(page + "new/", {**ASKED, "scopes": ["credential.sign"]})
    assert answer.status_code == 200
    assert "Copy the token now" not in text(answer.content)
    assert ApiToken._base_manager.count() == 0


def test_a_name_that_is_taken_is_told_beside_its_field(client: Client, page: str) -> None:
    client.post(page + "new/", ASKED)
    shown = text(client.post(page + "new/", ASKED).content)
    assert "There is a token with the name Student records already" in shown
    assert ApiToken._base_manager.count() == 1


def test_the_list_says_what_a_token_may_until_when_and_when_it_was_used(
    client: Client, page: str, clock: FrozenClock
) -> None:
    secret = secret_in(text(client.post(page + "new/", ASKED).content))
    shown = text(client.get(page).content)
    for told in ("Student records", "change what the organisation says about itself", "Ewa Lis", "never"):
        assert told in shown
    actor_behind(secret)
    clock.advance(timedelta(days=90))
    shown = text(client.get(page).content)
    assert "never" not in shown
    assert "Expired" in shown


def test_a_token_is_withdrawn_on_the_list(client: Client, page: str) -> None:
    secret = secret_in(text(client.post(page + "new/", ASKED).content))
    (token,) = ApiToken._base_manager.all()
    assert client.post(f"{page}{token.pk}/withdraw/")["Location"] == page
    assert actor_behind(secret) is None
    assert "No program acts for your organisation" in text(client.get(page).content)


def test_the_home_of_the_organisation_leads_to_tokens_and_to_the_key(cast: Cast, client: Client, page: str) -> None:
    home = text(client.get(f"/organisations/{cast.provider.pk}/").content)
    assert f'href="{page}"' in home
    assert f'href="/organisations/{cast.provider.pk}/keys/"' in home
