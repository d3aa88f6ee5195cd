"""Where the published taxonomies and benchmarks for skills lie: `skills` under RUNG_TEST_DATA."""

import os
from pathlib import Path

import pytest

from tests import conformance_data


def skills_path(*parts: str) -> Path:
    """Return a file of the published data on skills; without it, skip and name what was skipped."""
    named = f"skills/{'/'.join(parts)}"
    root = os.environ.get(conformance_data.VARIABLE)
    path = Path(root or "/nowhere", "skills", *parts)
    if not path.exists():
        pytest.skip(f"{conformance_data.SKIPPED}{named} (not found under {conformance_data.VARIABLE})")
    conformance_data.used.append(conformance_data.set_of(named))
    return path
