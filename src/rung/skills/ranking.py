"""Ranks the skills of an index by how well they fit a sentence: a fused lexical ranker without any trained model.

Score = `LABEL_WEIGHT` x cosine of lemmas with the best label + `LETTER_WEIGHT` x cosine of letters with the preferred
label + `CENTROID_WEIGHT` x cosine of lemmas with the centroid + `NEED_WEIGHT` x how many occupations need the skill,
divided by the sum of the weights. What shares nothing with the sentence has no score. The weights were chosen on
validation data alone (docs/reference/skills-measured.md).
"""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from rung.skills.skill_index import SkillIndex
from rung.skills.sparse import Numbers, SparseRows
from rung.skills.words import Word

LABEL_WEIGHT = 1.0
LETTER_WEIGHT = 0.3
CENTROID_WEIGHT = 0.3
NEED_WEIGHT = 0.1
_ALL_WEIGHTS = LABEL_WEIGHT + LETTER_WEIGHT + CENTROID_WEIGHT + NEED_WEIGHT

SENTENCES_AT_ONCE = 64
"""So many rows of dense scores over ESCO take 3.6 MB, which stays in the processor's cache."""


def scores(index: SkillIndex, sentences: Sequence[Sequence[Word]]) -> Iterator[tuple[int, Numbers]]:
    """Yield blocks of scores, 0 to 1, each with the number of its first sentence.

    A block has a row for each sentence and a column for each skill, in the order of `index.uris`.
    """
    skill_of_label = np.repeat(np.arange(len(index.uris), dtype=np.int64), np.diff(index.first_label))
    for start in range(0, len(sentences), SENTENCES_AT_ONCE):
        yield start, _block(index, sentences[start : start + SENTENCES_AT_ONCE], skill_of_label)


def best(scored: Numbers, number: int) -> list[int]:
    """Return the places of the highest scores above 0, the highest first, equals in the order of the index."""
    number = min(number, len(scored))
    cut = np.partition(scored, len(scored) - number)[len(scored) - number] if number else np.inf
    places = np.flatnonzero(scored >= max(cut, np.finfo(np.float32).tiny))
    order = np.argsort(-scored[places], kind="stable")[:number]
    return [int(place) for place in places[order]]


def _block(index: SkillIndex, sentences: Sequence[Sequence[Word]], skill_of_label: NDArray[np.int64]) -> Numbers:
    lemmas = [index.lemmas_of(sentence) for sentence in sentences]
    by_lemma = SparseRows.of(lemmas, index.lemma_weights)
    by_letter = SparseRows.of([index.grams_of(sentence) for sentence in sentences], index.gram_weights)
    total = _best_label(by_lemma.times(index.label_postings), skill_of_label, len(index.uris))
    total *= LABEL_WEIGHT
    total += LETTER_WEIGHT * by_letter.dense_times(index.gram_postings)
    total += CENTROID_WEIGHT * by_lemma.dense_times(index.centroid_postings)
    np.add(total, NEED_WEIGHT * index.needs, out=total, where=total > 0)
    total /= _ALL_WEIGHTS
    return total


def _best_label(by_label: SparseRows, skill_of_label: NDArray[np.int64], skills: int) -> Numbers:
    """Return for each sentence and skill the highest score of any of the skill's labels."""
    best_of = np.zeros(by_label.height * skills, np.float32)
    rows = by_label.row_of_entries().astype(np.int64)
    np.maximum.at(best_of, rows * skills + skill_of_label[by_label.columns], by_label.values)
    return best_of.reshape(by_label.height, skills)
