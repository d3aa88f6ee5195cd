"""Starting, killing and waiting."""

import os
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[2]
KILLS = int(os.environ.get("RUNG_KILLS", "5"))


def wait_for(condition: Callable[[], bool], within: float = 60) -> None:
    deadline = time.monotonic() + within
    while not condition():
        assert time.monotonic() < deadline, "what was waited for did not happen"
        time.sleep(0.05)
