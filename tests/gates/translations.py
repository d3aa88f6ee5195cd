"""Every text is there in Polish: `python -m tests.gates.translations` judges, `--update` gathers and compiles.

Texts are gathered by Django's makemessages (which needs Debian's gettext); catalogues are read and compiled by Babel.
"""

import io
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import IO

from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po

PLATFORM = Path(__file__).parents[2] / "src" / "rung" / "platform"
CATALOGUE = Path("locale", "pl", "LC_MESSAGES", "django.po")


def gather(platform: Path) -> Catalog:
    """Return the catalogue as it would be after gathering every text of the code in `platform`."""
    command = [sys.executable, "-m", "django", "makemessages", "-l", "pl", "--no-location", "--no-obsolete", "-v", "0"]
    surroundings = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    subprocess.run(command, cwd=platform, check=True, env=surroundings)
    return read(platform / CATALOGUE)


def read(path: Path) -> Catalog:
    """Read a text catalogue."""
    with path.open("rb") as file:
        return read_po(file, locale="pl")


def gathered_aside(platform: Path) -> Catalog:
    """Gather in a copy, so that judging changes nothing."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, "platform")
        shutil.copytree(platform, copy, ignore=shutil.ignore_patterns("__pycache__", "static"))
        return gather(copy)


def untranslated(catalogue: Catalog) -> list[str]:
    """Return the texts that have no Polish, or only a guessed one; of a plural, every form counts."""
    return [
        str(message.id)
        for message in catalogue
        if message.id
        and (message.fuzzy or not all(message.string if isinstance(message.string, tuple) else (message.string,)))
    ]


def wrong_placeholders(catalogue: Catalog) -> list[str]:
    """Return the texts whose Polish has other placeholders than the English."""
    return [f"{message.id}: {error}" for message, errors in catalogue.check() for error in errors]


def compiled_differs(platform: Path) -> bool:
    """Tell whether the compiled catalogue says anything else than its source."""
    fresh = io.BytesIO()
    write_mo(fresh, read(platform / CATALOGUE))
    return told(io.BytesIO(fresh.getvalue())) != told((platform / CATALOGUE).with_suffix(".mo").open("rb"))


def told(compiled: IO[bytes]) -> dict[str, object]:
    """Return what a compiled catalogue says, text by text."""
    with compiled:
        return {str(message.id): message.string for message in read_mo(compiled) if message.id}


def faults(platform: Path = PLATFORM) -> list[str]:
    """Return everything that is wrong with the Polish of `platform`, a sentence each."""
    catalogue = gathered_aside(platform)
    found = [f"no Polish for: {text}" for text in untranslated(catalogue)]
    found += [f"placeholders: {text}" for text in wrong_placeholders(catalogue)]
    if compiled_differs(platform):
        found.append("the compiled catalogue is stale: python -m tests.gates.translations --update")
    return found


def update(platform: Path = PLATFORM) -> None:
    """Gather every text in place and compile what has its Polish; what has none is named by `faults`."""
    catalogue = gather(platform)
    with (platform / CATALOGUE).open("wb") as file:
        write_po(file, catalogue, width=110, sort_output=True, omit_header=False)
    with (platform / CATALOGUE).with_suffix(".mo").open("wb") as file:
        write_mo(file, catalogue)


if __name__ == "__main__":
    if "--update" in sys.argv:
        update()
    wrong = faults()
    print("\n".join(wrong) or "Polish is complete.")  # noqa: T201 — a command
    sys.exit(bool(wrong))
