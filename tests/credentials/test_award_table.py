from datetime import UTC, datetime
from pathlib import Path

import pytest

from rung.core import Level
from rung.credentials import award_table, european_lists
from rung.credentials.award import NoLevel, Supervision
from rung.credentials.award_columns import ACHIEVEMENT_COLUMNS, AWARD_COLUMNS, COLUMNS
from rung.credentials.award_table import AwardTableError, Draft, Problem
from rung.credentials.european_lists import EuropeanList, entry
from tests.credentials.cast import as_bytes

HEADER = "award_id,achievement_id,learner_name,title,description,criteria"
FIRST = "A-1,https://school.example/a/1,Anna Nowak,Testing,Tests software.,An examination."
SECOND = "A-2,https://school.example/a/1,Jan Kowalski,Testing,Tests software.,An examination."


def table(*rows: str, header: str = HEADER) -> bytes:
    return "\n".join([header, *rows]).encode()


def problems(data: bytes) -> list[Problem]:
    with pytest.raises(AwardTableError) as caught:
        award_table.read_csv(data)
    return list(caught.value.problems)


def one(**cells: str) -> Draft:
    """The draft of one row with these cells besides the required ones."""
    cells = {
        "award_id": "A-1",
        "achievement_id": "urn:uuid:1",
        "title": "T",
        "description": "D",
        "criteria": "C",
        **cells,
    }
    (draft,) = award_table.read_json(as_bytes({"awards": [cells]}))
    return draft


def test_each_row_is_one_award() -> None:
    drafts = award_table.read_csv(table(FIRST, SECOND))
    assert [(one.row, one.award_id, one.learner_name) for one in drafts] == [
        (2, "A-1", "Anna Nowak"),
        (3, "A-2", "Jan Kowalski"),
    ]
    assert drafts[0].achievement == drafts[1].achievement


def test_a_file_from_a_polish_spreadsheet_is_read() -> None:
    """A byte order mark, semicolons, CRLF, a quoted cell over two lines, an empty row at the end."""
    text = "\ufeff" + HEADER.replace(",", ";") + '\r\nA-1;urn:uuid:1;Łucja Żak;T;"D\r\nd; d";C\r\n;;;;;\r\n'
    (draft,) = award_table.read_csv(text.encode())
    assert (draft.learner_name, draft.achievement.description) == ("Łucja Żak", "D\r\nd; d")


def test_json_says_the_same_as_csv() -> None:
    described = {
        "achievement_id": "https://school.example/a/1",
        "title": "Testing",
        "description": "Tests software.",
        "criteria": "An examination.",
    }
    awards = [{"award_id": "A-1", "achievement_id": described["achievement_id"], "learner_name": "Anna Nowak"}]
    (from_json,) = award_table.read_json(as_bytes({"achievements": [described], "awards": awards}))
    (from_csv,) = award_table.read_csv(table(FIRST))
    assert (from_json.achievement, from_json.learner_name) == (from_csv.achievement, from_csv.learner_name)
    assert from_json.digest == from_csv.digest


def test_every_kind_of_cell_is_read() -> None:
    draft = one(
        outcomes="Plans a test | Reports a defect",
        skills="https://esco.example/1 testing|https://esco.example/2 reporting",
        workload_hours="60",
        credits_ects="2,5",
        level="5",
        assessment="quiz|portfolio",
        participation="online",
        quality_assurance="http://data.europa.eu/snb/accreditation/003293d2ce",
        supervision="Supervised",
        field="0613 Software",
        issued="2026-04-01",
        valid_until="2028-04-01T00:00:00+02:00",
        evidence="https://school.example/e/1 Project",
        language="pl",
    )
    achievement = draft.achievement
    assert [outcome.id for outcome in achievement.outcomes] == ["urn:uuid:1#outcome-1", "urn:uuid:1#outcome-2"]
    assert [skill.name for skill in achievement.skills] == ["testing", "reporting"]
    assert (achievement.workload_hours, str(achievement.credits_ects)) == (60, "2.5")
    assert achievement.level == Level("EQF", "2017", 5)
    assert achievement.assessment == (
        entry(EuropeanList.ASSESSMENT, "quiz"),
        entry(EuropeanList.ASSESSMENT, "portfolio"),
    )
    assert achievement.supervision is Supervision.SUPERVISED
    assert achievement.field is not None
    assert achievement.field.uri.endswith("/isced-f/0613")
    assert draft.issued == datetime(2026, 4, 1, tzinfo=UTC)
    assert one(level="n/a").achievement.level is NoLevel.NOT_APPLICABLE


def test_all_problems_of_all_rows_are_told_with_row_column_and_remedy() -> None:
    header = f"{HEADER},level,workload_hours"
    rows = [f"{FIRST},9,60", f"a/b,x,Jan,,D,C,5,{'many'}", f"{SECOND},5,60"]
    found = problems(table(*rows, header=header))
    assert [(one.row, one.column) for one in found] == [
        (2, "level"),
        (3, "award_id"),
        (3, "achievement_id"),
        (3, "title"),
        (3, "workload_hours"),
    ]
    assert "row 3, title: Fill it in." in str(AwardTableError(*found))


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("award_id", "../escape"),
        ("award_id", ".hidden"),
        ("award_id", "CON"),
        ("award_id", "nul.json"),
        ("award_id", "ends."),
        ("award_id", "ż"),
        ("award_id", "x" * 81),
        ("achievement_id", "no address"),
        ("learner_id", "anna@example.org"),
        ("language", "Polish"),
        ("workload_hours", "0"),
        ("workload_hours", "1.5"),
        ("workload_hours", "٣"),
        ("credits_ects", "NaN"),
        ("credits_ects", "-1"),
        ("level", "0"),
        ("assessment", "exam"),
        ("skills", "https://esco.example/1"),
        ("field", "Software"),
        ("supervision", "maybe"),
        ("issued", "01.04.2026"),
        ("valid_until", "2026-04-01T00:00:00"),
        ("started", "2026-13-01"),
    ],
)
def test_a_bad_cell_is_refused_in_its_own_column(column: str, cell: str) -> None:
    with pytest.raises(AwardTableError) as caught:
        one(**{column: cell})
    assert [problem.column for problem in caught.value.problems] == [column]


def test_an_award_number_stands_once_in_any_case() -> None:
    again = SECOND.replace("A-2", "a-1")
    assert [(one.row, one.column) for one in problems(table(FIRST, again))] == [(3, "award_id")]


def test_one_achievement_is_described_in_one_way() -> None:
    other = SECOND.replace("Tests software.", "Tests hardware.")
    assert [(one.row, one.column) for one in problems(table(FIRST, other))] == [(3, "achievement_id")]


@pytest.mark.parametrize(
    ("header", "column"),
    [
        (HEADER + ",levle", "levle"),
        (HEADER + ",title", "title"),
        (HEADER.replace(",criteria", ""), "criteria"),
    ],
)
def test_columns_have_to_be_known_complete_and_single(header: str, column: str) -> None:
    assert [one.column for one in problems(table(header=header))] == [column]


def test_a_misspelt_column_is_told_its_right_name() -> None:
    assert "did you mean level?" in problems(table(header=HEADER + ",levle"))[0].sentence


@pytest.mark.parametrize(
    "data", [b"", b"\n\n", "Ł".encode("cp1250"), table('A-1,"open quote'), table(FIRST + ",too,many")]
)
def test_a_file_that_is_no_table_is_refused(data: bytes) -> None:
    assert problems(data)


@pytest.mark.parametrize("data", [b"[]", b'{"awards": {}}', b'{"awards": [1]}', b'{"awards": [], "achievements": [1]}'])
def test_a_json_file_of_another_form_is_refused(data: bytes) -> None:
    with pytest.raises(AwardTableError):
        award_table.read_json(data)


def test_periods_do_not_run_backwards() -> None:
    with pytest.raises(AwardTableError) as caught:
        one(issued="2026-04-01", valid_until="2026-04-01", started="2026-03-02", ended="2026-03-01")
    assert [problem.column for problem in caught.value.problems] == ["valid_until", "ended"]


def test_the_digest_of_a_row_changes_with_its_content_only() -> None:
    assert one(grade="5").digest == one(grade=" 5 ", prerequisites="").digest
    assert one(grade="5").digest != one(grade="4").digest


def test_every_column_and_every_entry_of_a_list_is_documented() -> None:
    page = Path(__file__).parents[2].joinpath("docs/reference/issue-input.md").read_text("utf-8")
    for column in COLUMNS:
        assert f"| `{column.name}` | {column.meaning} |" in page
    names = [name for of in EuropeanList for name in european_lists.names(of)]
    assert len(names) == 14 + 6 + 4
    assert all(f"`{name}`" in page for name in names)


def test_the_names_of_achievement_columns_are_those_of_the_fields() -> None:
    fields = set(one().achievement.__dataclass_fields__)
    assert {column.name for column in ACHIEVEMENT_COLUMNS} <= fields
    assert not {column.name for column in AWARD_COLUMNS} & fields
