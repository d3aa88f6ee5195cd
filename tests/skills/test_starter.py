import re
from collections import Counter

import pytest

from rung.skills.concept import Concept, ConceptKind, LabelKind
from rung.skills.esco_csv import read_esco
from rung.skills.starter import starter_taxonomy
from tests.skills.skills_data import skills_path

OCCUPATIONS = starter_taxonomy().of_kind(ConceptKind.OCCUPATION)
SKILLS = starter_taxonomy().of_kind(ConceptKind.SKILL)
ESCO = "http://data.europa.eu/esco/"


def test_it_has_at_least_sixty_occupations_and_seven_hundred_skills() -> None:
    assert len(OCCUPATIONS) >= 60
    assert len(SKILLS) >= 700


def test_every_concept_is_named_in_polish_and_english() -> None:
    assert [one.uri for one in starter_taxonomy() if set(one.languages) != {"en", "pl"}] == []


def test_every_occupation_has_at_least_eight_essential_skills() -> None:
    few = [one.uri for one in OCCUPATIONS if len(starter_taxonomy().essential(one.uri)) < 8]
    assert few == []


def test_no_skill_is_essential_and_optional_at_once() -> None:
    taxonomy = starter_taxonomy()
    both = {one.uri: set(taxonomy.essential(one.uri)) & set(taxonomy.optional(one.uri)) for one in OCCUPATIONS}
    assert {uri: skills for uri, skills in both.items() if skills} == {}


@pytest.mark.parametrize("language", ["en", "pl"])
@pytest.mark.parametrize("concepts", [SKILLS, OCCUPATIONS], ids=["skills", "occupations"])
def test_a_label_names_one_concept_only(concepts: tuple[Concept, ...], language: str) -> None:
    texts = Counter(label.text.lower() for one in concepts for label in one.labels_in(language))
    assert [text for text, number in texts.items() if number > 1] == []


def test_every_skill_and_occupation_hangs_in_the_hierarchy() -> None:
    taxonomy = starter_taxonomy()
    tops = {one.uri for one in taxonomy.of_kind(ConceptKind.GROUP) if not taxonomy.broader(one.uri)}
    loose = [one.uri for one in (*SKILLS, *OCCUPATIONS) if not tops & set(taxonomy.ancestors(one.uri))]
    assert loose == []
    assert len(tops) == 4


def test_every_occupation_has_an_isco_group_and_two_polish_names() -> None:
    wanting = [
        one.uri
        for one in OCCUPATIONS
        if not re.fullmatch(r"\d{4}", one.code or "") or len(one.labels_in("pl")) < 2 or not one.labels_in("en")
    ]
    assert wanting == []


def test_polish_letters_stand_in_polish_labels_only() -> None:
    foreign = [
        label.text
        for one in starter_taxonomy()
        for label in one.labels_in("en")
        if re.search("[ąćęłńóśżź]", label.text) and label.kind is not LabelKind.HIDDEN and label.text != "Płatnik"
    ]
    assert foreign == []


@pytest.mark.conformance
def test_every_borrowed_uri_is_one_of_esco_and_of_the_same_kind() -> None:
    parts = [skills_path("esco", f"ESCO-1.1.1-{name}-csv.zip") for name in ("classification-en", "relations")]
    esco = read_esco("1.1.1", *parts).taxonomy
    borrowed = [one for one in starter_taxonomy() if one.uri.startswith(ESCO)]
    assert len(borrowed) > 100
    assert [one.uri for one in borrowed if one.uri not in esco or esco.concept(one.uri).kind is not one.kind] == []
