"""The public API: the same services as the pages, as JSON, described in docs/reference/openapi.json."""

from ninja import NinjaAPI

from rung.platform.kernel import problems
from rung.platform.verification.api import router as verification

api = NinjaAPI(
    title="Rung",
    version="1",
    description="Verify credentials, without an account. Refusals are problem+json (RFC 9457).",
    docs_url=None,
    urls_namespace="api",
)
problems.install(api)
api.add_router("", verification)
