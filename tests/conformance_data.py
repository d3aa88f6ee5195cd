"""Where published test data lies. It is not ours to ship: RUNG_TEST_DATA names the folder that holds it."""

import os
from pathlib import Path

import pytest

VARIABLE = "RUNG_TEST_DATA"
SKIPPED = "test data skipped: "

used: list[str] = []
"""The sets that the running test has read; `tests/conftest.py` empties it after each test and sums up at the end."""


def conformance_path(*parts: str) -> Path:
    """Return a file or folder of the conformance data; without it, skip and name the set that was skipped."""
    named = f"conformance/{'/'.join(parts)}"
    root = os.environ.get(VARIABLE)
    if not root:
        pytest.skip(f"{SKIPPED}{named} ({VARIABLE} is not set)")
    path = Path(root, "conformance", *parts)
    if not path.exists():
        pytest.skip(f"{SKIPPED}{named} (not found under {VARIABLE})")
    used.append(set_of(named))
    return path


def set_of(named: str) -> str:
    """Return the set to which a path belongs: `conformance/ob3`, `conformance/w3c/rdf-canon`."""
    parts = named.split("/")
    return "/".join(parts[: 3 if parts[1] == "w3c" else 2])
