"""Designs of what can be awarded, in versions, with the elements of Council Recommendation 2022/C 243/02, Annex I."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rung.platform.kernel import world
from rung.platform.kernel.scope import ScopedModel, ScopeRule


class State(models.TextChoices):
    """The life of a version (requirements 6.3): draft → review → active → superseded or withdrawn."""

    DRAFT = "draft", _("Draft")
    REVIEW = "review", _("In review")
    ACTIVE = "active", _("Active")
    SUPERSEDED = "superseded", _("Superseded")
    WITHDRAWN = "withdrawn", _("Withdrawn")


WAS_ACTIVE = (State.ACTIVE, State.SUPERSEDED, State.WITHDRAWN)

EQF, PRK = "EQF", "PRK"
FRAMEWORKS = {EQF: "2017", PRK: "2016"}
"""Frameworks of levels, and of each the version in force. The Polish one (PRK) is referenced to the EQF."""
LOWEST_LEVEL, HIGHEST_LEVEL = 1, 8


class AwardType(models.TextChoices):
    """What is awarded. Without an assessment it can only be a badge of participation."""

    MICRO_CREDENTIAL = "MicroCredential", _("Micro-credential")
    PARTICIPATION = "Badge", _("Badge of participation")


class LevelBasis(models.TextChoices):
    """On whose word a level stands. A self-declared one never looks like a referenced one."""

    REFERENCED = "referenced", _("Referenced in a public register")
    SELF_DECLARED = "self-declared", _("Declared by the awarding body itself")
    NOT_APPLICABLE = "not-applicable", _("No level applies")


class Design(ScopedModel):
    """Something that an organisation awards, through all its versions."""

    scope_rule = ScopeRule(organisation="organisation_id", public=Q(versions__state__in=WAS_ACTIVE))

    id = models.UUIDField(primary_key=True, default=world.new_id, editable=False)
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="designs")
    created_at = models.DateTimeField(default=world.now)

    def __str__(self) -> str:
        return f"design {self.pk}"


class DesignVersion(ScopedModel):
    """One version of a design. It is made as a draft; after that its content never changes, for awards point here.

    Triggers in the database hold that, and let the state move along the arrows of `State` only; a version in review may
    go back to draft.

    Texts are language maps, `{"pl": …, "en": …}`. Lists hold addresses of entries of the Europass lists.
    """

    scope_rule = ScopeRule(organisation="design__organisation_id", public=Q(state__in=WAS_ACTIVE))

    id = models.UUIDField(primary_key=True, default=world.new_id, editable=False)
    design = models.ForeignKey(Design, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT)

    award_type = models.CharField(max_length=20, choices=AwardType.choices, default=AwardType.MICRO_CREDENTIAL)
    title = models.JSONField(default=dict, blank=True)
    description = models.JSONField(default=dict, blank=True)
    criteria = models.JSONField(default=dict, blank=True)
    workload_hours = models.PositiveIntegerField(null=True, blank=True)
    credits_ects = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    level_basis = models.CharField(max_length=16, choices=LevelBasis.choices, blank=True)
    level_framework = models.CharField(max_length=20, blank=True)
    level_version = models.CharField(max_length=20, blank=True)
    level_value = models.PositiveSmallIntegerField(null=True, blank=True)
    level_reference = models.CharField(max_length=100, blank=True)
    assessment = models.JSONField(default=list, blank=True)
    participation = models.JSONField(default=list, blank=True)
    quality_assurance = models.JSONField(default=list, blank=True)

    prerequisites = models.JSONField(default=dict, blank=True)
    supervision = models.CharField(max_length=40, blank=True)
    is_graded = models.BooleanField(default=False)
    stacks_into = models.JSONField(default=list, blank=True)
    further_information = models.JSONField(default=dict, blank=True)

    field_code = models.CharField(max_length=4, blank=True)
    field_name = models.CharField(max_length=200, blank=True)
    validity_months = models.PositiveSmallIntegerField(null=True, blank=True)

    created_at = models.DateTimeField(default=world.now)
    activated_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        """Versions of a design are numbered, at most one is awarded, and no level pretends to be more than it is."""

        constraints = [
            models.UniqueConstraint(fields=["design", "number"], name="one_version_per_number"),
            models.UniqueConstraint(fields=["design"], condition=Q(state=State.ACTIVE), name="one_active_version"),
            models.UniqueConstraint(
                fields=["design"], condition=Q(state__in=[State.DRAFT, State.REVIEW]), name="one_version_in_the_making"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[State.DRAFT, State.REVIEW], activated_at=None)
                | Q(state__in=WAS_ACTIVE, activated_at__isnull=False),
                name="activated_at_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[State.SUPERSEDED, State.WITHDRAWN], ended_at__isnull=False)
                | Q(state__in=[State.DRAFT, State.REVIEW, State.ACTIVE], ended_at=None),
                name="ended_at_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(level_basis__in=["", LevelBasis.NOT_APPLICABLE], level_value=None, level_framework="")
                | Q(
                    level_basis__in=[LevelBasis.REFERENCED, LevelBasis.SELF_DECLARED],
                    level_value__isnull=False,  # NULL would satisfy the range: a check refuses only what is false
                    level_value__range=(LOWEST_LEVEL, HIGHEST_LEVEL),
                    level_framework__in=list(FRAMEWORKS),
                ),
                name="a_level_has_a_basis_and_a_value",
            ),
            models.CheckConstraint(
                condition=(Q(level_basis=LevelBasis.REFERENCED) & ~Q(level_reference=""))
                | (~Q(level_basis=LevelBasis.REFERENCED) & Q(level_reference="")),
                name="a_referenced_level_has_its_reference",
            ),
            models.CheckConstraint(
                condition=~Q(level_framework=PRK) | Q(level_basis=LevelBasis.REFERENCED),
                name="a_level_of_the_prk_is_referenced",
            ),
            models.CheckConstraint(
                condition=~Q(award_type=AwardType.PARTICIPATION) | Q(level_basis=""),
                name="a_badge_of_participation_has_no_level",
            ),
            models.CheckConstraint(
                condition=Q(workload_hours=None) | Q(workload_hours__gte=1), name="a_workload_is_at_least_an_hour"
            ),
            models.CheckConstraint(
                condition=Q(credits_ects=None) | Q(credits_ects__gt=0), name="credits_are_more_than_0"
            ),
            models.CheckConstraint(
                condition=Q(validity_months=None) | Q(validity_months__gte=1), name="a_validity_is_at_least_a_month"
            ),
        ]

    def __str__(self) -> str:
        return f"version {self.number} of {self.design_id}"


class Outcome(ScopedModel):
    """One learning outcome of a version: what the learner will be able to do."""

    scope_rule = ScopeRule(organisation="version__design__organisation_id", public=Q(version__state__in=WAS_ACTIVE))

    id = models.UUIDField(primary_key=True, default=world.new_id, editable=False)
    version = models.ForeignKey(DesignVersion, models.PROTECT, related_name="outcomes")
    position = models.PositiveSmallIntegerField()
    statement = models.JSONField(default=dict)

    class Meta:
        """Outcomes stand in the author's order."""

        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["version", "position"], name="one_outcome_per_position")]

    def __str__(self) -> str:
        return f"outcome {self.position}"


class OutcomeSkill(ScopedModel):
    """A skill that an outcome stands for, by its address in a public taxonomy such as ESCO."""

    scope_rule = ScopeRule(
        organisation="outcome__version__design__organisation_id", public=Q(outcome__version__state__in=WAS_ACTIVE)
    )

    outcome = models.ForeignKey(Outcome, models.CASCADE, related_name="skills")
    uri = models.CharField(max_length=500)
    name = models.JSONField(default=dict)

    class Meta:
        """A skill stands once under an outcome."""

        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["outcome", "uri"], name="one_skill_per_outcome")]

    def __str__(self) -> str:
        return self.uri


class DesignPicture(ScopedModel):
    """The picture of a version, as Rung wrote it anew: a square PNG without anything but its pixels."""

    scope_rule = ScopeRule(organisation="version__design__organisation_id", public=Q(version__state__in=WAS_ACTIVE))

    version = models.OneToOneField(DesignVersion, models.CASCADE, primary_key=True, related_name="picture")
    octets = models.BinaryField()
    alternative_text = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"picture of {self.version_id}"
