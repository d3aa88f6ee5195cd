"""Decides which of the best-ranked skills a sentence really speaks of, and by which of its words."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rung.skills.skill_index import UNKNOWN, SkillIndex
from rung.skills.sparse import Ids, Numbers, distinct
from rung.skills.words import Word


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From where on a skill counts. Set on validation data alone (docs/reference/skills-measured.md).

    `score` is that of the ranker. `coverage` is how much of one of the skill's labels stands in the sentence: the
    squared weights of the lemmas that do, 1 for all. `names` is how many skills may have a lemma in their labels for it
    to be taken, alone, as the name of one. `gap` is how many other words may stand between the words of a label, where
    these follow each other as in the label.
    """

    score: float = 0.23
    coverage: float = 0.75
    names: int = 12
    gap: int = 2


@dataclass(frozen=True, slots=True)
class Evidence:
    """The sentence, the skill and its label by their numbers, and the stretch of text that names the skill."""

    sentence: int
    skill: int
    label: int
    start: int
    end: int
    score: float


def evidence(
    index: SkillIndex, sentences: Sequence[Sequence[Word]], scored: Numbers, thresholds: Thresholds
) -> Iterator[Evidence]:
    """Yield what some sentences give evidence of. `scored` has a row for each and a column for each skill."""
    numbers = [index.numbers_of(sentence) for sentence in sentences]
    present = [distinct(number for number in one if number != UNKNOWN) for one in numbers]
    stands_in = np.zeros((len(sentences), index.labels.width), np.bool_)
    for row, lemmas in enumerate(present):
        stands_in[row, lemmas] = True
    found: defaultdict[int, list[tuple[Evidence, frozenset[int]]]] = defaultdict(list)
    for row, skill, label in _covered(index, scored, stands_in, thresholds):
        lemmas = index.labels.columns[index.labels.starts[label] : index.labels.starts[label + 1]]
        matched = lemmas[stands_in[row, lemmas]].tolist()
        first, last = _span(numbers[row], matched)
        in_order = _in_order(numbers[row][first : last + 1], matched)
        close = last - first < len(matched) + (thresholds.gap if in_order else 0)
        if close and _is_specific(index, skill, matched, present[row], thresholds):
            start, end = sentences[row][first].start, sentences[row][last].end
            one = Evidence(row, skill, label, start, end, float(scored[row, skill]))
            found[row].append((one, frozenset(matched)))
    for of_sentence in found.values():
        yield from (one for one, lemmas in of_sentence if not _is_part_of_another(one, lemmas, of_sentence))


def _is_part_of_another(
    one: Evidence, lemmas: frozenset[int], found: Sequence[tuple[Evidence, frozenset[int]]]
) -> bool:
    """Tell whether the words of `one` are some of those of a longer match: “welding” in “welding robots”."""
    return any(lemmas < of_other and other.start <= one.start and one.end <= other.end for other, of_other in found)


def _covered(
    index: SkillIndex, scored: Numbers, stands_in: NDArray[np.bool_], thresholds: Thresholds
) -> Iterator[tuple[int, int, int]]:
    """Yield sentence, skill and label where enough of a label stands in the sentence: the first of the fullest.

    All sentences are looked at in one go; for one after the other, calling numpy would take longer than its work.
    """
    rows, skills = np.nonzero(scored >= thresholds.score)
    first, starts = index.first_label, index.labels.starts
    labels = _ranges(first[skills], first[skills + 1])
    entries = _ranges(starts[labels], starts[labels + 1])
    numbers = first[skills + 1] - first[skills]
    row_of_entry = np.repeat(np.repeat(rows, numbers), starts[labels + 1] - starts[labels])
    squares = np.where(stands_in[row_of_entry, index.labels.columns[entries]], index.labels.values[entries] ** 2, 0)
    ends = np.cumsum(starts[labels + 1] - starts[labels])
    sums = np.concatenate(([0.0], np.cumsum(squares)))
    coverage = (sums[ends] - sums[ends - (starts[labels + 1] - starts[labels])]).round(4)
    offsets = np.cumsum(numbers) - numbers
    fullest = np.maximum.reduceat(coverage, offsets) if len(offsets) else coverage
    for place in np.flatnonzero(fullest >= thresholds.coverage).tolist():
        of_skill = coverage[offsets[place] : offsets[place] + numbers[place]]
        yield int(rows[place]), int(skills[place]), int(first[skills[place]] + of_skill.argmax())


def _ranges(starts: Ids, ends: Ids) -> NDArray[np.intp]:
    """Return the numbers from each start up to its end, one range after the other."""
    sizes = ends - starts
    before = np.cumsum(sizes) - sizes
    found: NDArray[np.intp] = np.arange(sizes.sum(), dtype=np.intp) + np.repeat(starts - before, sizes)
    return found


def _is_specific(index: SkillIndex, skill: int, matched: Sequence[int], present: Ids, thresholds: Thresholds) -> bool:
    """Tell whether the matched lemmas name the skill. One everyday word does so only if another word supports it."""
    if len(matched) != 1:
        return len(matched) > 1
    (lemma,) = matched
    is_name = index.lemma_skills[lemma] <= thresholds.names
    return (is_name and not index.is_everyday(lemma)) or _is_supported(index, skill, lemma, present)


def _is_supported(index: SkillIndex, skill: int, lemma: int, present: Ids) -> bool:
    """Tell whether a lemma other than `lemma` of the sentence belongs to the skill's labels or description."""
    return any(skill in index.centroid_of(other) for other in present.tolist() if other != lemma)


def _span(numbers: Sequence[int], matched: Sequence[int]) -> tuple[int, int]:
    """Return the first and last word of the shortest stretch of the sentence that holds every matched lemma."""
    wanted = frozenset(matched)
    last_seen: dict[int, int] = {}
    shortest = (0, len(numbers) - 1)
    for place, lemma in enumerate(numbers):
        if lemma in wanted:
            last_seen[lemma] = place
            first = min(last_seen.values())
            if len(last_seen) == len(wanted) and place - first <= shortest[1] - shortest[0]:
                shortest = (first, place)
    return shortest


def _in_order(numbers: Sequence[int], matched: Sequence[int]) -> bool:
    """Tell whether the lemmas follow each other as in the label: “law of labour”, but not “labour of a … and law”."""
    wanted = frozenset(matched)
    return list(dict.fromkeys(number for number in numbers if number in wanted)) == list(matched)
