"""Records of the kernel: the audit log and its head, messages that wait to leave, jobs that wait to run."""

from django.db import models

from rung.platform.kernel import world
from rung.platform.kernel.scope import ScopedModel, ScopeRule, UnscopedModel


class AuditEntry(ScopedModel):
    """One thing that happened, chained by hash to the one before. Triggers abort any UPDATE or DELETE."""

    scope_rule = ScopeRule(organisation="organisation_id", person="actor_id")

    sequence = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField()
    action = models.CharField(max_length=80)
    actor_kind = models.CharField(max_length=12)
    actor_id = models.UUIDField(null=True)
    organisation_id = models.UUIDField(null=True)
    object_type = models.CharField(max_length=80)
    object_id = models.CharField(max_length=80)
    facts = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        """An organisation reads its own entries, newest first; a verdict asks what was told of one object."""

        indexes = [
            models.Index(fields=["organisation_id", "-sequence"], name="audit_by_organisation"),
            models.Index(fields=["object_id"], name="audit_by_object"),
        ]

    def __str__(self) -> str:
        return f"{self.sequence} {self.action}"


class AuditHead(UnscopedModel):
    """The last link of the chain, in a row of its own: a chain cut at the end no longer matches it."""

    unscoped_because = "one row for the whole platform: a number and a hash"

    sequence = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64)

    class Meta:
        """There is exactly one head."""

        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="audit_head_is_one")]

    def __str__(self) -> str:
        return f"head at {self.sequence}"


class OutboxMessage(UnscopedModel):
    """Something that must leave the process, written in the transaction of its cause and sent after it."""

    unscoped_because = "read by the delivery job only; a message holds ids, never content"

    id = models.UUIDField(primary_key=True, default=world.new_id)
    event = models.CharField(max_length=80)
    channel = models.CharField(max_length=80)
    payload = models.JSONField()
    created_at = models.DateTimeField(default=world.now)
    delivered_at = models.DateTimeField(null=True)

    class Meta:
        """Undelivered ones are looked for all the time."""

        indexes = [
            models.Index(fields=["created_at"], name="outbox_waiting", condition=models.Q(delivered_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.event} to {self.channel}"


class JobRun(UnscopedModel):
    """One run of a job, and the truth about it; whatever carries it to a worker may come twice or not at all."""

    unscoped_because = "read by workers only; arguments are ids, never content"

    class State(models.TextChoices):
        """waiting → running → done; running → waiting (retry, lease lapsed); running → dead (attempts used up)."""

        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        DEAD = "dead"

    id = models.UUIDField(primary_key=True, default=world.new_id)
    job = models.CharField(max_length=80)
    key = models.CharField(max_length=200, null=True, unique=True)
    arguments = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    attempt = models.PositiveIntegerField(default=0)
    not_before = models.DateTimeField(default=world.now)
    lease_until = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=world.now)
    finished_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=120, default="", blank=True)

    class Meta:
        """Recovery looks for what is neither done nor dead."""

        indexes = [models.Index(fields=["state", "lease_until"], name="jobs_by_state")]

    def __str__(self) -> str:
        return f"{self.job} ({self.state})"
