"""A version as a person sees it, in one language: for the preview of whoever makes it, and for everybody."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from rung.credentials.award import Supervision
from rung.credentials.descriptors import MANDATORY, Element
from rung.credentials.european_lists import EuropeanList, entry
from rung.platform.kernel.european_texts import element_name, entry_name
from rung.platform.register import elements, queries, texts
from rung.platform.register.content import DesignContent, StatedLevel, content_of
from rung.platform.register.elements import Standing
from rung.platform.register.models import AwardType, DesignVersion, LevelBasis


@dataclass(frozen=True, slots=True)
class LevelFace:
    """A level, with a sign and words that tell a referenced one from a declared one (QUAL-7)."""

    words: str
    mark: str
    basis: str
    tone: str
    sign: str


@dataclass(frozen=True, slots=True)
class ElementFace:
    """An element of Annex I: what it is called, how it stands, and what is stated."""

    name: str
    standing: Standing
    values: tuple[str, ...]
    is_level: bool


@dataclass(frozen=True, slots=True)
class OutcomeFace:
    """An outcome with its skills, as (address, name); `flagged` where it stands for none."""

    position: int
    statement: str
    skills: tuple[tuple[str, str], ...]
    flagged: bool


@dataclass(frozen=True, slots=True)
class Face:
    """A version in words. `language` is that of its texts, which need not be that of the reader."""

    language: str
    title: str
    description: tuple[str, ...]
    criteria: tuple[str, ...]
    kind: str
    level: LevelFace | None
    card_level: str
    outcomes: tuple[OutcomeFace, ...]
    mandatory: tuple[ElementFace, ...]
    optional: tuple[ElementFace, ...]
    field: str
    validity: str
    alternative_text: str
    accredited_by: str | None


def face_of(version: DesignVersion, language: str, today: date) -> Face:
    """Return how a loaded version is shown in `language`, or else in its first one. One query, for accreditation."""
    content = content_of(version)
    spoken = language if language in content.title else next(iter(content.title), language)
    level = _level(content.level) if content.level else None
    rows = list(_elements(version, content, spoken))
    return Face(
        language=spoken,
        title=queries.text(content.title, spoken),
        description=_lines(queries.text(content.description, spoken)),
        criteria=_lines(queries.text(content.criteria, spoken)),
        kind=str(AwardType(version.award_type).label),
        level=level,
        card_level=" · ".join(words for words in (level.words, level.mark) if words) if level else "",
        outcomes=tuple(_outcomes(content, spoken)),
        mandatory=tuple(rows[: len(MANDATORY)]),
        optional=tuple(rows[len(MANDATORY) :]),
        field=f"{content.field_name} (ISCED-F {content.field_code})" if content.field_code else "",
        validity=texts.months(content.validity_months) if content.validity_months else "",
        alternative_text=queries.text(version.picture.alternative_text, spoken) if hasattr(version, "picture") else "",
        accredited_by=queries.covering_accreditation(version, today),
    )


def _level(stated: StatedLevel) -> LevelFace:
    tone, sign = {
        LevelBasis.REFERENCED: ("good", "good"),
        LevelBasis.SELF_DECLARED: ("caution", "question"),
        LevelBasis.NOT_APPLICABLE: ("plain", "minus"),
    }[stated.basis]
    return LevelFace(texts.level_words(stated), texts.level_mark(stated), texts.level_basis(stated), tone, sign)


def _outcomes(content: DesignContent, language: str) -> Iterator[OutcomeFace]:
    flagged = elements.without_skill(content)
    for position, outcome in enumerate(content.outcomes, 1):
        skills = tuple((skill.uri, queries.text(skill.name, language)) for skill in outcome.skills)
        yield OutcomeFace(position, queries.text(outcome.statement, language), skills, flagged=position in flagged)


def _elements(version: DesignVersion, content: DesignContent, language: str) -> Iterator[ElementFace]:
    body = version.design.organisation
    for element, standing in elements.standings(version, body).items():
        values = tuple(_values(element, content, language, body)) if standing is Standing.STATED else ()
        yield ElementFace(element_name(element.code), standing, values, is_level=element is Element.LEVEL)


def _values(
    element: Element, content: DesignContent, language: str, body: queries.AwardingBody
) -> Iterator[str]:  # fmt: skip
    match element:
        case Element.COUNTRY:
            yield body.country
        case Element.AWARDING_BODY:
            yield body.legal_name
        case Element.LEARNING_OUTCOMES:
            yield from (queries.text(outcome.statement, language) for outcome in content.outcomes)
        case Element.WORKLOAD:
            yield from _workload(content)
        case Element.ASSESSMENT | Element.PARTICIPATION | Element.QUALITY_ASSURANCE:
            of = EuropeanList(element.code)
            yield from (entry_name(entry(of, address).name) for address in getattr(content, of.value))
        case Element.SUPERVISION:
            yield _supervision(Supervision(content.supervision))
        case Element.GRADE:
            yield _("Each award states the grade")
        case Element.STACKABILITY:
            yield from content.stacks_into
        case Element.TITLE | Element.PREREQUISITES | Element.FURTHER_INFORMATION:
            yield queries.text(getattr(content, element.code), language)


def _workload(content: DesignContent) -> Iterator[str]:
    if content.workload_hours:
        yield texts.hours(content.workload_hours)
    if content.credits_ects:
        yield f"{number_format(content.credits_ects.normalize(), use_l10n=True)} ECTS"


def _supervision(supervision: Supervision) -> str:
    written = {
        Supervision.UNSUPERVISED: "unsupervised",
        Supervision.SUPERVISED: "supervised",
        Supervision.SUPERVISED_IDENTITY_CHECKED: "supervised, identity checked",
    }
    return entry_name(written[supervision])


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line for line in text.splitlines() if line.strip())
