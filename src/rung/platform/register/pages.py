"""Pages of whoever makes designs: the list, the steps of a draft, the check and preview, what moves a version on."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rung.platform.kernel import world
from rung.platform.kernel.errors import NotFoundError
from rung.platform.kernel.permissions import Actor
from rung.platform.kernel.routes import InOrganisation, declare
from rung.platform.kernel.uploads import capped_upload
from rung.platform.kernel.web import actor_of
from rung.platform.organisations import queries as organisations
from rung.platform.organisations.rights import ACTIVATE_DESIGNS, PREPARE_AWARDS
from rung.platform.register import elements, queries, services, texts
from rung.platform.register.content import content_of
from rung.platform.register.elements import Place
from rung.platform.register.errors import PictureRefusedError
from rung.platform.register.faces import face_of
from rung.platform.register.forms import DescriptionForm, PictureForm
from rung.platform.register.models import WAS_ACTIVE, DesignVersion, State
from rung.platform.register.outcome_form import OutcomesForm
from rung.platform.register.pictures import LARGEST_FILE
from rung.platform.register.services import DesignContent
from rung.platform.register.steps import FORMS, STEPS, route_after, route_of

HTML = "register/"
PER_PAGE = 50


@require_GET
@declare(InOrganisation())
def designs(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Show what an organisation awards, awarded, and is preparing."""
    actor = actor_of(request)
    page = Paginator(queries.designs_in(actor.scope_in(organisation_id)), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, HTML + "designs.html", {
        "organisation": organisations.organisation_public(organisation_id),
        "page": page,
        "rows": [(version, queries.text(version.title, get_language() or "")) for version in page],
        "may_prepare": actor.may(PREPARE_AWARDS, organisation_id),
    })  # fmt: skip


@require_http_methods(["GET", "POST"])
@declare(InOrganisation(PREPARE_AWARDS))
def new_design(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Ask what is to be awarded, and begin its draft."""
    form = DescriptionForm(request.POST or None, content=DesignContent())
    if request.method == "POST" and form.is_valid():
        version = services.create_design(
            actor=actor_of(request), organisation_id=organisation_id, award_type=form.changed.award_type,
            content=form.changed,
        )  # fmt: skip
        return redirect(route_after(Place.DESCRIPTION), organisation_id, version.pk)
    organisation = organisations.organisation_public(organisation_id)
    return render(request, HTML + "step.html", {
        "form": form, "organisation": organisation, "title": _("A new design"),
        "lead": texts.LEADS[Place.DESCRIPTION], "number": 1, "count": len(STEPS),
        "back": reverse("designs", args=[organisation_id]), "back_label": _("Designs"),
    })  # fmt: skip


@require_http_methods(["GET", "POST"])
@declare(InOrganisation(PREPARE_AWARDS))
def edit_step(request: HttpRequest, organisation_id: UUID, version_id: UUID, place: Place) -> HttpResponse:
    """Ask what one step asks, save it, and go on to the next one."""
    actor = actor_of(request)
    version = queries.version_in(actor.scope_in(organisation_id), version_id)
    if version.state != State.DRAFT:
        return redirect("design", organisation_id, version_id)
    adding = {"adding": request.GET.get("add", "")} if place is Place.OUTCOMES else {}
    form = FORMS[place](request.POST if request.method == "POST" else None, content=content_of(version), **adding)
    if request.method == "POST" and form.is_valid():
        services.save_draft(actor=actor, organisation_id=organisation_id, version_id=version_id, content=form.changed)
        return redirect(_after_saving(request, version, place, form))
    return render(request, HTML + f"{'outcomes' if place is Place.OUTCOMES else 'step'}.html", {
        "form": form, **_step_context(version, place),
    })  # fmt: skip


def _after_saving(request: HttpRequest, version: DesignVersion, place: Place, form: Any) -> str:
    """Return where to go: on, or back to the same step with one more row."""
    here = [version.design.organisation_id, version.pk]
    asked = request.POST.get("add", "")
    if not isinstance(form, OutcomesForm) or not asked:
        return reverse(route_after(place), args=here)
    grown = asked.removeprefix("skill-")
    position = form.position_after_saving(int(grown)) if grown.isdecimal() else 0
    wanted = f"skill-{position}" if position else "outcome"
    row = position or len(form.changed.outcomes) + 1
    return f"{reverse(route_of(place), args=here)}?add={wanted}#outcome-{row}"


def _step_context(version: DesignVersion, place: Place) -> dict[str, Any]:
    title = queries.text(version.title, get_language() or "")
    return {
        "organisation": version.design.organisation,
        "version": version,
        "title": texts.PLACES[place],
        "lead": texts.LEADS.get(place, ""),
        "number": STEPS.index(place) + 1,
        "count": len(STEPS),
        "back": reverse("design", args=[version.design.organisation_id, version.pk]),
        "back_label": title or _("The design"),
    }


@require_http_methods(["GET", "POST"])
@declare(InOrganisation(PREPARE_AWARDS))
@capped_upload(LARGEST_FILE)
def edit_picture(request: HttpRequest, organisation_id: UUID, version_id: UUID) -> HttpResponse:
    """Ask for a picture, and write it anew."""
    actor = actor_of(request)
    version = queries.version_in(actor.scope_in(organisation_id), version_id)
    if version.state != State.DRAFT:
        return redirect("design", organisation_id, version_id)
    form = PictureForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.set_picture(
                actor=actor, organisation_id=organisation_id, version_id=version_id,
                octets=form.cleaned_data["picture"].read(), alternative_text=form.described(),
            )  # fmt: skip
        except PictureRefusedError as refusal:
            form.add_error("picture", refusal.sentence)
        else:
            return redirect("design", organisation_id, version_id)
    has_picture = hasattr(version, "picture")
    return render(request, HTML + "picture.html", {
        "form": form, "has_picture": has_picture, **_step_context(version, Place.PICTURE),
    })  # fmt: skip


@require_POST
@declare(InOrganisation(PREPARE_AWARDS))
def remove_picture(request: HttpRequest, organisation_id: UUID, version_id: UUID) -> HttpResponse:
    """Take the picture away."""
    services.remove_picture(actor=actor_of(request), organisation_id=organisation_id, version_id=version_id)
    messages.success(request, _("The picture is gone."))
    return redirect("design", organisation_id, version_id)


@require_GET
@declare(InOrganisation())
def draft_picture(request: HttpRequest, organisation_id: UUID, version_id: UUID) -> HttpResponse:
    """Show the picture of any version to the members of its organisation."""
    octets = queries.picture_of(queries.version_in(actor_of(request).scope_in(organisation_id), version_id))
    if octets is None:
        raise NotFoundError(_("This design has no picture."))
    return HttpResponse(octets, content_type="image/png")


@require_GET
@declare(InOrganisation())
def design(request: HttpRequest, organisation_id: UUID, version_id: UUID) -> HttpResponse:
    """Show a version as a learner will see its credential, what it states, what it lacks, and what can be done."""
    actor = actor_of(request)
    version = queries.version_in(actor.scope_in(organisation_id), version_id)
    missing = elements.missing(version, version.design.organisation) if version.state not in WAS_ACTIVE else ()
    return render(request, HTML + "design.html", {
        "organisation": version.design.organisation,
        "version": version,
        "face": face_of(version, get_language() or "", world.today()),
        "has_picture": hasattr(version, "picture"),
        "missing": [(texts.missing_sentence(one), _where(version, one.place)) for one in missing],
        "steps": _steps(version, {one.place for one in missing}),
        "today": world.today(),
        **_acts(actor, version, complete=not missing),
    })  # fmt: skip


def _where(version: DesignVersion, place: Place) -> str:
    """Return the page on which something is put right; what the organisation lacks, operators put right."""
    if place is Place.ORGANISATION:
        return ""
    return reverse(route_of(place), args=[version.design.organisation_id, version.pk])


def _steps(version: DesignVersion, lacking: set[Place]) -> list[tuple[Any, str, bool]]:
    return [(texts.PLACES[place], _where(version, place), place in lacking) for place in STEPS]


def _acts(actor: Actor, version: DesignVersion, *, complete: bool) -> dict[str, bool]:
    """Return what the actor may do with a version in its state."""
    prepares = actor.may(PREPARE_AWARDS, version.design.organisation_id)
    activates = actor.may(ACTIVATE_DESIGNS, version.design.organisation_id)
    return {
        "may_edit": prepares and version.state == State.DRAFT,
        "may_submit": prepares and version.state == State.DRAFT and complete,
        "may_return": (prepares or activates) and version.state == State.REVIEW,
        "may_activate": activates and version.state == State.REVIEW and complete,
        "may_withdraw": activates and version.state == State.ACTIVE,
        "may_go_on": prepares and version.state in WAS_ACTIVE,
        "is_public": version.state in WAS_ACTIVE,
    }


@require_POST
@declare(InOrganisation(PREPARE_AWARDS))
def submit(request: HttpRequest, organisation_id: UUID, version_id: UUID) -> HttpResponse:
    """Hand a draft in."""
    services.submit_for_review(actor=actor_of(request), organisation_id=organisation_id, version_id=version_id)
    messages.success(request, _("The design waits for an administrator, who can activate it."))
    return redirect("design", organisation_id, version_id)


@require_POST
@declare(InOrganisation())
def return_to_draft(request: HttpRequest, organisation_id: UUID, version_id: UUID) -> HttpResponse:
    """Make a version in review a draft again."""
    services.return_to_draft(actor=actor_of(request), organisation_id=organisation_id, version_id=version_id)
    messages.success(request, _("The design is a draft again and can be changed."))
    return redirect("design", organisation_id, version_id)


@require_POST
@declare(InOrganisation(ACTIVATE_DESIGNS))
def activate(request: HttpRequest, organisation_id: UUID, version_id: UUID) -> HttpResponse:
    """Let a version be awarded."""
    services.activate(actor=actor_of(request), organisation_id=organisation_id, version_id=version_id)
    messages.success(request, _("The design is active: it can be awarded from now on."))
    return redirect("design", organisation_id, version_id)


@require_http_methods(["GET", "POST"])
@declare(InOrganisation(ACTIVATE_DESIGNS))
def withdraw(request: HttpRequest, organisation_id: UUID, version_id: UUID) -> HttpResponse:
    """Ask whether it is meant, for it cannot be taken back, and withdraw a version."""
    return _confirmed(
        request, organisation_id, version_id, services.withdraw, "design",
        question=_("Withdraw this design?"), act=_("Withdraw it"), done=_("The design is withdrawn."),
        consequence=_("It is never awarded again. What was awarded keeps its worth, and its public page stays."),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@declare(InOrganisation(PREPARE_AWARDS))
def discard(request: HttpRequest, organisation_id: UUID, version_id: UUID) -> HttpResponse:
    """Ask whether it is meant, for it cannot be taken back, and delete a draft."""
    return _confirmed(
        request, organisation_id, version_id, services.discard_draft, "designs",
        question=_("Delete this draft?"), act=_("Delete it"), done=_("The draft is deleted."),
        consequence=_("What was written in it is lost. Earlier versions stay."),
    )  # fmt: skip


def _confirmed(
    request: HttpRequest, organisation_id: UUID, version_id: UUID, command: Any, then: str, **words: str
) -> HttpResponse:
    actor = actor_of(request)
    version = queries.version_in(actor.scope_in(organisation_id), version_id)
    if request.method == "POST":
        command(actor=actor, organisation_id=organisation_id, version_id=version_id)
        messages.success(request, words["done"])
        return redirect(then, organisation_id, *([version_id] if then == "design" else []))
    title = queries.text(version.title, get_language() or "")
    return render(request, HTML + "confirm.html", {
        "organisation": version.design.organisation, "version": version, "title": title, **words,
    })  # fmt: skip


@require_POST
@declare(InOrganisation(PREPARE_AWARDS))
def next_version(request: HttpRequest, organisation_id: UUID, version_id: UUID) -> HttpResponse:
    """Begin the next version as a copy."""
    version = services.begin_next_version(
        actor=actor_of(request), organisation_id=organisation_id, version_id=version_id
    )
    messages.success(request, _("This is the draft of the next version. The other one stays as it is."))
    return redirect("design", organisation_id, version.pk)
