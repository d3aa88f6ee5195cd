"""What must always be true of assessments."""

from collections.abc import Iterator

from django.db.models import Count, F, Q

from rung.platform.assessment.models import Assessment, OutcomeResult
from rung.platform.kernel.jobs import system_scope
from rung.platform.kernel.registries.invariants import invariant


@invariant(
    "assessment.authorised", "Every assessment was made by an assessor of the organisation, authorised that day."
)
def every_assessor_was_authorised() -> Iterator[str]:
    """Name the assessments whose assessor was not authorised on their day, or is another organisation's."""
    with system_scope("invariant assessment.authorised") as scope:
        authorised = Q(
            Q(assessor__end=None) | Q(assessor__end__gt=F("assessed_on")),
            assessor__start__lte=F("assessed_on"),
            assessor__organisation_id=F("organisation_id"),
        )
        for assessment in Assessment.objects.in_scope(scope).filter(~authorised).iterator():
            yield f"assessment {assessment.pk} was made by nobody who was authorised that day"


@invariant("assessment.whole", "Every assessment has achieved every outcome of its design, and no other.")
def every_outcome_was_achieved() -> Iterator[str]:
    """Name the assessments that lack an outcome, and the results that are foreign or not achieved."""
    with system_scope("invariant assessment.whole") as scope:
        counted = Assessment.objects.in_scope(scope).annotate(
            wanted=Count("design_version__outcomes", distinct=True), found=Count("results", distinct=True)
        )
        for assessment in counted.exclude(wanted=F("found")).iterator():
            yield f"assessment {assessment.pk} judges {assessment.found} outcomes of {assessment.wanted}"
        foreign = ~Q(outcome__version_id=F("assessment__design_version_id")) | Q(achieved=False)
        for result in OutcomeResult.objects.in_scope(scope).filter(foreign).iterator():
            yield f"assessment {result.assessment_id} holds a result on which no award may rest"
