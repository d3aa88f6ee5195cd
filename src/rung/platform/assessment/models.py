"""Assessors, and what they found: a result for each outcome of a design."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from rung.platform.kernel import world
from rung.platform.kernel.scope import ScopedModel, ScopeRule


class IdentityCheck(models.TextChoices):
    """How the assessor made sure who was assessed (Annex I, optional element)."""

    NONE = "none", _("Not checked")
    ON_SITE = "on-site", _("Identity document seen on site")
    ONLINE = "online", _("Identity document seen online")


class Assessor(ScopedModel):
    """Somebody whom an organisation authorised to assess, from a day up to, and without, another.

    `code` is what forms and tables call her by; it is unique within the organisation.
    """

    scope_rule = ScopeRule(organisation="organisation_id", person="person_id")

    id = models.UUIDField(primary_key=True, default=world.new_id, editable=False)
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="assessors")
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=150)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="assessor_roles")
    start = models.DateField()
    end = models.DateField(null=True, blank=True)

    class Meta:
        """A code means one assessor."""

        constraints = [
            models.UniqueConstraint(fields=["organisation", "code"], name="one_assessor_per_code"),
            models.CheckConstraint(condition=Q(end=None) | Q(end__gt=F("start")), name="an_assessor_ends_after_start"),
        ]

    def __str__(self) -> str:
        return self.code


class Assessment(ScopedModel):
    """One learner was assessed against one version of a design. Whoever recorded it is in the audit log."""

    scope_rule = ScopeRule(organisation="organisation_id")

    id = models.UUIDField(primary_key=True, default=world.new_id, editable=False)
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="assessments")
    design_version = models.ForeignKey("register.DesignVersion", models.PROTECT, related_name="+")
    assessor = models.ForeignKey(Assessor, models.PROTECT, related_name="assessments")
    assessed_on = models.DateField()
    identity_check = models.CharField(max_length=8, choices=IdentityCheck.choices)
    grade = models.CharField(max_length=40, blank=True)
    recorded_at = models.DateTimeField(default=world.now)

    def __str__(self) -> str:
        return f"assessment of {self.assessed_on}"


class OutcomeResult(ScopedModel):
    """Whether one outcome was achieved."""

    scope_rule = ScopeRule(organisation="assessment__organisation_id")

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="results")
    outcome = models.ForeignKey("register.Outcome", models.PROTECT, related_name="+")
    achieved = models.BooleanField()

    class Meta:
        """One result for each outcome."""

        constraints = [models.UniqueConstraint(fields=["assessment", "outcome"], name="one_result_per_outcome")]

    def __str__(self) -> str:
        return f"{self.outcome_id}: {self.achieved}"
