"""Pages on which one person is awarded: which design, the form, the same read through, the award."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from rung.platform.assessment import queries as assessment
from rung.platform.issuing import faces
from rung.platform.issuing.forms import PersonForm
from rung.platform.issuing.models import Award
from rung.platform.issuing.preparations import Preparation, missing_for
from rung.platform.issuing.problems import Problem, RowRefusedError
from rung.platform.issuing.row_checks import check_row
from rung.platform.issuing.services.checking import awardable, expected_of, unsuited
from rung.platform.issuing.services.ordering import KeyReusedError
from rung.platform.issuing.single_awards import awarded
from rung.platform.kernel.permissions import Actor
from rung.platform.kernel.routes import InOrganisation, declare
from rung.platform.kernel.scope import Scope
from rung.platform.kernel.web import actor_of
from rung.platform.organisations import queries as organisations
from rung.platform.organisations.rights import SIGN
from rung.platform.register import queries as register

HTML = "issuing/"
REVIEW, CHANGE, AWARD = "review", "change", "award"
"""What the buttons of the form and of the page behind it ask for."""


@require_GET
@declare(InOrganisation(SIGN))
def choose_design(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Ask what the person is awarded."""
    return designs_to_choose(request, organisation_id, "award_person", _("Award one person"))


def designs_to_choose(request: HttpRequest, organisation_id: UUID, then: str, title: str) -> HttpResponse:
    """Show what can be awarded, each leading to the route `then`; with one design alone, go there at once."""
    missing = missing_for(organisation_id)
    if missing:
        return first_of_all(request, organisation_id, missing)
    versions = list(register.awardable_in(actor_of(request).scope_in(organisation_id)))
    if len(versions) == 1:
        return redirect(then, organisation_id, versions[0].pk)
    return render(request, HTML + "choose_design.html", {
        "organisation": organisations.organisation_public(organisation_id), "then": then, "title": title,
        "rows": [(version, faces.title_for_reader(version)) for version in versions],
    })  # fmt: skip


def first_of_all(request: HttpRequest, organisation_id: UUID, missing: Sequence[Preparation]) -> HttpResponse:
    """Say what has to be done before anything can be awarded."""
    organisation = organisations.organisation_public(organisation_id)
    return render(request, HTML + "first.html", {"organisation": organisation, "missing": missing})


@require_http_methods(["GET", "POST"])
@declare(InOrganisation(SIGN))
def award_person(request: HttpRequest, organisation_id: UUID, version_id: UUID) -> HttpResponse:
    """Ask who is awarded and what was found; show it once more; award it."""
    actor = actor_of(request)
    version = awardable(actor.scope_in(organisation_id), version_id)
    missing = missing_for(organisation_id, version)
    if missing:
        return first_of_all(request, organisation_id, missing)
    asked = request.POST.get("step", REVIEW) if request.method == "POST" else ""
    form = _form(version, request.POST if asked else None)
    if asked == AWARD and form.is_valid():
        award = _awarded(actor, version, form)
        if award is not None:
            messages.success(request, _("Awarded and signed. The learner is told by mail."))
            return redirect("award", organisation_id, award.pk)
    elif asked == REVIEW and form.is_valid():
        form.refuse(_problems(version, form.cells))
    is_reviewed = asked == REVIEW and form.is_valid()
    return render(request, HTML + ("review_person.html" if is_reviewed else "award_person.html"), {
        "organisation": version.design.organisation, "version": version,
        "title": faces.title_for_reader(version), "form": form, "answers": form.answers() if is_reviewed else (),
    })  # fmt: skip


def _form(version: register.DesignVersion, data: Any) -> PersonForm:
    """Return the form for a design. One query."""
    expected, names = expected_of(version), dict(settings.LANGUAGES)
    known = assessment.assessors_of(Scope.organisation(version.design.organisation_id))
    outcomes = register.outcomes_of(version)
    return PersonForm(
        data,
        languages=[(code, str(names.get(code, code))) for code in expected.languages],
        assessors=[(one.code, f"{one.code}, {one.name}" if one.name else one.code) for one in known]
        if expected.is_assessed
        else None,
        outcomes=[
            (str(number), register.text(outcome.statement, get_language() or ""))
            for number, outcome in enumerate(outcomes, 1)
        ],
        is_graded=expected.is_graded,
        wants_identity_check=expected.wants_identity_check,
    )


def _problems(version: register.DesignVersion, cells: dict[str, str]) -> Sequence[Problem]:
    """Return what is wrong with a row, without storing anything."""
    draft = check_row(1, cells, expected_of(version))
    return draft if isinstance(draft, tuple) else tuple(unsuited(version, [draft]))


def _awarded(actor: Actor, version: register.DesignVersion, form: PersonForm) -> Award | None:
    """Award what the form says. Refused, the form tells why."""
    try:
        return awarded(
            actor=actor, organisation_id=version.design.organisation_id, version_id=version.pk,
            key=form.cleaned_data["key"], cells=form.cells,
        )  # fmt: skip
    except RowRefusedError as refusal:
        form.refuse(refusal.problems)
    except KeyReusedError:
        form.begin_anew()
    return None
