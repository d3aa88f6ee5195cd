"""Pages about one's own account: what is kept, taking it along, leaving."""

import json

from django import forms
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from rung.platform.kernel.registries import personal_data
from rung.platform.kernel.routes import SignedIn, declare
from rung.platform.kernel.web import actor_of
from rung.platform.people import services


class LeaveForm(forms.Form):
    """One tick that cannot happen by accident."""

    sure = forms.BooleanField(label=_("Yes, erase my account and my data for good."))


@require_GET
@declare(SignedIn())
def my_data(request: HttpRequest) -> HttpResponse:
    """Show everything that is kept about the person who asks."""
    held = personal_data.export_of(actor_of(request).own_id())
    return render(request, "people/my_data.html", {"held": held})


@require_GET
@declare(SignedIn())
def take_my_data(request: HttpRequest) -> HttpResponse:
    """Hand out the same as a file that programs can read."""
    held = services.export_own_data(actor=actor_of(request))
    body = json.dumps(held, default=str, ensure_ascii=False, indent=2)
    return HttpResponse(
        body,
        content_type="application/json",
        headers={"Content-Disposition": 'attachment; filename="my-data.json"', "Cache-Control": "no-store"},
    )


@require_http_methods(["GET", "POST"])
@declare(SignedIn())
def leave(request: HttpRequest) -> HttpResponse:
    """Ask once, then erase the person everywhere and end her session."""
    form = LeaveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.erase_oneself(actor=actor_of(request))
        logout(request)
        return redirect("landing")
    return render(request, "people/leave.html", {"form": form})
