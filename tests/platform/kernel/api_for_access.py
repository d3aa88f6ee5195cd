"""The addresses of a small API that has one operation of each kind of access."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import path
from ninja import NinjaAPI

from rung.platform.kernel import problems
from rung.platform.kernel.api_access import TOKEN_OR_SESSION
from rung.platform.kernel.routes import InOrganisation, Operator, Public, SignedIn, declare
from rung.platform.kernel.web import actor_of
from rung.platform.organisations.rights import EDIT_PROFILE, MANAGE_MEMBERS
from rung.platform.site import urls as site_urls

api = NinjaAPI(urls_namespace="api_for_access")
problems.install(api)


def acted(request: HttpRequest) -> dict[str, Any]:
    return {"kind": actor_of(request).kind, "id": str(actor_of(request).id)}


@api.get("/public")
@declare(Public("it is for everybody to see"))
def public(request: HttpRequest) -> dict[str, Any]:
    return acted(request)


@api.post("/own", auth=TOKEN_OR_SESSION)
@declare(SignedIn())
def own(request: HttpRequest) -> dict[str, Any]:
    return acted(request)


@api.post("/desk", auth=TOKEN_OR_SESSION)
@declare(Operator())
def desk(request: HttpRequest) -> dict[str, Any]:
    return acted(request)


@api.post("/of/{organisation_id}/profile", auth=TOKEN_OR_SESSION)
@declare(InOrganisation(EDIT_PROFILE))
def profile(request: HttpRequest, organisation_id: UUID) -> dict[str, Any]:
    return acted(request)


@api.post("/of/{organisation_id}/members", auth=TOKEN_OR_SESSION)
@declare(InOrganisation(MANAGE_MEMBERS))
def members(request: HttpRequest, organisation_id: UUID) -> dict[str, Any]:
    return acted(request)


urlpatterns = [path("test-api/", api.urls), *site_urls.urlpatterns]  # ninja takes no operation after this
