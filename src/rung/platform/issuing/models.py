"""Awards on their way from a list of names to signed credentials, and what became of them afterwards.

A run (one award is a run of one) is cut into chunks; the chunk table is the truth. A chunk first reserves: id, place on
the status list and the hash of what will be signed are stored and committed. Then it signs exactly that and commits the
signed bytes together with its own completion, the log entries and the event. A worker killed anywhere leaves either
nothing, or a reservation that the next worker signs to the same bytes.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from rung.platform.kernel import world
from rung.platform.kernel.scope import ScopedModel, ScopeRule, UnscopedModel

PUBLIC = Q()


class Run(ScopedModel):
    """One order to award a design to somebody, or to everybody in a file, under a key of the client's own choice.

    The same key again is the same run; the same key with another body (`request_hash`) is refused. `attempt` counts the
    checks of the file; only the latest may write.
    """

    scope_rule = ScopeRule(organisation="organisation_id")

    class State(models.TextChoices):
        """received → checking → checked → issuing → done; checking → refused; checked → abandoned."""

        RECEIVED = "received", _("Received")
        CHECKING = "checking", _("Being checked")
        CHECKED = "checked", _("Checked")
        REFUSED = "refused", _("Refused")
        ISSUING = "issuing", _("Being issued")
        DONE = "done", _("Done")
        ABANDONED = "abandoned", _("Abandoned")

    id = models.UUIDField(primary_key=True, default=world.new_id, editable=False)
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="runs")
    design_version = models.ForeignKey("register.DesignVersion", models.PROTECT, related_name="runs")
    key = models.CharField(max_length=200)
    request_hash = models.CharField(max_length=64)
    state = models.CharField(max_length=9, choices=State.choices, default=State.RECEIVED)
    file_name = models.CharField(max_length=200, blank=True)
    attempt = models.PositiveIntegerField(default=0)
    rows = models.PositiveIntegerField(default=0)
    good_rows = models.PositiveIntegerField(default=0)
    bad_rows = models.PositiveIntegerField(default=0)
    ordered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(default=world.now)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        """A key names one run of an organisation."""

        constraints = [models.UniqueConstraint(fields=["organisation", "key"], name="one_run_per_key")]

    def __str__(self) -> str:
        return f"run {self.key}"


class UploadPiece(UnscopedModel):
    """A piece of an uploaded file, kept until the run that reads it was checked."""

    unscoped_because = "read by the run's own job only; deleted when the file was checked"

    run = models.ForeignKey(Run, models.CASCADE, related_name="pieces")
    position = models.PositiveIntegerField()
    octets = models.BinaryField()

    class Meta:
        """Pieces stand in order."""

        constraints = [models.UniqueConstraint(fields=["run", "position"], name="one_piece_per_position")]

    def __str__(self) -> str:
        return f"piece {self.position}"


class RowProblem(ScopedModel):
    """What is wrong with a row, in which column, and what mends it: found by the dry run, before anything is issued."""

    scope_rule = ScopeRule(organisation="run__organisation_id")

    run = models.ForeignKey(Run, models.CASCADE, related_name="problems")
    row = models.PositiveIntegerField()
    column = models.CharField(max_length=60, blank=True)
    code = models.CharField(max_length=60)
    data = models.JSONField(default=dict)

    class Meta:
        """They are read in the order of rows."""

        indexes = [models.Index(fields=["run", "row"], name="problems_by_row")]

    def __str__(self) -> str:
        return f"row {self.row}: {self.code}"


class Chunk(ScopedModel):
    """A part of a run that is issued at once. `drafts` are the checked rows; they go when the chunk is done."""

    scope_rule = ScopeRule(organisation="run__organisation_id")

    class State(models.TextChoices):
        """checked → reserved → done."""

        CHECKED = "checked"
        RESERVED = "reserved"
        DONE = "done"

    run = models.ForeignKey(Run, models.CASCADE, related_name="chunks")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.CHECKED)
    first_row = models.PositiveIntegerField()
    last_row = models.PositiveIntegerField()
    size = models.PositiveIntegerField()
    drafts = models.JSONField(default=list)

    class Meta:
        """Chunks of a run are numbered."""

        constraints = [models.UniqueConstraint(fields=["run", "number"], name="one_chunk_per_number")]

    def __str__(self) -> str:
        return f"chunk {self.number}"


class StatusList(ScopedModel):
    """131,072 places for the status of credentials that one key signed. `taken` has a bit for each place given out.

    Places are given out at random, so a place tells nothing about when or to whom.
    """

    scope_rule = ScopeRule(organisation="organisation_id", public=PUBLIC)

    id = models.UUIDField(primary_key=True, default=world.new_id, editable=False)
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="status_lists")
    did = models.CharField(max_length=500)
    taken = models.BinaryField()
    free = models.PositiveIntegerField()
    created_at = models.DateTimeField(default=world.now)

    def __str__(self) -> str:
        return f"status list {self.pk}"


class Purpose(models.TextChoices):
    """What a published list says of its places. A credential has the same place on both."""

    REVOCATION = "revocation"
    SUSPENSION = "suspension"


class PublishedStatusList(ScopedModel):
    """A status list as the world reads it: signed, with an end after which it has to be fetched again."""

    scope_rule = ScopeRule(organisation="status_list__organisation_id", public=PUBLIC)

    status_list = models.ForeignKey(StatusList, models.PROTECT, related_name="published")
    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    document = models.TextField()
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField()

    class Meta:
        """One list for each purpose."""

        constraints = [models.UniqueConstraint(fields=["status_list", "purpose"], name="one_published_list")]

    def __str__(self) -> str:
        return f"{self.purpose} of {self.status_list_id}"


class Award(ScopedModel):
    """A credential, from its reservation on: what will be signed, for whom, and where its status stands."""

    scope_rule = ScopeRule(organisation="organisation_id", person="holder_id")

    id = models.UUIDField(primary_key=True, default=world.new_id, editable=False)
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="awards")
    design_version = models.ForeignKey("register.DesignVersion", models.PROTECT, related_name="awards")
    run = models.ForeignKey(Run, models.PROTECT, related_name="awards")
    row = models.PositiveIntegerField()
    assessment = models.OneToOneField("assessment.Assessment", models.PROTECT, null=True, related_name="award")
    supersedes = models.OneToOneField("self", models.PROTECT, null=True, related_name="superseded_by")

    learner_id = models.UUIDField()
    recipient_name = models.CharField(max_length=150)
    recipient_email = models.EmailField()
    language = models.CharField(max_length=5)
    holder = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="credentials")
    claimed_at = models.DateTimeField(null=True)
    invited_at = models.DateTimeField(null=True)

    issued_at = models.DateTimeField()
    valid_until = models.DateTimeField(null=True)
    status_list = models.ForeignKey(StatusList, models.PROTECT, related_name="awards")
    status_index = models.PositiveIntegerField()
    payload_hash = models.CharField(max_length=64)

    class Meta:
        """A row of a run becomes one award; a place on a status list belongs to one award; who claims has a moment."""

        indexes = [
            models.Index(fields=["organisation", "-issued_at"], name="awards_by_organisation"),
            models.Index(fields=["recipient_email"], name="awards_by_address"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["run", "row"], name="one_award_per_row"),
            models.UniqueConstraint(fields=["status_list", "status_index"], name="one_award_per_place"),
            models.CheckConstraint(
                condition=Q(holder=None) | Q(claimed_at__isnull=False), name="a_holder_claimed_at_a_moment"
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gt=F("issued_at")), name="an_award_ends_after_its_start"
            ),
        ]

    def __str__(self) -> str:
        return f"award {self.pk}"


class SignedCredential(ScopedModel):
    """The signed credential, the very text that was issued. `digest` is its SHA-256; after erasure it alone remains."""

    scope_rule = ScopeRule(organisation="award__organisation_id", person="award__holder_id")

    award = models.OneToOneField(Award, models.PROTECT, primary_key=True, related_name="credential")
    document = models.TextField()
    digest = models.CharField(max_length=64)
    signed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"credential of {self.award_id}"


class StatusChange(ScopedModel):
    """One act upon an issued credential, with its reason, for ever. Triggers abort any UPDATE or DELETE."""

    scope_rule = ScopeRule(organisation="award__organisation_id", person="award__holder_id", public=PUBLIC)

    class Act(models.TextChoices):
        """issued ⇄ suspended; issued or suspended → revoked, for ever."""

        SUSPEND = "suspend", _("Suspended")
        REINSTATE = "reinstate", _("Reinstated")
        REVOKE = "revoke", _("Revoked")

    class Reason(models.TextChoices):
        """Why. What a verifier may read."""

        ISSUED_IN_ERROR = "issued-in-error", _("Issued in error")
        ASSESSMENT_OVERTURNED = "assessment-overturned", _("The assessment was overturned")
        MISCONDUCT = "misconduct", _("Misconduct in the assessment")
        UNDER_REVIEW = "under-review", _("Under review")
        REVIEW_CLOSED = "review-closed", _("The review ended in favour of the learner")
        SUPERSEDED = "superseded", _("Replaced by a corrected credential")
        LEARNER_ASKED = "learner-asked", _("The learner asked for it")

    award = models.ForeignKey(Award, models.PROTECT, related_name="status_changes")
    act = models.CharField(max_length=9, choices=Act.choices)
    reason = models.CharField(max_length=24, choices=Reason.choices)
    at = models.DateTimeField(default=world.now)

    class Meta:
        """Nobody is revoked twice."""

        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["award"], condition=Q(act="revoke"), name="revoked_once_for_ever")
        ]

    def __str__(self) -> str:
        return f"{self.act} at {self.at}"
