"""What the world may read of awards: the status lists."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from rung.platform.issuing import queries
from rung.platform.kernel.routes import Public, declare

FRESH_SECONDS = 300
"""How long a copy in between may be served: a revocation is seen by everybody who asks after five minutes."""


@require_safe
@declare(Public("whoever was shown a credential must be able to learn whether it was revoked; a list names nobody"))
def status_list(_request: HttpRequest, list_id: UUID, purpose: str) -> HttpResponse:
    """Serve one status list as it was signed."""
    published = queries.published_list(list_id, purpose)
    response = HttpResponse(published.document, content_type="application/vc+json")
    response["Last-Modified"] = http_date(published.valid_from.timestamp())
    response["Access-Control-Allow-Origin"] = "*"
    patch_cache_control(response, public=True, max_age=FRESH_SECONDS)
    return response
