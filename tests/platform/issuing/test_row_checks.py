"""The check of one row: what passes, and what each wrong cell is told."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rung.platform.issuing.drafts import Draft
from rung.platform.issuing.problems import SENTENCES, sentence
from rung.platform.issuing.row_checks import Expected, KnownAssessor, check_row, missing_columns

ASSESSOR = KnownAssessor(UUID(int=7), date(2026, 1, 1), date(2027, 1, 1))
ASSESSED = Expected(
    languages=("pl", "en"),
    is_assessed=True,
    is_graded=False,
    wants_identity_check=True,
    outcome_count=3,
    assessors={"ak-1": ASSESSOR},
    today=date(2026, 11, 2),
)
PARTICIPATION = replace(ASSESSED, is_assessed=False, wants_identity_check=False, outcome_count=0)
GOOD = {
    "email": "Anna.Zak@Example.org",
    "name": " Anna   Żak ",
    "assessor": "AK-1",
    "assessed_on": "30.10.2026",
    "identity_check": "on-site",
    "outcomes": "all",
}


def codes_of(cells: dict[str, str], expected: Expected = ASSESSED) -> list[tuple[str, str]]:
    found = check_row(5, {**GOOD, **cells}, expected)
    assert not isinstance(found, Draft)
    assert all(problem.row == 5 and problem.sentence for problem in found)
    return [(problem.column, problem.code) for problem in found]


def test_a_good_row_becomes_a_draft() -> None:
    assert check_row(5, GOOD, ASSESSED) == Draft(
        row=5, email="anna.zak@example.org", name="Anna Żak", language="pl", assessor_id=ASSESSOR.id,
        assessed_on=date(2026, 10, 30), identity_check="on-site",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "column", "code"),
    [
        ({"email": ""}, "email", "cell.empty"),
        ({"email": "anna@"}, "email", "email.malformed"),
        ({"email": "anna@localhost"}, "email", "email.malformed"),
        ({"email": "anna@example.org\u200b"}, "email", "cell.characters"),
        ({"name": ""}, "name", "cell.empty"),
        ({"name": "=HYPERLINK(1)"}, "name", "cell.formula"),
        ({"name": "' +1"}, "name", "cell.formula"),
        ({"name": "＝1"}, "name", "cell.formula"),
        ({"name": "Anna\u202eŻak"}, "name", "cell.characters"),
        ({"name": "A" * 151}, "name", "cell.too_long"),
        ({"language": "de"}, "language", "language.unknown"),
        ({"assessor": "AK-2"}, "assessor", "assessor.unknown"),
        ({"assessor": ""}, "assessor", "cell.empty"),
        ({"assessed_on": "2025-12-31"}, "assessor", "assessor.not_authorised"),
        ({"assessed_on": "2026-11-03"}, "assessed_on", "day.future"),
        ({"assessed_on": "2026-02-30"}, "assessed_on", "day.malformed"),
        ({"assessed_on": "10/30/2026"}, "assessed_on", "day.malformed"),
        ({"identity_check": "maybe"}, "identity_check", "identity.unknown"),
        ({"identity_check": "none"}, "identity_check", "identity.required"),
        ({"outcomes": "1|2"}, "outcomes", "outcomes.missing"),
        ({"outcomes": "1|4"}, "outcomes", "outcomes.malformed"),
        ({"outcomes": "most"}, "outcomes", "outcomes.malformed"),
        ({"grade": "5"}, "grade", "grade.unwanted"),
        ({"renews": "perhaps"}, "renews", "renews.unclear"),
    ],
)
def test_a_wrong_cell_is_named_with_its_column(cells: dict[str, str], column: str, code: str) -> None:
    assert codes_of(cells) == [(column, code)]


def test_everything_wrong_with_a_row_is_told_at_once() -> None:
    assert codes_of({"email": "nobody", "name": "", "outcomes": "1"}) == [
        ("email", "email.malformed"),
        ("name", "cell.empty"),
        ("outcomes", "outcomes.missing"),
    ]


def test_the_outcomes_may_be_listed_one_by_one() -> None:
    assert isinstance(check_row(5, {**GOOD, "outcomes": "3|1|2"}, ASSESSED), Draft)


def test_a_graded_design_wants_a_grade() -> None:
    graded = replace(ASSESSED, is_graded=True)
    assert codes_of({}, graded) == [("grade", "cell.empty")]
    assert isinstance(check_row(5, {**GOOD, "grade": "4,5"}, graded), Draft)


def test_a_badge_of_participation_takes_no_assessment() -> None:
    bare = {"email": "a@example.org", "name": "Anna"}
    assert isinstance(check_row(5, bare, PARTICIPATION), Draft)
    found = check_row(5, {**bare, "assessor": "AK-1"}, PARTICIPATION)
    assert not isinstance(found, Draft)
    assert [problem.code for problem in found] == ["assessment.unwanted"]


def test_missing_columns_are_named() -> None:
    assert [problem.column for problem in missing_columns({"email": "", "name": ""}, ASSESSED)] == [
        "assessor", "assessed_on", "identity_check", "outcomes",
    ]  # fmt: skip
    assert missing_columns({"email": "", "name": ""}, PARTICIPATION) == ()


@given(st.dictionaries(st.sampled_from([*GOOD, "language", "grade", "renews"]), st.text(max_size=40)))
def test_no_row_whatever_it_holds_breaks_the_check(cells: dict[str, str]) -> None:
    found = check_row(1, {**GOOD, **cells}, ASSESSED)
    if isinstance(found, Draft):
        assert Draft.of_json(found.as_json()) == found
    else:
        assert all(sentence(problem.code, problem.data) for problem in found)


def test_every_sentence_can_be_written() -> None:
    told = {"found": "x", "limit": 1, "first": 1, "allowed": "x", "missing": "1", "count": 1}
    assert all("%(" not in sentence(code, told) for code in SENTENCES)
