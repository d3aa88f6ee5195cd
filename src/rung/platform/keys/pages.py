"""Pages of keys: by which key an organisation signs, and the document that tells the world."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from rung.platform.kernel.routes import InOrganisation, Public, declare
from rung.platform.kernel.web import actor_of
from rung.platform.keys import queries, services
from rung.platform.organisations.queries import organisation_public
from rung.platform.organisations.rights import CREATE_KEYS

DID_MEDIA_TYPE = "application/did+json"


@require_GET
@declare(InOrganisation())
def keys(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Show by which key the organisation signs, and since when. Two queries beside those for the reader."""
    found = list(queries.keys_of(organisation_id))
    return render(request, "keys/keys.html", {
        "organisation": organisation_public(organisation_id),
        "key": next((key for key in found if key.ended_at is None), None),
        "ended": [key for key in found if key.ended_at is not None],
        "may_create": actor_of(request).may(CREATE_KEYS, organisation_id),
    })  # fmt: skip


@require_POST
@declare(InOrganisation(CREATE_KEYS))
def create_key(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Make the organisation's signing key."""
    services.create_signing_key(actor=actor_of(request), organisation_id=organisation_id)
    messages.success(request, _("Your organisation has its signing key."))
    return redirect("organisation_keys", organisation_id)


@require_GET
@declare(Public("whoever checks a signature has to find the public key behind it"))
def did_document(_request: HttpRequest, organisation_id: UUID, key_id: UUID) -> HttpResponse:
    """Answer with the DID document of a key (DID Core 1.0 §6.2)."""
    document = queries.document_of(queries.key_public(organisation_id, key_id))
    return JsonResponse(document, content_type=DID_MEDIA_TYPE)
