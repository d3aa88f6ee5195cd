"""Pages about one's own account: what is kept, taking it along, leaving."""

import json

from django import forms
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django.views.i18n import set_language as by_cookie

from rung.platform.kernel.registries import personal_data
from rung.platform.kernel.routes import Public, SignedIn, declare
from rung.platform.kernel.web import actor_of
from rung.platform.people import services


class LeaveForm(forms.Form):
    """One tick that cannot happen by accident."""

    sure = forms.BooleanField(label=_("Yes, erase my account and my data for good."))


@require_POST
@declare(Public("anybody may read in her language"))
def set_language(request: HttpRequest) -> HttpResponseBase:
    """Switch the language of pages by a cookie, and that of her mail if we know her."""
    wanted, actor = request.POST.get("language", ""), actor_of(request)
    if actor.is_signed_in and wanted in dict(settings.LANGUAGES):
        services.choose_language(actor=actor, language=wanted)
    return by_cookie(request)


@require_GET
@declare(SignedIn())
def my_data(request: HttpRequest) -> HttpResponse:
    """Show everything that is kept about the person who asks."""
    held = personal_data.held_about(actor_of(request).own_id())
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
