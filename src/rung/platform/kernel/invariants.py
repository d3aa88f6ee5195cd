"""What must always be true of the kernel's records."""

from collections.abc import Iterator

from rung.platform.kernel import audit
from rung.platform.kernel.models import JobRun
from rung.platform.kernel.registries.invariants import invariant


@invariant("kernel.audit_chain", "The audit log is what was written: nothing changed, dropped, inserted or cut off.")
def audit_chain() -> Iterator[str]:
    """Walk the chain."""
    for breach in audit.breaches():
        yield f"entry {breach.sequence}: {breach.what}"


@invariant("kernel.no_dead_jobs", "Every job was carried out; none gave up after its last attempt.")
def no_dead_jobs() -> Iterator[str]:
    """Name the jobs that gave up."""
    for run in JobRun.objects.filter(state=JobRun.State.DEAD).order_by("created_at"):
        yield f"{run.job} ({run.pk}) gave up after {run.attempt} attempts: {run.last_error}"
