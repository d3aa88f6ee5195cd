"""Pages of organisations: the public face, the members' home, and the few forms that change who may do what."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rung.core import Period
from rung.platform.kernel import world
from rung.platform.kernel.registries.organisation_menu import ways_for
from rung.platform.kernel.routes import InOrganisation, Public, SignedIn, declare
from rung.platform.kernel.web import actor_of
from rung.platform.organisations import queries, rights, services
from rung.platform.organisations.forms import AccreditationForm, InviteForm, ProfileForm, WithdrawalForm
from rung.platform.organisations.models import Organisation
from rung.platform.organisations.services.accreditation import AccreditedScope
from rung.platform.organisations.services.members import invitation_behind

HTML = "organisations/"


@require_GET
@declare(Public("employers must see who vouches for an issuer, and since when"))
def organisation_public(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Show what everybody may know of an organisation."""
    today = world.today()
    return render(request, HTML + "public.html", {
        "organisation": queries.organisation_public(organisation_id),
        "accreditations": queries.accreditations_of(organisation_id),
        "identities": queries.identities_of(organisation_id),
        "in_force": {a.pk for a in queries.accreditations_on(organisation_id, today)},
        "today": today,
    })  # fmt: skip


@require_GET
@declare(InOrganisation())
def organisation_home(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Show a member what her organisation is here, who acts for it, and what she herself may do."""
    actor = actor_of(request)
    scope = actor.scope_in(organisation_id)
    organisation = queries.organisation_public(organisation_id)
    mandates = list(queries.mandates_of(scope))
    context: dict[str, Any] = {
        "organisation": organisation,
        "ways": ways_for(actor, organisation_id),
        "members": queries.members_of(scope),
        "mandates": mandates,
        "signers": {mandate.person_id for mandate in mandates},
        "invitations": queries.open_invitations_of(scope, now=world.now()),
        "accreditations": queries.accreditations_of(organisation_id),
        "in_force": {a.pk for a in queries.accreditations_on(organisation_id, world.today())},
        "identities": queries.identities_of(organisation_id),
        "own_rights": sorted(right.code for right in actor.grants[organisation_id]),
        "may_manage": actor.may(rights.MANAGE_MEMBERS, organisation_id),
        "may_edit": actor.may(rights.EDIT_PROFILE, organisation_id),
        "may_sign": actor.may(rights.SIGN, organisation_id),
        "may_decide": actor.may(rights.DECIDE_ACCREDITATION, organisation_id)
        and organisation.kind == Organisation.Kind.QUALITY_BODY,
    }
    if context["may_decide"]:
        context["decisions"] = queries.accreditations_by(organisation_id)
    return render(request, HTML + "home.html", context)


@require_http_methods(["GET", "POST"])
@declare(InOrganisation(rights.MANAGE_MEMBERS))
def invite(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Ask whom to invite, and send the invitation."""
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.invite(actor=actor_of(request), organisation_id=organisation_id, **form.cleaned_data)
        messages.success(request, _("The invitation is on its way to %(email)s.") % form.cleaned_data)
        return redirect("organisation_home", organisation_id)
    organisation = queries.organisation_public(organisation_id)
    return render(request, HTML + "invite.html", {"form": form, "organisation": organisation})


@require_http_methods(["GET", "POST"])
@declare(InOrganisation(rights.EDIT_PROFILE))
def edit_profile(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Change what the organisation says about itself."""
    organisation = queries.organisation_public(organisation_id)
    form = ProfileForm(request.POST or None, initial={"city": organisation.city, "website": organisation.website})
    if request.method == "POST" and form.is_valid():
        services.edit_profile(actor=actor_of(request), organisation_id=organisation_id, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("organisation_home", organisation_id)
    return render(request, HTML + "profile.html", {"form": form, "organisation": organisation})


@require_POST
@declare(InOrganisation(rights.MANAGE_MEMBERS))
def end_membership(request: HttpRequest, organisation_id: UUID, membership_id: UUID) -> HttpResponse:
    """End a membership."""
    services.end_membership(actor=actor_of(request), organisation_id=organisation_id, membership_id=membership_id)
    messages.success(request, _("The membership has ended."))
    return redirect("organisation_home", organisation_id)


@require_POST
@declare(InOrganisation(rights.MANAGE_MEMBERS))
def give_mandate(request: HttpRequest, organisation_id: UUID, person_id: UUID) -> HttpResponse:
    """Let a member sign."""
    services.give_mandate(actor=actor_of(request), organisation_id=organisation_id, person_id=person_id, act="sign")
    messages.success(request, _("This person may sign from today on."))
    return redirect("organisation_home", organisation_id)


@require_POST
@declare(InOrganisation(rights.MANAGE_MEMBERS))
def withdraw_mandate(request: HttpRequest, organisation_id: UUID, mandate_id: UUID) -> HttpResponse:
    """End a mandate."""
    services.withdraw_mandate(actor=actor_of(request), organisation_id=organisation_id, mandate_id=mandate_id)
    messages.success(request, _("The mandate has ended."))
    return redirect("organisation_home", organisation_id)


@require_http_methods(["GET", "POST"])
@declare(SignedIn())
def accept_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Show who invites to what, and take it up."""
    invitation = invitation_behind(token)
    if request.method == "POST":
        services.accept_invitation(actor=actor_of(request), token=token)
        messages.success(request, _("You now act for %(name)s.") % {"name": invitation.organisation.legal_name})
        return redirect("organisation_home", invitation.organisation_id)
    return render(request, HTML + "accept.html", {"invitation": invitation})


@require_http_methods(["GET", "POST"])
@declare(InOrganisation(rights.DECIDE_ACCREDITATION))
def accredit(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Record a decision of this quality body."""
    form = AccreditationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        services.grant_accreditation(
            actor=actor_of(request),
            body_id=organisation_id,
            organisation_id=given["organisation"].pk,
            decision_number=given["decision_number"],
            period=Period(given["start"], given["end"]),
            covers=AccreditedScope(given["fields_of_study"], tuple(int(level) for level in given["levels"])),
        )
        messages.success(request, _("The decision is recorded."))
        return redirect("organisation_home", organisation_id)
    organisation = queries.organisation_public(organisation_id)
    return render(request, HTML + "accredit.html", {"form": form, "organisation": organisation})


@require_http_methods(["GET", "POST"])
@declare(InOrganisation(rights.DECIDE_ACCREDITATION))
def withdraw_accreditation(request: HttpRequest, organisation_id: UUID, accreditation_id: UUID) -> HttpResponse:
    """Withdraw a decision, with the reason."""
    form = WithdrawalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.withdraw_accreditation(
            actor=actor_of(request), body_id=organisation_id, accreditation_id=accreditation_id, **form.cleaned_data
        )
        messages.success(request, _("The accreditation is withdrawn from today on."))
        return redirect("organisation_home", organisation_id)
    organisation = queries.organisation_public(organisation_id)
    decision = queries.accreditations_by(organisation_id).filter(pk=accreditation_id).first()
    return render(request, HTML + "withdraw.html", {"form": form, "organisation": organisation, "decision": decision})
