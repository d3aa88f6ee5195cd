"""Pages by which those who run this Rung register organisations and confirm how they sign."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rung.platform.kernel.routes import Operator, declare
from rung.platform.kernel.web import actor_of
from rung.platform.organisations import queries, services
from rung.platform.organisations.forms import EndIdentityForm, FoundForm, IdentityForm
from rung.platform.people.queries import person_with_address


@require_http_methods(["GET", "POST"])
@declare(Operator())
def found(request: HttpRequest) -> HttpResponse:
    """Register an organisation with its first administrator."""
    form = FoundForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        administrator = person_with_address(given.pop("administrator"))
        if administrator is None:
            form.add_error("administrator", _("Nobody has an account with this address. Ask them to sign up first."))
        else:
            services.found_organisation(actor=actor_of(request), administrator_id=administrator, **given)
            messages.success(request, _("%(name)s is registered.") % {"name": given["legal_name"]})
            return redirect("desk")
    return render(request, "organisations/found.html", {"form": form})


@require_http_methods(["GET", "POST"])
@declare(Operator())
def confirm_identity(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Confirm that an identifier belongs to an organisation."""
    form = IdentityForm(request.POST or None)
    organisation = queries.organisation_public(organisation_id)
    if request.method == "POST" and form.is_valid():
        services.confirm_identity(actor=actor_of(request), organisation_id=organisation_id, **form.cleaned_data)
        messages.success(request, _("The identifier is confirmed."))
        return redirect("organisation_public", organisation_id)
    identities = queries.identities_of(organisation_id)
    context = {"form": form, "organisation": organisation, "identities": identities}
    return render(request, "organisations/identity.html", context)


@require_http_methods(["GET", "POST"])
@declare(Operator())
def end_identity(request: HttpRequest, organisation_id: UUID, identity_id: UUID) -> HttpResponse:
    """Ask why an identifier is used no longer, and end it."""
    form = EndIdentityForm(request.POST or None)
    organisation = queries.organisation_public(organisation_id)
    identity = queries.identity_of(organisation_id, identity_id)
    if request.method == "POST" and form.is_valid():
        compromised = form.cleaned_data["why"] == "compromised"
        services.end_identity(actor=actor_of(request), identity_id=identity.pk, compromised=compromised)
        messages.success(request, _("The identifier counts no longer."))
        return redirect("organisation_public", organisation_id)
    context = {"form": form, "organisation": organisation, "identity": identity}
    return render(request, "organisations/end_identity.html", context)
