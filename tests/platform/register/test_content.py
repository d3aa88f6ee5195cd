from dataclasses import replace
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from rung.core import Level
from rung.platform.kernel.scope import Scope
from rung.platform.register import queries, services
from rung.platform.register.content import content_of, write
from rung.platform.register.errors import ContentRefusedError
from rung.platform.register.models import AwardType, DesignVersion, LevelBasis, Outcome
from rung.platform.register.services import DesignContent, OutcomeContent, SkillContent, StatedLevel
from tests.platform.conftest import Cast, acting
from tests.platform.register.designs import COMPLETE, PARTICIPATION, TESTING, draft

EQF_4, PRK_4 = Level("EQF", "2017", 4), Level("PRK", "2016", 4)


def test_what_was_written_is_read_back(cast: Cast) -> None:
    version = draft(cast)
    assert content_of(queries.version_in(Scope.organisation(cast.provider.pk), version.pk)) == COMPLETE


def test_a_draft_is_of_the_type_that_was_asked_for(cast: Cast) -> None:
    asked: dict[str, Any] = {"actor": acting(cast.marek), "organisation_id": cast.provider.pk}
    badge = services.create_design(**asked, award_type=AwardType.PARTICIPATION)
    assert (badge.award_type, badge.title) == (AwardType.PARTICIPATION, {})
    with pytest.raises(ContentRefusedError, match="no level and no assessment"):
        services.create_design(**asked, award_type=AwardType.PARTICIPATION, content=COMPLETE)


def test_saving_replaces_everything_and_keeps_what_is_the_same(cast: Cast) -> None:
    version = draft(cast)
    ours = Scope.organisation(cast.provider.pk)
    before = [outcome.pk for outcome in Outcome.objects.in_scope(ours)]
    changed = replace(COMPLETE, workload_hours=30)
    saving: dict[str, Any] = {
        "actor": acting(cast.marek),
        "organisation_id": cast.provider.pk,
        "version_id": version.pk,
    }
    services.save_draft(**saving, content=changed)
    assert content_of(queries.version_in(ours, version.pk)) == changed
    assert [outcome.pk for outcome in Outcome.objects.in_scope(ours)] == before
    fewer = replace(changed, outcomes=COMPLETE.outcomes[1:])
    services.save_draft(**saving, content=fewer)
    assert content_of(queries.version_in(ours, version.pk)) == fewer
    assert [outcome.position for outcome in Outcome.objects.in_scope(ours)] == [1]


@pytest.mark.parametrize(
    ("basis", "level", "reference", "told"),
    [
        (LevelBasis.REFERENCED, EQF_4, "", "needs the code"),
        (LevelBasis.REFERENCED, PRK_4, "  ", "needs the code"),
        (LevelBasis.SELF_DECLARED, PRK_4, "", "needs a code of the register ZRK"),
        (LevelBasis.SELF_DECLARED, EQF_4, "ZRK 13456", "no code"),
        (LevelBasis.SELF_DECLARED, None, "", "1 to 8"),
        (LevelBasis.SELF_DECLARED, Level("EQF", "2017", 9), "", "from 1 to 8"),
        (LevelBasis.SELF_DECLARED, Level("EQF", "2008", 4), "", "State a level"),
        (LevelBasis.SELF_DECLARED, Level("DigComp", "2.2", 4), "", "State a level"),
        (LevelBasis.NOT_APPLICABLE, EQF_4, "", "state none"),
        (LevelBasis.NOT_APPLICABLE, None, "ZRK 13456", "state none"),
    ],
)
def test_a_level_never_pretends(basis: LevelBasis, level: Level | None, reference: str, told: str) -> None:
    with pytest.raises(ContentRefusedError, match=told):
        StatedLevel(basis, level, reference)


@pytest.mark.parametrize(
    "facts",
    [
        {"level_basis": "referenced", "level_framework": "EQF", "level_value": 4},
        {"level_basis": "self-declared", "level_framework": "PRK", "level_value": 4},
        {"level_basis": "self-declared", "level_framework": "EQF", "level_value": 9},
        {"level_basis": "self-declared", "level_framework": "EQF"},
        {"level_basis": "self-declared", "level_framework": "EQF", "level_value": 4, "level_reference": "ZRK 1"},
        {"level_basis": "not-applicable", "level_framework": "EQF", "level_value": 4},
        {"level_basis": "not-applicable", "award_type": "Badge"},
        {"workload_hours": 0},
        {"credits_ects": 0},
        {"validity_months": 0},
        {"activated_at": "2026-11-02T09:00:00Z"},
        {"ended_at": "2026-11-02T09:00:00Z"},
    ],
)
def test_the_database_refuses_it_too(cast: Cast, facts: dict[str, object]) -> None:
    version = draft(cast, DesignContent())
    with pytest.raises(IntegrityError), transaction.atomic():
        DesignVersion.objects.in_scope(Scope.organisation(cast.provider.pk)).filter(pk=version.pk).update(**facts)


@pytest.mark.parametrize(
    "facts", [{"level": StatedLevel(LevelBasis.NOT_APPLICABLE)}, {"assessment": COMPLETE.assessment}]
)
def test_a_badge_of_participation_holds_no_level_and_no_assessment(facts: dict[str, object]) -> None:
    with pytest.raises(ContentRefusedError, match="no level and no assessment"):
        replace(PARTICIPATION, **facts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({"assessment": ("oral examination",)}, "no address of an entry"),  # a name is no address
        ({"participation": COMPLETE.assessment}, "no address of an entry"),  # an entry of another list
        ({"workload_hours": 0}, "above zero"),
        ({"validity_months": -1}, "above zero"),
        ({"stacks_into": ("qualification 7",)}, "no whole address"),
        ({"supervision": "sometimes"}, "three kinds"),
        ({"field_code": "0613"}, "code and its name"),
        ({"title": {"pl": "x" * 4_001}}, "4000 characters"),
        ({"title": {"pl": "a\0b"}}, "visible"),
    ],
)
def test_what_no_credential_could_say_is_refused(facts: dict[str, object], told: str) -> None:
    with pytest.raises(ContentRefusedError, match=told):
        replace(COMPLETE, **facts)  # type: ignore[arg-type]


def test_languages_without_words_are_dropped() -> None:
    assert replace(COMPLETE, title={"pl": " Testy ", "en": "  "}).title == {"pl": "Testy"}


def test_a_skill_has_an_address_and_a_name_and_stands_once() -> None:
    with pytest.raises(ContentRefusedError, match="no whole address"):
        SkillContent("testing", {"en": "testing"})
    with pytest.raises(ContentRefusedError, match="a name"):
        SkillContent("https://skills.example/1", {"en": " "})
    with pytest.raises(ContentRefusedError, match="stands once"):
        OutcomeContent({"en": "Tests."}, (TESTING, TESTING))
    with pytest.raises(ContentRefusedError, match="what the learner can do"):
        OutcomeContent({"en": ""})


def test_a_level_of_the_polish_framework_with_its_code_is_kept() -> None:
    content = replace(COMPLETE, level=StatedLevel(LevelBasis.REFERENCED, PRK_4, "ZRK 13456"))
    version = DesignVersion()
    write(content, version)
    told = (version.level_basis, version.level_framework, version.level_version, version.level_value)
    assert told == ("referenced", "PRK", "2016", 4)
    assert version.level_reference == "ZRK 13456"
    assert version.award_type == AwardType.MICRO_CREDENTIAL
