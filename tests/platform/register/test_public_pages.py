import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from rung.core import FrozenClock, Level
from rung.platform.kernel.jobs import system_scope
from rung.platform.kernel.registries import invariants, search
from rung.platform.kernel.scope import Scope
from rung.platform.register import services
from rung.platform.register.invariants import every_active_design_is_complete
from rung.platform.register.models import DesignVersion, LevelBasis, State
from rung.platform.register.services import OutcomeContent, SkillContent, StatedLevel
from tests.platform.conftest import Cast, acting
from tests.platform.register.designs import COMPLETE, IN_POLISH, PARTICIPATION, active, draft, in_review
from tests.platform.register.pictures import opened, png


def shown(client: Client, version: DesignVersion, language: str = "en") -> str:
    answer = client.get(f"/designs/{version.pk}/", headers={"Accept-Language": language})
    assert answer.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_everybody_reads_what_one_can_do_who_awards_it_and_what_it_states(cast: Cast, client: Client) -> None:
    page = shown(client, active(cast))
    assert "Who holds it can do this Writes test cases. Skills: software testing Reports defects." in page
    assert "Awarded by Akademia Beskidzka" in page
    assert "Workload 60 hours 2 ECTS" in page
    assert "Type of assessment oral examination" in page
    assert "No accreditation that is recorded here covers it today." in page
    assert "Not linked" not in page  # that is for whoever makes it


def test_texts_are_marked_with_their_own_language(cast: Cast, client: Client) -> None:
    answer = client.get(f"/designs/{active(cast, IN_POLISH).pk}/", headers={"Accept-Language": "en"})
    assert '<h1 lang="pl">Dzień otwarty</h1>' in answer.content.decode()


def test_only_an_address_of_the_web_becomes_a_link(cast: Cast, client: Client) -> None:
    skills = (
        SkillContent("data:text/html,hello", {"pl": "a", "en": "a"}),
        SkillContent("urn:x:y", {"pl": "b", "en": "b"}),
    )
    content = replace(COMPLETE, outcomes=(OutcomeContent({"pl": "Testuje.", "en": "Tests."}, skills),))
    markup = client.get(f"/designs/{active(cast, content).pk}/").content.decode()
    assert "data:text" not in markup
    assert "urn:x:y" not in markup


def test_outcomes_can_be_linked_to(cast: Cast, client: Client) -> None:
    markup = client.get(f"/designs/{active(cast).pk}/").content.decode()
    assert 'id="outcome-1"' in markup
    assert 'id="outcome-2"' in markup


@pytest.mark.parametrize(
    ("stated", "words", "icon", "never"),
    [
        (COMPLETE.level, "EQF level 4 Self-declared The awarding body says so itself", "tone-caution", "Referenced"),
        (
            StatedLevel(LevelBasis.REFERENCED, Level("PRK", "2016", 4), "ZRK 13456"),
            "PRK level 4 (EQF 4) Referenced A public register holds it: ZRK 13456.", "tone-good", "eclared",
        ),
        (StatedLevel(LevelBasis.NOT_APPLICABLE), "Level No level applies", "", "eclared"),
    ],
)  # fmt: skip
def test_a_declared_level_never_looks_like_a_referenced_one(
    cast: Cast, client: Client, stated: StatedLevel, words: str, icon: str, never: str
) -> None:
    version = active(cast, replace(COMPLETE, level=stated))
    page = shown(client, version)
    assert words in page
    assert never not in page
    level = client.get(f"/designs/{version.pk}/").content.decode().split("<dt>Level</dt>")[1].split("</dd>")[0]
    assert icon in level
    assert ("<svg" in level) == bool(icon)


def test_a_superseded_and_a_withdrawn_version_say_so(cast: Cast, client: Client, clock: FrozenClock) -> None:
    first = active(cast)
    clock.advance(timedelta(days=30))
    ours = {"organisation_id": cast.provider.pk}
    second = services.begin_next_version(actor=acting(cast.marek), version_id=first.pk, **ours)
    services.submit_for_review(actor=acting(cast.marek), version_id=second.pk, **ours)
    services.activate(actor=acting(cast.ewa), version_id=second.pk, **ours)
    page = client.get(f"/designs/{first.pk}/").content.decode()
    assert "awarded until 2 December 2026" in page
    assert f'href="/designs/{second.pk}/">See what is awarded today' in page
    services.withdraw(actor=acting(cast.ewa), version_id=second.pk, **ours)
    assert "withdrawn on 2 December 2026" in shown(client, second)
    assert "See what is awarded today" not in shown(client, first)


def test_what_was_never_active_is_nobody_else_s_business(cast: Cast, client: Client) -> None:
    for version in (draft(cast), in_review(cast)):
        assert client.get(f"/designs/{version.pk}/").status_code == 404
        assert client.get(f"/designs/{version.pk}/picture.png").status_code == 404


def test_the_picture_is_public_once_its_version_was_active(cast: Cast, client: Client) -> None:
    version = draft(cast)
    ours = {"organisation_id": cast.provider.pk, "version_id": version.pk}
    described = {"pl": "Lupa", "en": "A magnifying glass"}
    services.set_picture(actor=acting(cast.marek), octets=png(20, 10), alternative_text=described, **ours)
    assert client.get(f"/designs/{version.pk}/picture.png").status_code == 404
    services.submit_for_review(actor=acting(cast.marek), **ours)
    services.activate(actor=acting(cast.ewa), **ours)
    answer = client.get(f"/designs/{version.pk}/picture.png")
    assert opened(answer.content).size == (20, 20)
    assert "immutable" in answer["Cache-Control"]
    assert 'alt="A magnifying glass"' in client.get(f"/designs/{version.pk}/").content.decode()


def test_the_page_of_a_version_takes_five_queries(
    cast: Cast, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    version = active(cast)
    with django_assert_num_queries(5):  # version, outcomes, skills, history, accreditations
        client.get(f"/designs/{version.pk}/")


def test_active_designs_are_found_in_either_language_and_by_their_awarding_body(cast: Cast) -> None:
    version = active(cast)
    draft(cast, PARTICIPATION)
    for words in ("testowania", "SOFTWARE foundations", "podstawy akademia"):
        hits = [hit for hit in search.search(Scope.public(), words) if hit.url.startswith("/designs/")]
        assert [(hit.title, hit.about, hit.url) for hit in hits] == [
            ("Software testing: foundations", "Akademia Beskidzka", f"/designs/{version.pk}/")
        ]
    assert search.search(Scope.public(), "testowania piekarstwa") == []
    assert search.search(Scope.public(), "otwarty") == []  # a draft


def test_the_doctor_finds_an_active_design_that_lacks_something(cast: Cast) -> None:
    version = active(cast)
    assert list(every_active_design_is_complete()) == []
    type(cast.provider).objects.in_scope(Scope.public()).filter(pk=cast.provider.pk).update(country="")
    assert list(every_active_design_is_complete()) == [f"version {version.pk} lacks country"]
    assert "register.complete" in {one.code for one in invariants.declared_invariants()}
    with system_scope("test") as scope:
        assert DesignVersion.objects.in_scope(scope).get().state == State.ACTIVE
