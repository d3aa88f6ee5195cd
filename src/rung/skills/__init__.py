"""Skills: what a taxonomy says, what a text asks for, what is in demand, and how far somebody is from it.

A pure library: it knows no database, no network and no clock. Taxonomies, texts and counts are arguments, every answer
names its release and its reasons. Start with `starter_taxonomy` or `read_esco`, then `Extractor`, `gap` or `trends`.
"""

from rung.skills.career_index import CareerIndex, build_career_index
from rung.skills.career_moves import CareerMove, Credited, NextSkill, career_moves, next_skills
from rung.skills.concept import Concept, ConceptKind, Label, LabelKind, Relation, RelationKind
from rung.skills.demand import (
    Advertisement,
    Share,
    StandardisedShare,
    distinct_advertisements,
    shares,
    standardised,
)
from rung.skills.errors import (
    ArchiveRefusedError,
    FigureRefusedError,
    IndexRefusedError,
    SkillsError,
    TaxonomyRefusedError,
    UnknownConceptError,
    UnknownLanguageError,
)
from rung.skills.esco_csv import EscoImport, read_esco
from rung.skills.evidence import Thresholds
from rung.skills.extraction import Extractor, FoundSkill
from rung.skills.gap import Advice, Claim, GapReport, SkillGap, Standing, Target, gap, targets_of
from rung.skills.index_store import stored_skill_index
from rung.skills.language import detect_language
from rung.skills.local_form import read_local
from rung.skills.occupation_linking import LinkedOccupation, OccupationIndex, build_occupation_index, link_title
from rung.skills.overlap import Overlap, overlap
from rung.skills.skill_index import SkillIndex, build_skill_index
from rung.skills.starter import starter_taxonomy
from rung.skills.taxonomy import Release, Taxonomy, TaxonomyPart
from rung.skills.trend import Series, Trend, Verdict, theil_sen, trends

__all__ = [
    "Advertisement",
    "Advice",
    "ArchiveRefusedError",
    "CareerIndex",
    "CareerMove",
    "Claim",
    "Concept",
    "ConceptKind",
    "Credited",
    "EscoImport",
    "Extractor",
    "FigureRefusedError",
    "FoundSkill",
    "GapReport",
    "IndexRefusedError",
    "Label",
    "LabelKind",
    "LinkedOccupation",
    "NextSkill",
    "OccupationIndex",
    "Overlap",
    "Relation",
    "RelationKind",
    "Release",
    "Series",
    "Share",
    "SkillGap",
    "SkillIndex",
    "SkillsError",
    "StandardisedShare",
    "Standing",
    "Target",
    "Taxonomy",
    "TaxonomyPart",
    "TaxonomyRefusedError",
    "Thresholds",
    "Trend",
    "UnknownConceptError",
    "UnknownLanguageError",
    "Verdict",
    "build_career_index",
    "build_occupation_index",
    "build_skill_index",
    "career_moves",
    "detect_language",
    "distinct_advertisements",
    "gap",
    "link_title",
    "next_skills",
    "overlap",
    "read_esco",
    "read_local",
    "shares",
    "standardised",
    "starter_taxonomy",
    "stored_skill_index",
    "targets_of",
    "theil_sen",
    "trends",
]
