"""How well and how fast skills are found in sentences, beside two simple ways in the same run.

RUNG_TEST_DATA names the folder with ESCO 1.1.0 and the validation halves of the public benchmark of Decorte et al.
(TECH and HOUSE). Ranking: RP@5, RP@10 and the mean reciprocal rank, over sentences with at least one ESCO label. Sets:
micro-averaged precision, recall and F1 over all sentences. Times are CPU seconds of one core. The Polish sentences are
our own (docs/reference/skills-measured.md); their odd lines served for setting up, the even ones are held out.
"""

import csv
import os
import resource
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import numpy as np

from rung.skills import Extractor, SkillIndex, Taxonomy, build_skill_index, read_esco, starter_taxonomy
from rung.skills.words import lemmas

GOLD = Path(__file__).parents[1] / "tests/skills/data/polish_gold.tsv"
AT_ONCE = 2_000

Ranker = Callable[[str], list[str]]


def benchmark(name: str, taxonomy: Taxonomy) -> list[tuple[str, set[str]]]:
    """Return the sentences of a validation half, each with the URIs of its ESCO labels; some have none."""
    by_name = {one.name("en").lower(): one.uri for one in taxonomy if "/skill/" in one.uri}
    found: dict[str, set[str]] = {}
    path = Path(os.environ["RUNG_TEST_DATA"], "skills", "bench", f"{name}_validation_annotations.csv")
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            uri = by_name.get(row["label"].strip().lower())
            found.setdefault(row["sentence"], set()).update({uri} if uri else ())
    return list(found.items())


def ranked_well(rank: Ranker, labelled: Sequence[tuple[str, set[str]]]) -> tuple[float, float, float]:
    """Return RP@5, RP@10 and MRR in percent: RP@k is the hits among the first k as part of min(k, labels)."""
    five = ten = reciprocal = 0.0
    asked = [(sentence, gold) for sentence, gold in labelled if gold]
    for sentence, gold in asked:
        found = rank(sentence)
        five += len(gold & set(found[:5])) / min(5, len(gold))
        ten += len(gold & set(found[:10])) / min(10, len(gold))
        reciprocal += next((1 / place for place, uri in enumerate(found, 1) if uri in gold), 0)
    return tuple(100 * total / len(asked) for total in (five, ten, reciprocal))  # type: ignore[return-value]  # three


def set_figures(found: Iterable[set[str]], labelled: Sequence[tuple[str, set[str]]]) -> tuple[float, float, float]:
    """Return precision, recall and F1 over all sentences together."""
    hits = given = wanted = 0
    for one, (_, gold) in zip(found, labelled, strict=True):
        hits, given, wanted = hits + len(one & gold), given + len(one), wanted + len(gold)
    return hits / max(given, 1), hits / max(wanted, 1), 2 * hits / max(given + wanted, 1)


# --- Two simple ways -------------------------------------------------------------------------------------------------


def dictionary(index: SkillIndex) -> Ranker:
    """Return a dictionary of lemmatised labels: a skill is found where one stands word by word, the longest first."""
    owners = [
        uri
        for uri, (first, last) in zip(index.uris, pairwise(index.first_label.tolist()), strict=True)
        for _ in range(last - first)
    ]
    names: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    for uri, text in zip(owners, index.label_texts, strict=True):
        names[tuple(lemmas(text, "en"))].append(uri)
    longest = max(map(len, names))

    def rank(sentence: str) -> list[str]:
        text = lemmas(sentence, "en")
        spans = ((size, start) for size in range(longest, 0, -1) for start in range(len(text) - size + 1))
        return list(
            dict.fromkeys(uri for size, start in spans for uri in names.get(tuple(text[start : start + size]), ()))
        )

    return rank


def bm25(index: SkillIndex) -> Ranker:
    """Return BM25 (k1 1.2, b 0.75) over one document a skill: all its labels."""
    documents = [
        lemmas(" ".join(index.label_texts[first:last]), "en") for first, last in pairwise(index.first_label.tolist())
    ]
    mean = sum(map(len, documents)) / len(documents)
    postings: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
    for place, document in enumerate(documents):
        for lemma, number in Counter(document).items():
            length = 1.2 * (0.25 + 0.75 * len(document) / mean)
            postings[lemma].append((place, number * 2.2 / (number + length)))

    def rank(sentence: str) -> list[str]:
        total = np.zeros(len(documents))
        for lemma in set(lemmas(sentence, "en")):
            listed = postings.get(lemma, [])
            weight = np.log(1 + (len(documents) - len(listed) + 0.5) / (len(listed) + 0.5))
            for place, value in listed:
                total[place] += weight * value
        return [index.uris[place] for place in np.argsort(-total, kind="stable")[:100] if total[place] > 0]

    return rank


def peer_sets(sentences: Sequence[str]) -> list[set[str]]:
    """Return what `esco-skill-extractor` finds. It is no dependency: install it beside Rung to compare."""
    from esco_skill_extractor import SkillExtractor  # type: ignore[import-not-found]  # optional, untyped

    return [set(found) for found in SkillExtractor(device="cpu").get_skills(list(sentences))]


# --- What is printed -------------------------------------------------------------------------------------------------


def show_ranking(index: SkillIndex, sets: dict[str, list[tuple[str, set[str]]]]) -> None:
    """Print the ranking figures of Rung and of the two simple ways, and how many times theirs it is."""
    extractor = Extractor(index)
    ways: dict[str, Ranker] = {
        "dictionary": dictionary(index),
        "BM25": bm25(index),
        "Rung": lambda sentence: [uri for uri, _ in extractor.rank(sentence, "en", 100)],
    }
    means = {}
    for way, rank in ways.items():
        figures = {name: ranked_well(rank, labelled) for name, labelled in sets.items()}
        means[way] = sum(five for five, _, _ in figures.values()) / len(figures)
        shown = "   ".join(f"{name} {a:.1f} / {b:.1f} / {c:.1f}" for name, (a, b, c) in figures.items())
        print(f"  {way:<12}mean RP@5 {means[way]:5.1f}   RP@5 / RP@10 / MRR: {shown}")
    ratios = (f"{means['Rung'] / means[way]:.2f} x {way}" for way in ("dictionary", "BM25"))
    print(f"  Rung is {', '.join(ratios)}")


def show_sets(index: SkillIndex, sets: dict[str, list[tuple[str, set[str]]]]) -> None:
    """Print precision, recall and F1 of Rung, of the dictionary and, where it is installed, of the peer."""
    extractor, lookup = Extractor(index), dictionary(index)
    installed = find_spec("esco_skill_extractor") is not None
    if not installed:
        print("  esco-skill-extractor is not installed here and was not run (it fetches its model from a hub)")
    for name, labelled in sets.items():
        sentences = [sentence for sentence, _ in labelled]
        ours = [{one.uri for one in found} for found in extractor.extract_many(sentences, "en")]
        rows = {"dictionary": [set(lookup(sentence)) for sentence in sentences], "Rung": ours}
        if installed:
            rows["esco-skill-extractor"] = peer_sets(sentences)
        for way, found in rows.items():
            print(
                "  {:<22}{:<6} precision {:.2f}  recall {:.2f}  F1 {:.3f}".format(
                    way, name, *set_figures(found, labelled)
                )
            )


def show_speed(index: SkillIndex, sentences: Sequence[str]) -> None:
    """Print sentences a CPU second of the whole extraction, cold and warm, and the memory of this process."""
    extractor = Extractor(index)
    many = (list(sentences) * (AT_ONCE // len(sentences) + 1))[:AT_ONCE]
    extractor.extract_many(many[:64], "en")
    speeds = []
    for _ in range(5):
        start = time.process_time()
        extractor.extract_many(many, "en")
        speeds.append(AT_ONCE / (time.process_time() - start))
    words = sum(len(one.split()) for one in many) / len(many)
    print(
        f"  {sorted(speeds)[2]:,.0f} sentences of {words:.0f} words a CPU second (median of 5; best {max(speeds):,.0f})"
    )


def show_polish() -> None:
    """Print the figures on our own Polish sentences, held-out half last."""
    extractor = Extractor(build_skill_index(starter_taxonomy(), "pl"))
    lines = [line.split("\t") for line in GOLD.read_text("utf-8").splitlines()]
    labelled = [(sentence, set(filter(None, names.split("; ")))) for sentence, names in lines]
    for half, part in (("set-up half", labelled[::2]), ("held-out half", labelled[1::2])):
        found = extractor.extract_many([sentence for sentence, _ in part], "pl")
        given = [{starter_taxonomy().concept(one.uri).name("en") for one in skills} for skills in found]
        labels = sum(len(gold) for _, gold in part)
        figures = set_figures(given, part)
        print(
            "  {:<14}{} sentences, {} labels: precision {:.2f}  recall {:.2f}  F1 {:.3f}".format(
                half, len(part), labels, *figures
            )
        )


def main() -> None:
    """Measure and print."""
    if "RUNG_TEST_DATA" in os.environ:
        show_english()
    else:
        print("Skills in English sentences: not measured, RUNG_TEST_DATA is not set")
    print("Skills in Polish sentences of our own, starter taxonomy")
    show_polish()


def show_english() -> None:
    """Print everything that is measured over ESCO in English."""
    folder = Path(os.environ["RUNG_TEST_DATA"], "skills", "esco")
    start = time.process_time()
    parts = (folder / f"ESCO-1.1.0-{name}-csv.zip" for name in ("classification-en", "relations"))
    taxonomy = read_esco("1.1.0", *parts).taxonomy
    read = time.process_time()
    index = build_skill_index(taxonomy, "en")
    built = time.process_time()
    print(f"ESCO 1.1.0 in English: read in {read - start:.1f} CPU s, index built in {built - read:.1f} CPU s")
    sets = {name: benchmark(name, taxonomy) for name in ("tech", "house")}
    show_speed(index, [sentence for labelled in sets.values() for sentence, _ in labelled])
    print(
        f"  {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB at most, reading and building included"
    )
    print("Ranking on the validation halves")
    show_ranking(index, sets)
    print("Sets on the validation halves")
    show_sets(index, sets)


if __name__ == "__main__":
    main()
