from collections import Counter
from datetime import UTC, datetime

import pytest
from django.core import mail
from django.test import Client
from pytest_django import Settings

from rung.platform.issuing import queries as issuing
from rung.platform.issuing.queries import Standing
from rung.platform.kernel.jobs import system_scope
from rung.platform.kernel.models import AuditHead
from rung.platform.kernel.registries.invariants import examine
from rung.platform.organisations import queries
from rung.platform.people.models import Person
from rung.platform.site import story
from rung.platform.verification.samples import SAMPLE_DID
from tests.platform.conftest import Cast


def test_the_story_loads_once_and_stays_as_it_was_left(db: None) -> None:
    assert story.load() == "7 people, 5 organisations and 6 designs, all invented."
    Person.objects.filter(email="barbara@demo.example").update(name="Basia")
    assert story.load() == "The story is loaded already; it stays as you left it."
    assert Person.objects.get(email="barbara@demo.example").name == "Basia"


def test_the_story_breaks_no_promise(db: None) -> None:
    story.load()
    assert [(invariant.code, violations) for invariant, violations in examine() if violations] == []


def test_the_story_awards_to_a_class_of_sixty_and_revokes_one(db: None) -> None:
    story.load()
    with system_scope("test") as scope:
        awards = list(issuing.awards_in(scope))
    stands = Counter(
        stand.standing for stand in issuing.statuses_of(awards, datetime(2026, 11, 2, tzinfo=UTC)).values()
    )
    assert stands == {Standing.VALID: 61, Standing.REVOKED: 1, Standing.EXPIRED: 1}  # 60 of the class, 3 of Barbara's
    barbara = Person.objects.get(email="barbara@demo.example").pk
    assert issuing.awards_held_by(barbara).count() == 3
    assert [one.design_version.title["en"] for one in issuing.offers_to(barbara)] == ["Foundations of software testing"]


def test_the_sample_is_signed_by_the_provider_of_the_story(db: None) -> None:
    story.load()
    known = queries.known_issuer(SAMPLE_DID)
    assert known is not None
    assert known.legal_name == "Akademia Beskidzka"


@pytest.mark.parametrize("character", story.CHARACTERS, ids=lambda character: character.key)
def test_each_role_of_the_demo_is_one_click_away(
    db: None, client: Client, settings: Settings, character: story.Character
) -> None:
    settings.DEMO = True
    story.load()
    page = client.get("/account/login/").content.decode()
    assert f'value="{character.key}"' in page
    answer = client.post("/demo/enter/", {"person": character.key}, follow=True)
    assert answer.status_code == 200
    assert character.name in answer.content.decode()


def test_outside_of_the_demo_nobody_enters_without_a_password(db: None, client: Client) -> None:
    story.load()
    assert client.post("/demo/enter/", {"person": "piotr"}).status_code == 404
    assert "piotr" not in client.get("/account/login/").content.decode()


def test_a_stranger_signs_up_confirms_her_address_and_signs_in(db: None, client: Client) -> None:
    given = {"name": "Zofia Ruda", "email": "zofia@example.org", "password1": "niebieski-tramwaj-7"}
    assert client.post("/account/signup/", given).status_code == 302
    assert client.get("/home/").status_code == 302  # not signed in before the address is confirmed
    (letter,) = mail.outbox
    link = next(word for word in letter.body.split() if "/account/confirm-email/" in word)
    assert client.get(link.partition("testserver")[2]).status_code == 200
    client.post(link.partition("testserver")[2])
    signed_in = client.post("/account/login/", {"login": "zofia@example.org", "password": "niebieski-tramwaj-7"})
    assert signed_in.status_code == 302
    assert "Zofia Ruda" in client.get("/home/").content.decode()


def test_signing_up_does_not_tell_who_has_an_account(cast: Cast, client: Client) -> None:
    def sign_up(email: str) -> tuple[int, str]:
        answer = client.post("/account/signup/", {"name": "X", "email": email, "password1": "niebieski-tramwaj-7"})
        return answer.status_code, answer.get("Location", "")

    assert sign_up("barbara@example.org") == sign_up("nobody-yet@example.org")


@pytest.mark.parametrize("path", ["/", "/account/login/", "/search/", "/accessibility/"])
@pytest.mark.parametrize("language", ["pl", "en"])
def test_a_page_speaks_the_language_that_was_chosen(db: None, client: Client, path: str, language: str) -> None:
    client.post("/i18n/setlang/", {"language": language, "next": path})
    assert f'<html lang="{language}">' in client.get(path).content.decode()


def test_the_search_finds_by_name_and_town(cast: Cast, client: Client) -> None:
    for words, found in (("akademia", True), ("bielsko", True), ("akademia bielsko", True), ("akademia kraków", False)):
        assert ("Akademia Beskidzka" in client.get("/search/", {"q": words}).content.decode()) is found


def test_a_hostile_name_is_shown_as_text(cast: Cast, client: Client) -> None:
    type(cast.provider)._base_manager.filter(pk=cast.provider.pk).update(legal_name="<script>alert(1)</script>")
    page = client.get(f"/issuers/{cast.provider.pk}/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_the_desk_shows_the_last_link_of_the_log(cast: Cast, client: Client) -> None:
    client.force_login(cast.piotr)
    page = client.get("/desk/").content.decode()
    assert AuditHead.objects.get(pk=1).hash in page
