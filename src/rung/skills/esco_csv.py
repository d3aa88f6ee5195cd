"""Reads the official ESCO download (CSV, one folder or zip per language, with or without the relations in it).

Column and file names are those of ESCO 1.0.9 to 1.2: `skills_en.csv`, `occupationSkillRelations.csv` or
`occupationSkillRelations_en.csv`. Collections and concept schemes are not needed and passed over.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from rung.core.errors import ValueRefusedError
from rung.core.lang_text import LangText
from rung.skills.concept import Concept, ConceptKind, Label, LabelKind, Relation, RelationKind
from rung.skills.errors import ArchiveRefusedError
from rung.skills.esco_archive import CsvFile, csv_files
from rung.skills.taxonomy import Taxonomy, TaxonomyPart

_NAME = re.compile(r"(?P<stem>[A-Za-z]+)(?:_(?P<language>[a-z]{2,3}(?:-[A-Za-z]+)?))?\.csv\Z", re.ASCII)

_TABLES = {
    "skills": (ConceptKind.SKILL, ""),
    "occupations": (ConceptKind.OCCUPATION, "iscoGroup"),
    "skillGroups": (ConceptKind.GROUP, "code"),
    "ISCOGroups": (ConceptKind.GROUP, "code"),
}
"""Each table of concepts, the kind in it and the column that holds the notation."""

_BROADER = ("broaderRelationsSkillPillar", "broaderRelationsOccPillar")
_NEEDED = ("skills", "occupations", "skillGroups", "ISCOGroups", *_BROADER, "occupationSkillRelations")
_WITHDRAWN = "obsolete"
_MOST_DANGLING = 0.01


@dataclass(slots=True)
class _Gathered:
    """One concept while its languages are still being read."""

    kind: ConceptKind
    code: str
    labels: dict[tuple[str, str], LabelKind] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class _Reading:
    """What has been read so far."""

    concepts: dict[str, _Gathered] = field(default_factory=dict)
    relations: list[Relation] = field(default_factory=list)
    seen: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def read(self, file: CsvFile) -> None:
        """Take in one file, or pass over one that is not needed."""
        match = _NAME.match(file.name)
        stem, language = (match["stem"], match["language"] or "") if match else ("", "")
        if stem in _TABLES and language:
            self._read_concepts(file, language, *_TABLES[stem])
        elif stem in _BROADER:
            self.relations += _broader(file)
        elif stem == "occupationSkillRelations":
            self.relations += _needs(file)
        self.seen[stem].add(language)

    def _read_concepts(self, file: CsvFile, language: str, kind: ConceptKind, code_column: str) -> None:
        hidden = [] if file.name.startswith("ISCOGroups") else ["hiddenLabels"]
        columns = ["conceptUri", "status", "preferredLabel", "altLabels", "description", code_column, *hidden]
        for uri, status, preferred, alternative, text, *rest in file.rows(*filter(None, columns)):
            if status == _WITHDRAWN:
                continue
            code = rest.pop(0) if code_column else ""
            one = self.concepts.setdefault(uri, _Gathered(kind, code))
            one.labels.setdefault((language, _line(preferred)), LabelKind.PREFERRED)
            for label in filter(None, map(_line, alternative.split("\n"))):
                one.labels.setdefault((language, label), LabelKind.ALTERNATIVE)
            for label in filter(None, map(_line, "".join(rest).split("\n"))):
                one.labels.setdefault((language, label), LabelKind.HIDDEN)
            if text.strip():
                one.texts[language] = " ".join(text.split())

    def part(self) -> TaxonomyPart:
        """Return the concepts, and the relations of which both ends are there."""
        concepts = tuple(_concept(uri, one) for uri, one in self.concepts.items())
        return TaxonomyPart(concepts, tuple(one for one in self.relations if self.has_both_ends(one)))

    def has_both_ends(self, relation: Relation) -> bool:
        """Tell whether a relation connects two released concepts."""
        return relation.subject in self.concepts and relation.target in self.concepts


@dataclass(frozen=True, slots=True)
class EscoImport:
    """An imported taxonomy, and the relations of the download that lead to concepts it does not release.

    ESCO 1.1.1 has 75 of these, left over from eight concepts that were withdrawn.
    """

    taxonomy: Taxonomy
    dangling: tuple[Relation, ...]


def read_esco(version: str, *downloads: Path) -> EscoImport:
    """Return ESCO of one version, with the languages of all `downloads` (folders or zips).

    The files do not say their version, so it is given. Raises `ArchiveRefusedError` for a damaged download, for a
    set that lacks a table, and where more than 1 % of the relations lead nowhere, which means that the tables are of
    different versions; `TaxonomyRefusedError` where the content contradicts itself.
    """
    reading = _Reading()
    for download in downloads:
        for file in csv_files(download):
            reading.read(file)
    lacking = [name for name in _NEEDED if name not in reading.seen]
    if lacking:
        raise ArchiveRefusedError(
            f"The download lacks {', '.join(lacking)}: choose “classification” and “relations” as CSV, all pillars.",
            lacking=lacking,
        )
    dangling = tuple(one for one in reading.relations if not reading.has_both_ends(one))
    if len(dangling) > _MOST_DANGLING * len(reading.relations):
        raise ArchiveRefusedError(
            f"{len(dangling)} of {len(reading.relations)} relations lead to concepts that are not in the download: "
            "take concepts and relations of the same version.",
            dangling=len(dangling),
        )
    return EscoImport(Taxonomy.of("ESCO", version, reading.part()), dangling)


def _concept(uri: str, one: _Gathered) -> Concept:
    try:
        labels = tuple(Label(language, kind, text) for (language, text), kind in one.labels.items())
        return Concept(uri, one.kind, labels, LangText.of(one.texts) if one.texts else None, one.code or None)
    except ValueRefusedError as error:
        raise ArchiveRefusedError(f"{uri}: {error.sentence}", uri=uri) from error


def _broader(file: CsvFile) -> Iterator[Relation]:
    for subject, target in file.rows("conceptUri", "broaderUri"):
        yield Relation(subject, RelationKind.BROADER, target)


def _needs(file: CsvFile) -> Iterable[Relation]:
    for subject, kind, target in file.rows("occupationUri", "relationType", "skillUri"):
        if kind not in {RelationKind.ESSENTIAL, RelationKind.OPTIONAL}:
            raise ArchiveRefusedError(f"{file.name}: “{kind}” is neither essential nor optional.", file=file.name)
        yield Relation(subject, RelationKind(kind), target)


def _line(text: str) -> str:
    """Return a label on one line: ESCO's labels hold stray tabs, doubled blanks and soft hyphens."""
    return " ".join("".join(one if one.isprintable() else " " for one in text).split())
