"""Judges one input under limits of memory and CPU time, and prints a verdict as JSON. Run by test_work_limits.py.

Modules and term tables of an honest credential are loaded before the limits start to count.
"""

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3]))

from tests.credentials.proofs.documents import checks, micro_credential, signed
from tests.credentials.proofs.nquads_reader import read_nquads

from rung.credentials.errors import CredentialError
from rung.credentials.rdfc10 import canonicalize

_CPU_SECONDS = 5
"""A hard end for the process; the verdict states the time it took."""


def judge_document(text: str) -> str:
    """Return the first outcome, in alphabetical order, of the document's proofs."""
    return min({check.outcome for check in checks(json.loads(text))})  # failed before passed before unsupported


def judge_nquads(text: str) -> str:
    """Return that the graph could be canonicalized."""
    canonicalize(read_nquads(text))
    return "canonical"


def hog_memory(text: str) -> str:
    """Take more memory than is allowed, to show that the limit works."""
    return str(len(text * 200_000_000))


MODES: dict[str, Callable[[str], str]] = {
    "document": judge_document,
    "nquads": judge_nquads,
    "memory hog": hog_memory,
}


def limit(memory: int) -> None:
    """Allow `memory` more bytes than the process has now, and few seconds."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    allowed = pages * resource.getpagesize() + memory
    resource.setrlimit(resource.RLIMIT_AS, (allowed, allowed))
    resource.setrlimit(resource.RLIMIT_CPU, (_CPU_SECONDS + int(time.process_time()), _CPU_SECONDS * 4))


def main(mode: str, file: str, memory: str) -> None:
    """Judge the file and print the verdict and the CPU time."""
    checks(signed(micro_credential()))
    text = Path(file).read_text("utf-8")
    limit(int(memory))
    start = time.process_time()
    try:
        verdict = MODES[mode](text)
    except CredentialError as error:
        verdict = error.code
    except (MemoryError, RecursionError) as error:
        verdict = type(error).__name__
    print(json.dumps({"verdict": verdict, "cpu_seconds": time.process_time() - start}))  # noqa: T201  its answer


if __name__ == "__main__":
    main(*sys.argv[1:])
