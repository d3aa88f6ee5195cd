"""One extractor over the starter taxonomy for all tests: building it takes some seconds."""

from functools import lru_cache

from rung.skills.concept import ConceptKind
from rung.skills.extraction import Extractor, FoundSkill
from rung.skills.occupation_linking import OccupationIndex, build_occupation_index
from rung.skills.skill_index import SkillIndex, build_skill_index
from rung.skills.starter import starter_taxonomy


@lru_cache(maxsize=2)
def starter_index(language: str) -> SkillIndex:
    """Return the index over the starter taxonomy."""
    return build_skill_index(starter_taxonomy(), language)


@lru_cache(maxsize=2)
def starter_occupations(language: str) -> OccupationIndex:
    """Return the index of the starter taxonomy's occupations."""
    return build_occupation_index(starter_taxonomy(), language)


@lru_cache(maxsize=1)
def starter_extractor() -> Extractor:
    """Return an extractor for Polish and English."""
    return Extractor(starter_index("pl"), starter_index("en"))


def names(found: tuple[FoundSkill, ...]) -> set[str]:
    """Return the English names of what was found."""
    return {starter_taxonomy().concept(one.uri).name("en") for one in found}


def occupation_named(name: str) -> str:
    """Return the URI of an occupation by its English name."""
    return next(one.uri for one in starter_taxonomy().of_kind(ConceptKind.OCCUPATION) if one.name("en") == name)
