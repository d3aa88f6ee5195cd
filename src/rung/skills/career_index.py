"""What career moves are ranked by: occupations compared by skills, by the hierarchy of skills, by topics and by words.

Built once for a release. The blend and its weights were validated against the expert-tiered related occupations of
O*NET through ESCO's official crosswalk; `bench/matching.py` repeats that.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse.linalg import svds  # type: ignore[import-untyped]  # scipy ships no types

from rung.skills.concept import Concept, ConceptKind
from rung.skills.skill_index import vocabulary
from rung.skills.sparse import Numbers, SparseRows, distinct
from rung.skills.taxonomy import Release, Taxonomy
from rung.skills.words import lemmas

ESSENTIAL_WEIGHT, OPTIONAL_WEIGHT = 1.0, 0.5

SKILL_TERM, HIERARCHY_TERM, TOPIC_TERM, TEXT_TERM, ISCO_TERM = 1.0, 1.0, 0.5, 0.5, 0.1
"""The weights of the blend: cosine over skills, over everything the skills are kinds of, over topics (latent semantic
analysis), over the words of labels and descriptions; and how many leading digits of the ISCO-08 group agree.
"""

_TOPICS = 100
_PER_STEP_UP = 0.5
"""What a skill gives to each next broader concept: “weld steel” speaks less for “work with metal” than for itself."""


@dataclass(frozen=True, slots=True, eq=False)
class CareerIndex:
    """Occupations with at least one skill, each a row of every matrix; rows have the length 1."""

    taxonomy: Taxonomy
    places: Mapping[str, int]
    uris: tuple[str, ...]
    skills: SparseRows
    hierarchy: SparseRows
    topics: Numbers
    text: SparseRows
    isco: tuple[str, ...]
    rarity: Mapping[str, float]

    @property
    def release(self) -> Release:
        """The release that the answers rest on."""
        return self.taxonomy.release

    def similarities(self, place: int) -> Numbers:
        """Return how like each occupation is to the one at `place`: the blend, at most 1."""
        total: Numbers = SKILL_TERM * _like(self.skills, place) + HIERARCHY_TERM * _like(self.hierarchy, place)
        total += TOPIC_TERM * (self.topics @ self.topics[place]) + TEXT_TERM * _like(self.text, place)
        same_digits = [_shared_digits(code, self.isco[place]) for code in self.isco]
        total += np.array(same_digits, np.float32) * np.float32(ISCO_TERM)
        total /= SKILL_TERM + HIERARCHY_TERM + TOPIC_TERM + TEXT_TERM + ISCO_TERM
        return total


def build_career_index(taxonomy: Taxonomy, language: str) -> CareerIndex:
    """Return the index; labels and descriptions are compared in `language`. ESCO takes about 15 s."""
    occupations = [one for one in taxonomy.of_kind(ConceptKind.OCCUPATION) if _needs(taxonomy, one.uri)]
    profiles = [_needs(taxonomy, one.uri) for one in occupations]
    rarity = _rarity(profiles)
    skills = _weighted(profiles, rarity)
    rolled = [_rolled_up(taxonomy, profile) for profile in profiles]
    return CareerIndex(
        taxonomy=taxonomy,
        places={one.uri: place for place, one in enumerate(occupations)},
        uris=tuple(one.uri for one in occupations),
        skills=skills,
        hierarchy=_weighted(rolled, _rarity(rolled)),
        topics=_topics(skills),
        text=_text(occupations, language),
        isco=tuple(one.code or "" for one in occupations),
        rarity=rarity,
    )


def _needs(taxonomy: Taxonomy, uri: str) -> dict[str, float]:
    optional = dict.fromkeys(taxonomy.optional(uri), OPTIONAL_WEIGHT)
    return optional | dict.fromkeys(taxonomy.essential(uri), ESSENTIAL_WEIGHT)


def _rarity(profiles: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """Return the inverse document frequency of each skill: what nearly everybody needs tells little."""
    frequency = Counter(skill for profile in profiles for skill in profile)
    return {skill: math.log((len(profiles) + 1) / (number + 1)) + 1 for skill, number in sorted(frequency.items())}


def _rolled_up(taxonomy: Taxonomy, profile: Mapping[str, float]) -> dict[str, float]:
    """Return the profile with the broader concepts of its skills, each step up counting half."""
    total: defaultdict[str, float] = defaultdict(float)
    for skill, own_weight in profile.items():
        level, seen, passed_on = {skill}, {skill}, own_weight
        while level:
            for one in sorted(level):
                total[one] += passed_on
            level = {above for one in level for above in taxonomy.broader(one)} - seen
            seen |= level
            passed_on *= _PER_STEP_UP
    return {concept: 1 + math.log1p(weight) for concept, weight in total.items()}


def _weighted(profiles: Sequence[Mapping[str, float]], rarity: Mapping[str, float]) -> SparseRows:
    columns = {skill: number for number, skill in enumerate(rarity)}
    starts = np.cumsum([0, *map(len, profiles)], dtype=np.int32)
    places = np.array([columns[skill] for profile in profiles for skill in profile], np.int32)
    values = [weight * rarity[skill] for profile in profiles for skill, weight in profile.items()]
    return SparseRows(starts, places, np.array(values, np.float32), len(columns)).normalised()


def _topics(skills: SparseRows) -> Numbers:
    """Return the occupations in the space of the strongest topics (truncated singular value decomposition)."""
    number = min(_TOPICS, skills.height - 1, skills.width - 1)
    if number < 1:
        return np.zeros((skills.height, 1), np.float32)
    start = np.ones(min(skills.height, skills.width), np.float64)
    left, strengths, _ = svds(skills.matrix().astype(np.float64), k=number, v0=start)
    found = left * strengths
    lengths = np.linalg.norm(found, axis=1, keepdims=True)
    scaled: Numbers = (found / np.where(lengths == 0, 1, lengths)).astype(np.float32)
    return scaled


def _text(occupations: Sequence[Concept], language: str) -> SparseRows:
    texts = [
        lemmas(" ".join([*(label.text for label in one.labels_in(language)), one.description_in(language)]), language)
        for one in occupations
    ]
    ids, weights = vocabulary(texts)
    return SparseRows.of([distinct(ids[lemma] for lemma in text) for text in texts], weights)


def _like(rows: SparseRows, place: int) -> Numbers:
    return rows.dense_times(rows.row(place).transposed())[:, 0]


def _shared_digits(first: str, second: str) -> float:
    """Return how much of two ISCO-08 groups agrees, from the major group down: 2 of 4 digits are 0.5."""
    agreeing = 0
    for one, other in zip(first, second, strict=False):
        if one != other:
            break
        agreeing += 1
    return agreeing / 4
