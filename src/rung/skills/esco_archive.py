"""Opens an ESCO download: a folder of CSV files, or a zip. A file that is damaged or too large refuses the whole."""

import csv
import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from rung.skills.errors import ArchiveRefusedError
from rung.skills.limits import MAX_ARCHIVE_FILES, MAX_UNPACKED_BYTES

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class CsvFile:
    """One file of the download: its name without folders, and its text."""

    name: str
    text: str

    def rows(self, *columns: str) -> Iterator[tuple[str, ...]]:
        """Yield the wanted columns of each row. Raises `ArchiveRefusedError` where the header or a row is broken."""
        reader = csv.reader(io.StringIO(self.text, newline=""), strict=True)
        try:
            header = next(reader, [])
            places = [header.index(column) for column in columns]
            for row in reader:
                if len(row) != len(header):
                    self._refuse(f"line {reader.line_num} has {len(row)} fields instead of {len(header)}")
                yield tuple(row[place] for place in places)
        except ValueError:
            self._refuse(f"the header lacks one of the columns {', '.join(columns)}")
        except csv.Error as error:
            self._refuse(f"line {reader.line_num}: {error}")

    def _refuse(self, reason: str) -> None:
        raise ArchiveRefusedError(
            f"{self.name}: {reason}. Download the file again; nothing was imported.", file=self.name
        )


def csv_files(path: Path) -> Iterator[CsvFile]:
    """Yield the CSV files of a folder or a zip, sorted by name. Nothing is unpacked to disk.

    Raises `ArchiveRefusedError` for anything that is no such download, for one that is damaged, encrypted or holds a
    name twice, and for more than `MAX_ARCHIVE_FILES` files or `MAX_UNPACKED_BYTES` bytes.
    """
    if path.is_dir():
        yield from _of_folder(path)
        return
    try:
        with zipfile.ZipFile(path) as archive:
            yield from _of_zip(path, archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError) as error:
        raise ArchiveRefusedError(
            f"{path.name} cannot be read as a zip ({error}). Download it again; nothing was imported.", file=path.name
        ) from error


def _of_folder(path: Path) -> Iterator[CsvFile]:
    files = sorted(path.glob("*.csv"))
    _check_number(path, len(files))
    left = MAX_UNPACKED_BYTES
    for file in files:
        with file.open("rb") as stream:
            data = _bounded(stream, path, left)
        left -= len(data)
        yield _decoded(file.name, data)


def _of_zip(path: Path, archive: zipfile.ZipFile) -> Iterator[CsvFile]:
    entries = {entry: PurePosixPath(entry.filename).name for entry in archive.infolist() if not entry.is_dir()}
    named = sorted((name, entry.filename, entry) for entry, name in entries.items() if name.endswith(".csv"))
    _check_number(path, len(entries), csv_number=len(named))
    if len({name for name, _, _ in named}) != len(named):
        raise ArchiveRefusedError(f"{path.name} holds a file name twice: it is not ESCO's download.", file=path.name)
    left = MAX_UNPACKED_BYTES
    for name, _, entry in named:
        with archive.open(entry) as stream:
            data = _bounded(stream, path, left)
        left -= len(data)
        yield _decoded(name, data)


def _check_number(path: Path, number: int, csv_number: int | None = None) -> None:
    if not 0 < number <= MAX_ARCHIVE_FILES or csv_number == 0:
        raise ArchiveRefusedError(
            f"{path.name} holds {number} files, of which 1 to {MAX_ARCHIVE_FILES} have to be CSV files.", file=path.name
        )


def _bounded(stream: IO[bytes], path: Path, left: int) -> bytes:
    """Read to the end and count what really comes: the sizes that an archive states of itself are not trusted."""
    chunks: list[bytes] = []
    while chunk := stream.read(_CHUNK):
        left -= len(chunk)
        if left < 0:
            raise ArchiveRefusedError(
                f"{path.name} unpacks to more than {MAX_UNPACKED_BYTES} bytes: it is not ESCO's download.",
                file=path.name,
            )
        chunks.append(chunk)
    return b"".join(chunks)


def _decoded(name: str, data: bytes) -> CsvFile:
    try:
        return CsvFile(name, data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ArchiveRefusedError(f"{name} is not UTF-8: download it again.", file=name) from error
