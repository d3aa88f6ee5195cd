import pytest

from rung.skills.occupation_linking import build_occupation_index, link_title
from rung.skills.starter import starter_taxonomy
from tests.skills.cast import kitchen
from tests.skills.extractors import starter_occupations


@pytest.mark.parametrize(
    ("title", "language", "occupation"),
    [
        ("Tester oprogramowania", "pl", "software tester"),
        ("Starszy tester automatyzujący", "pl", "test automation engineer"),
        ("Sprzątanie biur – osoba sprzątająca (k/m)", "pl", "cleaner"),
        ("Opiekun seniora w Niemczech", "pl", "carer for older people"),
        ("Monter swiatlowodow", "pl", "fibre optic technician"),
        ("Kucharz/Kucharka", "pl", "cook"),
        ("Senior QA automation tester (m/f/d)", "en", "test automation engineer"),
        ("Registered Nurse - night shift", "en", "nurse"),
        ("PLC programer", "en", "automation engineer"),
    ],
)
def test_a_title_leads_to_its_occupation(title: str, language: str, occupation: str) -> None:
    best = link_title(starter_occupations(language), title)[0]
    assert starter_taxonomy().concept(best.uri).name("en") == occupation


def test_the_nearest_label_is_the_reason() -> None:
    best = link_title(starter_occupations("pl"), "testerka manualna")[0]
    assert best.label in {"tester manualny", "testerka manualna"}
    assert best.release == starter_taxonomy().release


def test_the_scores_fall_and_the_number_is_kept() -> None:
    found = link_title(starter_occupations("pl"), "tester", 4)
    assert len(found) == 4
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)


@pytest.mark.parametrize("title", ["", "!!!", "日本語"])
def test_a_title_without_known_letters_links_to_nothing(title: str) -> None:
    assert link_title(starter_occupations("pl"), title) == ()


def test_skills_and_groups_are_no_answer_to_a_title() -> None:
    found = link_title(build_occupation_index(kitchen(), "en"), "bake bread food work")
    assert {one.uri for one in found} <= {"urn:test:occupation:baker"}
