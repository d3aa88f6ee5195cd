"""Runs what a page of the handbook tells a reader to type, and compares what comes out with what the page says.

Above a block of code stands a mark that the reader does not see:

    <!-- file: NAME -->     the block is the content of that file
    <!-- run -->            the lines after `$ ` are typed into a shell, and the others are what it answers
    <!-- run exit=3 -->     likewise, and the last command ends with that exit code

In an answer `…` stands for anything on one line, and a line of it alone for any number of lines. A command without
an answer may say what it likes.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

BLOCK = re.compile(
    r"^<!-- (?P<mark>file: (?P<file>\S+)|run(?: exit=(?P<exit>\d+))?) -->\n```(?P<language>\w+)\n(?P<body>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
MARK = re.compile(r"^<!-- (?:file|run)\b", re.MULTILINE)
SECONDS = 60


@dataclass(frozen=True, slots=True)
class Command:
    """One line to type, what it should answer (nothing: whatever it likes), and how it should end."""

    line: str
    answer: str
    exit_code: int


def play(page: str, folder: Path) -> int:
    """Do everything that the page asks for in `folder`; return how many commands were typed."""
    blocks = list(BLOCK.finditer(page))
    assert len(blocks) == len(MARK.findall(page)), "a mark on the page has no block of code below it"
    typed = 0
    for block in blocks:
        if block["file"]:
            (folder / block["file"]).write_text(block["body"], "utf-8")
            continue
        for command in commands(block["body"], int(block["exit"] or 0)):
            check(command, folder)
            typed += 1
    return typed


def commands(body: str, exit_code: int) -> Iterator[Command]:
    """Yield the commands of a console block; `exit_code` is that of the last one."""
    parts = re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]
    for number, part in enumerate(parts, 1):
        line, _, answer = part.partition("\n")
        yield Command(line, answer, exit_code if number == len(parts) else 0)


def check(command: Command, folder: Path) -> None:
    """Type one command and hold its answer and its end against the page."""
    done = subprocess.run(
        ["bash", "-c", command.line], cwd=folder, env=surroundings(folder), stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, text=True, encoding="utf-8", timeout=SECONDS, check=False,
    )  # fmt: skip
    said = "".join(f"{line.rstrip()}\n" for line in done.stdout.splitlines())
    assert done.returncode == command.exit_code, f"$ {command.line}\nended with {done.returncode}:\n{said}"
    if command.answer:
        assert answers(command.answer, said), f"$ {command.line}\nThe page says:\n{command.answer}\nIt said:\n{said}"


def answers(wanted: str, said: str) -> bool:
    """Tell whether `said` is what the page wants."""
    lines = (r"(?:.*\n)*" if line == "…" else _pattern(line) + r"\n" for line in wanted.splitlines())
    return re.fullmatch("".join(lines), said) is not None


def _pattern(line: str) -> str:
    return ".*".join(re.escape(part) for part in line.rstrip().split("…"))


def surroundings(folder: Path) -> dict[str, str]:
    """Return the variables of a reader who has just installed Rung: its programs in PATH, none of its settings."""
    foreign = {name: value for name, value in os.environ.items() if not name.startswith(("RUNG_", "DJANGO_", "PYTHON"))}
    programs = Path(sys.executable).parent
    return {**foreign, "PATH": f"{programs}:{os.environ['PATH']}", "HOME": str(folder), "LC_ALL": "C.UTF-8"}
