"""Several processes need the key of this Rung at once, on SQLite or on the PostgreSQL that RUNG_DATABASE_URL names."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

pytestmark = pytest.mark.thorough

ROOT = Path(__file__).parents[3]
PROBE = [sys.executable, "-m", "tests.platform.keys.probe"]
PROCESSES = 6


@pytest.fixture
def surroundings(tmp_path: Path) -> Iterator[dict[str, str]]:
    """Give the processes a data folder and a database of their own."""
    given = {**os.environ, "DJANGO_SETTINGS_MODULE": "rung.platform.site.settings", "RUNG_DATA_DIR": str(tmp_path)}
    url = os.environ.get("RUNG_DATABASE_URL")
    if not url:
        yield given
        return
    import psycopg

    name = f"keys_{os.getpid()}"
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}".encode())
        yield {**given, "RUNG_DATABASE_URL": urlsplit(url)._replace(path=f"/{name}").geturl()}
        server.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


def test_processes_that_need_the_key_of_this_rung_at_once_make_one(surroundings: dict[str, str]) -> None:
    subprocess.run([*PROBE, "prepare"], env=surroundings, cwd=ROOT, check=True)
    started = [
        subprocess.Popen(
            [*PROBE, "ask"], env=surroundings, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        for _ in range(PROCESSES)
    ]
    for process in started:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in started:  # all are up, and now all ask
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    told = [process.communicate()[0].strip() for process in started]
    assert [process.returncode for process in started] == [0] * PROCESSES
    assert len(set(told)) == 1
    assert told[0].startswith("did:key:z6Mk")
