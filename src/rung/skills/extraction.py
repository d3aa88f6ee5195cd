"""Finds the skills that a text asks for or tells of, each with the words that are its evidence.

A sentence is compared with every skill (`ranking`); a skill counts when its score and the part of one of its labels
that really stands in the sentence are high enough, and when that is more than one everyday word.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rung.skills.errors import SkillsError, UnknownLanguageError
from rung.skills.evidence import Evidence, Thresholds, evidence
from rung.skills.language import detect_language
from rung.skills.limits import MAX_SENTENCE_WORDS, MAX_TEXT
from rung.skills.personal_remarks import without_personal_remarks
from rung.skills.ranking import best, scores
from rung.skills.sentences import sentences
from rung.skills.skill_index import SkillIndex
from rung.skills.taxonomy import Release
from rung.skills.words import Word, words


@dataclass(frozen=True, slots=True)
class FoundSkill:
    """A skill and why it was found: `text[start:end]` is the evidence, `label` what it was recognised by.

    `score` (0 to 1) orders the skills of a text; it is no probability.
    """

    uri: str
    start: int
    end: int
    score: float
    label: str
    release: Release


class Extractor:
    """Finds skills in texts of the languages of its indexes. Keeps nothing of the texts but their single words."""

    def __init__(self, *indexes: SkillIndex, thresholds: Thresholds | None = None) -> None:
        self._indexes: Mapping[str, SkillIndex] = {index.language: index for index in indexes}
        self._thresholds = thresholds or Thresholds()
        if len(self._indexes) != len(indexes) or len({index.release for index in indexes}) != 1:
            raise SkillsError("Give one index for each language, all of the same release of the taxonomy.")

    def extract(self, text: str, language: str | None = None) -> tuple[FoundSkill, ...]:
        """Return the skills of a text, each once with its best evidence, the highest score first.

        Without a `language` it is told from the words, for the text and for each sentence that is clearly in another.
        Of a text longer than `MAX_TEXT` characters the rest is passed over. Raises `UnknownLanguageError`.
        """
        return self.extract_many([text], language)[0]

    def extract_many(self, texts: Sequence[str], language: str | None = None) -> list[tuple[FoundSkill, ...]]:
        """Return the skills of each text. The result is that of `extract`; many short texts take less time this way."""
        found: list[dict[str, FoundSkill]] = [{} for _ in texts]
        for index, numbers, cut in self._by_language(texts, language):
            for start, scored in scores(index, cut):
                for one in evidence(index, cut[start : start + len(scored)], scored, self._thresholds):
                    _keep_best(found[numbers[start + one.sentence]], _found(index, one))
        return [tuple(sorted(one.values(), key=_order)) for one in found]

    def rank(self, sentence: str, language: str, number: int) -> tuple[tuple[str, float], ...]:
        """Return the skills that fit one sentence best, with their scores, whether or not they would count."""
        index = self._index(language)
        cut = list(words(without_personal_remarks(sentence, language), language))
        ((_, (scored,)),) = scores(index, [cut])
        return tuple((index.uris[place], float(scored[place])) for place in best(scored, number))

    def _index(self, language: str) -> SkillIndex:
        if language not in self._indexes:
            raise UnknownLanguageError(
                f"There is no index for “{language}”, only for {', '.join(self._indexes)}: build it, or choose one.",
                language=language,
            )
        return self._indexes[language]

    def _by_language(
        self, texts: Sequence[str], language: str | None
    ) -> Iterator[tuple[SkillIndex, list[int], list[list[Word]]]]:
        """Yield for each language the sentences in it, and the number of the text that each is from."""
        cut: dict[str, tuple[list[int], list[list[Word]]]] = {one: ([], []) for one in self._indexes}
        for number, text in enumerate(texts):
            for tongue, sentence in self._cut(text[:MAX_TEXT], language):
                cut[tongue][0].append(number)
                cut[tongue][1].append(sentence)
        for tongue, (numbers, sentences_in_it) in cut.items():
            yield self._indexes[tongue], numbers, sentences_in_it

    def _cut(self, text: str, language: str | None) -> Iterator[tuple[str, list[Word]]]:
        among = tuple(self._indexes)
        main = self._index(language).language if language else detect_language(text, among)
        for sentence in sentences(without_personal_remarks(text, main)):
            tongue = main if language else detect_language(sentence.text, among, main)
            cut = list(words(sentence.text, tongue, sentence.start))
            for start in range(0, len(cut), MAX_SENTENCE_WORDS):
                yield tongue, cut[start : start + MAX_SENTENCE_WORDS]


def _found(index: SkillIndex, one: Evidence) -> FoundSkill:
    return FoundSkill(
        index.uris[one.skill], one.start, one.end, round(one.score, 4), index.label_texts[one.label], index.release
    )


def _keep_best(found: dict[str, FoundSkill], one: FoundSkill) -> None:
    known = found.get(one.uri)
    if known is None or _order(one) < _order(known):
        found[one.uri] = one


def _order(one: FoundSkill) -> tuple[float, int, str]:
    return -one.score, one.start, one.uri
