"""Links a job title to the occupations of a taxonomy, by the letters of titles and labels.

Titles are short, inflected and often misspelt: runs of 2 to 5 letters find more than lemmas do. Feminine and masculine
forms of a title are the same title.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from rung.skills.concept import ConceptKind
from rung.skills.personal_remarks import without_personal_remarks
from rung.skills.skill_index import letter_runs, vocabulary
from rung.skills.sparse import Ids, Numbers, SparseRows, distinct
from rung.skills.taxonomy import Release, Taxonomy
from rung.skills.words import neutral

_WORD = re.compile(r"[^\W_]+")
_RUN_LENGTHS = (2, 3, 4, 5)
_MEAN_WEIGHT = 0.35
"""An occupation's score is that of its best label, smoothed by the mean over its labels: one label of two words that
happens to share most of its letters is worth less than a whole set of labels that resembles the title.
"""

MAX_TITLE = 300
"""Characters of a title that are compared."""


@dataclass(frozen=True, slots=True)
class LinkedOccupation:
    """An occupation that a title may mean, the label that resembles it most, and how much, 0 to 1."""

    uri: str
    label: str
    score: float
    release: Release


@dataclass(frozen=True, slots=True, eq=False)
class OccupationIndex:
    """The labels of all occupations of a release in one language, by runs of letters."""

    release: Release
    language: str
    uris: tuple[str, ...]
    label_texts: tuple[str, ...]
    first_label: Ids
    run_ids: Mapping[str, int]
    run_weights: Numbers
    postings: SparseRows


def build_occupation_index(taxonomy: Taxonomy, language: str) -> OccupationIndex:
    """Return the index of the occupations with a label in `language`; other kinds of concepts are no answer."""
    occupations = [one for one in taxonomy.of_kind(ConceptKind.OCCUPATION) if one.labels_in(language)]
    texts = [[label.text for label in one.labels_in(language)] for one in occupations]
    runs = [_runs(text, language) for of_one in texts for text in of_one]
    run_ids, run_weights = vocabulary(runs)
    rows = SparseRows.of([distinct(map(run_ids.__getitem__, one)) for one in runs], run_weights)
    return OccupationIndex(
        release=taxonomy.release,
        language=language,
        uris=tuple(one.uri for one in occupations),
        label_texts=tuple(text for of_one in texts for text in of_one),
        first_label=np.cumsum([0, *map(len, texts)], dtype=np.int32),
        run_ids=run_ids,
        run_weights=run_weights,
        postings=rows.transposed(),
    )


def link_title(index: OccupationIndex, title: str, number: int = 5) -> tuple[LinkedOccupation, ...]:
    """Return the `number` occupations that a title most likely means, the likeliest first.

    Remarks about the person, such as (k/m), take no part. Nothing is returned for a title that shares no letters with
    any label. About 1 ms for the labels of ESCO.
    """
    neutral_title = without_personal_remarks(title[:MAX_TITLE], index.language)
    known = [index.run_ids[run] for run in _runs(neutral_title, index.language) if run in index.run_ids]
    if not known:
        return ()
    by_label = SparseRows.of([distinct(known)], index.run_weights).dense_times(index.postings)[0]
    starts, sizes = index.first_label[:-1], np.diff(index.first_label)
    highest = np.maximum.reduceat(by_label, starts)
    fused = (highest + _MEAN_WEIGHT * np.add.reduceat(by_label, starts) / sizes) / (1 + _MEAN_WEIGHT)
    places = np.argsort(-fused, kind="stable")[:number]
    return tuple(_linked(index, int(place), by_label, float(fused[place])) for place in places if fused[place] > 0)


def _linked(index: OccupationIndex, place: int, by_label: Numbers, score: float) -> LinkedOccupation:
    first, last = index.first_label[place], index.first_label[place + 1]
    label = int(first + by_label[first:last].argmax())
    return LinkedOccupation(index.uris[place], index.label_texts[label], round(score, 4), index.release)


def _runs(title: str, language: str) -> list[str]:
    words = _WORD.findall(title.lower())
    return [run for word in neutral(words, language, in_sentence=False) for run in letter_runs(word, _RUN_LENGTHS)]
