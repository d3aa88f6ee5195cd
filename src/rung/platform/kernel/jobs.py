"""Jobs: what runs later, at least once in time and exactly once in effect.

`JobRun` is the truth; the task queue (django-tasks on the database) only carries its id to a worker and may bring it
twice or lose it. A run is claimed by a lease. An atomic job commits its effect together with its own completion, so a
worker that dies in the middle leaves nothing behind and the next one starts clean. A job that talks to the outside
declares `atomic=False` and must bear to run twice.
"""

import inspect
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.db.models import Q
from django_tasks import task

from rung.core import RungError
from rung.platform.kernel import audit, world
from rung.platform.kernel.errors import DeclarationError, OutsideTransactionError
from rung.platform.kernel.models import AuditHead, JobRun
from rung.platform.kernel.permissions import Actor
from rung.platform.kernel.scope import Scope, opened_system_scope

log = logging.getLogger("rung.jobs")

FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(hours=1)
LEASE = timedelta(minutes=2)


class LeaseLostError(RuntimeError):
    """Another worker has taken over this run; stop without a trace."""


@dataclass(frozen=True, slots=True)
class Job:
    """A declared job. `every` makes it recur; `lease` is how long a silent worker is believed to be alive."""

    name: str
    function: Callable[..., None]
    atomic: bool
    attempts: int
    lease: timedelta
    every: timedelta | None

    def __call__(self, **arguments: Any) -> None:
        """Run the function here and now, as a test or a command may want to."""
        self.function(**arguments)


_jobs: dict[str, Job] = {}


def job(
    name: str,
    *,
    atomic: bool = True,
    attempts: int = 5,
    lease: timedelta = LEASE,
    every: timedelta | None = None,
) -> Callable[[Callable[..., None]], Job]:
    """Declare a function as a job. Its arguments are JSON values: ids, never content."""

    def declare(function: Callable[..., None]) -> Job:
        if name in _jobs:
            raise DeclarationError(f"The job {name} is declared twice.")
        _jobs[name] = Job(name, function, atomic, attempts, lease, every)
        return _jobs[name]

    return declare


def declared_jobs() -> tuple[Job, ...]:
    """Return every job of the platform, by name."""
    return tuple(_jobs[name] for name in sorted(_jobs))


def enqueue(wanted: Job, *, key: str | None = None, not_before: datetime | None = None, **arguments: Any) -> JobRun:
    """Ask for a run, in the transaction of what wants it. The same key again returns the run that it already made."""
    if not connection.in_atomic_block:
        raise OutsideTransactionError(f"Ask for {wanted.name} in the transaction that needs it.")
    inspect.signature(wanted.function).bind(**arguments)
    try:
        with transaction.atomic():
            run = JobRun.objects.create(
                job=wanted.name, key=key, arguments=arguments, not_before=not_before or world.now()
            )
    except IntegrityError:
        return JobRun.objects.get(key=key)
    _carry(run)
    return run


@task()
def carry(run_id: str) -> None:
    """Bring one run to this worker."""
    perform(UUID(run_id))


def _carry(run: JobRun) -> None:
    carry.using(run_after=run.not_before).enqueue(str(run.pk))


def perform(run_id: UUID) -> bool:
    """Claim a run and carry it out; return False where there was nothing (left) to do."""
    claimed = _claim(run_id)
    if claimed is None:
        return False
    wanted = _jobs[claimed.job]
    try:
        if wanted.atomic:
            _perform_atomically(wanted, claimed)
        else:
            wanted.function(**claimed.arguments)
            _finish(claimed)
    except LeaseLostError:
        return False
    except Exception as error:
        log.exception("job %s failed at attempt %d", claimed.job, claimed.attempt)
        _retry_or_give_up(wanted, claimed, error)
    return True


def _claim(run_id: UUID) -> JobRun | None:
    now = world.now()
    due = Q(state=JobRun.State.WAITING, not_before__lte=now) | Q(state=JobRun.State.RUNNING, lease_until__lt=now)
    with transaction.atomic():
        run = JobRun.objects.select_for_update().filter(due, pk=run_id).first()
        if run is None:
            return None
        run.state, run.attempt, run.lease_until = JobRun.State.RUNNING, run.attempt + 1, now + _jobs[run.job].lease
        run.save(update_fields=["state", "attempt", "lease_until"])
    return run


def _perform_atomically(wanted: Job, claimed: JobRun) -> None:
    """Commit the effect and the completion together; the attempt number fences off a worker that came back late."""
    with transaction.atomic():
        _require_lease(claimed)
        wanted.function(**claimed.arguments)
        _finish(claimed)


def _require_lease(claimed: JobRun) -> None:
    """Lock the run and raise unless it is still this worker's."""
    ours = JobRun.objects.select_for_update().filter(pk=claimed.pk, state=JobRun.State.RUNNING, attempt=claimed.attempt)
    if ours.first() is None:
        raise LeaseLostError


def _finish(claimed: JobRun) -> None:
    JobRun.objects.filter(pk=claimed.pk, attempt=claimed.attempt).update(
        state=JobRun.State.DONE, finished_at=world.now(), lease_until=None
    )


def _retry_or_give_up(wanted: Job, claimed: JobRun, error: Exception) -> None:
    claimed.last_error = error.code if isinstance(error, RungError) else type(error).__name__
    claimed.lease_until = None
    if claimed.attempt >= wanted.attempts:
        claimed.state, claimed.finished_at = JobRun.State.DEAD, world.now()
    else:
        claimed.state = JobRun.State.WAITING
        claimed.not_before = world.now() + pause_after(claimed.attempt)
    with transaction.atomic():
        claimed.save()
        if claimed.state == JobRun.State.WAITING:
            _carry(claimed)


def pause_after(attempt: int) -> timedelta:
    """Return how long to wait after the given failed attempt: 5 s, 10 s, 20 s … at most an hour."""
    return min(FIRST_PAUSE * (1 << (attempt - 1)), LONGEST_PAUSE)


def recover_stalled() -> int:
    """Bring back every run whose worker fell silent or whose carrier was lost; return how many."""
    now = world.now()
    silent = Q(state=JobRun.State.RUNNING, lease_until__lt=now)
    forgotten = Q(state=JobRun.State.WAITING, not_before__lt=now - LEASE)
    with transaction.atomic():
        stalled = list(JobRun.objects.select_for_update(skip_locked=True).filter(silent | forgotten)[:500])
        for run in stalled:
            run.state, run.not_before, run.lease_until = JobRun.State.WAITING, now, None
            run.save(update_fields=["state", "not_before", "lease_until"])
            _carry(run)
    return len(stalled)


def enqueue_due() -> int:
    """Ask for every recurring job whose hour has come; the slot in the key makes it once for all workers."""
    now = world.now()
    asked = 0
    for wanted in declared_jobs():
        if wanted.every is None:
            continue
        slot = int(now.timestamp() // wanted.every.total_seconds())
        key = f"{wanted.name}@{slot}"
        if not JobRun.objects.filter(key=key).exists():
            with transaction.atomic():
                enqueue(wanted, key=key)
            asked += 1
    return asked


@contextmanager
def system_scope(reason: str) -> Iterator[Scope]:
    """Let a job see all rows. The reason is audited before a row is seen; while a request is answered it raises."""
    with opened_system_scope(reason) as scope:
        with transaction.atomic():
            audit.record("system.scope_opened", actor=Actor.system(), on=AuditHead(pk=1), reason=reason)
        yield scope
