"""Judges files one by one, each in a process with little memory and time, and prints what each cost.

Run as `python bounded_child.py LIST FILE…`: LIST is the status list for every credential, FILE a credential.
"""

import json
import os
import resource
import sys
from pathlib import Path

from rung.credentials.report import Report
from tests.credentials.cast import LIST_URL, judge, signed

EXTRA_BYTES = 64 << 20
CPU_SECONDS = 3
"""The kernel's stop; the promise of one second is measured and asserted by the test."""


def address_space() -> int:
    """Return the bytes that this process has mapped."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    return pages * resource.getpagesize()


def judge_file(name: str, status_list: bytes) -> Report:
    """Judge one file under the limits."""
    limit = address_space() + EXTRA_BYTES
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    return judge(Path(name).read_bytes(), status_lists={LIST_URL: status_list})


def main() -> None:
    """Fork once per file; the parent reads the verdict from a pipe and the cost from the kernel."""
    status_list = Path(sys.argv[1]).read_bytes()
    judge(signed())  # contexts are read and compiled once, as in a server
    for name in sys.argv[2:]:
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            report = judge_file(name, status_list)
            said = report.because[0].code if report.because else report.headline.value
            os.write(writer, said.encode())
            os._exit(0)
        os.close(writer)
        _, status, usage = os.wait4(child, 0)
        with os.fdopen(reader, "rb") as pipe:
            because = pipe.read().decode()
        cost = usage.ru_utime + usage.ru_stime
        row = {"file": Path(name).name, "exit": status, "because": because, "cpu": round(cost, 3)}
        sys.stdout.write(f"{json.dumps(row)}\n")


if __name__ == "__main__":
    main()
