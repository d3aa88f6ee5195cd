"""The one-click entrance of the demo. Outside of the demo it does not exist."""

from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from rung.platform.kernel.routes import Public, declare
from rung.platform.site import story


@require_POST
@declare(Public("in the demo anybody may enter as anybody; elsewhere it answers “not found”"))
def demo_enter(request: HttpRequest) -> HttpResponse:
    """Sign in as a character of the story."""
    login(request, story.enter_as(request.POST.get("person", "")), backend=settings.AUTHENTICATION_BACKENDS[0])
    return redirect("home")


def demo_people(_request: HttpRequest) -> dict[str, Any]:
    """Offer the characters on every page of the demo that wants them."""
    return {"demo_people": story.CHARACTERS} if settings.DEMO else {}
