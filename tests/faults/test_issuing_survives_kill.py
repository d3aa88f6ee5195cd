"""`kill -9` of whoever issues a list, on SQLite or on the PostgreSQL that RUNG_DATABASE_URL names."""

import json
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.faults.killing import KILLS, ROOT, wait_for

pytestmark = pytest.mark.faults
ROWS, BAD = 10_000, 3


class Issuer:
    """Starts, kills and questions processes that issue."""

    def __init__(self, surroundings: dict[str, str]) -> None:
        self.surroundings = {**surroundings, "RUNG_PUBLIC_URL": "http://rung.example"}

    def command(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "tests.faults.issuing_probe", *words]

    def run(self, *words: str) -> str:
        done = subprocess.run(
            self.command(*words), env=self.surroundings, cwd=ROOT, check=True, capture_output=True, text=True
        )
        return done.stdout

    def start(self, *words: str) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            self.command(*words), env=self.surroundings, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            text=True,
        )  # fmt: skip

    def kill_after(self, rows: int, more: float) -> None:
        """Let a worker issue until it has gone through so many rows and a moment longer, then kill it."""
        worker = self.start("work")
        assert worker.stdout is not None
        done = 0
        while done < rows and (line := worker.stdout.readline()):
            done += int(line)
        time.sleep(more)
        worker.send_signal(signal.SIGKILL)
        worker.communicate()

    def report(self) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(self.run("report"))
        return told


@pytest.fixture
def issuer(surroundings: dict[str, str]) -> Issuer:
    return Issuer(surroundings)


def test_a_list_is_issued_exactly_whenever_its_worker_is_killed(
    issuer: Issuer, record_property: Callable[[str, object], None]
) -> None:
    chance = random.Random(20261121)  # noqa: S311 — moments of kills, the same in every run
    issuer.run("prepare", str(ROWS), str(BAD))
    met = []
    for kill in range(KILLS):
        issuer.kill_after((ROWS - BAD) * (kill + 1) // (KILLS + 2), chance.uniform(0, 0.8))
        met.append(issuer.report()["signed"])
    assert 0 < met[0] < met[-1] < ROWS - BAD, "the kills came too late to prove anything"
    issuer.run("work")
    expected = ROWS - BAD
    assert issuer.report() == {
        "state": "done", "bad": [2_500, 5_000, 7_500], "signed": expected, "rows": expected, "places": expected,
        "logged": expected, "reserved": expected,
    }  # fmt: skip
    issuer.run("work")
    assert issuer.report()["signed"] == expected
    record_property("figure", f"{ROWS:,} rows, {BAD} bad, {KILLS} kills after {met}: {expected:,} credentials, no more")


def test_the_harness_sees_awards_that_are_made_twice(issuer: Issuer) -> None:
    """Negative control: without the unique keys, and with a reservation committed apart from its chunk."""
    issuer.run("prepare", "100", "0", "careless")
    worker = issuer.start("work", "careless")
    wait_for(Path(issuer.surroundings["PROBE_MARKER"]).exists)
    worker.send_signal(signal.SIGKILL)
    worker.communicate()
    issuer.run("work", "careless")
    told = issuer.report()
    assert (told["signed"], told["rows"]) == (200, 100)
