"""A list of people to award, as a CSV file: read in a stream, in flat memory, whatever its size.

UTF-8; commas, semicolons or tabs, told by the header row. Names of columns are known in English and in Polish.
"""

import codecs
import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import BinaryIO, Final

from rung.platform.issuing.problems import FileRefusedError, Problem

MAX_BYTES: Final = 64 << 20
MAX_ROWS: Final = 200_000
LONGEST_LINE: Final = 1 << 20
"""Bytes. A text file has line ends; what has none for so long is something else."""

ALIASES: Final = {
    "email": ("e-mail", "email address", "adres e-mail", "adres email"),
    "name": ("full name", "imię i nazwisko", "imie i nazwisko"),
    "language": ("język", "jezyk"),
    "assessor": ("asesor", "egzaminator"),
    "assessed_on": ("assessed on", "data oceny", "data walidacji"),
    "identity_check": ("identity check", "tożsamość", "tozsamosc"),
    "outcomes": ("efekty", "efekty uczenia się"),
    "grade": ("ocena",),
    "renews": ("odnawia", "odnowienie"),
}
"""Every column by its name, and how else people call it."""

_COLUMNS: Final = {alias: name for name, aliases in ALIASES.items() for alias in (name, *aliases)}
_DELIMITERS: Final = ",;\t"


@dataclass(frozen=True, slots=True)
class Row:
    """One row as a spreadsheet counts it, and its cells by column."""

    number: int
    cells: dict[str, str]


class _Pieces(io.RawIOBase):
    """The pieces of a file as one stream."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = iter(pieces)
        self._rest = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        while not self._rest:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._rest = memoryview(piece)
        count = min(len(buffer), len(self._rest))
        buffer[:count] = self._rest[:count]
        self._rest = self._rest[count:]
        return count


def read_rows(pieces: Iterable[bytes]) -> Iterator[Row | Problem]:
    """Yield the rows of a file, and a problem for each row that cannot be cut into cells.

    Raises `FileRefusedError` where the file as a whole cannot be read: encoding, separators, columns, length.
    """
    stream = io.BufferedReader(_Pieces(pieces))
    _refuse_other_encodings(stream.peek(4)[:4])
    lines = _lines(stream)
    try:
        header = next((line for line in lines if line.strip()), None)
    except UnicodeDecodeError:
        raise FileRefusedError(Problem(1, "", "file.not_utf8")) from None
    if header is None:
        raise FileRefusedError(Problem(1, "", "file.empty"))
    reader = csv.reader(chain([header], lines), delimiter=_delimiter(header), strict=True)
    try:
        columns = _columns(next(reader))
    except csv.Error:
        raise FileRefusedError(Problem(1, "", "file.quotes")) from None
    yield from _rows(reader, columns)


def _lines(stream: BinaryIO) -> Iterator[str]:
    """Decode line by line, so that an error is where it is."""
    first = True
    while line := stream.readline(LONGEST_LINE):
        if len(line) == LONGEST_LINE or b"\0" in line:
            raise FileRefusedError(Problem(1, "", "file.binary"))
        yield line.decode("utf-8-sig" if first else "utf-8")
        first = False


def _refuse_other_encodings(start: bytes) -> None:
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise FileRefusedError(Problem(1, "", "file.utf16"))
    if start.startswith((b"PK", b"\x89PNG", b"%PDF", b"\xd0\xcf")):
        raise FileRefusedError(Problem(1, "", "file.binary"))


def _delimiter(header: str) -> str:
    found = max(_DELIMITERS, key=header.count)
    if header.count(found) == 0:
        raise FileRefusedError(Problem(1, "", "file.separator"))
    return found


def _columns(names: list[str]) -> list[str]:
    columns = []
    for found in names:
        name = _COLUMNS.get(" ".join(found.split()).lower())
        if name is None:
            raise FileRefusedError(Problem(1, found[:60], "column.unknown", {"found": found[:60]}))
        if name in columns:
            raise FileRefusedError(Problem(1, name, "column.twice"))
        columns.append(name)
    return columns


def _rows(reader: "Iterator[list[str]]", columns: list[str]) -> Iterator[Row | Problem]:
    number = 1
    try:
        for number, cells in enumerate(reader, 2):
            if number > MAX_ROWS + 1:
                raise FileRefusedError(Problem(number, "", "file.too_many_rows", {"limit": f"{MAX_ROWS:,}"}))
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) > len(columns):
                yield Problem(number, "", "row.too_long")
            else:
                yield Row(number, dict(zip(columns, cells, strict=False)))
    except UnicodeDecodeError:
        raise FileRefusedError(Problem(number + 1, "", "file.not_utf8")) from None
    except csv.Error:
        raise FileRefusedError(Problem(number + 1, "", "file.quotes")) from None
