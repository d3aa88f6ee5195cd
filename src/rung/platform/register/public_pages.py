"""What everybody may see of a design that is or was awarded: a page, its picture, and the same as data."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from rung.platform.kernel import world
from rung.platform.kernel.errors import NotFoundError
from rung.platform.kernel.routes import Public, declare
from rung.platform.register import json_ld, queries
from rung.platform.register.faces import face_of
from rung.platform.register.models import State

YEAR_SECONDS = 31_536_000


@require_GET
@declare(Public("employers and learners must see what a credential stands for"))
def design_version(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """Show what one can do who holds an award of this version, who awards it, and whether it still does."""
    version = queries.version_public(version_id)
    history = list(queries.history_of(version))
    return render(request, "register/public.html", {
        "version": version,
        "organisation": version.design.organisation,
        "face": face_of(version, get_language() or "", world.today()),
        "has_picture": hasattr(version, "picture"),
        "history": history,
        "current": next((one for one in history if one.state == State.ACTIVE), None),
    })  # fmt: skip


@require_GET
@declare(Public("the achievement stands in every credential, and programs look it up there"))
def design_version_json(_request: HttpRequest, version_id: UUID) -> HttpResponse:
    """Answer with the Achievement as JSON-LD, in the language asked for."""
    version = queries.version_public(version_id)
    document = json_ld.achievement_document(version, get_language() or "")
    return JsonResponse(document, content_type=json_ld.MEDIA_TYPE, json_dumps_params={"ensure_ascii": False})


@require_GET
@declare(Public("pages and credentials show the picture of what was awarded"))
@cache_control(public=True, max_age=YEAR_SECONDS, immutable=True)
def design_picture(_request: HttpRequest, version_id: UUID) -> HttpResponse:
    """Answer with the picture, which never changes once it is public."""
    octets = queries.picture_of(queries.version_public(version_id))
    if octets is None:
        raise NotFoundError(_("This design has no picture."))
    return HttpResponse(octets, content_type="image/png")
