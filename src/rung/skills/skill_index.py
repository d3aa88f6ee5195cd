"""The inverted index over the skills of one taxonomy release in one language.

Three ways of comparing a sentence with a skill rest on it: lemmas with each label, letters with the preferred label,
and lemmas with the centroid of labels and description (Rocchio). It is built once for a release and then only read.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from rung.skills.concept import Concept, ConceptKind, LabelKind
from rung.skills.sparse import Ids, Numbers, SparseRows, distinct
from rung.skills.taxonomy import Release, Taxonomy
from rung.skills.word_lists import words_of
from rung.skills.words import Word, lemma, lemmas, neutral, words

GRAM_LENGTHS = (3, 4, 5)
_COMMON_GRAM = 0.015
_COMMON_LEMMA = 0.06
_LEAST_COMMON = 64
"""Letters found in more than 1.5 % of the skills, and lemmas in more than 6 % of the centroids, tell little and cost
most of the time; leaving them out moved RP@5 on the validation halves by less than a point. A small taxonomy keeps all.
"""

_WORDS_REMEMBERED = 100_000

UNKNOWN = -1
"""The number of a lemma that is not in the index."""

_POLISH_CASE_ENDINGS = ("owi", "em", "ie", "ów", "om", "a", "u", "y", "e")
_SHORTEST_STEM = 4
"""Names of products are declined in Polish and stand in no dictionary: “w Postmanie”, “w Bashu”, “JMetera”."""


@dataclass(frozen=True, slots=True, eq=False)
class SkillIndex:
    """Arrays over the skills `uris`; the labels of skill `i` are `first_label[i]` to `first_label[i + 1]`.

    `needs` says how widely a skill is needed, from 0 for no occupation to 1 for the most.
    """

    release: Release
    language: str
    uris: tuple[str, ...]
    needs: Numbers
    label_texts: tuple[str, ...]
    first_label: Ids
    labels: SparseRows
    lemma_ids: Mapping[str, int]
    lemma_weights: Numbers
    lemma_skills: Ids
    gram_ids: Mapping[str, int]
    gram_weights: Numbers
    label_postings: SparseRows
    gram_postings: SparseRows
    centroid_postings: SparseRows
    everyday: frozenset[int]
    _grams_of_words: dict[str, Ids] = field(default_factory=dict, repr=False)

    def lemmas_of(self, sentence: Sequence[Word]) -> Ids:
        """Return the numbers of the known lemmas of a sentence, each once."""
        return distinct(number for number in self.numbers_of(sentence) if number != UNKNOWN)

    def numbers_of(self, sentence: Sequence[Word]) -> list[int]:
        """Return the number of the lemma of each word, `UNKNOWN` for a word that no label or description holds."""
        return [self._number_of(word.lemma) for word in sentence]

    def _number_of(self, lemma: str) -> int:
        found = self.lemma_ids.get(lemma, UNKNOWN)
        if found == UNKNOWN and self.language == "pl":
            stems = (lemma.removesuffix(ending) for ending in _POLISH_CASE_ENDINGS if lemma.endswith(ending))
            known = (self.lemma_ids[stem] for stem in stems if len(stem) >= _SHORTEST_STEM and stem in self.lemma_ids)
            return next(known, UNKNOWN)
        return found

    def grams_of(self, sentence: Sequence[Word]) -> Ids:
        """Return the numbers of the known runs of letters of a sentence, each once."""
        surfaces = neutral((word.surface for word in sentence), self.language, in_sentence=True)
        found = [self._grams_of_word(surface) for surface in surfaces]
        return np.unique(np.concatenate(found)) if found else np.zeros(0, np.int32)

    def centroid_of(self, lemma: int) -> Ids:
        """Return the skills in whose labels or description a lemma stands; none for a lemma that stands in too many."""
        starts = self.centroid_postings.starts
        return self.centroid_postings.columns[starts[lemma] : starts[lemma + 1]]

    def is_everyday(self, lemma: int) -> bool:
        """Tell whether a lemma is a word of everyday language, which names no skill by itself."""
        return lemma in self.everyday

    def _grams_of_word(self, surface: str) -> Ids:
        remembered = self._grams_of_words.get(surface)
        if remembered is None:
            known = self.gram_ids
            grams = letter_runs(surface, GRAM_LENGTHS)
            remembered = distinct(known[gram] for gram in grams if gram in known)
            if len(self._grams_of_words) < _WORDS_REMEMBERED:
                self._grams_of_words[surface] = remembered
        return remembered


def letter_runs(word: str, lengths: Iterable[int]) -> list[str]:
    """Return the runs of letters of a word, marked at its ends, so that “test” is told from “con·test”."""
    marked = f" {word} "
    return [marked[place : place + size] for size in lengths for place in range(len(marked) - size + 1)]


def build_skill_index(taxonomy: Taxonomy, language: str) -> SkillIndex:
    """Return the index over all skills with a label in `language`. ESCO in English takes about 5 s."""
    skills = [one for one in taxonomy.of_kind(ConceptKind.SKILL) if one.labels_in(language)]
    texts = [[label.text for label in skill.labels_in(language)] for skill in skills]
    labels = [lemmas(text, language) for of_skill in texts for text in of_skill]
    descriptions = [lemmas(skill.description_in(language), language) for skill in skills]
    grams = [_grams(_shown_label(skill, language), language) for skill in skills]
    first_label = np.cumsum([0, *map(len, texts)], dtype=np.int32)
    lemma_ids, lemma_weights = vocabulary([*labels, *descriptions])
    gram_ids, gram_weights = vocabulary(grams)
    label_rows = SparseRows.of([distinct(map(lemma_ids.__getitem__, one)) for one in labels], lemma_weights)
    described = [distinct(map(lemma_ids.__getitem__, one)) for one in descriptions]
    centroids = _centroids(label_rows, first_label, SparseRows.of(described, lemma_weights))
    gram_rows = SparseRows.of([distinct(map(gram_ids.__getitem__, one)) for one in grams], gram_weights)
    return SkillIndex(
        release=taxonomy.release,
        language=language,
        uris=tuple(skill.uri for skill in skills),
        needs=_needs(taxonomy, skills),
        label_texts=tuple(text for of_skill in texts for text in of_skill),
        first_label=first_label,
        labels=label_rows,
        lemma_ids=lemma_ids,
        lemma_weights=lemma_weights,
        lemma_skills=_skills_per_lemma(label_rows, first_label),
        gram_ids=gram_ids,
        gram_weights=gram_weights,
        label_postings=label_rows.transposed(),
        gram_postings=gram_rows.transposed().without_common(_most(_COMMON_GRAM, len(skills))),
        centroid_postings=centroids.transposed().without_common(_most(_COMMON_LEMMA, len(skills))),
        everyday=everyday_lemmas(lemma_ids, language),
    )


def everyday_lemmas(lemma_ids: Mapping[str, int], language: str) -> frozenset[int]:
    """Return the numbers of the lemmas that are words of everyday language."""
    lemmas_of_list = {lemma(word, language) for word in words_of("everyday_words", language)}
    return frozenset(lemma_ids[one] for one in lemmas_of_list if one in lemma_ids)


def _most(share: float, skills: int) -> int:
    return max(_LEAST_COMMON, round(share * skills))


def _shown_label(skill: Concept, language: str) -> str:
    first = skill.labels_in(language)[0]
    return first.text if first.kind is LabelKind.PREFERRED else skill.name(language)


def _needs(taxonomy: Taxonomy, skills: Sequence[Concept]) -> Numbers:
    """Return the logarithm of how many occupations need each skill, optional needs counting half, 1 for the most."""
    counts = [len(taxonomy.needed_by(one.uri)) + len(taxonomy.useful_to(one.uri)) / 2 for one in skills]
    logarithms = np.log1p(np.array(counts, np.float32))
    return np.asarray(logarithms / max(float(logarithms.max(initial=0)), 1e-9), np.float32)


def _grams(text: str, language: str) -> list[str]:
    surfaces = set(neutral((word.surface for word in words(text, language)), language, in_sentence=True))
    return [gram for surface in sorted(surfaces) for gram in letter_runs(surface, GRAM_LENGTHS)]


def vocabulary(texts: Sequence[Sequence[str]]) -> tuple[dict[str, int], Numbers]:
    """Number the terms of all texts and weigh each by its inverse document frequency, smoothed."""
    frequency = Counter(term for text in texts for term in set(text))
    terms = sorted(frequency)
    weights = [math.log((len(texts) + 1) / (frequency[term] + 1)) + 1 for term in terms]
    return {term: number for number, term in enumerate(terms)}, np.array(weights, np.float32)


def _centroids(labels: SparseRows, first_label: Ids, descriptions: SparseRows) -> SparseRows:
    """Return for each skill the mean of its label vectors plus the vector of its description, at length 1."""
    counts = np.diff(first_label)
    shares = np.repeat(1 / np.maximum(counts, 1), counts).astype(np.float32)
    members = SparseRows(first_label, np.arange(first_label[-1], dtype=np.int32), shares, int(first_label[-1]))
    return SparseRows.from_matrix(members.matrix() @ labels.matrix() + descriptions.matrix()).normalised()


def _skills_per_lemma(labels: SparseRows, first_label: Ids) -> Ids:
    """Return in how many skills each lemma is part of a label: a lemma of many is no name of one."""
    skill_of_label = np.repeat(np.arange(len(first_label) - 1), np.diff(first_label))
    pairs = np.unique(np.stack([labels.columns, skill_of_label[labels.row_of_entries()]]), axis=1)
    return np.bincount(pairs[0], minlength=labels.width).astype(np.int32)
