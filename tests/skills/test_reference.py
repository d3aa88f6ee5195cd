"""The reference pages of the skills library: their examples work, and their figures are those of the code."""

import re
from dataclasses import fields
from pathlib import Path

from rung.skills import Advice, ConceptKind, Standing, Taxonomy, Thresholds, Verdict, read_local, starter_taxonomy
from rung.skills import errors as errors_of_skills
from rung.skills.career_index import HIERARCHY_TERM, ISCO_TERM, SKILL_TERM, TEXT_TERM, TOPIC_TERM
from rung.skills.ranking import CENTROID_WEIGHT, LABEL_WEIGHT, LETTER_WEIGHT, NEED_WEIGHT
from tests.skills.extractors import names, starter_extractor

DOCS = Path(__file__).parents[2] / "docs" / "reference"
TAXONOMY, EXTRACTION, GAP, MEASURED = (
    (DOCS / f"skills-{name}.md").read_text("utf-8") for name in ("taxonomy", "extraction", "gap-and-demand", "measured")
)
GOLD = Path(__file__).parent / "data" / "polish_gold.tsv"


def test_the_local_taxonomy_on_the_page_is_one() -> None:
    found = re.search(r"^```toml\n(.*?)^```$", TAXONOMY, re.MULTILINE | re.DOTALL)
    assert found
    taxonomy = Taxonomy.of("Page", "1", read_local({"page": found[1].encode()}))
    assert taxonomy.concept("urn:example:skill:scenarios").name("pl") == "pisanie przypadków testowych"


def test_the_page_counts_the_starter_taxonomy_rightly() -> None:
    starter = starter_taxonomy()
    count = {kind: len(starter.of_kind(kind)) for kind in ConceptKind}
    borrowed = sum(one.uri.startswith("http://data.europa.eu/esco/") for one in starter)
    kinds = (ConceptKind.OCCUPATION, ConceptKind.SKILL, ConceptKind.GROUP)
    told = ", ".join(f"{count[kind]} {kind}s" for kind in kinds)
    assert told in " ".join(TAXONOMY.split())
    assert f"ESCO's URI, {borrowed} in all" in " ".join(TAXONOMY.split())


def test_the_page_states_the_thresholds_and_weights_of_the_code() -> None:
    defaults = Thresholds()
    for one in fields(defaults):
        assert f"| `{one.name}` | {getattr(defaults, one.name)} |" in EXTRACTION
    weights = (LABEL_WEIGHT, LETTER_WEIGHT, CENTROID_WEIGHT, NEED_WEIGHT)
    told = re.findall(r"\((?:weight )?([01](?:\.\d)?)\)", EXTRACTION.split("6. A skill counts")[0].split("5. Every")[1])
    assert tuple(map(float, told)) == weights
    terms = (SKILL_TERM, HIERARCHY_TERM, TOPIC_TERM, TEXT_TERM, ISCO_TERM)
    written = {"1": 1.0, "½": 0.5, "0.1": 0.1}
    assert tuple(written[one] for one in re.findall(r"\((1|½|0\.1)\)", GAP.split("by a blend")[1])) == terms


def test_every_verdict_advice_standing_and_error_stands_on_the_page() -> None:
    for word in (*Verdict, *Advice, *Standing):
        assert word in GAP
    kinds = [one for one in vars(errors_of_skills).values() if isinstance(one, type)]
    codes = {one.code for one in kinds if issubclass(one, errors_of_skills.SkillsError)}
    assert [code for code in codes if f"`{code}`" not in GAP] == []


def gold_half(first: int) -> list[tuple[str, set[str]]]:
    lines = [line.split("\t") for line in GOLD.read_text("utf-8").splitlines()[first::2]]
    return [(sentence, set(filter(None, labels.split("; ")))) for sentence, labels in lines]


def test_the_published_polish_figures_are_those_of_today() -> None:
    for name, half in (("set-up", gold_half(0)), ("held out", gold_half(1))):
        found = starter_extractor().extract_many([sentence for sentence, _ in half], "pl")
        given = [names(one) for one in found]
        hits = sum(len(one & gold) for one, (_, gold) in zip(given, half, strict=True))
        found_number, labels = sum(map(len, given)), sum(len(gold) for _, gold in half)
        figures = f"{hits / found_number:.2f} | {hits / labels:.2f} | {2 * hits / (found_number + labels):.3f}"
        assert f"| {name} | {len(half)} | {labels} | {figures} |" in MEASURED


def test_every_label_of_the_polish_set_is_a_skill_of_the_starter_taxonomy() -> None:
    known = {one.name("en") for one in starter_taxonomy().of_kind(ConceptKind.SKILL)}
    used = {label for first in (0, 1) for _, gold in gold_half(first) for label in gold}
    assert used - known == set()
    assert sum(len(gold_half(first)) for first in (0, 1)) >= 200
