"""Organisations, the people who act for them, their signing identities, and the dated decisions that vouch for them."""

from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from rung.core import Period
from rung.platform.kernel import world
from rung.platform.kernel.scope import ScopedModel, ScopeRule

PUBLIC = Q()


class Organisation(ScopedModel):
    """A legal body that takes part."""

    scope_rule = ScopeRule(organisation="id", person="memberships__person_id", public=PUBLIC)

    class Kind(models.TextChoices):
        """What the body is in this system; the same body may do several things through rights."""

        PROVIDER = "provider", _("Training provider")
        EMPLOYER = "employer", _("Employer")
        QUALITY_BODY = "quality_body", _("Quality body")
        CITY = "city", _("City")
        EMPLOYMENT_SERVICE = "employment_service", _("Public employment service")
        SOCIAL_PARTNER = "social_partner", _("Social partner")

    id = models.UUIDField(primary_key=True, default=world.new_id, editable=False)
    legal_name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    country = models.CharField(max_length=2)
    city = models.CharField(max_length=100, blank=True)
    website = models.URLField(blank=True)
    created_at = models.DateTimeField(default=world.now)

    class Meta:
        """Two bodies of one country do not share a legal name."""

        constraints = [models.UniqueConstraint(fields=["country", "legal_name"], name="one_body_per_name")]

    def __str__(self) -> str:
        return self.legal_name


class Dated(ScopedModel):
    """Something that holds from a day up to, and without, another; open while it has no end."""

    start = models.DateField()
    end = models.DateField(null=True, blank=True)

    class Meta:
        """A fact that ends before it starts never was."""

        abstract = True
        constraints = [
            models.CheckConstraint(condition=Q(end=None) | Q(end__gt=F("start")), name="%(class)s_ends_after_start")
        ]

    @property
    def period(self) -> Period:
        """The days on which it holds."""
        return Period(self.start, self.end)

    def close(self, day: date) -> None:
        """Let it hold until `day`, exclusive; what has not begun by then ends with its first day."""
        self.end = max(day, self.start + timedelta(days=1))
        self.save(update_fields=["end"])


class Membership(Dated):
    """A person acts for an organisation in a role."""

    scope_rule = ScopeRule(organisation="organisation_id", person="person_id")

    class Role(models.TextChoices):
        """What a member does; see `rights.RIGHTS_OF_ROLE`."""

        ADMINISTRATOR = "administrator", _("Administrator")
        ISSUER_STAFF = "issuer_staff", _("Issuer staff")
        QUALITY_REVIEWER = "quality_reviewer", _("Quality reviewer")

    id = models.UUIDField(primary_key=True, default=world.new_id, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role.choices)

    class Meta(Dated.Meta):
        """One open membership per person, organisation and role."""

        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["organisation", "person", "role"], condition=Q(end=None), name="one_open_membership"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} since {self.start}"


class Mandate(Dated):
    """A person may sign in the name of an organisation. Somebody else gave her that."""

    scope_rule = ScopeRule(organisation="organisation_id", person="person_id")

    class Act(models.TextChoices):
        """What the mandate covers; see `rights.RIGHTS_OF_MANDATE`."""

        SIGN = "sign", _("Sign credentials")

    id = models.UUIDField(primary_key=True, default=world.new_id, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="mandates")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="mandates")
    act = models.CharField(max_length=20, choices=Act.choices)
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)

    class Meta(Dated.Meta):
        """One open mandate per person and act; nobody mandates herself."""

        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["organisation", "person", "act"], condition=Q(end=None), name="one_open_mandate"
            ),
            models.CheckConstraint(
                condition=Q(granted_by=None) | ~Q(granted_by=F("person")), name="nobody_mandates_herself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.act} since {self.start}"


class Invitation(ScopedModel):
    """Somebody was asked by mail to act for an organisation. The signed link works once, until it expires."""

    scope_rule = ScopeRule(organisation="organisation_id")

    id = models.UUIDField(primary_key=True, default=world.new_id, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="invitations")
    email = models.EmailField()
    role = models.CharField(max_length=20, choices=Membership.Role.choices)
    language = models.CharField(max_length=5, default="pl")
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    created_at = models.DateTimeField(default=world.now)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)

    def __str__(self) -> str:
        return f"invitation as {self.role}"


class SigningIdentity(Dated):
    """A decentralised identifier (DID) by which an organisation signs, confirmed by an operator after checking.

    A rotated one keeps vouching for what it signed while it was in use. A compromised one vouches for nothing: whoever
    has its key can date a forgery as she likes.
    """

    scope_rule = ScopeRule(organisation="organisation_id", public=PUBLIC)

    id = models.UUIDField(primary_key=True, default=world.new_id, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="signing_identities")
    did = models.CharField(max_length=500, unique=True)
    compromised = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.did


class Accreditation(Dated):
    """A quality body's decision that a provider may award within a scope, for a time.

    The scope narrows by field (ISCED-F 2013 codes, a prefix covers what lies below it), by level (EQF values) and by
    unit (URIs); an empty list does not narrow. Conditions and withdrawal are dated too, so a past day keeps its answer.
    """

    scope_rule = ScopeRule(organisation="organisation_id", public=PUBLIC)

    id = models.UUIDField(primary_key=True, default=world.new_id, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="accreditations")
    body = models.ForeignKey(Organisation, models.PROTECT, related_name="accreditations_decided")
    decision_number = models.CharField(max_length=100)
    fields = models.JSONField(default=list, blank=True)
    level_framework = models.CharField(max_length=20, default="EQF")
    level_version = models.CharField(max_length=20, default="2017")
    levels = models.JSONField(default=list, blank=True)
    units = models.JSONField(default=list, blank=True)
    conditions = models.TextField(blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawal_reason = models.TextField(blank=True)

    class Meta(Dated.Meta):
        """Nobody accredits herself, and a decision has a number of its own."""

        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(fields=["body", "decision_number"], name="one_accreditation_per_decision"),
            models.CheckConstraint(condition=~Q(body=F("organisation")), name="nobody_accredits_herself"),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None) | Q(withdrawn_on__gte=F("start")), name="withdrawn_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"decision {self.decision_number}"


class ApiToken(ScopedModel):
    """A program acts for an organisation by a secret, of which only the hash is kept.

    `scopes` are codes of rights. It may do no more than the person who created it may do on the day of use.
    """

    scope_rule = ScopeRule(organisation="organisation_id")

    id = models.UUIDField(primary_key=True, default=world.new_id, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="tokens")
    name = models.CharField(max_length=100)
    hash = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=world.now)
    expires_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    last_used_on = models.DateField(null=True)

    class Meta:
        """A name stands for one token until that is withdrawn."""

        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name"], condition=Q(withdrawn_at=None), name="one_token_per_name"
            ),
            models.CheckConstraint(condition=Q(expires_at__gt=F("created_at")), name="a_token_expires_after_its_start"),
        ]

    def __str__(self) -> str:
        return self.name
