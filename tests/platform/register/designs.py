"""Designs for tests: a complete one, and the way to an active one, through the same commands as everybody's."""

from dataclasses import replace
from decimal import Decimal

from rung.core import Level
from rung.credentials.european_lists import EuropeanList, entry
from rung.platform.register import services
from rung.platform.register.models import AwardType, DesignVersion, LevelBasis
from rung.platform.register.services import DesignContent, OutcomeContent, SkillContent, StatedLevel
from tests.platform.conftest import Cast, acting

TESTING = SkillContent("http://data.europa.eu/esco/skill/c9f1c1de-0000-4000-8000-000000000001",
                       {"pl": "testowanie oprogramowania", "en": "software testing"})  # fmt: skip

COMPLETE = DesignContent(
    title={"pl": "Podstawy testowania", "en": "Software testing: foundations"},
    description={"pl": "Wprowadzenie do testowania.", "en": "An introduction to testing."},
    criteria={"pl": "Zdany egzamin ustny.", "en": "Pass an oral examination."},
    outcomes=(
        OutcomeContent({"pl": "Pisze przypadki testowe.", "en": "Writes test cases."}, (TESTING,)),
        OutcomeContent({"pl": "Zgłasza błędy.", "en": "Reports defects."}),
    ),
    workload_hours=60,
    credits_ects=Decimal(2),
    level=StatedLevel(LevelBasis.SELF_DECLARED, Level("EQF", "2017", 4)),
    assessment=(entry(EuropeanList.ASSESSMENT, "oral examination").uri,),
    participation=(entry(EuropeanList.PARTICIPATION, "online").uri,),
    quality_assurance=(entry(EuropeanList.QUALITY_ASSURANCE, "institutional quality assurance").uri,),
)
"""A micro-credential with every mandatory element, in Polish and English."""

PARTICIPATION = DesignContent(
    award_type=AwardType.PARTICIPATION,
    title={"pl": "Dzień otwarty", "en": "Open day"},
    description={"pl": "Dzień w pracowni.", "en": "A day in the workshop."},
    criteria={"pl": "Obecność.", "en": "Being there."},
)
"""A badge of participation with all that one needs."""

IN_POLISH = replace(
    PARTICIPATION, title={"pl": "Dzień otwarty"}, description={"pl": "Dzień w pracowni."}, criteria={"pl": "Obecność."}
)
"""The same badge in Polish only."""


def draft(cast: Cast, content: DesignContent = COMPLETE) -> DesignVersion:
    """Let Marek write a draft for the provider."""
    return services.create_design(
        actor=acting(cast.marek), organisation_id=cast.provider.pk, award_type=content.award_type, content=content
    )


def in_review(cast: Cast, content: DesignContent = COMPLETE) -> DesignVersion:
    """Let Marek write a draft and submit it."""
    return services.submit_for_review(
        actor=acting(cast.marek), organisation_id=cast.provider.pk, version_id=draft(cast, content).pk
    )


def active(cast: Cast, content: DesignContent = COMPLETE) -> DesignVersion:
    """Let Marek write and submit a design, and Ewa activate it."""
    return services.activate(
        actor=acting(cast.ewa), organisation_id=cast.provider.pk, version_id=in_review(cast, content).pk
    )


def without(*names: str) -> DesignContent:
    """Return the complete content with nothing said under `names`."""
    nothing = DesignContent()
    return replace(COMPLETE, **{name: getattr(nothing, name) for name in names})
