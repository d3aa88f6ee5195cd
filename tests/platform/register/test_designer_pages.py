"""A design is made page by page, without any script: these tests send forms and follow answers."""

import re
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from rung.core import Level
from rung.platform.kernel.scope import Scope
from rung.platform.register import queries, texts
from rung.platform.register.content import content_of
from rung.platform.register.models import AwardType, DesignVersion, LevelBasis, State
from rung.platform.register.services import DesignContent, OutcomeContent, SkillContent, StatedLevel
from tests.platform.conftest import Cast
from tests.platform.register.designs import COMPLETE, PARTICIPATION, active, draft, in_review, without
from tests.platform.register.pictures import opened, png

SKILL = "http://data.europa.eu/esco/skill/c9f1c1de-0000-4000-8000-000000000001"


@pytest.fixture
def designer(cast: Cast, client: Client) -> Client:
    """Marek, who prepares awards, at his keyboard."""
    client.force_login(cast.marek)
    return client


def at(cast: Cast, version: DesignVersion | None = None, step: str = "") -> str:
    begin = f"/organisations/{cast.provider.pk}/designs/"
    return begin + (f"{version.pk}/" if version else "") + step


def now_in(cast: Cast, version: DesignVersion) -> DesignContent:
    return content_of(queries.version_in(Scope.organisation(cast.provider.pk), version.pk))


def shown(answer: Any) -> str:
    """Return a page as it reads, without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_a_design_is_made_step_by_step_and_handed_in(cast: Cast, designer: Client) -> None:
    begun: Any = designer.post(at(cast, step="new/"), {
        "award_type": "MicroCredential", "title_pl": "Testy", "title_en": "Tests", "description_pl": "O testach.",
        "description_en": "About tests.", "criteria_pl": "Egzamin.", "criteria_en": "An exam.",
    })  # fmt: skip
    version = queries.designs_in(Scope.organisation(cast.provider.pk)).get()
    assert begun["Location"] == at(cast, version, "outcomes/")
    on: Any = designer.post(begun["Location"], {"outcome_1_pl": "Pisze testy.", "outcome_1_en": "Writes tests."})
    assert on["Location"] == at(cast, version, "workload/")
    on = designer.post(on["Location"], {
        "workload_hours": "60", "level_basis": "self-declared", "level_framework": "EQF", "level_value": "4",
    })  # fmt: skip
    assert on["Location"] == at(cast, version, "assessment/")
    on = designer.post(on["Location"], {
        "assessment": list(COMPLETE.assessment), "participation": list(COMPLETE.participation),
        "quality_assurance": list(COMPLETE.quality_assurance),
    })  # fmt: skip
    assert on["Location"] == at(cast, version, "optional/")
    on = designer.post(on["Location"], {
        "prerequisites_pl": "Nic.", "prerequisites_en": "Nothing.", "validity_months": "24", "is_graded": "on",
        "stacks_into": "https://a.example/1\n\nhttps://a.example/2", "field_code": "0613",
        "field_name": "Programowanie", "supervision": "supervised",
    })  # fmt: skip
    assert on["Location"] == at(cast, version, "picture/")
    said = now_in(cast, version)
    assert said.level == StatedLevel(LevelBasis.SELF_DECLARED, Level("EQF", "2017", 4))
    assert said.stacks_into == ("https://a.example/1", "https://a.example/2")
    assert (said.validity_months, said.is_graded, said.supervision) == (24, True, "supervised")
    assert "Nothing is missing." in shown(designer.get(at(cast, version)))
    designer.post(at(cast, version, "submit/"))
    assert queries.version_in(Scope.organisation(cast.provider.pk), version.pk).state == State.REVIEW


@pytest.mark.parametrize("step", ["description/", "outcomes/", "workload/", "assessment/", "optional/"])
def test_a_step_that_is_sent_as_it_is_shown_changes_nothing(cast: Cast, designer: Client, step: str) -> None:
    version = draft(cast)
    form = designer.get(at(cast, version, step)).context["form"]
    sent = {bound.html_name: bound.value() for bound in form if bound.value() not in (None, "", False)}
    assert designer.post(at(cast, version, step), sent).status_code == 302
    assert now_in(cast, version) == COMPLETE


def test_rows_of_outcomes_and_skills_grow_one_by_one(cast: Cast, designer: Client) -> None:
    version = draft(cast, without("outcomes"))
    page = at(cast, version, "outcomes/")
    assert len(designer.get(page).context["form"].groups) == 1
    grown: Any = designer.post(page, {"outcome_1_pl": "Pisze testy.", "add": "outcome"})
    assert grown["Location"] == f"{page}?add=outcome#outcome-2"
    assert [row.number for row in designer.get(grown["Location"]).context["form"].groups] == [1, 2]
    grown = designer.post(page, {"outcome_1_pl": "Pisze testy.", "outcome_2_pl": "Czyta testy.", "add": "skill-2"})
    assert grown["Location"] == f"{page}?add=skill-2#outcome-2"
    assert [len(row.skills) for row in designer.get(grown["Location"]).context["form"].groups] == [0, 1]
    designer.post(page, {
        "outcome_1_pl": "Pisze testy.", "outcome_2_pl": "Czyta testy.", "outcome_2_skill_1_uri": SKILL,
        "outcome_2_skill_1_name_pl": "testowanie",
    })  # fmt: skip
    assert now_in(cast, version).outcomes == (
        OutcomeContent({"pl": "Pisze testy."}),
        OutcomeContent({"pl": "Czyta testy."}, (SkillContent(SKILL, {"pl": "testowanie"}),)),
    )


def test_an_emptied_row_goes_and_the_next_ones_move_up(cast: Cast, designer: Client) -> None:
    version = draft(cast)
    page = at(cast, version, "outcomes/")
    sent = {"outcome_1_pl": "", "outcome_1_en": " ", "outcome_2_pl": "Zgłasza błędy.", "add": "skill-2"}
    answer: Any = designer.post(page, sent)
    assert answer["Location"] == f"{page}?add=skill-1#outcome-1"
    assert [one.statement for one in now_in(cast, version).outcomes] == [{"pl": "Zgłasza błędy."}]


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"outcome_1_skill_1_uri": SKILL, "outcome_1_skill_1_name_en": "testing"}, "outcome_1_en"),
        ({"outcome_1_en": "Tests.", "outcome_1_skill_1_uri": SKILL}, "outcome_1_skill_1_name_en"),
        ({"outcome_1_en": "Tests.", "outcome_1_skill_1_name_pl": "testy"}, "outcome_1_skill_1_uri"),
        (
            {"outcome_1_en": "Tests.", "outcome_1_skill_1_uri": "testing", "outcome_1_skill_1_name_pl": "testy"},
            "outcome_1_skill_1_uri",
        ),
    ],
)
def test_a_begun_row_is_asked_for_what_it_lacks(cast: Cast, designer: Client, sent: dict[str, str], field: str) -> None:
    version = draft(cast)
    answer = designer.post(at(cast, version, "outcomes/"), sent)
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    assert f'href="#id_{field}"' in answer.content.decode()
    assert now_in(cast, version) == COMPLETE


def test_fields_beyond_the_bounds_are_not_rows(cast: Cast, designer: Client) -> None:
    version = draft(cast)
    sent = {"outcome_0_pl": "Nic", "outcome_31_pl": "Nic", "outcome_1_pl": "Tak", "outcome_1_skill_11_uri": SKILL}
    designer.post(at(cast, version, "outcomes/"), sent)
    assert now_in(cast, version).outcomes == (OutcomeContent({"pl": "Tak"}),)


@pytest.mark.parametrize(
    ("sent", "fields"),
    [
        ({"level_basis": "self-declared"}, {"level_framework", "level_value"}),
        ({"level_basis": "self-declared", "level_framework": "PRK", "level_value": "4"}, {"level_framework"}),
        ({"level_basis": "referenced", "level_framework": "PRK", "level_value": "4"}, {"level_reference"}),
        ({"level_value": "9"}, {"level_value"}),
        ({"workload_hours": "0"}, {"workload_hours"}),
        ({"credits_ects": "0"}, {"__all__"}),
    ],
)
def test_a_level_is_asked_for_what_it_needs(
    cast: Cast, designer: Client, sent: dict[str, str], fields: set[str]
) -> None:
    answer = designer.post(at(cast, draft(cast), "workload/"), sent)
    assert set(answer.context["form"].errors) == fields


def test_a_referenced_level_of_the_polish_framework_is_shown_as_what_it_is(cast: Cast, designer: Client) -> None:
    version = draft(cast)
    declared = shown(designer.get(at(cast, version)))
    assert "EQF level 4 Self-declared The awarding body says so itself" in declared
    assert "Level EQF level 4 · Self-declared" in declared  # the card
    assert "Referenced" not in declared
    designer.post(at(cast, version, "workload/"), {
        "workload_hours": "60", "level_basis": "referenced", "level_framework": "PRK", "level_value": "4",
        "level_reference": "ZRK 13456",
    })  # fmt: skip
    referenced = shown(designer.get(at(cast, version)))
    assert "PRK level 4 (EQF 4) Referenced A public register holds it: ZRK 13456." in referenced
    assert "eclared" not in referenced


def test_what_is_missing_is_told_with_the_page_on_which_it_is_put_right(cast: Cast, designer: Client) -> None:
    version = draft(cast, without("assessment", "workload_hours", "credits_ects"))
    page = designer.get(at(cast, version))
    assert page.context["missing"] == [
        ("State the workload in hours or ECTS.", at(cast, version, "workload/")),
        (
            str(texts.WHAT_IS_MISSING["assessment"]),
            at(cast, version, "assessment/"),
        ),
    ]
    assert "Hand it in" not in shown(page)


def test_a_design_becomes_a_badge_of_participation_and_lets_go_of_what_that_may_not_hold(
    cast: Cast, designer: Client
) -> None:
    version = draft(cast)
    designer.post(at(cast, version, "description/"), {
        "award_type": "Badge", "title_pl": "Testy", "title_en": "Tests", "description_pl": "O testach.",
        "description_en": "About tests.", "criteria_pl": "Obecność.", "criteria_en": "Being there.",
    })  # fmt: skip
    said = now_in(cast, version)
    assert (said.award_type, said.level, said.assessment) == (AwardType.PARTICIPATION, None, ())
    assert said.credits_ects == Decimal(2)
    for step in ("workload/", "assessment/"):
        fields = designer.get(at(cast, version, step)).context["form"].fields
        assert not {"level_basis", "assessment"} & set(fields)
    assert "Nothing is missing." in shown(designer.get(at(cast, version)))


def test_a_picture_is_sent_described_shown_and_taken_away(cast: Cast, designer: Client) -> None:
    version = draft(cast)
    page = at(cast, version, "picture/")
    sent = {"alternative_text_pl": "Lupa", "alternative_text_en": "A magnifying glass"}
    file = SimpleUploadedFile("lupa.png", png(3000, 1000), "image/png")
    assert designer.post(page, {**sent, "picture": file}).status_code == 302
    answer = designer.get(at(cast, version, "picture.png"))
    assert answer["Content-Type"] == "image/png"
    assert opened(answer.content).size == (512, 512)
    assert 'alt="A magnifying glass"' in designer.get(at(cast, version)).content.decode()
    designer.post(at(cast, version, "picture/remove/"))
    assert designer.get(at(cast, version, "picture.png")).status_code == 404


@pytest.mark.parametrize(
    ("name", "octets", "told"),
    [
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "neither a PNG nor a JPEG"),
        ("a.png", png(30, 30)[:50], "damaged or cut off"),
    ],
)
def test_a_hostile_picture_is_refused_at_its_field(
    cast: Cast, designer: Client, name: str, octets: bytes, told: str
) -> None:
    sent = {"alternative_text_en": "A thing", "picture": SimpleUploadedFile(name, octets)}
    answer = designer.post(at(cast, draft(cast), "picture/"), sent)
    assert answer.status_code == 200
    assert told in answer.context["form"].errors["picture"][0]


def test_a_picture_needs_a_description(cast: Cast, designer: Client) -> None:
    answer = designer.post(at(cast, draft(cast), "picture/"), {"picture": SimpleUploadedFile("a.png", png(9, 9))})
    assert list(answer.context["form"].errors) == ["alternative_text_en"]


def test_a_file_beyond_the_limit_is_not_even_stored(cast: Cast, designer: Client) -> None:
    answer = designer.post(at(cast, draft(cast), "picture/"), {
        "alternative_text_en": "A thing", "picture": SimpleUploadedFile("a.png", bytes(5 * 1024 * 1024 + 1)),
    })  # fmt: skip
    assert answer.status_code == 413


@pytest.mark.parametrize("step", ["description/", "outcomes/", "workload/", "assessment/", "optional/", "picture/"])
def test_the_steps_of_a_version_that_is_no_draft_lead_back(cast: Cast, designer: Client, step: str) -> None:
    version = in_review(cast)
    answer: Any = designer.get(at(cast, version, step))
    assert answer["Location"] == at(cast, version)


def test_the_administrator_activates_withdraws_and_marek_goes_on(cast: Cast, designer: Client) -> None:
    version = in_review(cast)
    designer.force_login(cast.ewa)
    assert "Activate it" in shown(designer.get(at(cast, version)))
    designer.post(at(cast, version, "activate/"))
    assert queries.version_public(version.pk).state == State.ACTIVE
    assert "never awarded again" in shown(designer.get(at(cast, version, "withdraw/")))
    designer.post(at(cast, version, "withdraw/"))
    assert queries.version_public(version.pk).state == State.WITHDRAWN
    designer.force_login(cast.marek)
    designer.post(at(cast, version, "next/"))
    following = queries.designs_in(Scope.organisation(cast.provider.pk)).first()
    assert following is not None
    assert (following.number, following.state) == (2, State.DRAFT)
    gone: Any = designer.post(at(cast, following, "discard/"))
    assert gone["Location"] == at(cast)


def test_the_list_tells_titles_states_and_versions(cast: Cast, designer: Client) -> None:
    assert "No designs yet" in shown(designer.get(at(cast)))
    active(cast)
    draft(cast, PARTICIPATION)
    page = shown(designer.get(at(cast)))
    assert "Open day , version 1 Badge of participation 1 Draft –" in page
    assert "Software testing: foundations , version 1 Micro-credential 1 Active 2 November 2026" in page


def test_the_home_page_leads_to_designs_and_assessors_by_right(cast: Cast, designer: Client) -> None:
    home = f"/organisations/{cast.provider.pk}/"
    assert at(cast) in designer.get(home).content.decode()
    designer.force_login(cast.halina)  # a quality reviewer and administrator elsewhere
    assert designer.get(home).status_code == 404
