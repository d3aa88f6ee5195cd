"""The verbs that run the platform, as somebody types them, each in a process of its own."""

import socket
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from rung.cli.main import VERBS, main

pytestmark = pytest.mark.thorough

LIFT_THE_GUARD = "DROP TRIGGER audit_entry_is_final_UPDATE"


def rung(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "rung", *words],
        env={"RUNG_DATA_DIR": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A data folder with an empty database and one operator, whose account the log tells of."""
    assert rung(tmp_path, "manage", "migrate", "-v", "0").returncode == 0
    assert rung(tmp_path, "operator", "piotr@example.org", "--name", "Piotr Kret").returncode == 0
    return tmp_path


def test_help_names_every_verb(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    told = capsys.readouterr().out
    assert all(f"  {verb} " in told for verb in VERBS)


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_explains_itself(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([verb, "--help"])
    assert ended.value.code == 0
    assert f"rung {verb}" in capsys.readouterr().out


def test_an_unknown_verb_is_refused_with_the_known_ones(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["dance"])
    assert ended.value.code == 2
    assert "verify" in capsys.readouterr().err


def test_the_doctor_finds_a_sound_house_sound(house: Path) -> None:
    said = rung(house, "doctor")
    assert (said.returncode, said.stdout.splitlines()[-1].split(" (")[0]) == (0, "All is well")


def test_the_doctor_names_an_edited_entry_of_the_log(house: Path) -> None:
    with sqlite3.connect(house / "rung.sqlite3") as database:
        database.execute(LIFT_THE_GUARD)
        database.execute("UPDATE kernel_auditentry SET action='open.window' WHERE sequence=1")
    said = rung(house, "doctor")
    assert said.returncode == 1
    assert "WRONG kernel.audit_chain" in said.stdout
    assert "entry 1: the entry was changed after it was written" in said.stdout


@pytest.mark.parametrize("words", [["doctor"], ["worker", "--once"], ["operator", "x@example.org", "--name", "X"]])
def test_a_database_that_was_never_set_up_is_named_with_its_remedy(tmp_path: Path, words: list[str]) -> None:
    said = rung(tmp_path, *words)
    assert said.returncode == 2
    assert "run `rung manage migrate` first" in said.stderr
    assert "Traceback" not in said.stderr


@pytest.mark.parametrize("verb", ["demo", "serve"])
def test_a_port_that_is_taken_is_named_with_its_remedy(tmp_path: Path, verb: str) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        said = rung(tmp_path, verb, "--port", str(port))
    assert said.returncode == 2
    assert f"Rung cannot listen on 127.0.0.1:{port}" in said.stderr
    assert f"make demo PORT={port + 1}" in said.stderr
    assert list(tmp_path.iterdir()) == []  # nothing was set up


def test_an_operator_is_not_made_twice(house: Path) -> None:
    said = rung(house, "operator", "PIOTR@example.org", "--name", "Piotr")
    assert said.returncode == 2
    assert "There is an account with the address PIOTR@example.org already." in said.stderr


def test_the_worker_carries_out_what_is_due_and_ends(house: Path) -> None:
    assert rung(house, "worker", "--once").returncode == 0
    with sqlite3.connect(house / "rung.sqlite3") as database:
        states = database.execute("SELECT DISTINCT state FROM kernel_jobrun").fetchall()
    assert states == [("done",)]  # the nightly tidying, asked for and done


def test_a_setting_that_cannot_be_used_ends_with_its_remedy(tmp_path: Path) -> None:
    said = subprocess.run(
        [sys.executable, "-m", "rung", "doctor"],
        env={"RUNG_DATA_DIR": str(tmp_path), "RUNG_MAIL": "pigeon"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.returncode == 2
    assert "write console, file, or smtp://" in said.stderr
    assert "Traceback" not in said.stderr
