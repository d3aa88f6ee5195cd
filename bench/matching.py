"""How well titles are linked to occupations, and occupations to each other.

RUNG_TEST_DATA names the folder with the development halves: MELO (Polish national titles to ESCO in Polish, odd query
numbers) and O*NET's related occupations (odd SOC numbers) through ESCO's official crosswalk. Setting up used these
halves and no others.
"""

import csv
import os
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np

from rung.skills import (
    CareerIndex,
    Concept,
    ConceptKind,
    Label,
    LabelKind,
    Taxonomy,
    TaxonomyPart,
    build_career_index,
    build_occupation_index,
    link_title,
    read_esco,
)

CROSSWALK_HEADER = 17
CLOSE = {"exactMatch", "closeMatch"}
PRIMARY = {"Primary-Short", "Primary-Long"}


def data(*parts: str) -> Path:
    """Return a file of the published data."""
    return Path(os.environ["RUNG_TEST_DATA"], "skills", *parts)


def rows(*parts: str) -> list[list[str]]:
    """Return the rows of a file of tab-separated values."""
    return [line.split("\t") for line in data(*parts).read_text("utf-8").splitlines()]


def average_precision(hits: Sequence[bool], wanted: int) -> float:
    """Return the mean of the precision at each hit, over all that is wanted."""
    places = np.flatnonzero(hits) + 1
    return float((np.arange(1, len(places) + 1) / places).sum() / wanted)


# --- MELO ------------------------------------------------------------------------------------------------------------


def melo_taxonomy() -> tuple[Taxonomy, dict[str, list[str]]]:
    """Return MELO's Polish corpus as a taxonomy (ISCO groups count as occupations there), and each URI's elements."""
    concept_of = {row[0]: row[1] for row in rows("melo", "pol_pol_concept_mapping.tsv")}
    texts: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for element, text in rows("melo", "pol_pol_corpus_elements.tsv"):
        texts[concept_of[element]][element] = text
    concepts = tuple(Concept(uri, ConceptKind.OCCUPATION, tuple(labels(of.values()))) for uri, of in texts.items())
    return Taxonomy.of("MELO", "pol-pol", TaxonomyPart(concepts)), {uri: list(of) for uri, of in texts.items()}


def labels(texts: Iterable[str]) -> Iterator[Label]:
    """Yield labels, the first of them preferred."""
    for number, text in enumerate(dict.fromkeys(" ".join(one.split()) for one in texts)):
        yield Label("pl", LabelKind.ALTERNATIVE if number else LabelKind.PREFERRED, text)


def show_melo() -> None:
    """Print MAP and MRR over corpus elements, as MELO counts, and the MRR over occupations."""
    taxonomy, elements_of = melo_taxonomy()
    index = build_occupation_index(taxonomy, "pl")
    relevant: defaultdict[str, set[str]] = defaultdict(set)
    for query, _, element, _ in rows("melo", "pol_pol_annotations_dev.tsv"):
        relevant[query].add(element)
    queries = rows("melo", "pol_pol_queries_dev.tsv")
    precision = reciprocal = by_occupation = 0.0
    for query, title in queries:
        found = [one.uri for one in link_title(index, title, len(index.uris))]
        hits = [element in relevant[query] for uri in found for element in elements_of[uri]]
        precision += average_precision(hits, len(relevant[query]))
        reciprocal += next((1 / place for place, hit in enumerate(hits, 1) if hit), 0)
        right = (place for place, uri in enumerate(found, 1) if relevant[query] & set(elements_of[uri]))
        by_occupation += 1 / next(right, 10**9)
    number, start = len(queries), time.process_time()
    for _, title in queries:
        link_title(index, title)
    spent = time.process_time() - start
    print(f"Polish titles to ESCO (MELO, {number} titles of the development half, {len(index.uris)} concepts)")
    print(f"  MAP {precision / number:.3f}   MRR {reciprocal / number:.3f}")
    print(f"  MRR over occupations, whose elements count as one: {by_occupation / number:.3f}")
    print(f"  {number / spent:,.0f} titles a CPU second, each compared with every occupation")
    print("  read in the paper of MELO: BM25 .379, BGE-M3 .448, E5 .504, OpenAI .501 (MAP, whole set)")


# --- O*NET -----------------------------------------------------------------------------------------------------------


def crosswalk(index: CareerIndex) -> dict[str, set[int]]:
    """Return for each O*NET occupation the ESCO occupations that match it exactly or closely."""
    found: defaultdict[str, set[int]] = defaultdict(set)
    with data("onet", "crosswalk_esco_onet.csv").open(encoding="utf-8-sig", newline="") as stream:
        for row in list(csv.reader(stream))[CROSSWALK_HEADER:]:
            if row[6] in CLOSE and row[3] in index.places:
                found[row[0]].add(index.places[row[3]])
    return dict(found)


def related() -> dict[str, set[str]]:
    """Return the related occupations of the experts' two upper tiers."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    with data("onet", "related_occupations_dev.csv").open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream):
            if row["Relatedness Tier"] in PRIMARY:
                found[row["O*NET-SOC Code"]].add(row["Related O*NET-SOC Code"])
    return dict(found)


def asked(index: CareerIndex) -> Iterator[tuple[int, list[int], set[int]]]:
    """Yield each origin with the occupations to rank and those that are right.

    Occupations that match the same O*NET occupation as the origin are neither right nor wrong, and left out.
    """
    match, near = crosswalk(index), related()
    codes_of: defaultdict[int, set[str]] = defaultdict(set)
    for code, places in match.items():
        for place in places:
            codes_of[place].add(code)
    for origin in sorted(codes_of):
        same = {place for code in codes_of[origin] for place in match[code]}
        targets = {other for code in codes_of[origin] for other in near.get(code, ())}
        right = {place for code in targets for place in match.get(code, ())} - same
        if right:
            yield origin, [place for place in sorted(codes_of) if place not in same], right


def show_moves() -> None:
    """Print MAP, precision at 10 and the area under the curve, for skills alone and for the blend."""
    parts = (data("esco", f"ESCO-1.1.1-{name}-csv.zip") for name in ("classification-en", "relations"))
    start = time.process_time()
    index = build_career_index(read_esco("1.1.1", *parts).taxonomy, "en")
    print(
        f"Career moves (O*NET development half); ESCO read and index built in {time.process_time() - start:.1f} CPU s"
    )
    questions = list(asked(index))
    ways = {
        "skills alone (TF-IDF)": lambda place: index.skills.dense_times(index.skills.row(place).transposed())[:, 0],
        "blend": index.similarities,
    }
    for name, likeness in ways.items():
        figures = []
        for origin, candidates, right in questions:
            order = np.argsort(-likeness(origin)[candidates], kind="stable")
            hits = np.array([candidates[place] in right for place in order])
            places = np.flatnonzero(hits) + 1
            above = places.sum() - len(places) * (len(places) + 1) / 2
            area = 1 - above / (len(places) * (len(hits) - len(places)))
            figures.append((average_precision(hits.tolist(), len(places)), hits[:10].mean(), area))
        precision, first_ten, area = np.mean(figures, axis=0)
        print(f"  {name:<24}{len(questions)} origins   MAP {precision:.3f}   P@10 {first_ten:.3f}   AUC {area:.3f}")


def main() -> None:
    """Measure and print."""
    if "RUNG_TEST_DATA" not in os.environ:
        print("Matching: not measured, RUNG_TEST_DATA is not set")
        return
    show_melo()
    show_moves()


if __name__ == "__main__":
    main()
