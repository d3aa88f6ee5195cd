import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rung.skills.errors import SkillsError, UnknownLanguageError
from rung.skills.extraction import Extractor
from rung.skills.limits import MAX_TEXT
from rung.skills.skill_index import build_skill_index
from rung.skills.starter import starter_taxonomy
from tests.skills.cast import kitchen
from tests.skills.extractors import names, starter_extractor, starter_index

AD = """Tester oprogramowania

Wymagania:
- doświadczenie w testach manualnych i automatycznych,
- dobra znajomość SQL oraz narzędzia Jira;
- umiejętność pracy w zespole

Oferujemy:
- kursy języka angielskiego
- pakiet medyczny
"""


def test_an_ad_gives_skills_with_the_words_that_name_them() -> None:
    found = starter_extractor().extract(AD)
    evidence = {starter_taxonomy().concept(one.uri).name("en"): AD[one.start : one.end] for one in found}
    assert evidence["test automation"] == "testach manualnych i automatycznych"
    assert evidence["manual testing"] == "testach manualnych"
    assert evidence["SQL"] == "SQL"
    assert evidence["teamwork"] == "pracy w zespole"


def test_every_skill_names_the_release_and_comes_in_the_order_of_its_score() -> None:
    found = starter_extractor().extract(AD)
    assert {one.release for one in found} == {starter_taxonomy().release}
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    assert all(0 < one.score <= 1 for one in found)
    assert len({one.uri for one in found}) == len(found)


def test_what_an_employer_offers_is_not_what_she_asks_for() -> None:
    assert "English" not in names(starter_extractor().extract(AD))
    assert "English" in names(starter_extractor().extract(AD.replace("Oferujemy", "Mile widziane")))


def test_the_language_is_told_sentence_by_sentence() -> None:
    text = "Szukamy osoby, która zna spawanie światłowodów. You will be responsible for the disinfection of surfaces."
    assert {"fibre optic splicing", "disinfection of surfaces"} <= names(starter_extractor().extract(text))


@pytest.mark.parametrize(
    "text",
    [
        "Nasza polityka prywatności jest dostępna na stronie.",
        "Dobra komunikacja miejska i maszyna do kawy w kuchni.",
        "Firma z tradycją, stabilna organizacja i miły zespół.",
        "Our privacy policy and the coffee machine in the office.",
        "We are the market leader in our industry.",
    ],
)
def test_everyday_words_alone_name_no_skill(text: str) -> None:
    assert starter_extractor().extract(text) == ()


@pytest.mark.parametrize(
    ("text", "skill"),
    [
        ("We coordinate standards for pandas and sort orders.", "pandas"),
        ("Candidates understand HTML or CSS.", "HTML"),
        ("Brandy, a bandage and a sandwich with C++ please.", "C++"),
        ("Skills: C# and .NET", "C#"),
        ("Wymagana znajomość C++/C#", "C++"),
    ],
)
def test_nothing_is_cut_within_a_word(text: str, skill: str) -> None:
    assert skill in names(starter_extractor().extract(text))


def test_words_far_apart_or_turned_round_do_not_make_a_label() -> None:
    assert "labour law" not in names(starter_extractor().extract("Prawo jazdy kat. B, praca na wysokości", "pl"))
    assert "labour law" in names(starter_extractor().extract("Bardzo dobra znajomość prawa pracy", "pl"))


def test_a_longer_name_is_taken_for_the_shorter_one_within_it() -> None:
    found = names(starter_extractor().extract("Doświadczenie: spawanie światłowodów.", "pl"))
    assert "welding" not in found
    assert "fibre optic splicing" in found


@pytest.mark.parametrize("product", ["w Bashu", "JMetera", "Verilogu", "Selenium", "Excela"])
def test_names_of_products_are_found_in_polish_cases(product: str) -> None:
    assert starter_extractor().extract(f"Praktyczna znajomość {product}.", "pl")


def test_many_texts_give_what_each_gives_alone() -> None:
    texts = [AD, "", "Gotowanie i HACCP", "Python and SQL", AD[:80]]
    together = starter_extractor().extract_many(texts)
    assert together == [starter_extractor().extract(text) for text in texts]


def test_ranking_tells_what_is_nearest_even_if_it_would_not_count() -> None:
    ranked = starter_extractor().rank("mycie dużych okien", "pl", 3)
    assert starter_taxonomy().concept(ranked[0][0]).name("en") == "window cleaning"
    assert [score for _, score in ranked] == sorted((score for _, score in ranked), reverse=True)


def test_a_text_without_words_gives_nothing() -> None:
    assert starter_extractor().extract(" \n•\n--\n") == ()


def test_what_stands_beyond_the_longest_text_is_passed_over() -> None:
    assert starter_extractor().extract("x " * (MAX_TEXT // 2) + "Python", "pl") == ()


def test_a_language_without_an_index_is_refused() -> None:
    with pytest.raises(UnknownLanguageError, match="only for pl, en"):
        starter_extractor().extract("Brot backen", "de")


def test_indexes_of_two_releases_do_not_mix() -> None:
    with pytest.raises(SkillsError, match="all of the same release"):
        Extractor(starter_index("pl"), build_skill_index(kitchen(), "en"))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_any_text_gives_evidence_within_itself(text: str) -> None:
    for one in starter_extractor().extract(text):
        assert 0 <= one.start < one.end <= len(text)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(AD.split("\n")), min_size=1, max_size=6))
def test_more_text_never_takes_a_skill_away(lines: list[str]) -> None:
    shorter = [line for line in lines[:-1] if not line.endswith(":")]
    longer = [*shorter, lines[-1]]
    extract = starter_extractor().extract
    assert names(extract("\n".join(shorter), "pl")) <= names(extract("\n".join(longer), "pl"))
