"""Pages of an organisation's assessors."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from rung.platform.assessment import queries, services
from rung.platform.assessment.forms import AuthoriseForm
from rung.platform.kernel import world
from rung.platform.kernel.errors import RuleBrokenError
from rung.platform.kernel.routes import InOrganisation, declare
from rung.platform.kernel.web import actor_of
from rung.platform.organisations import queries as organisations
from rung.platform.organisations.rights import MANAGE_ASSESSORS

HTML = "assessment/"


@require_GET
@declare(InOrganisation())
def assessors(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Show who assesses and assessed for an organisation."""
    actor = actor_of(request)
    scope = actor.scope_in(organisation_id)
    return render(request, HTML + "assessors.html", {
        "organisation": organisations.organisation_public(organisation_id),
        "assessors": queries.assessors_of(scope),
        "in_force": {assessor.pk for assessor in queries.assessors_in(scope, world.today())},
        "may_manage": actor.may(MANAGE_ASSESSORS, organisation_id),
    })  # fmt: skip


@require_http_methods(["GET", "POST"])
@declare(InOrganisation(MANAGE_ASSESSORS))
def authorise(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Ask who is to assess, and authorise them."""
    form = AuthoriseForm(request.POST or None, initial={"start": world.today()})
    if request.method == "POST" and form.is_valid():
        try:
            services.authorise_assessor(
                actor=actor_of(request), organisation_id=organisation_id, **form.cleaned_data
            )  # fmt: skip
        except RuleBrokenError as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("%(name)s may assess from that day on.") % form.cleaned_data)
            return redirect("assessors", organisation_id)
    organisation = organisations.organisation_public(organisation_id)
    return render(request, HTML + "authorise.html", {"form": form, "organisation": organisation})


@require_http_methods(["GET", "POST"])
@declare(InOrganisation(MANAGE_ASSESSORS))
def end(request: HttpRequest, organisation_id: UUID, assessor_id: UUID) -> HttpResponse:
    """Ask whether it is meant, and end an assessor."""
    actor = actor_of(request)
    assessor = queries.assessor_in(actor.scope_in(organisation_id), assessor_id)
    if request.method == "POST":
        services.end_assessor(actor=actor, organisation_id=organisation_id, assessor_id=assessor_id)
        messages.success(request, _("%(code)s assesses no longer.") % {"code": assessor.code})
        return redirect("assessors", organisation_id)
    organisation = organisations.organisation_public(organisation_id)
    return render(request, HTML + "end.html", {"assessor": assessor, "organisation": organisation})
