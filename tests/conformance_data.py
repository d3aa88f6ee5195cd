"""Where published test data lies. It is not ours to ship: RUNG_TEST_DATA names the folder that holds it."""

import os
from pathlib import Path

import pytest

VARIABLE = "RUNG_TEST_DATA"


def conformance_path(*parts: str) -> Path:
    """Return a file or folder of the conformance data; without it, skip and name the set that was skipped."""
    named = f"conformance/{'/'.join(parts)}"
    root = os.environ.get(VARIABLE)
    if not root:
        pytest.skip(f"test data skipped: {named} ({VARIABLE} is not set)")
    path = Path(root, "conformance", *parts)
    if not path.exists():
        pytest.skip(f"test data skipped: {named} (not found under {VARIABLE})")
    return path
