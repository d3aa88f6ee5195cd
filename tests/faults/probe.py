"""A process to be killed: it declares three jobs and does as it is told. The parent counts what is left.

An effect is a row of the outbox with the event `probe`; no channel asks for it, so nothing else touches it.
"""

import os
import sys
import time
from datetime import timedelta
from pathlib import Path

from rung.cli import django_setup

django_setup.start()

from django.db import connection, transaction  # noqa: E402 — Django is up only now

from rung.platform.kernel import worker  # noqa: E402
from rung.platform.kernel.jobs import enqueue, job  # noqa: E402
from rung.platform.kernel.models import JobRun, OutboxMessage  # noqa: E402

LEASE = timedelta(seconds=1)
MARKER = Path(os.environ["PROBE_MARKER"])


def effect(number: int) -> None:
    OutboxMessage.objects.create(event="probe", channel="none", payload={"number": number})


@job("probe.quick", lease=LEASE)
def quick(number: int) -> None:
    """Take a little while, so that a kill may hit it anywhere."""
    effect(number)
    time.sleep(0.03)


@job("probe.hangs_once", lease=LEASE)
def hangs_once(number: int) -> None:
    """Hang after the effect and before the commit, the first time only."""
    effect(number)
    if not MARKER.exists():
        MARKER.touch()
        time.sleep(60)


@job("probe.careless", lease=LEASE, atomic=False)
def careless(number: int) -> None:
    """Commit the effect apart from the completion: the mistake that the harness must see."""
    effect(number)
    if not MARKER.exists():
        MARKER.touch()
        time.sleep(60)


JOBS = {"quick": quick, "hangs_once": hangs_once, "careless": careless}


def report() -> None:
    """Print the effects, the jobs done, the jobs not done and the most attempts of any."""
    runs = JobRun.objects.filter(job__startswith="probe.")
    print(  # noqa: T201 — the parent reads it
        OutboxMessage.objects.filter(event="probe").count(),
        runs.filter(state="done").count(),
        runs.exclude(state="done").count(),
        max((run.attempt for run in runs), default=0),
    )


def main(command: str, *given: str) -> None:
    """Carry out one command of the parent."""
    if command == "prepare":
        django_setup.migrate()
        with transaction.atomic():
            for number in range(int(given[1])):
                enqueue(JOBS[given[0]], key=f"probe:{number}", number=number)
    elif command == "work":
        worker.run()
    elif command == "report":
        report()
    connection.close()


main(*sys.argv[1:])
