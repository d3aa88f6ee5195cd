"""Which elements of Council Recommendation 2022/C 243/02, Annex I, a design states, and where it falls short (CRED-2).

Learner and date of issue come with each award; country and awarding body come from the organisation. Open Badges asks
for a description and for criteria besides. A badge of participation needs title, description and criteria only.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from rung.credentials.descriptors import MANDATORY, OPTIONAL, Element
from rung.platform.register.content import DesignContent, Texts, content_of
from rung.platform.register.models import AwardType, DesignVersion
from rung.platform.register.queries import AwardingBody

DESCRIPTION, CRITERIA = "description", "criteria"
SKILL, PICTURE = "skill", "picture"


class Place(StrEnum):
    """Where something is put right: a step of the designer, or the organisation's own record."""

    DESCRIPTION = "description"
    OUTCOMES = "outcomes"
    WORKLOAD = "workload"
    ASSESSMENT = "assessment"
    OPTIONAL = "optional"
    PICTURE = "picture"
    ORGANISATION = "organisation"


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that a design has to say and does not; with a `language`, something that it says only in others.

    `code` is that of an element of Annex I, or `description`, `criteria`, `skill` or `picture`.
    """

    code: str
    place: Place
    language: str = ""


class Standing(StrEnum):
    """How an element stands in a design."""

    BY_AWARD = "by-award"
    STATED = "stated"
    MISSING = "missing"
    LEFT_OUT = "left-out"


def missing(version: DesignVersion, body: AwardingBody) -> tuple[Missing, ...]:
    """Return what a loaded version lacks for its activation, in the order of Annex I, then missing translations.

    No query where outcomes, skills and picture are loaded.
    """
    content = content_of(version)
    languages = tuple(content.title)
    untranslated = (one for one in _untranslated(version, content, languages) if languages)
    return (*_unstated(content, body), *untranslated)


def standings(version: DesignVersion, body: AwardingBody) -> dict[Element, Standing]:
    """Return how each of the 11 mandatory and 5 optional elements stands, in the order of Annex I. No query."""
    content = content_of(version)
    stated = _stated(content, body)
    lacking = {one.code for one in _unstated(content, body)}
    return {element: _standing(element, stated, lacking) for element in (*MANDATORY, *OPTIONAL)}


def without_skill(content: DesignContent) -> tuple[int, ...]:
    """Return the positions, from 1, of outcomes that stand for no skill: flagged, not refused (QUAL-6)."""
    return tuple(position for position, outcome in enumerate(content.outcomes, 1) if not outcome.skills)


_BY_AWARD = frozenset({Element.LEARNER, Element.DATE_OF_ISSUE})

_PLACES = {
    Element.TITLE.code: Place.DESCRIPTION,
    DESCRIPTION: Place.DESCRIPTION,
    CRITERIA: Place.DESCRIPTION,
    Element.COUNTRY.code: Place.ORGANISATION,
    Element.AWARDING_BODY.code: Place.ORGANISATION,
    Element.LEARNING_OUTCOMES.code: Place.OUTCOMES,
    Element.WORKLOAD.code: Place.WORKLOAD,
    Element.LEVEL.code: Place.WORKLOAD,
    Element.ASSESSMENT.code: Place.ASSESSMENT,
    Element.PARTICIPATION.code: Place.ASSESSMENT,
    Element.QUALITY_ASSURANCE.code: Place.ASSESSMENT,
}


def _stated(content: DesignContent, body: AwardingBody) -> frozenset[str]:
    says = {
        Element.TITLE.code: content.title,
        DESCRIPTION: content.description,
        CRITERIA: content.criteria,
        Element.COUNTRY.code: body.country,
        Element.AWARDING_BODY.code: body.legal_name,
        Element.LEARNING_OUTCOMES.code: content.outcomes,
        Element.WORKLOAD.code: content.workload_hours or content.credits_ects,
        Element.LEVEL.code: content.level,
        Element.ASSESSMENT.code: content.assessment,
        Element.PARTICIPATION.code: content.participation,
        Element.QUALITY_ASSURANCE.code: content.quality_assurance,
        Element.PREREQUISITES.code: content.prerequisites,
        Element.SUPERVISION.code: content.supervision,
        Element.GRADE.code: content.is_graded,
        Element.STACKABILITY.code: content.stacks_into,
        Element.FURTHER_INFORMATION.code: content.further_information,
    }
    return frozenset(code for code, value in says.items() if value)


def _needed(content: DesignContent) -> tuple[str, ...]:
    if content.award_type == AwardType.PARTICIPATION:
        return (Element.TITLE.code, DESCRIPTION, CRITERIA)
    mandatory = tuple(element.code for element in MANDATORY if element not in _BY_AWARD)
    return (mandatory[0], DESCRIPTION, CRITERIA, *mandatory[1:])


def _unstated(content: DesignContent, body: AwardingBody) -> Iterator[Missing]:
    stated = _stated(content, body)
    return (Missing(code, _PLACES[code]) for code in _needed(content) if code not in stated)


def _standing(element: Element, stated: frozenset[str], lacking: set[str]) -> Standing:
    if element in _BY_AWARD:
        return Standing.BY_AWARD
    if element.code in stated:
        return Standing.STATED
    return Standing.MISSING if element.code in lacking else Standing.LEFT_OUT


def _untranslated(version: DesignVersion, content: DesignContent, languages: tuple[str, ...]) -> Iterator[Missing]:
    """Yield each text that is there, but not in all languages of the title; and a title that lacks one of theirs."""
    found: dict[Missing, None] = {}
    for code, place, texts in _texts(version, content):
        for language in sorted({*languages, *texts}) if texts else ():
            if language not in texts:
                found[Missing(code, place, language)] = None
            elif language not in languages:
                found[Missing(Element.TITLE.code, Place.DESCRIPTION, language)] = None
    return iter(found)


def _texts(version: DesignVersion, content: DesignContent) -> Iterator[tuple[str, Place, Texts]]:
    yield DESCRIPTION, Place.DESCRIPTION, content.description
    yield CRITERIA, Place.DESCRIPTION, content.criteria
    for outcome in content.outcomes:
        yield Element.LEARNING_OUTCOMES.code, Place.OUTCOMES, outcome.statement
        yield from ((SKILL, Place.OUTCOMES, skill.name) for skill in outcome.skills)
    yield Element.PREREQUISITES.code, Place.OPTIONAL, content.prerequisites
    yield Element.FURTHER_INFORMATION.code, Place.OPTIONAL, content.further_information
    if hasattr(version, "picture"):
        yield PICTURE, Place.PICTURE, version.picture.alternative_text
