"""The public pages of verification: ask, see the report, try a sample. Nothing that is handed in is stored."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from rung.platform.kernel.routes import Public, declare
from rung.platform.verification import body, samples
from rung.platform.verification.checking import check
from rung.platform.verification.forms import HandInForm
from rung.platform.verification.handed_in import credential_in
from rung.platform.verification.refusals import RefusalError
from rung.platform.verification.report_page import ReportPage, lay_out
from rung.platform.verification.samples import SampleFile

HTML = "verification/"
WHO_ASKS = Public("whoever is shown a credential must be able to check it, without saying who she is")


# Exempt from the CSRF token: the check changes nothing and its answer does not depend on who asks, so there is
# nothing to forge. Without the exemption nobody could check without cookies.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@declare(WHO_ASKS)
def verify(request: HttpRequest) -> HttpResponse:
    """Ask for a credential; check the one that was handed in."""
    if request.method != "POST":
        return _ask(request, HandInForm())
    form = HandInForm()
    try:
        body.refuse_large(request)
        form = HandInForm(request.POST, request.FILES)
        if not form.is_valid():
            return _ask(request, form, status=422)
        data = credential_in(form.credential, hosts=[request.get_host()])
    except RefusalError as refusal:
        return _ask(request, form.refused(refusal), status=refusal.status)
    report = check(data, as_of=form.moment, status_list=form.status_list, bundle=form.bundle)
    return show_report(request, lay_out(report, data))


@require_safe
@declare(WHO_ASKS)
def sample(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the report of a sample."""
    data = samples.credential_of(slug)
    told = {"sample": slug, "original": samples.ORIGINAL_WORD, "replacement": samples.REPLACED_BY}
    return show_report(request, lay_out(check(data), data), **told)


@require_safe
@declare(WHO_ASKS)
def sample_file(request: HttpRequest, slug: str) -> HttpResponse:  # noqa: ARG001 — Django's signature
    """Give the credential file of a sample."""
    return _download(samples.file_of(slug))


@require_safe
@declare(WHO_ASKS)
def sample_picture(request: HttpRequest, slug: str) -> HttpResponse:  # noqa: ARG001 — Django's signature
    """Give the badge picture of a sample."""
    return _download(samples.picture_of(slug))


def _ask(request: HttpRequest, form: HandInForm, status: int = 200) -> HttpResponse:
    return render(request, HTML + "verify.html", {"form": form}, status=status)


def show_report(
    request: HttpRequest, page: ReportPage, *, template: str = HTML + "report.html", **told: Any
) -> HttpResponse:
    """Show a report; other rooms show theirs with a `template` that extends this room's, and what it needs."""
    return render(request, template, {"page": page, **told})


def _download(file: SampleFile) -> HttpResponse:
    return HttpResponse(
        file.content,
        content_type=file.media_type,
        headers={"Content-Disposition": f'attachment; filename="{file.name}"'},
    )
