"""From a design to what its credentials say."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from rung.core import Level, Period
from rung.credentials import award as open_badges
from rung.credentials import descriptors
from rung.credentials.descriptors import Element
from rung.credentials.statements import Statements
from rung.platform.kernel.errors import RuleBrokenError
from rung.platform.kernel.scope import Scope
from rung.platform.organisations.services import grant_accreditation
from rung.platform.organisations.services.accreditation import AccreditedScope
from rung.platform.register import queries
from rung.platform.register.models import DesignVersion, LevelBasis
from rung.platform.register.services import DesignContent, StatedLevel
from tests.platform.conftest import Cast, acting
from tests.platform.register.designs import COMPLETE, PARTICIPATION, TESTING, active, draft

TODAY = date(2026, 11, 2)


def loaded(cast: Cast, version: DesignVersion) -> DesignVersion:
    return queries.version_in(Scope.organisation(cast.provider.pk), version.pk)


def elements_of(cast: Cast, content: DesignContent, language: str = "en") -> dict[Element, tuple[str, ...]]:
    """Return what a reader finds in an award of a design."""
    version = loaded(cast, active(cast, content))
    award = open_badges.Award(
        id="urn:uuid:0a3bb2a4-1c1e-4d6c-9a54-3a4a6d7e2222",
        issuer=queries.issuer_of(version.design.organisation, "did:example:provider"),
        achievement=queries.achievement_of(version, language),
        learner=open_badges.Learner("urn:uuid:7f5c9f3e-8f33-4bb4-9c63-0d5a9a3d1111", "Barbara Nowak"),
        issued=datetime(2026, 11, 2, tzinfo=UTC),
        grade="4.5",
    )
    return descriptors.read(Statements(open_badges.document(award)).credential).stated


def test_an_award_of_a_full_design_states_all_sixteen_elements(cast: Cast) -> None:
    full = replace(
        COMPLETE, prerequisites={"pl": "Nic.", "en": "Nothing."}, supervision="supervised-identity-checked",
        stacks_into=("https://school.example/qualifications/7",), is_graded=True,
        further_information={"pl": "Zobacz stronę.", "en": "See the site."},
    )  # fmt: skip
    stated = elements_of(cast, full)
    assert set(stated) == set(Element)
    assert stated[Element.LEARNING_OUTCOMES] == ("Reports defects.", "Writes test cases.")  # readers sort
    assert stated[Element.WORKLOAD] == ("PT60H", "2 ECTS")
    assert stated[Element.ASSESSMENT] == ("oral examination",)
    assert stated[Element.COUNTRY] == ("PL",)
    assert stated[Element.AWARDING_BODY] == ("Akademia Beskidzka",)
    assert stated[Element.FURTHER_INFORMATION] == ("An introduction to testing.\n\nSee the site.",)


@pytest.mark.parametrize(
    ("stated", "read"),
    [
        (
            StatedLevel(LevelBasis.SELF_DECLARED, Level("EQF", "2017", 4)),
            ("EQF 4", "Self-declared by the awarding body"),
        ),
        (
            StatedLevel(LevelBasis.REFERENCED, Level("PRK", "2016", 4), "ZRK 13456"),
            ("EQF 4", "Referenced: PRK 4, ZRK 13456"),
        ),
        (StatedLevel(LevelBasis.REFERENCED, Level("EQF", "2017", 6), "QF-1"), ("EQF 6", "Referenced: EQF 6, QF-1")),
        (StatedLevel(LevelBasis.NOT_APPLICABLE), ("not applicable",)),
    ],
)
def test_a_declared_level_never_reads_like_a_referenced_one(
    cast: Cast, stated: StatedLevel, read: tuple[str, ...]
) -> None:
    assert elements_of(cast, replace(COMPLETE, level=stated))[Element.LEVEL] == read


def test_a_badge_of_participation_states_no_level_and_no_assessment(cast: Cast) -> None:
    stated = elements_of(cast, PARTICIPATION)
    assert not {Element.LEVEL, Element.ASSESSMENT} & set(stated)
    assert not queries.needs_assessment(active(cast, PARTICIPATION))
    assert queries.needs_assessment(active(cast))


def test_texts_are_in_the_language_asked_for_or_else_in_one_of_the_design(cast: Cast) -> None:
    version = loaded(cast, active(cast))
    told = {language: queries.achievement_of(version, language) for language in ("pl", "en", "uk")}
    assert [(one.language, one.title) for one in told.values()] == [
        ("pl", "Podstawy testowania"), ("en", "Software testing: foundations"), ("en", "Software testing: foundations"),
    ]  # fmt: skip
    assert told["pl"].outcomes[0].skills[0].name == TESTING.name["pl"]
    assert told["pl"].assessment == told["en"].assessment  # readers translate the European lists


def test_achievements_and_outcomes_have_addresses_of_this_rung(cast: Cast) -> None:
    version = loaded(cast, active(cast))
    achievement = queries.achievement_of(version, "en")
    assert achievement.id == f"https://rung.example/designs/{version.pk}/"
    assert [one.id for one in achievement.outcomes] == [f"{achievement.id}#outcome-1", f"{achievement.id}#outcome-2"]


def test_a_rung_that_does_not_know_its_address_says_so(cast: Cast, settings: Settings) -> None:
    settings.PUBLIC_URL = ""
    with pytest.raises(RuleBrokenError, match="Set RUNG_PUBLIC_URL"):
        queries.achievement_of(loaded(cast, draft(cast)), "en")


def test_an_achievement_costs_no_query_once_its_version_is_loaded(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    version = loaded(cast, active(cast))
    with django_assert_num_queries(0):
        queries.achievement_of(version, "pl")


def test_the_achievement_is_answered_as_json_ld(cast: Cast, client: Client) -> None:
    version = active(cast)
    answer = client.get(f"/designs/{version.pk}.json", headers={"Accept-Language": "pl"})
    told = json.loads(answer.content)
    assert answer["Content-Type"] == "application/ld+json"
    assert "Accept-Language" in answer["Vary"]
    assert told["id"] == f"https://rung.example/designs/{version.pk}/"
    assert (told["name"], told["inLanguage"], told["achievementType"]) == (
        "Podstawy testowania", "pl", "MicroCredential",
    )  # fmt: skip
    assert told["@context"][0] == "https://www.w3.org/ns/credentials/v2"
    assert client.get(f"/designs/{draft(cast).pk}.json").status_code == 404


@pytest.mark.parametrize(
    ("scope", "covered"),
    [
        (AccreditedScope(), True),
        (AccreditedScope(levels=(3, 4)), True),
        (AccreditedScope(levels=(5,)), False),
        (AccreditedScope(fields=("06",)), True),  # 0613 lies within 06
        (AccreditedScope(fields=("0714",)), False),
        (AccreditedScope(units=("https://rung.example/designs/1/",)), False),
    ],
)
def test_an_accreditation_covers_a_design_by_its_scope(cast: Cast, scope: AccreditedScope, *, covered: bool) -> None:
    version = active(cast, replace(COMPLETE, field_code="0613", field_name="Software development"))
    grant_accreditation(
        actor=acting(cast.halina), body_id=cast.quality_body.pk, organisation_id=cast.provider.pk,
        decision_number="1/2026", period=Period(date(2026, 1, 1), date(2026, 11, 3)), covers=scope,
    )  # fmt: skip
    assert queries.covering_accreditation(version, TODAY) == ("Rada Jakości" if covered else None)
    assert queries.covering_accreditation(version, date(2026, 11, 3)) is None  # its end is exclusive


def test_a_design_without_a_level_or_field_lies_in_no_narrowed_scope(cast: Cast) -> None:
    version = active(cast, PARTICIPATION)
    for number, scope in enumerate([AccreditedScope(levels=(4,)), AccreditedScope(fields=("06",))]):
        grant_accreditation(
            actor=acting(cast.halina), body_id=cast.quality_body.pk, organisation_id=cast.provider.pk,
            decision_number=str(number), period=Period(date(2026, 1, 1), None), covers=scope,
        )  # fmt: skip
    assert queries.covering_accreditation(version, TODAY) is None


def test_credits_are_exact(cast: Cast) -> None:
    version = loaded(cast, draft(cast, replace(COMPLETE, credits_ects=Decimal("2.50"))))
    assert queries.achievement_of(version, "en").credits_ects == Decimal("2.5")
