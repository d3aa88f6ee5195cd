"""Organisations for programs. Guarded operations take a token or a session; see docs/how-to/use-the-api.md."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Router, Schema

from rung.platform.kernel import problems, world
from rung.platform.kernel.api_access import TOKEN_OR_SESSION
from rung.platform.kernel.routes import InOrganisation, declare
from rung.platform.kernel.web import actor_of
from rung.platform.organisations import queries

router = Router(tags=["Organisations"], auth=TOKEN_OR_SESSION)

NOT_FOUND = problems.body(404, "platform.not_found", "There is no such organisation among yours.", errors=[])


class OrganisationShape(Schema):
    """An organisation, how it signs, and what whoever asks may do in it."""

    id: UUID
    legal_name: str
    kind: str
    country: str
    signs_by: list[str] = Field(description="The identifiers (DID) by which it signs today.")
    rights: list[str] = Field(description="What you, or your token, may do in it today.")


@router.get(
    "/organisations/{organisation_id}",
    response=OrganisationShape,
    summary="What is this organisation, and what may I do in it?",
    operation_id="organisation",
    openapi_extra={
        "responses": {
            401: problems.described("No token, or one that is worth nothing.", problems.UNAUTHENTICATED),
            404: problems.described("Not an organisation for which you act.", NOT_FOUND),
            422: problems.described("The id is no UUID.", problems.MALFORMED),
        }
    },
)
@declare(InOrganisation())
def organisation(request: HttpRequest, organisation_id: UUID) -> dict[str, Any]:
    """Answer for one's own organisation only; a foreign one is not found. Two queries beside those for the asker."""
    found = queries.organisation_public(organisation_id)
    today = world.today()
    identities = queries.identities_of(organisation_id)
    return {
        "id": found.pk,
        "legal_name": found.legal_name,
        "kind": found.kind,
        "country": found.country,
        "signs_by": [identity.did for identity in identities if not identity.compromised and today in identity.period],
        "rights": sorted(right.code for right in actor_of(request).grants[organisation_id]),
    }
