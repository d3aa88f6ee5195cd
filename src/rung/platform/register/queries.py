"""Reads about designs. Each says in which scope it looks and how many queries it makes."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol
from uuid import UUID

from django.conf import settings
from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from rung.core import Level
from rung.credentials import alignments
from rung.credentials import award as open_badges
from rung.credentials.alignments import Concept
from rung.credentials.european_lists import EuropeanList, entry
from rung.platform.kernel.errors import NotFoundError, RuleBrokenError
from rung.platform.kernel.scope import Scope
from rung.platform.organisations import queries as organisations
from rung.platform.register.content import StatedLevel, Texts, content_of, level_of
from rung.platform.register.models import (
    EQF,
    FRAMEWORKS,
    AwardType,
    DesignPicture,
    DesignVersion,
    LevelBasis,
    Outcome,
    OutcomeSkill,
    State,
)
from rung.qualifications import published_mappings

__all__ = ["DesignVersion", "Outcome"]


class AwardingBody(Protocol):
    """What a credential says about the organisation that awards it."""

    legal_name: str
    country: str
    website: str


def designs_in(scope: Scope) -> QuerySet[DesignVersion]:
    """Return every version of every design of an organisation, the latest design first, newest version first."""
    return DesignVersion.objects.in_scope(scope).select_related("design").order_by("-design__created_at", "-number")


def loaded_in(scope: Scope) -> QuerySet[DesignVersion]:
    """Return versions with their organisations, outcomes and skills, and whether they have a picture. Three queries."""
    skills = Prefetch("skills", OutcomeSkill.objects.in_scope(scope))
    outcomes = Prefetch("outcomes", Outcome.objects.in_scope(scope).prefetch_related(skills))
    versions = DesignVersion.objects.in_scope(scope).select_related("design__organisation", "picture")
    return versions.defer("picture__octets").prefetch_related(outcomes)


def version_in(scope: Scope, version_id: UUID) -> DesignVersion:
    """Return one version with its organisation, outcomes, skills, and whether it has a picture. Three queries."""
    found: DesignVersion | None = loaded_in(scope).filter(pk=version_id).first()
    if found is None:
        raise NotFoundError(_("There is no such design."))
    return found


def version_public(version_id: UUID) -> DesignVersion:
    """Return one version as everybody may see it: once it was active. Three queries."""
    return version_in(Scope.public(), version_id)


def awardable_in(scope: Scope) -> QuerySet[DesignVersion]:
    """Return the versions that an organisation awards today. One query."""
    return designs_in(scope).filter(state=State.ACTIVE)


def history_of(version: DesignVersion) -> QuerySet[DesignVersion]:
    """Return all versions of a design that were ever active, newest first. One query."""
    return DesignVersion.objects.in_scope(Scope.public()).filter(design_id=version.design_id).order_by("-number")


def needs_assessment(version: DesignVersion) -> bool:
    """Tell whether an award of this version needs an assessment. Without one it is a badge of participation."""
    return version.award_type == AwardType.MICRO_CREDENTIAL


def outcomes_of(version: DesignVersion) -> Sequence[Outcome]:
    """Return the outcomes of a version that `version_in` or `version_public` loaded, in their order. No query."""
    return list(version.outcomes.all())


def picture_of(version: DesignVersion) -> bytes | None:
    """Return the picture of a version as a square PNG without metadata, or None. One query."""
    of_version = Scope.organisation(version.design.organisation_id)
    found = DesignPicture.objects.in_scope(of_version).filter(version=version).values_list("octets", flat=True).first()
    return None if found is None else bytes(found)


def address_of(version: DesignVersion) -> str:
    """Return the public address of a version: the id of its achievement, which credentials carry for ever."""
    if not settings.PUBLIC_URL:
        raise RuleBrokenError(
            _("This Rung does not know its own address, and credentials carry it for ever. Set RUNG_PUBLIC_URL first.")
        )
    return f"{settings.PUBLIC_URL}{reverse('design_version', args=[version.pk])}"


def outcome_address(version: DesignVersion, outcome: Outcome) -> str:
    """Return the address of an outcome: its place on the page of its version."""
    return f"{address_of(version)}#outcome-{outcome.position}"


def achievement_of(version: DesignVersion, language: str) -> open_badges.Achievement:
    """Return what credentials of a loaded version say, in `language` or else in the first one of the design. No query.

    Entries of the European lists keep their English names: readers translate them, and the same version gives the same
    bytes whatever the translations are.
    """
    content = content_of(version)
    spoken = language if language in content.title else next(iter(content.title), language)
    level = content.level
    return open_badges.Achievement(
        id=address_of(version),
        title=text(content.title, spoken),
        description=_paragraphs(text(content.description, spoken), text(content.further_information, spoken)),
        criteria=text(content.criteria, spoken),
        language=spoken,
        type=content.award_type,
        outcomes=tuple(_outcome(version, outcome, spoken) for outcome in outcomes_of(version)),
        workload_hours=content.workload_hours,
        credits_ects=content.credits_ects,
        level=credential_level(level),
        level_basis=level_basis(level),
        assessment=_entries(EuropeanList.ASSESSMENT, content.assessment),
        participation=_entries(EuropeanList.PARTICIPATION, content.participation),
        quality_assurance=_entries(EuropeanList.QUALITY_ASSURANCE, content.quality_assurance),
        prerequisites=text(content.prerequisites, spoken),
        supervision=open_badges.Supervision(content.supervision) if content.supervision else None,
        related=content.stacks_into,
        field=Concept(alignments.ISCED_F + content.field_code, content.field_name) if content.field_code else None,
    )


def issuer_of(organisation: AwardingBody, did: str) -> open_badges.Issuer:
    """Return the awarding body as credentials name it, signing by `did`. No query."""
    return open_badges.Issuer(
        did=did, name=organisation.legal_name, country=organisation.country, url=organisation.website
    )


def covering_accreditation(version: DesignVersion, day: date) -> str | None:
    """Return the body whose accreditation covers a version on a day, by field, level and unit; None if none does.

    It is asked before activation and shown; it forbids nothing. One query.
    """
    units = {address_of(version)} if settings.PUBLIC_URL else set()
    level = credential_level(level_of(version))
    for one in organisations.accreditations_on(version.design.organisation_id, day):
        fits = (
            (not one.fields or any(version.field_code.startswith(code) for code in one.fields))
            and (not one.levels or (isinstance(level, Level) and level.value in one.levels))
            and (not one.units or not units.isdisjoint(one.units))
        )
        if fits:
            return one.body.legal_name
    return None


def text(texts: Texts, language: str) -> str:
    """Return a text in `language`, or else in the first one in which it was written; nothing written, nothing."""
    return texts.get(language) or next((words for words in texts.values() if words), "")


def credential_level(stated: StatedLevel | None) -> Level | open_badges.NoLevel | None:
    """Return a stated level as a credential carries it: in the EQF, to which the Polish framework is referenced."""
    if stated is None:
        return None
    if stated.level is None:
        return open_badges.NoLevel.NOT_APPLICABLE
    return published_mappings().translated(stated.level, EQF, FRAMEWORKS[EQF])


def level_basis(stated: StatedLevel | None) -> str:
    """Return on whose word a stated level stands, as a credential says it (QUAL-7)."""
    if stated is None or stated.level is None:
        return ""
    if stated.basis == LevelBasis.SELF_DECLARED:
        return alignments.SELF_DECLARED
    return f"{alignments.REFERENCED}{stated.level.framework} {stated.level.value}, {stated.reference}"


def _outcome(version: DesignVersion, outcome: Outcome, language: str) -> open_badges.LearningOutcome:
    return open_badges.LearningOutcome(
        id=outcome_address(version, outcome),
        statement=text(outcome.statement, language),
        skills=tuple(Concept(skill.uri, text(skill.name, language)) for skill in outcome.skills.all()),
    )


def _entries(of: EuropeanList, addresses: Sequence[str]) -> tuple[Concept, ...]:
    return tuple(entry(of, address) for address in addresses)


def _paragraphs(*texts: str) -> str:
    return "\n\n".join(text for text in texts if text)
