"""How the house stands, in figures that tell nothing about anybody."""

from dataclasses import dataclass
from datetime import datetime

from rung.platform.kernel.models import AuditHead, JobRun, OutboxMessage


@dataclass(frozen=True, slots=True)
class Health:
    """Jobs by state, messages that wait, and the last link of the audit log."""

    jobs_waiting: int
    jobs_dead: int
    messages_waiting: int
    oldest_message: datetime | None
    audit_entries: int
    audit_hash: str


def at_a_glance() -> Health:
    """Count. Four queries."""
    head = AuditHead.objects.get(pk=1)
    waiting = OutboxMessage.objects.filter(delivered_at=None)
    return Health(
        jobs_waiting=JobRun.objects.filter(state__in=[JobRun.State.WAITING, JobRun.State.RUNNING]).count(),
        jobs_dead=JobRun.objects.filter(state=JobRun.State.DEAD).count(),
        messages_waiting=waiting.count(),
        oldest_message=waiting.order_by("created_at").values_list("created_at", flat=True).first(),
        audit_entries=head.sequence,
        audit_hash=head.hash,
    )
