"""Reading a file of people: encodings, separators, quotes, length; each refusal with its row."""

import tracemalloc
from collections.abc import Iterator

import pytest

from rung.platform.issuing.award_list import MAX_ROWS, Row, read_rows
from rung.platform.issuing.problems import FileRefusedError, Problem


def rows_of(*pieces: bytes) -> list[Row | Problem]:
    return list(read_rows(pieces))


def refusal_of(*pieces: bytes) -> Problem:
    with pytest.raises(FileRefusedError) as refused:
        rows_of(*pieces)
    return refused.value.problem


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_it_reads_what_spreadsheets_write(separator: str) -> None:
    text = f"E-mail{separator}Imię i nazwisko\r\nanna@example.org{separator}Anna Żak\r\n"
    assert rows_of(text.encode("utf-8-sig")) == [Row(2, {"email": "anna@example.org", "name": "Anna Żak"})]


def test_pieces_may_be_cut_anywhere_even_within_a_letter() -> None:
    whole = "email,name\na@b.pl,Żółć\n".encode()
    assert rows_of(*(bytes([octet]) for octet in whole)) == rows_of(whole)


def test_rows_are_counted_as_a_spreadsheet_counts_them() -> None:
    text = b'email,name\n\n"a@b.pl","Anna\nMaria"\nb@b.pl,Bea\n'
    assert [row.number for row in rows_of(text) if isinstance(row, Row)] == [3, 4]


def test_a_row_with_too_many_cells_is_named_and_the_next_is_read() -> None:
    assert rows_of(b"email,name\na@b.pl,A,B\nb@b.pl,B\n") == [
        Problem(2, "", "row.too_long"),
        Row(3, {"email": "b@b.pl", "name": "B"}),
    ]


@pytest.mark.parametrize(
    ("data", "row", "code"),
    [
        pytest.param(b"", 1, "file.empty", id="nothing"),
        pytest.param(b" \n\n", 1, "file.empty", id="only blank lines"),
        pytest.param("email,name\n".encode("utf-16"), 1, "file.utf16", id="UTF-16"),
        pytest.param("email,imię i nazwisko\n".encode("cp1250"), 1, "file.not_utf8", id="Windows-1250 in the header"),
        pytest.param(b"email,name\na@b.pl,A\nb@b.pl,\xb9\n", 3, "file.not_utf8", id="Windows-1250 further down"),
        pytest.param(b"PK\x03\x04 a spreadsheet", 1, "file.binary", id="a spreadsheet"),
        pytest.param(b"email,name\na@b.pl,A\x00\n", 1, "file.binary", id="a zero byte"),
        pytest.param(b"email|name\na@b.pl|A\n", 1, "file.separator", id="an odd separator"),
        pytest.param(b'email,name\na@b.pl,"A\nb@b.pl,B\n', 2, "file.quotes", id="a quote that never closes"),
        pytest.param(b"email,nmae\n", 1, "column.unknown", id="a misspelt column"),
        pytest.param(b"email,e-mail\n", 1, "column.twice", id="a column under two names"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_whole(data: bytes, row: int, code: str) -> None:
    problem = refusal_of(data)
    assert (problem.row, problem.code) == (row, code)
    assert problem.sentence


def many_rows(count: int) -> Iterator[bytes]:
    yield b"email,name\n"
    for number in range(count):
        yield b"p%d@example.org,Somebody\n" % number


def test_a_file_with_too_many_rows_is_refused_at_the_first_too_many() -> None:
    with pytest.raises(FileRefusedError) as refused:
        for _row in read_rows(many_rows(MAX_ROWS + 1)):
            pass
    assert refused.value.problem.code == "file.too_many_rows"
    assert refused.value.problem.row == MAX_ROWS + 2  # the header is row 1


def test_memory_stays_flat_whatever_the_length() -> None:
    """20,000 rows of 30 bytes are 600 kB; what is held at once is far less."""
    tracemalloc.start()
    for _row in read_rows(many_rows(20_000)):
        pass
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 200_000
