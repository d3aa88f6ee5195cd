"""The folder that `rung issue` fills: all files of a run appear, or none, and what is there is never replaced.

Files are written aside and then moved. A journal marks the moment from which the run counts: a run that was
killed before it left nothing behind, one killed after it is finished by the next.
"""

import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from rung.core.errors import RungError

REGISTER = "issued.json"
_ASIDE = ".issuing"
_JOURNAL = "journal.json"


class FolderRefusedError(RungError):
    """The folder holds something that this run would have to replace or cannot understand."""

    code = "cli.folder_refused"


@dataclass(frozen=True, slots=True)
class Issued:
    """What the register remembers about one award: the row it came from, and where it went."""

    row_digest: str
    credential_id: str
    file: str
    status_index: int | None = None


@dataclass(frozen=True, slots=True)
class Register:
    """Everything issued into one folder: by whom, with which status list, and each award by its `award_id`."""

    issuer: str
    status_list: str = ""
    awards: Mapping[str, Issued] = field(default_factory=dict)

    @classmethod
    def from_json(cls, text: bytes) -> Self:
        """Read a register that `as_json` wrote."""
        held = json.loads(text)
        awards = {name: Issued(**one) for name, one in held["awards"].items()}
        return cls(held["issuer"], held["status_list"], awards)

    def as_json(self) -> bytes:
        """Return the register as it is kept in the folder."""
        awards = {
            name: {
                "row_digest": one.row_digest,
                "credential_id": one.credential_id,
                "file": one.file,
                "status_index": one.status_index,
            }
            for name, one in self.awards.items()
        }
        return as_file({"issuer": self.issuer, "status_list": self.status_list, "awards": awards})


@dataclass(frozen=True, slots=True)
class IssueFolder:
    """One output folder."""

    path: Path

    @classmethod
    def open(cls, path: Path) -> Self:
        """Create the folder if need be, finish a run that was killed after it counted, discard one before."""
        path.mkdir(parents=True, exist_ok=True)
        folder = cls(path)
        if (path / _ASIDE / _JOURNAL).exists():
            folder._move()
        shutil.rmtree(path / _ASIDE, ignore_errors=True)
        return folder

    def register(self) -> Register | None:
        """Return what was issued here; `None` for a folder in which nothing was."""
        file = self.path / REGISTER
        if not file.exists():
            return None
        try:
            return Register.from_json(file.read_bytes())
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise FolderRefusedError(f"{file} is no register of issued credentials: choose another folder.") from error

    def holds(self, name: str) -> bool:
        """Tell whether the file `name` is there."""
        return (self.path / name).exists()

    def add(self, files: Mapping[str, bytes], register: Register) -> None:
        """Add `files`, by relative name, and replace the register: all of it, or nothing.

        A file that is there already with the same bytes is left alone; with others, `FolderRefusedError`.
        """
        new = {name: content for name, content in files.items() if self._is_new(name, content)}
        aside = self.path / _ASIDE
        aside.mkdir()
        names = [*new, REGISTER]
        for place, content in enumerate([*new.values(), register.as_json()]):
            _write(aside / str(place), content)
        _write(aside / f"{_JOURNAL}.new", as_file(names))
        (aside / f"{_JOURNAL}.new").rename(aside / _JOURNAL)
        _flush_folder(aside)
        self._move()
        shutil.rmtree(aside)

    def _is_new(self, name: str, content: bytes) -> bool:
        target = self.path / name
        if not target.exists():
            return True
        if target.read_bytes() != content:
            raise FolderRefusedError(f"{target} is there already and differs: move it away or choose another folder.")
        return False

    def _move(self) -> None:
        """Move what the journal lists into place; what was moved before is not there any more and is skipped."""
        aside = self.path / _ASIDE
        for place, name in enumerate(json.loads((aside / _JOURNAL).read_bytes())):
            target = self.path / name
            target.parent.mkdir(parents=True, exist_ok=True)
            if (aside / str(place)).exists():
                (aside / str(place)).replace(target)
        _flush_folder(self.path)


def as_file(value: Any) -> bytes:
    """Return `value` as a JSON file that a person can read."""
    return json.dumps(value, ensure_ascii=False, indent=2).encode() + b"\n"


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _flush_folder(path: Path) -> None:
    if os.name == "posix":
        handle = os.open(path, os.O_RDONLY)
        os.fsync(handle)
        os.close(handle)
