"""Pages that belong to the whole house: the front door, the style guide, accessibility, and what goes wrong."""

from datetime import date
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from rung.platform.kernel.charts import Absence, Chart, Figure
from rung.platform.kernel.routes import Public, declare
from rung.platform.site import palette

ACCESSIBILITY_WRITTEN = date(2026, 11, 21)
ACCESSIBILITY_REVIEWED = date(2026, 11, 21)
ACCESSIBILITY_REVIEW_DUE = date(2027, 3, 31)  # every year by 31 March, says the Polish Act of 4 April 2019


@require_GET
@declare(Public("the front door"))
def landing(request: HttpRequest) -> HttpResponse:
    """Say what Rung is and check a credential right there."""
    return render(request, "site/landing.html")


@require_GET
@declare(Public("tells nothing about anybody"))
def accessibility(request: HttpRequest) -> HttpResponse:
    """State how accessible Rung is, what is known to fall short, and whom to tell."""
    return render(request, "site/accessibility.html", {
        "written": ACCESSIBILITY_WRITTEN,
        "reviewed": ACCESSIBILITY_REVIEWED,
        "review_due": ACCESSIBILITY_REVIEW_DUE,
    })  # fmt: skip


@require_GET
@declare(Public("shows how pages are made and nothing of what they hold"))
def styleguide(request: HttpRequest) -> HttpResponse:
    """Show every part in every state; `?scheme=light` or `dark` holds the page to one of them."""
    asked = request.GET.get("scheme", "")
    scheme = asked if asked in palette.SCHEMES else ""
    filled = SampleForm({"email": "barbara", "hours": "0"})
    filled.is_valid()
    return render(request, "site/styleguide.html", {
        "scheme": scheme,
        "pairs": zip(palette.pairs("light"), palette.pairs("dark"), strict=True),
        "tokens": [(token, value, palette.colour("dark", token)) for token, value in palette.colours("light").items()],
        "form": SampleForm(auto_id="empty-%s"),
        "wrong_form": filled,
        **samples(),
    })  # fmt: skip


class SampleForm(forms.Form):
    """One field of each kind, for the style guide."""

    name = forms.CharField(label=gettext_lazy("Your name"), required=False)
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"), help_text=gettext_lazy("We send the answer to this address.")
    )
    hours = forms.IntegerField(label=gettext_lazy("Hours a week"), min_value=1)
    about = forms.CharField(label=gettext_lazy("What have you done so far?"), widget=forms.Textarea, required=False)
    where = forms.ChoiceField(
        label=gettext_lazy("Where do you want to learn?"),
        choices=[("near", gettext_lazy("Near me")), ("online", gettext_lazy("Online"))],
        widget=forms.RadioSelect,
    )
    when = forms.ChoiceField(
        label=gettext_lazy("When?"),
        choices=[("day", gettext_lazy("In the daytime")), ("eve", gettext_lazy("Evenings"))],
    )
    needs = forms.MultipleChoiceField(
        label=gettext_lazy("What helps you?"),
        choices=[("captions", gettext_lazy("Captions")), ("easy", gettext_lazy("Easy language"))],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    agree = forms.BooleanField(label=gettext_lazy("I want to be asked again next year."), required=False)
    file = forms.FileField(label=gettext_lazy("A file"), help_text=gettext_lazy("Up to 1 MB."), required=False)


def samples() -> dict[str, Any]:
    """Return invented things for the parts of the style guide to show."""
    return {
        "charts": sample_charts(),
        "verdicts": ("verified", "unconfirmed", "invalid", "unreadable"),
        "outcomes": [
            {
                "name": _("Signature"),
                "outcome": "passed",
                "reason": _("Not one character was changed since it was signed."),
            },
            {"name": _("Status"), "outcome": "failed", "reason": _("The issuer revoked it on 3 March 2026.")},
            {"name": _("Issuer"), "outcome": "unconfirmed", "reason": _("Nobody we know vouches for this issuer.")},
            {"name": _("Evidence"), "outcome": "skipped", "reason": _("The credential names none.")},
        ],
        "steps": [
            {"name": _("Reading the list"), "state": "done", "note": _("312 people")},
            {
                "name": _("Checking every row"),
                "state": "current",
                "note": _("Nothing is issued before all rows are right."),
            },
            {"name": _("Issuing"), "state": "ahead", "note": ""},
        ],
        "facts": [(_("Workload"), _("60 hours")), (_("Assessment"), _("Practical task before an assessor"))],
        "issued": date(2026, 6, 12),
        "fingerprint": "8f14 e45f ceea 167a 5a36 dedd 4bea 2543",
        "trail": [(_("Home"), "#ways"), (_("Credentials"), "#ways")],
        "page": Paginator(range(70), per_page=10).page(3),
    }


def sample_charts() -> dict[str, Chart]:
    """Return one line and one bar chart, with a withheld and a missing figure."""
    moments = (_("January"), _("February"), _("March"), _("April"), _("May"))
    ads: tuple[int | Absence, ...] = (12, 18, Absence.MISSING, 31, 44)
    groups: tuple[tuple[str, int | Absence], ...] = (
        (_("Women"), 18),
        (_("Men"), 21),
        (_("60 and older"), Absence.SUPPRESSED),
    )
    return {
        "line": Chart(
            "jobs-line",
            _("Job ads that ask for software testing"),
            _("Rises from 12 in January to 44 in May; March is not known."),
            _("ads a month"),
            tuple(map(Figure, moments, ads)),
        ),
        "bars": Chart(
            "jobs-bars",
            _("Found a job within six months"),
            _("18 women and 21 men; the figure for people of 60 and older is withheld."),
            _("people"),
            tuple(Figure(label, value) for label, value in groups),
        ),
    }


# --- What goes wrong -----------------------------------------------------------------------------------------------


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 — Django's signature
    """Say that what was sent could not be understood."""
    return render(request, "400.html", status=400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 — as above
    """Say that the page exists and is not for this person."""
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 — as above
    """Say that there is no such page and where to look instead."""
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 — as above
    """Say in both languages that the fault is ours. Asks nothing of a house that may be on fire."""
    return render(None, "500.html", status=500)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 — Django's signature
    """Say that a form stood open for too long and how to send it again."""
    return render(request, "form_expired.html", status=403)
