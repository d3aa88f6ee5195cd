"""The steps of the designer, in their order: one thing a page."""

from typing import Final

from rung.platform.register.elements import Place
from rung.platform.register.forms import AssessmentForm, DescriptionForm, OptionalForm, StepForm, WorkloadForm
from rung.platform.register.outcome_form import OutcomesForm

FORMS: Final[dict[Place, type[StepForm]]] = {
    Place.DESCRIPTION: DescriptionForm,
    Place.OUTCOMES: OutcomesForm,
    Place.WORKLOAD: WorkloadForm,
    Place.ASSESSMENT: AssessmentForm,
    Place.OPTIONAL: OptionalForm,
}
"""The steps that change what a draft says; the picture has a page of its own kind."""

STEPS: Final = (*FORMS, Place.PICTURE)


def route_of(place: Place) -> str:
    """Return the name of the route of a step."""
    return f"edit_{place.value}"


def route_after(place: Place) -> str:
    """Return the name of the route of the next step; after the last one, that of the check and preview."""
    following = STEPS.index(place) + 1
    return route_of(STEPS[following]) if following < len(STEPS) else "design"
