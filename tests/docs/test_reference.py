"""What the reference pages list is what the code has: no more and no less."""

import argparse
import importlib
import re
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import ClassVar
from uuid import UUID

import pytest

from rung.cli.main import VERBS
from rung.platform.kernel import reference
from rung.platform.kernel.events import Event

pytestmark = pytest.mark.thorough

ROOT = Path(__file__).parents[2]
SETTINGS = (ROOT / "docs/reference/settings.md").read_text("utf-8")
COMMANDS = (ROOT / "docs/reference/command-line.md").read_text("utf-8")
VARIABLE = re.compile(r"\bRUNG_[A-Z]+(?:_[A-Z]+)*\b")
OPTION = re.compile(r"`(--[a-z][a-z-]*)[ `]")
ROW = re.compile(r"^\| `(RUNG_[A-Z_]+)` \|", re.MULTILINE)


def variables_in(files: Iterable[Path]) -> set[str]:
    """Return the names of Rung's variables that stand in `files`."""
    return {name for file in files for name in VARIABLE.findall(file.read_text("utf-8"))}


def options_of(verb: str) -> set[str]:
    """Return the long options that a verb takes."""
    parser = argparse.ArgumentParser(add_help=False)
    importlib.import_module(VERBS[verb][0]).add_arguments(parser)
    return {word for action in parser._actions for word in action.option_strings if word.startswith("--")}


def section(verb: str) -> str:
    """Return what the page says about a verb; nothing if it says nothing."""
    return COMMANDS.partition(f"## `rung {verb}`\n")[2].partition("\n## ")[0]


def test_the_page_of_settings_lists_exactly_the_variables_that_the_product_reads() -> None:
    product = SETTINGS.partition("## For those who develop Rung")[0]
    assert set(ROW.findall(product)) == variables_in((ROOT / "src").rglob("*.py"))


def test_every_variable_of_the_tests_is_on_the_page_of_settings() -> None:
    files = [
        *(ROOT / "tests").rglob("*.py"),
        *(ROOT / "bench").rglob("*.py"),
        *(ROOT / ".ci").iterdir(),
        ROOT / "Makefile",
    ]
    ours = (file for file in files if "node_modules" not in file.parts and file.parent != Path(__file__).parent)
    assert variables_in(ours) - set(ROW.findall(SETTINGS)) == set()


def test_a_variable_that_is_read_and_not_listed_would_be_seen(tmp_path: Path) -> None:
    planted = tmp_path / "planted.py"
    planted.write_text('os.environ.get("RUNG_PLANTED_FAULT")\n')
    assert variables_in([planted]) - set(ROW.findall(SETTINGS)) == {"RUNG_PLANTED_FAULT"}


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_is_documented_with_exactly_its_options(verb: str) -> None:
    assert section(verb).strip()
    of_commands = {"--check", "--out"} if verb == "manage" else set()
    assert set(OPTION.findall(section(verb))) == options_of(verb) | of_commands


def test_the_page_of_the_command_line_knows_no_verb_that_does_not_exist() -> None:
    assert set(re.findall(r"^## `rung ([a-z]+)`$", COMMANDS, re.MULTILINE)) == set(VERBS)


def test_the_derived_pages_are_what_the_command_would_write() -> None:
    command = [sys.executable, "-m", "rung", "manage", "write_reference", "--check"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_page_is_stale_when_it_is_missing_changed_or_left_over(tmp_path: Path) -> None:
    reference.write(tmp_path)
    assert reference.stale(tmp_path) == []
    (tmp_path / "rights.md").unlink()
    (tmp_path / "jobs.md").write_text("changed")
    (tmp_path / "gone.md").write_text("of something that was dropped")
    assert reference.stale(tmp_path) == ["gone.md", "jobs.md", "rights.md"]
    reference.write(tmp_path)
    assert reference.stale(tmp_path) == []
    assert not (tmp_path / "gone.md").exists()


def test_the_register_shows_what_happens_to_an_address() -> None:
    page = reference.pages()["personal-data.md"]
    register = page.partition("### `people.Person`\n\n")[2].splitlines()
    assert register[0].startswith("Fields: `email`, `name`, ")
    assert register[2].startswith("Erasure: Leave an empty shell under the same id")
    assert "| `kernel.AuditEntry.actor_id` | a pseudonym" in page


def test_the_routes_show_who_may_use_them() -> None:
    page = reference.pages()["routes.md"]
    assert "| `/desk/` | operators |" in page
    assert "| `/organisations/<uuid:organisation_id>/invite/` | members with `organisation.manage_members` |" in page


def test_the_actions_of_the_log_show_their_facts() -> None:
    row = "| `grant.accreditation` | `provider`, `decision` | `rung.platform.organisations.services.accreditation` |"
    assert row in reference.pages()["audit-actions.md"]


def test_an_error_shows_the_status_that_it_inherits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "planted.py").write_text(
        'class Base:\n    """Base."""\n    code = "a.base"\n    status: int = 409\n'
        'class Heir(Base):\n    """Over\n    two lines.\n\n    More."""\n    code = "a.heir"\n'
    )
    monkeypatch.setattr(reference, "SOURCE", tmp_path)
    assert reference.pages()["error-codes.md"].splitlines()[-2:] == [
        "| `a.base` | Base. | 409 |",
        "| `a.heir` | Over two lines. | 409 |",
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Placed(Event):
    """Somebody found a job."""

    name: ClassVar[str] = "test.placed"
    person_id: UUID
    hours: int


def test_an_event_shows_its_fields_and_who_hears_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rung.platform.kernel.events.declared_events", lambda: (_Placed,))
    blocks = list(reference.event_catalogue())[2:]
    assert blocks == [
        "## `test.placed`",
        "Somebody found a job.",
        "| field | type |\n| --- | --- |\n| `person_id` | `UUID` |\n| `hours` | `int` |",
        "Handlers: none. Channels: none.",
    ]


def test_a_bar_does_not_end_a_cell() -> None:
    assert reference.table(("a", "b"), [("1|2", "3")]).splitlines()[-1] == r"| 1\|2 | 3 |"


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (timedelta(days=1), "1 day"),
        (timedelta(hours=36), "36 hours"),
        (timedelta(minutes=2), "2 minutes"),
        (timedelta(seconds=90), "90 seconds"),
    ],
)
def test_a_duration_is_written_in_its_largest_whole_unit(span: timedelta, words: str) -> None:
    assert reference.duration(span) == words
