from dataclasses import replace

import pytest

from rung.core.errors import ValueRefusedError
from rung.skills.concept import Concept, ConceptKind, Label, LabelKind, Relation, RelationKind
from rung.skills.errors import TaxonomyRefusedError, UnknownConceptError
from rung.skills.taxonomy import Taxonomy, TaxonomyPart
from tests.skills.cast import kitchen, kitchen_part

BREAD, DOUGH, OVEN = (f"urn:test:skill:{key}" for key in ("bread", "dough", "oven"))
BAKER, FOOD = "urn:test:occupation:baker", "urn:test:group:food"


def with_relation(subject: str, kind: RelationKind, target: str) -> TaxonomyPart:
    part = kitchen_part()
    return replace(part, relations=(*part.relations, Relation(subject, kind, target)))


def test_relations_are_found_from_both_ends() -> None:
    taxonomy = kitchen()
    assert taxonomy.essential(BAKER) == (BREAD, DOUGH)
    assert taxonomy.optional(BAKER) == (OVEN,)
    assert taxonomy.needed_by(BREAD) == (BAKER,)
    assert taxonomy.useful_to(OVEN) == (BAKER,)
    assert taxonomy.narrower(FOOD) == (BAKER, BREAD, DOUGH, OVEN)
    assert taxonomy.ancestors(BREAD) == (FOOD,)


def test_a_replaced_uri_leads_to_what_stands_today() -> None:
    assert kitchen().concept("urn:test:skill:loaves").uri == BREAD


def test_an_unknown_uri_is_refused_with_the_release() -> None:
    with pytest.raises(UnknownConceptError, match=r"Kitchen 1 \([0-9a-f]{12}\) has no concept urn:none"):
        kitchen().concept("urn:none")


def test_a_name_comes_in_the_first_wanted_language() -> None:
    bread = kitchen().concept(BREAD)
    assert [bread.name("de", "pl"), bread.name("de"), bread.description_in("pl")] == [
        "wypiekać chleb",
        "bake bread",
        "",
    ]


def test_the_same_content_in_another_order_is_the_same_release() -> None:
    part = kitchen_part()
    turned = TaxonomyPart(part.concepts[::-1], part.relations[::-1], part.replaced)
    assert Taxonomy.of("Kitchen", "1", turned).release == kitchen().release


def test_one_changed_letter_is_another_release() -> None:
    part = kitchen_part()
    first = part.concepts[0]
    renamed = replace(first, labels=(replace(first.labels[0], text="food worK"), *first.labels[1:]))
    changed = replace(part, concepts=(renamed, *part.concepts[1:]))
    assert Taxonomy.of("Kitchen", "1", changed).release.digest != kitchen().release.digest


def test_a_local_label_joins_a_concept_and_leaves_its_preferred_one() -> None:
    local = Concept(BREAD, ConceptKind.SKILL, (Label("en", LabelKind.PREFERRED, "loaf making"),))
    joined = Taxonomy.of("Kitchen", "1", kitchen_part(), TaxonomyPart((local,))).concept(BREAD)
    assert joined.name("en") == "bake bread"
    assert Label("en", LabelKind.ALTERNATIVE, "loaf making") in joined.labels


def test_an_extension_may_need_a_skill_of_the_taxonomy_it_extends() -> None:
    pastry = Concept("urn:o:1", ConceptKind.OCCUPATION, (Label("en", LabelKind.PREFERRED, "pastry cook"),))
    local = TaxonomyPart((pastry,), (Relation("urn:o:1", RelationKind.ESSENTIAL, DOUGH),))
    assert Taxonomy.of("Both", "1", kitchen().part(), local).needed_by(DOUGH) == ("urn:o:1", BAKER)


@pytest.mark.parametrize(
    ("subject", "kind", "target"),
    [
        (BREAD, RelationKind.BROADER, BREAD),
        (FOOD, RelationKind.BROADER, BREAD),
        (BAKER, RelationKind.ESSENTIAL, FOOD),
        (BAKER, RelationKind.ESSENTIAL, "urn:none"),
    ],
    ids=["broader than itself", "broader in a circle", "a group is no skill", "to nowhere"],
)
def test_a_relation_that_makes_no_sense_is_refused(subject: str, kind: RelationKind, target: str) -> None:
    with pytest.raises(TaxonomyRefusedError):
        Taxonomy.of("Kitchen", "1", with_relation(subject, kind, target))


def test_a_concept_cannot_be_a_skill_and_an_occupation() -> None:
    other = Concept(BREAD, ConceptKind.OCCUPATION, (Label("en", LabelKind.PREFERRED, "bread"),))
    with pytest.raises(TaxonomyRefusedError, match="skill in one part and a occupation"):
        Taxonomy.of("Kitchen", "1", kitchen_part(), TaxonomyPart((other,)))


@pytest.mark.parametrize("replaced", [{"urn:a": "urn:b", "urn:b": "urn:a"}, {BREAD: DOUGH}, {"urn:a": "urn:none"}])
def test_a_replacement_that_has_no_end_is_refused(replaced: dict[str, str]) -> None:
    with pytest.raises(TaxonomyRefusedError, match="is said to be replaced"):
        Taxonomy.of("Kitchen", "1", replace(kitchen_part(), replaced=replaced))


@pytest.mark.parametrize("text", ["", "  ", "two\nlines", "x" * 501])
def test_a_label_is_one_line_of_text(text: str) -> None:
    with pytest.raises(ValueRefusedError):
        Label("en", LabelKind.PREFERRED, text)


@pytest.mark.parametrize("uri", ["bread", "http://with space", "", "javascript"])
def test_a_concept_needs_a_uri(uri: str) -> None:
    with pytest.raises(ValueRefusedError, match="is not a URI"):
        Concept(uri, ConceptKind.SKILL, (Label("en", LabelKind.PREFERRED, "bread"),))


def test_a_concept_has_one_preferred_label_for_each_language() -> None:
    label = Label("en", LabelKind.PREFERRED, "bread")
    with pytest.raises(ValueRefusedError, match="one preferred label"):
        Concept("urn:x:1", ConceptKind.SKILL, (label, replace(label, text="loaf")))
