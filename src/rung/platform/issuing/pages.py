"""Pages of what an organisation has awarded: the list, one award with its history, and what changes its status."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rung.platform.issuing import faces, queries, services
from rung.platform.issuing.acts import COMMANDS, acts_open_to
from rung.platform.issuing.award_search import narrowed
from rung.platform.issuing.forms import ReasonForm, SearchForm
from rung.platform.issuing.models import StatusChange
from rung.platform.issuing.standing import stand_at
from rung.platform.kernel import world
from rung.platform.kernel.routes import InOrganisation, declare
from rung.platform.kernel.scope import Scope
from rung.platform.kernel.web import actor_of
from rung.platform.organisations import queries as organisations
from rung.platform.organisations.rights import PREPARE_AWARDS, SIGN
from rung.platform.register import queries as register

HTML = "issuing/"
PER_PAGE = 50

Act = StatusChange.Act


@require_GET
@declare(InOrganisation())
def awards(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Show whom an organisation awarded what, and how it stands. Five queries beside those for whoever asks."""
    actor, now = actor_of(request), world.now()
    scope = actor.scope_in(organisation_id)
    form = SearchForm(request.GET, designs=_designs(scope))
    wanted = form.wanted()
    found = narrowed(queries.awards_in(scope), wanted, now)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, HTML + "awards.html", {
        "organisation": organisations.organisation_public(organisation_id),
        "form": form, "page": page, "of_one_run": wanted.run_id,
        "is_searched": any(request.GET.get(name) for name in form.fields),
        "rows": faces.faces_of(page, queries.statuses_of(page, now)),
        "may_prepare": actor.may(PREPARE_AWARDS, organisation_id),
        "may_sign": actor.may(SIGN, organisation_id),
    })  # fmt: skip


def _designs(scope: Scope) -> list[tuple[UUID, str]]:
    """Return the designs that were ever awarded, each by the title of its newest version. One query."""
    versions = register.designs_in(scope).exclude(activated_at=None)
    titles: dict[UUID, str] = {}
    for version in versions:
        titles.setdefault(version.design_id, faces.title_for_reader(version))
    return sorted(titles.items(), key=lambda design: design[1].casefold())


@require_GET
@declare(InOrganisation())
def award(request: HttpRequest, organisation_id: UUID, award_id: UUID) -> HttpResponse:
    """Show one award: what it says, what happened to it, and what can be done."""
    actor, now = actor_of(request), world.now()
    scope = actor.scope_in(organisation_id)
    found = queries.award_in(scope, award_id)
    changes = queries.changes_of(found)
    acts = acts_open_to(changes)
    may_remind = actor.may(PREPARE_AWARDS, organisation_id) and found.holder_id is None and Act.REVOKE in acts
    return render(request, HTML + "award.html", {
        "organisation": organisations.organisation_public(organisation_id),
        "award": found, "face": faces.face_of(found, stand_at(found, changes, now)),
        "history": faces.history_of(found, changes),
        "renewed_by": queries.awards_in(scope).filter(supersedes=found).first(),
        "acts": acts if actor.may(SIGN, organisation_id) else (),
        "may_remind": may_remind,
    })  # fmt: skip


@require_POST
@declare(InOrganisation(PREPARE_AWARDS))
def remind(request: HttpRequest, organisation_id: UUID, award_id: UUID) -> HttpResponse:
    """Tell the learner again of what she has not accepted."""
    found = services.remind(actor=actor_of(request), organisation_id=organisation_id, award_id=award_id)
    messages.success(request, _("The reminder is on its way to %(email)s.") % {"email": found.recipient_email})
    return redirect("award", organisation_id, award_id)


@require_http_methods(["GET", "POST"])
@declare(InOrganisation(SIGN))
def change_status(request: HttpRequest, organisation_id: UUID, award_id: UUID, act: StatusChange.Act) -> HttpResponse:
    """Ask for the reason, say what follows, and suspend, reinstate or revoke."""
    actor = actor_of(request)
    found = queries.award_in(actor.scope_in(organisation_id), award_id)
    form = ReasonForm(request.POST if request.method == "POST" else None, act=act)
    if request.method == "POST" and form.is_valid():
        COMMANDS[act](actor=actor, organisation_id=organisation_id, award_id=award_id, **form.cleaned_data)
        messages.success(request, _done(act))
        return redirect("award", organisation_id, award_id)
    changes = queries.changes_of(found)
    if act not in acts_open_to(changes):
        return redirect("award", organisation_id, award_id)
    return render(request, HTML + f"{act}.html", {
        "organisation": organisations.organisation_public(organisation_id), "form": form,
        "face": faces.face_of(found, stand_at(found, changes, world.now())), "award": found,
    })  # fmt: skip


def _done(act: StatusChange.Act) -> str:
    return {
        Act.SUSPEND: _("The credential is suspended. Whoever checks it sees that from now on."),
        Act.REINSTATE: _("The credential holds again."),
        Act.REVOKE: _("The credential is revoked for ever. Whoever checks it sees that from now on."),
    }[act]
