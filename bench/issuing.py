"""What an award costs, from a row of a file to a signed credential that is stored and in the log.

Run it with `python bench/issuing.py [rows]`. Every figure is CPU time of one process on an embedded database of its
own, beside raw Ed25519 signatures of the same run. Rows are checked first: the dry run has its own figures.
"""

import io
import os
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nacl.signing import SigningKey

ROWS = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000
PER_THOUSAND = 1_000 / ROWS
SIGNATURES = 10_000


class Meter:
    """CPU seconds and SQL statements of a block."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.statements = 0

    def count(self, execute: object, sql: object, params: object, many: object, context: object) -> object:
        """Count one statement on its way to the database."""
        self.statements += 1
        return execute(sql, params, many, context)  # type: ignore[operator]


@contextmanager
def measured() -> Iterator[Meter]:
    """Measure the block."""
    from django.db import connection

    meter = Meter()
    start = time.process_time()
    with connection.execute_wrapper(meter.count):
        yield meter
    meter.seconds = time.process_time() - start


def start() -> None:
    """Set up an embedded database in a folder of its own."""
    os.environ["RUNG_DATA_DIR"] = tempfile.mkdtemp(prefix="rung-bench-")
    os.environ["RUNG_PUBLIC_URL"] = "http://rung.example"
    os.environ["DJANGO_SETTINGS_MODULE"] = "rung.platform.site.settings"
    sys.path.insert(0, str(Path(__file__).parents[1]))
    from rung.cli import django_setup

    django_setup.start()
    django_setup.migrate()


def raw_signature() -> float:
    """Return the CPU seconds of one Ed25519 signature over 64 bytes, the size of what a proof signs."""
    key, message = SigningKey(bytes(range(32))), bytes(64)
    started = time.process_time()
    for _ in range(SIGNATURES):
        key.sign(message)
    return (time.process_time() - started) / SIGNATURES


def main() -> None:
    """Order, check and issue a list, and print what it cost."""
    start()
    from tests.platform.issuing.ready import list_of, stand_alone

    from rung.platform.issuing.queries import awards_in, document_of
    from rung.platform.issuing.services import confirm_run, issue_run, order_run
    from rung.platform.issuing.services.checking import check_run

    provider = stand_alone()
    text = list_of(*(f"person{number}@example.org" for number in range(ROWS))).encode()
    run = order_run(**provider.who(), version_id=provider.version_id, key="bench", file=io.BytesIO(text))
    with measured() as check:
        check_run(organisation_id=provider.organisation_id, run_id=run.pk)
    confirm_run(**provider.who(), run_id=run.pk)
    with measured() as issue:
        issue_run(organisation_id=provider.organisation_id, run_id=run.pk)
    awards = awards_in(provider.scope)
    assert awards.count() == ROWS, "some rows were not issued"  # noqa: S101 — a bench that measures too little lies
    size = len(document_of(awards[0]))
    raw = raw_signature()
    print(f"{ROWS:,} awards of {size:,} bytes, signed with eddsa-rdfc-2022, stored with assessment and log")
    print(f"  dry run: {check.seconds * 10_000 / ROWS:.2f} CPU s per 10,000 rows")
    print(f"  issue: {issue.seconds * PER_THOUSAND:.2f} CPU s per 1,000 awards,"
          f" {issue.seconds / ROWS / raw:.0f} raw Ed25519 signatures ({raw * 1e6:.0f} us) each")  # fmt: skip
    print(f"  SQL statements per award: {issue.statements / ROWS:.3f}")
    print(f"  peak memory of the process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10} MiB")


if __name__ == "__main__":
    main()
