"""Shows Rung with the story loaded: sets up database and files, then runs the site and a worker in the foreground.

Everything lives in RUNG_DATA_DIR (by default `var` in the current folder); delete that folder to begin anew. In the
demo anybody may enter as anybody: never put it where others can reach it.
"""

import argparse
import os
import signal
import subprocess
import sys
import time
from types import FrameType

from rung.cli import serve


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take where to listen."""
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--host", default="127.0.0.1", help="keep it on this machine (the default)")


def run(arguments: argparse.Namespace) -> int:
    """Set up, start both processes, wait for the end of either, stop the other."""
    os.environ["RUNG_DEMO"] = "1"
    os.environ.setdefault("RUNG_MAIL", "file")
    os.environ.setdefault("RUNG_PUBLIC_URL", f"http://{arguments.host}:{arguments.port}")
    serve.require_free(arguments.host, arguments.port)
    print("Setting up the demo …", flush=True)
    serve.prepare()
    load_story()
    return watch(
        [serve.command(arguments.host, arguments.port, workers=2), [sys.executable, "-m", "rung", "worker"]],
        f"Rung is running: http://{arguments.host}:{arguments.port}/   (Ctrl-C ends it)",
    )


def load_story() -> None:
    """Load the invented people and organisations; a second time changes nothing."""
    from rung.platform.site.story import load

    print(f"  {load()}", flush=True)


def watch(commands: list[list[str]], greeting: str) -> int:
    """Run the commands side by side; when one ends, or on Ctrl-C, stop them all and return the first exit code."""
    running = [subprocess.Popen(command) for command in commands]  # noqa: S603 — our own commands

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)
    print(greeting, flush=True)
    try:
        while all(process.poll() is None for process in running):
            time.sleep(0.2)
        return next(process.returncode for process in running if process.returncode is not None) or 1
    except KeyboardInterrupt:
        return 0
    finally:
        for process in running:
            process.terminate()
        for process in running:
            process.wait(timeout=10)
