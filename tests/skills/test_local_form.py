import pytest

from rung.skills.concept import ConceptKind, Label, LabelKind
from rung.skills.errors import TaxonomyRefusedError
from rung.skills.local_form import read_local
from rung.skills.taxonomy import Taxonomy
from tests.skills.cast import KITCHEN, kitchen


def test_the_first_label_is_preferred_and_hidden_ones_are_marked() -> None:
    dough = kitchen().concept("urn:test:skill:dough")
    assert dough.labels == (
        Label("en", LabelKind.PREFERRED, "knead dough"),
        Label("pl", LabelKind.PREFERRED, "wyrabiać ciasto"),
        Label("pl", LabelKind.HIDDEN, "zagniatanie"),
    )


def test_documents_refer_to_each_other_by_key_and_to_others_by_uri() -> None:
    first = 'namespace = "urn:a:"\n[skill]\none = { en = ["one"], broader = ["all"] }\n'
    second = 'namespace = "urn:b:"\n[group]\nall = { en = ["all"] }\n[occupation.worker]\nen = ["worker"]\n'
    second += 'essential = ["one", "urn:a:skill:one2"]\n'
    third = 'namespace = "urn:a:"\n[skill]\none2 = { en = ["two"] }\n'
    part = read_local({"first": first.encode(), "second": second.encode(), "third": third.encode()})
    taxonomy = Taxonomy.of("Joined", "1", part)
    assert taxonomy.essential("urn:b:occupation:worker") == ("urn:a:skill:one", "urn:a:skill:one2")
    assert taxonomy.broader("urn:a:skill:one") == ("urn:b:group:all",)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ('namespace = "urn:test:"', "", "kitchen.namespace"),
        ('namespace = "urn:test:"', 'namespace = "words"', "kitchen.namespace"),
        ("[skill]", "[ability]", "only the tables skill, occupation, group"),
        ("bread =", "Bread =", "kitchen.skill.Bread: write a key"),
        ('code = "7512"', "code = 7512", "code has to be a text"),
        ('essential = ["bread", "dough"]', 'essential = ["bread", "bread"]', "essential has to be a list"),
        ('essential = ["bread", "dough"]', 'essential = ["bred"]', "names “bred”"),
        ('essential = ["bread", "dough"]', 'esential = ["bread"]', "“esential” is not known"),
        ('en = ["baker"]', 'en = "baker"', "en has to be a list of texts"),
        ('about = { en = "Bake." }', 'about = "Bake"', "write hidden and about by language"),
        ('about = { en = "Bake." }', "about = { en = 1 }", "write texts only"),
        ('en = ["run an oven"]', 'en = [""]', "A label needs"),
        ('"urn:test:skill:loaves" =', "loaves.skill =", "kitchen.replaced"),
        ('["run an oven"]', '["run', "is not TOML"),
    ],
)
def test_what_is_written_wrongly_is_refused_with_its_place(before: str, after: str, told: str) -> None:
    assert before in KITCHEN
    with pytest.raises(TaxonomyRefusedError, match=told.replace(".", r"\.")):
        read_local({"kitchen": KITCHEN.replace(before, after).encode()})


def test_a_key_that_stands_in_two_documents_is_refused() -> None:
    other = 'namespace = "urn:o:"\n[skill]\nbread = { en = ["bread"] }'
    with pytest.raises(TaxonomyRefusedError, match="stands already at kitchen"):
        read_local({"kitchen": KITCHEN.encode(), "other": other.encode()})


def test_a_uri_that_stands_twice_is_refused() -> None:
    twice = KITCHEN.replace('oven = { en = ["run', 'oven = { uri = "urn:test:skill:bread", en = ["run')
    with pytest.raises(TaxonomyRefusedError, match="bread and oven have the same URI"):
        read_local({"kitchen": twice.encode()})


def test_a_document_beyond_the_limit_is_refused() -> None:
    with pytest.raises(TaxonomyRefusedError, match="split it"):
        read_local({"big": b"#" * (4 * 1024 * 1024 + 1)})


def test_a_key_may_stand_for_a_group_and_a_skill() -> None:
    text = (
        'namespace = "urn:x:"\n[group]\ndata = { en = ["data"] }\n[skill]\ndata = { en = ["data"], broader = ["data"] }'
    )
    taxonomy = Taxonomy.of("Data", "1", read_local({"data": text.encode()}))
    assert taxonomy.broader("urn:x:skill:data") == ("urn:x:group:data",)
    assert taxonomy.concept("urn:x:group:data").kind is ConceptKind.GROUP
