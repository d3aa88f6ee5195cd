"""`kill -9` of a worker, on SQLite or on the PostgreSQL that RUNG_DATABASE_URL names."""

import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.faults.killing import KILLS, ROOT, wait_for

pytestmark = pytest.mark.faults


class Probe:
    """Starts, kills and questions probe processes."""

    def __init__(self, surroundings: dict[str, str]) -> None:
        self.surroundings = surroundings
        self.marker = Path(surroundings["PROBE_MARKER"])
        self.worker: subprocess.Popen[bytes] | None = None

    def command(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "tests.faults.probe", *words]

    def prepare(self, job: str, count: int) -> None:
        subprocess.run(self.command("prepare", job, str(count)), env=self.surroundings, cwd=ROOT, check=True)

    def start(self) -> None:
        self.worker = subprocess.Popen(self.command("work"), env=self.surroundings, cwd=ROOT, stderr=subprocess.DEVNULL)

    def kill(self) -> None:
        assert self.worker is not None
        self.worker.send_signal(signal.SIGKILL)
        self.worker.wait()

    def report(self) -> tuple[int, int, int, int]:
        """Return (effects, jobs done, jobs not done, most attempts of any)."""
        told = subprocess.run(
            self.command("report"), env=self.surroundings, cwd=ROOT, check=True, capture_output=True, text=True
        )
        effects, done, undone, attempts = (int(word) for word in told.stdout.split())
        return effects, done, undone, attempts


@pytest.fixture
def probe(surroundings: dict[str, str]) -> Iterator[Probe]:
    started = Probe(surroundings)
    yield started
    if started.worker is not None and started.worker.poll() is None:
        started.kill()


def test_a_job_killed_after_its_effect_and_before_its_commit_runs_once_in_effect(probe: Probe) -> None:
    probe.prepare("hangs_once", 1)
    probe.start()
    wait_for(probe.marker.exists)
    probe.kill()
    assert probe.report()[:2] == (0, 0)
    probe.start()
    wait_for(lambda: probe.report()[1] == 1)
    assert probe.report() == (1, 1, 0, 2)


def test_many_jobs_under_random_kills_happen_once_each(
    probe: Probe, record_property: Callable[[str, object], None]
) -> None:
    jobs, chance = 60, random.Random(20261121)  # noqa: S311 — moments of kills, the same in every run
    probe.prepare("quick", jobs)
    for _ in range(KILLS):
        probe.start()
        time.sleep(chance.uniform(1.0, 2.2))
        probe.kill()
    probe.start()
    wait_for(lambda: probe.report()[1] == jobs)
    effects, done, undone, attempts = probe.report()
    assert (effects, done, undone) == (jobs, jobs, 0)
    record_property("figure", f"{jobs} jobs, {KILLS} kills: {effects} effects, at most {attempts} attempts")


def test_the_harness_sees_an_effect_that_happens_twice(probe: Probe) -> None:
    """Negative control: a job that commits its effect apart from its completion must fail here."""
    probe.prepare("careless", 1)
    probe.start()
    wait_for(probe.marker.exists)
    probe.kill()
    probe.start()
    wait_for(lambda: probe.report()[1] == 1)
    assert probe.report()[0] == 2  # once by each worker
