"""What every fault test needs: surroundings of its own for the processes that it kills."""

import os
import random
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest


@pytest.fixture
def surroundings(tmp_path: Path) -> Iterator[dict[str, str]]:
    """Give the processes a database of their own."""
    given = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "rung.platform.site.settings",
        "RUNG_DATA_DIR": str(tmp_path),
        "PROBE_MARKER": str(tmp_path / "marker"),
    }
    url = os.environ.get("RUNG_DATABASE_URL")
    if not url:
        yield given
        return
    import psycopg

    name = f"probe_{os.getpid()}_{random.randrange(10**6)}"  # noqa: S311 — a name
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}".encode())
        yield {**given, "RUNG_DATABASE_URL": urlsplit(url)._replace(path=f"/{name}").geturl()}
        server.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())
