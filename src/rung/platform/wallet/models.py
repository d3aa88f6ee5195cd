"""What a learner shows to whom: links that end."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from rung.platform.kernel import world
from rung.platform.kernel.scope import ScopedModel, ScopeRule


class Share(ScopedModel):
    """A link to one credential, made by its holder, with an end. Withdrawn or expired, it reveals nothing.

    Triggers hold that only the holder makes one, for a year at most, and that it is withdrawn once.
    """

    scope_rule = ScopeRule(person="person_id")

    id = models.UUIDField(primary_key=True, default=world.new_id, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="shares")
    award = models.ForeignKey("issuing.Award", models.PROTECT, related_name="shares")
    label = models.CharField(max_length=100, blank=True)
    created_at = models.DateTimeField(default=world.now)
    expires_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        """A link ends after it was made."""

        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("created_at")), name="a_share_ends_after_its_start")
        ]

    def __str__(self) -> str:
        return f"share {self.pk}"

    def is_open(self, moment: datetime) -> bool:
        """Tell whether the link shows anything at a moment; at `expires_at` it does not any more."""
        return self.withdrawn_at is None and moment < self.expires_at


class ShareOpening(ScopedModel):
    """A shared link was opened. Only when, never by whom: the holder sees it, and nobody is followed."""

    scope_rule = ScopeRule(person="share__person_id")

    share = models.ForeignKey(Share, models.CASCADE, related_name="openings")
    at = models.DateTimeField(default=world.now)

    def __str__(self) -> str:
        return f"opened {self.at}"
