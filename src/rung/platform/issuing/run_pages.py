"""Pages on which many are awarded: the list is sent, checked, and only then issued or abandoned."""

from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rung.platform.issuing import faces, list_columns, queries, services
from rung.platform.issuing.award_list import MAX_BYTES
from rung.platform.issuing.forms import ListForm
from rung.platform.issuing.models import Run
from rung.platform.issuing.order_pages import designs_to_choose, first_of_all
from rung.platform.issuing.preparations import missing_for
from rung.platform.issuing.services.checking import MOST_PROBLEMS, awardable, expected_of
from rung.platform.issuing.services.ordering import KeyReusedError
from rung.platform.kernel import world
from rung.platform.kernel.routes import InOrganisation, declare
from rung.platform.kernel.uploads import capped_upload
from rung.platform.kernel.web import actor_of
from rung.platform.organisations import queries as organisations
from rung.platform.organisations.rights import PREPARE_AWARDS, SIGN
from rung.platform.register import queries as register

HTML: Final = "issuing/"
RUNS_PER_PAGE: Final = 50
PROBLEMS_PER_PAGE: Final = 100

State = Run.State
UNDER_WAY: Final = frozenset({State.RECEIVED, State.CHECKING, State.ISSUING})


@require_GET
@declare(InOrganisation())
def runs(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Show the lists that were sent, newest first, and what became of them."""
    actor = actor_of(request)
    lists = queries.runs_in(actor.scope_in(organisation_id)).exclude(file_name="")
    page = Paginator(lists, RUNS_PER_PAGE).get_page(request.GET.get("page"))
    return render(request, HTML + "runs.html", {
        "organisation": organisations.organisation_public(organisation_id), "page": page,
        "rows": [(run, faces.title_for_reader(run.design_version)) for run in page],
        "may_prepare": actor.may(PREPARE_AWARDS, organisation_id),
    })  # fmt: skip


@require_GET
@declare(InOrganisation(PREPARE_AWARDS))
def choose_design(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Ask what everybody on the list is awarded."""
    return designs_to_choose(request, organisation_id, "send_list", _("Award many from a list"))


@require_http_methods(["GET", "POST"])
@declare(InOrganisation(PREPARE_AWARDS))
@capped_upload(MAX_BYTES)
def send_list(request: HttpRequest, organisation_id: UUID, version_id: UUID) -> HttpResponse:
    """Say how the list has to look, and take it."""
    actor = actor_of(request)
    version = awardable(actor.scope_in(organisation_id), version_id)
    missing = missing_for(organisation_id, version)
    if missing:
        return first_of_all(request, organisation_id, missing)
    is_sent = request.method == "POST"
    data, files = (request.POST, request.FILES) if is_sent else (None, None)
    form = ListForm(data, files, initial={"key": str(world.new_id())})
    if is_sent and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            run = services.order_run(
                actor=actor, organisation_id=organisation_id, version_id=version_id, key=form.cleaned_data["key"],
                file=file, file_name=file.name,
            )  # fmt: skip
        except KeyReusedError as refusal:
            form.add_error("key", refusal.sentence)
        else:
            return redirect("award_run", organisation_id, run.pk)
    return render(request, HTML + "send_list.html", {"form": form, **_list_context(version)})


def _list_context(version: register.DesignVersion) -> dict[str, Any]:
    expected = expected_of(version)
    return {
        "organisation": version.design.organisation,
        "version": version,
        "title": faces.title_for_reader(version),
        "columns": list_columns.columns_of(expected),
        "example": list_columns.example_of(expected, get_language() or ""),
    }


@require_GET
@declare(InOrganisation(PREPARE_AWARDS))
def list_template(request: HttpRequest, organisation_id: UUID, version_id: UUID) -> HttpResponse:
    """Give a file with the right columns for a design."""
    version = awardable(actor_of(request).scope_in(organisation_id), version_id)
    return _download(list_columns.template_file(expected_of(version), get_language() or ""), "awards.csv")


def _download(content: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=headers)


@require_GET
@declare(InOrganisation())
def run(request: HttpRequest, organisation_id: UUID, run_id: UUID) -> HttpResponse:
    """Show how far a list has come, what is to be mended, and what can be done next."""
    actor = actor_of(request)
    scope = actor.scope_in(organisation_id)
    found = queries.run_in(scope, run_id)
    problems = Paginator(queries.problems_of(scope, found), PROBLEMS_PER_PAGE).get_page(request.GET.get("page"))
    is_open = found.state in {State.CHECKED, State.REFUSED}
    return render(request, HTML + "run.html", {
        "organisation": organisations.organisation_public(organisation_id),
        "run": found, "title": faces.title_for_reader(found.design_version),
        "is_under_way": found.state in UNDER_WAY,
        "issued": queries.issued_rows(scope, found) if found.state in {State.ISSUING, State.DONE} else 0,
        "page": problems, "problems": faces.problem_faces(problems),
        "most_problems": MOST_PROBLEMS if found.bad_rows > MOST_PROBLEMS else 0,
        "may_issue": found.state == State.CHECKED and found.good_rows and actor.may(SIGN, organisation_id),
        "may_abandon": is_open and actor.may(PREPARE_AWARDS, organisation_id),
        "may_prepare": actor.may(PREPARE_AWARDS, organisation_id),
    })  # fmt: skip


@require_GET
@declare(InOrganisation())
def run_problems(request: HttpRequest, organisation_id: UUID, run_id: UUID) -> HttpResponse:
    """Give everything that is to be mended as a table for a spreadsheet."""
    scope = actor_of(request).scope_in(organisation_id)
    problems = faces.problem_faces(queries.problems_of(scope, queries.run_in(scope, run_id)))
    rows = [(_("Row"), _("Column"), _("What to mend")), *((one.row, one.column, one.sentence) for one in problems)]
    return _download(list_columns.csv_file(rows, get_language() or ""), "problems.csv")


@require_POST
@declare(InOrganisation(SIGN))
def confirm_run(request: HttpRequest, organisation_id: UUID, run_id: UUID) -> HttpResponse:
    """Let the good rows be issued."""
    services.confirm_run(actor=actor_of(request), organisation_id=organisation_id, run_id=run_id)
    return redirect("award_run", organisation_id, run_id)


@require_POST
@declare(InOrganisation(PREPARE_AWARDS))
def abandon_run(request: HttpRequest, organisation_id: UUID, run_id: UUID) -> HttpResponse:
    """Drop a list of which nothing was issued."""
    services.abandon_run(actor=actor_of(request), organisation_id=organisation_id, run_id=run_id)
    messages.success(request, _("The list is dropped. Nothing of it was issued, and the names in it are deleted."))
    return redirect("award_run", organisation_id, run_id)
