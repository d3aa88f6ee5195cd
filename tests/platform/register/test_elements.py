from dataclasses import replace

import pytest

from rung.credentials.descriptors import MANDATORY, OPTIONAL, Element
from rung.platform.kernel.scope import Scope
from rung.platform.register import elements, queries, services, texts
from rung.platform.register.content import content_of
from rung.platform.register.elements import Missing, Place, Standing
from rung.platform.register.errors import ElementsMissingError
from rung.platform.register.models import DesignVersion
from rung.platform.register.services import DesignContent, OutcomeContent
from tests.platform.conftest import Cast, acting
from tests.platform.register.designs import COMPLETE, IN_POLISH, PARTICIPATION, draft, in_review, without


def loaded(cast: Cast, content: DesignContent) -> DesignVersion:
    return queries.version_in(Scope.organisation(cast.provider.pk), draft(cast, content).pk)


def lacks(cast: Cast, content: DesignContent) -> list[tuple[str, str]]:
    version = loaded(cast, content)
    return [(one.code, one.language) for one in elements.missing(version, version.design.organisation)]


def test_a_complete_design_lacks_nothing(cast: Cast) -> None:
    assert lacks(cast, COMPLETE) == []


@pytest.mark.parametrize(
    ("names", "missing"),
    [
        (["description"], ["description"]),
        (["criteria"], ["criteria"]),
        (["outcomes"], ["learning_outcomes"]),
        (["workload_hours", "credits_ects"], ["workload"]),
        (["level"], ["level"]),
        (["assessment"], ["assessment"]),
        (["participation"], ["participation"]),
        (["quality_assurance"], ["quality_assurance"]),
        (["level", "assessment"], ["level", "assessment"]),
        (["quality_assurance", "outcomes"], ["learning_outcomes", "quality_assurance"]),  # in the order of Annex I
    ],
)
def test_exactly_the_missing_elements_are_named(cast: Cast, names: list[str], missing: list[str]) -> None:
    assert lacks(cast, without(*names)) == [(code, "") for code in missing]


def test_an_empty_design_lacks_all_that_no_award_and_no_organisation_gives(cast: Cast) -> None:
    # Annex I has 11 mandatory elements. Learner and date come with the award, country and awarding body are recorded:
    # 11 - 4 = 7, and the description and criteria of Open Badges make 9.
    codes = [code for code, _language in lacks(cast, DesignContent())]
    assert codes == [
        "title", "description", "criteria", "learning_outcomes", "workload", "level", "assessment", "participation",
        "quality_assurance",
    ]  # fmt: skip


def test_hours_or_credits_are_a_workload(cast: Cast) -> None:
    assert lacks(cast, without("workload_hours")) == []
    assert lacks(cast, without("credits_ects")) == []


def test_an_organisation_without_a_country_is_named_and_not_the_designer_s_to_mend(cast: Cast) -> None:
    version = loaded(cast, COMPLETE)
    version.design.organisation.country = ""
    found = elements.missing(version, version.design.organisation)
    assert found == (Missing("country", Place.ORGANISATION),)


def test_a_badge_of_participation_needs_title_description_and_criteria_only(cast: Cast) -> None:
    assert lacks(cast, PARTICIPATION) == []
    assert lacks(cast, DesignContent(award_type=PARTICIPATION.award_type)) == [
        ("title", ""), ("description", ""), ("criteria", ""),
    ]  # fmt: skip


def test_a_missing_translation_is_named_with_its_language(cast: Cast) -> None:
    content = replace(COMPLETE, description={"pl": "Tylko po polsku."}, prerequisites={"en": "English only."})
    assert lacks(cast, content) == [("description", "en"), ("prerequisites", "pl")]


def test_a_text_in_a_language_without_a_title_asks_for_the_title(cast: Cast) -> None:
    content = replace(PARTICIPATION, title={"pl": "Dzień otwarty"}, criteria={"pl": "Obecność."})
    assert lacks(cast, content) == [("title", "en")]  # the description is in both


def test_an_outcome_in_one_language_is_named_once_however_many_there_are(cast: Cast) -> None:
    outcomes = (OutcomeContent({"pl": "Pisze testy."}), OutcomeContent({"pl": "Czyta testy."}))
    assert lacks(cast, replace(COMPLETE, outcomes=outcomes)) == [("learning_outcomes", "en")]


def test_a_design_in_one_language_is_complete_in_it(cast: Cast) -> None:
    assert lacks(cast, IN_POLISH) == []


def test_every_missing_thing_has_a_sentence_and_a_place(cast: Cast) -> None:
    version = loaded(cast, DesignContent())
    version.design.organisation.country = version.design.organisation.legal_name = ""
    found = elements.missing(version, version.design.organisation)
    assert len(found) == 11
    assert all(texts.missing_sentence(one).endswith(".") for one in found)
    assert {one.place for one in found} <= set(texts.PLACES)


def test_without_an_assessment_the_remedy_is_a_badge_of_participation(cast: Cast) -> None:
    version = draft(cast, without("assessment"))
    with pytest.raises(
        ElementsMissingError, match=r"No assessment, no micro-credential.*badge of participation"
    ) as told:
        services.submit_for_review(
            actor=acting(cast.marek), organisation_id=cast.provider.pk, version_id=version.pk
        )  # fmt: skip
    assert told.value.data["missing"] == [{"element": "assessment", "place": "assessment", "language": ""}]


def test_activation_is_refused_when_something_went_missing_since_the_review(cast: Cast) -> None:
    version = in_review(cast)
    type(cast.provider).objects.in_scope(Scope.public()).filter(pk=cast.provider.pk).update(country="")
    with pytest.raises(ElementsMissingError) as told:
        services.activate(actor=acting(cast.ewa), organisation_id=cast.provider.pk, version_id=version.pk)
    assert [one["element"] for one in told.value.data["missing"]] == ["country"]


def test_all_sixteen_elements_are_told_in_the_order_of_the_annex(cast: Cast) -> None:
    content = replace(without("level"), is_graded=True)
    version = loaded(cast, content)
    told = elements.standings(version, version.design.organisation)
    assert tuple(told) == (*MANDATORY, *OPTIONAL)
    assert [element for element, standing in told.items() if standing is Standing.MISSING] == [Element.LEVEL]
    assert [element for element, standing in told.items() if standing is Standing.BY_AWARD] == [
        Element.LEARNER, Element.DATE_OF_ISSUE,
    ]  # fmt: skip
    assert [element for element in OPTIONAL if told[element] is Standing.STATED] == [Element.GRADE]


def test_an_outcome_without_a_skill_is_flagged_and_not_refused(cast: Cast) -> None:
    assert elements.without_skill(content_of(loaded(cast, COMPLETE))) == (2,)  # the first one has a skill
