"""Runs the scripts beside this file in Node.js, if what they need is installed."""

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parent
REMEDY = "run `npm ci --ignore-scripts` in tests/foreign"
MINUTES = 3


def run_script(name: str, arguments: Sequence[object] = (), given: object = None) -> Any:
    """Return the JSON that a script prints; skip, or fail in CI, if Node.js or its packages are missing."""
    node = shutil.which("node")
    if node is None or not (FOLDER / "node_modules").is_dir():
        _missing("Node.js" if node is None else "node_modules")
    done = subprocess.run(
        [str(node), FOLDER / name, *map(str, arguments)],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        timeout=60 * MINUTES,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2_000:]
    return json.loads(done.stdout)


def _missing(what: str) -> None:
    sentence = f"foreign verifiers skipped: {what} is missing; {REMEDY}"
    if os.environ.get("CI") == "true":
        pytest.fail(sentence)
    pytest.skip(sentence)
