"""The public API: the same services as the pages, as JSON, described in docs/reference/openapi.json."""

from ninja import NinjaAPI

from rung.platform.issuing.api import router as issuing
from rung.platform.kernel import problems
from rung.platform.organisations.api import router as organisations
from rung.platform.verification.api import router as verification
from rung.platform.verification.api_batch import router as verification_batch

api = NinjaAPI(
    title="Rung",
    version="1",
    description="Verify without an account; act for an organisation by token. Refusals are problem+json (RFC 9457).",
    docs_url=None,
    urls_namespace="api",
)
problems.install(api)
api.add_router("", verification)
api.add_router("", verification_batch)
api.add_router("", organisations)
api.add_router("", issuing)
