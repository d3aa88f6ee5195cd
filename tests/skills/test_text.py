import pytest

from rung.skills.language import detect_language
from rung.skills.sentences import sentences
from rung.skills.words import lemma, words


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Poszukujemy osoby na stanowisko magazyniera", "pl"),
        ("Wymagamy znajomosci jezyka angielskiego i pracy w zespole", "pl"),
        ("We are looking for a tester with experience in SQL", "en"),
        ("You will be working with the team in Łódź", "en"),
    ],
)
def test_the_language_is_told_by_function_words_and_letters(text: str, language: str) -> None:
    assert detect_language(text) == language


def test_without_clear_signs_a_sentence_is_in_the_language_of_its_text() -> None:
    assert detect_language("Selenium, Java, SQL", default="pl") == "pl"
    assert detect_language("Selenium, Java, SQL", default="en") == "en"


def cut(text: str) -> list[str]:
    found = list(sentences(text))
    assert all(text[one.start : one.start + len(one.text)] == one.text for one in found)
    return [one.text.strip() for one in found]


def test_lines_bullets_and_full_stops_end_a_sentence() -> None:
    assert cut("Praca w Łodzi. Umowa o pracę.\n• SQL\n• Java; Git") == [
        "Praca w Łodzi.",
        "Umowa o pracę.",
        "SQL",
        "Java",
        "Git",
    ]


@pytest.mark.parametrize("text", ["Prawo jazdy kat. B", "Specjalista ds. Jakości", "np. Java", "Znajomość m.in. SQL"])
def test_an_abbreviation_ends_no_sentence(text: str) -> None:
    assert cut(text) == [text]


def test_benefits_are_passed_over_until_the_next_heading() -> None:
    text = "Wymagania:\nSQL\nOferujemy:\nkurs języka\nkarta sportowa\nTwoje zadania:\ntesty"
    assert cut(text) == ["SQL", "testy"]


def test_text_after_a_heading_on_the_same_line_belongs_to_it() -> None:
    assert cut("We offer: English courses\nRequirements: SQL and Java") == ["SQL and Java"]


def test_function_words_are_left_out_and_places_are_told() -> None:
    text = "praca w zespole"
    assert [(word.lemma, text[word.start : word.end]) for word in words(text, "pl")] == [
        ("praca", "praca"),
        ("zespół", "zespole"),
    ]


def test_names_of_languages_keep_their_signs() -> None:
    assert [word.surface for word in words("C++, C#, .NET, node.js/vue.js C", "en")] == [
        "c++",
        "c#",
        ".net",
        "node.js",
        "vue.js",
        "c",
    ]


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("testerki", "tester"),
        ("testerką", "tester"),
        ("sprzątaczkę", "sprzątacz"),
        ("pracownicy", "pracownik"),
        ("kierowczyni", "kierowca"),
        ("technolożka", "technolog"),
        ("krawcowej", "krawiec"),
        ("pomiarami", "pomiar"),
        ("robotów", "robot"),
        ("roboty", "robot"),
    ],
)
def test_forms_lead_to_one_lemma(form: str, expected: str) -> None:
    assert lemma(form, "pl") == expected


def test_a_language_without_words_is_compared_as_it_stands() -> None:
    assert lemma("laufen", "de") == "laufen"
