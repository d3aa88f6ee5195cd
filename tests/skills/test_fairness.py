"""Equal skills give equal answers, whoever is described (equal treatment, Directive 2000/78/EC art. 2)."""

import dataclasses

import pytest

from rung.skills.career_moves import career_moves, next_skills
from rung.skills.gap import Claim, Target
from rung.skills.occupation_linking import link_title
from rung.skills.personal_remarks import without_personal_remarks
from tests.skills.extractors import starter_extractor, starter_occupations

POLISH = "Umiem projektować przypadki testowe, znam SQL i Selenium, mam doświadczenie w testach regresji."
ENGLISH = "I write test cases, know SQL and Selenium, and have experience in regression testing."


def answer(text: str, language: str) -> list[tuple[str, float]]:
    return [(one.uri, one.score) for one in starter_extractor().extract(text, language)]


@pytest.mark.parametrize(
    "remark",
    [
        "Pani Anna Kowalska. ",
        "Pan Oleksandr Szewczenko, ",
        "Imię i nazwisko: Nguyen Thi Mai\n",
        "Urodzona w 1961 roku, ",
        "ur. 12.03.1999 r., ",
        "Wiek: 58 lat. ",
        "Obywatelstwo: ukraińskie. ",
        "Narodowość: romska\n",
        "Ukrainka, ",
        "Osoba z niepełnosprawnością, ",
        "Mam orzeczenie o niepełnosprawności. ",
        "Jestem niedosłysząca. ",
        "Samotna matka. ",
        "Mężczyzna (k/m), ",
    ],
)
def test_a_remark_about_the_person_changes_no_skill_no_score_and_no_order_in_polish(remark: str) -> None:
    assert answer(POLISH, "pl")
    assert answer(remark + POLISH, "pl") == answer(POLISH, "pl")


@pytest.mark.parametrize(
    "remark",
    [
        "Ms Anna Kowalska. ",
        "Name: Nguyen Thi Mai\n",
        "Born in 1961, ",
        "58 years old. ",
        "Nationality: Ukrainian\n",
        "Ukrainian citizen, ",
        "Person with a disability, ",
        "I am a wheelchair user. ",
        "Married woman (f/m/d). ",
    ],
)
def test_a_remark_about_the_person_changes_no_skill_no_score_and_no_order_in_english(remark: str) -> None:
    assert answer(ENGLISH, "en")
    assert answer(remark + ENGLISH, "en") == answer(ENGLISH, "en")


@pytest.mark.parametrize(
    ("feminine", "masculine"),
    [
        ("Praca dla testerki: testerka pisze przypadki testowe", "Praca dla testera: tester pisze przypadki testowe"),
        ("Opiekunka osób starszych z prawem jazdy", "Opiekun osób starszych z prawem jazdy"),
        ("Kierowniczka zespołu, układanie grafików", "Kierownik zespołu, układanie grafików"),
        ("Sprzątaczka: mycie okien i podłóg", "Sprzątacz: mycie okien i podłóg"),
    ],
)
def test_feminine_and_masculine_words_give_the_same_skills_and_scores(feminine: str, masculine: str) -> None:
    assert answer(feminine, "pl")
    assert answer(feminine, "pl") == answer(masculine, "pl")


@pytest.mark.parametrize(
    ("feminine", "masculine"),
    [
        ("Testerka manualna", "Tester manualny"),
        ("Automatyczka przemysłowa (k/m)", "Automatyk przemysłowy (k/m)"),
        ("Pielęgniarka", "Pielęgniarz"),
        ("Krawcowa", "Krawiec"),
        ("Specjalistka ds. rekrutacji", "Specjalista ds. rekrutacji"),
        ("Sprzedawczyni", "Sprzedawca"),
    ],
)
def test_feminine_and_masculine_titles_mean_the_same_occupation(feminine: str, masculine: str) -> None:
    index = starter_occupations("pl")
    answers = [[(one.uri, one.score) for one in link_title(index, title)] for title in (feminine, masculine)]
    assert answers[0] == answers[1]


def test_skills_that_sound_like_remarks_are_still_skills() -> None:
    kept = "Znajomość języka ukraińskiego, opieka nad osobami z demencją, język migowy"
    assert without_personal_remarks(kept, "pl") == kept


def test_what_is_taken_out_leaves_every_other_place_where_it_was() -> None:
    text = f"Pani Anna Kowalska. {POLISH}"
    assert [text[one.start : one.end] for one in starter_extractor().extract(text, "pl")] == [
        POLISH[one.start : one.end] for one in starter_extractor().extract(POLISH, "pl")
    ]


def test_what_somebody_can_do_is_compared_without_any_attribute_of_hers() -> None:
    assert [one.name for one in dataclasses.fields(Claim)] == ["skill", "standing", "level"]
    assert [one.name for one in dataclasses.fields(Target)] == ["skill", "essential", "level"]
    for function in (career_moves, next_skills):
        assert set(function.__annotations__) <= {"index", "origin", "claims", "number", "any_level", "return"}
