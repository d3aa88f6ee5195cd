"""Verification for programs: one operation, no account, now or as of an earlier day; the report as JSON."""

import json
from typing import Any, Final

from django.http import HttpRequest
from ninja import Router
from ninja.params.functions import Query

from rung.credentials.evidence_bundle import EvidenceBundle
from rung.credentials.limits import MAX_INPUT_BYTES
from rung.platform.kernel import problems
from rung.platform.kernel.routes import Public, declare
from rung.platform.verification import body, samples
from rung.platform.verification.api_shapes import ReportShape
from rung.platform.verification.as_of import moment_of
from rung.platform.verification.checking import check
from rung.platform.verification.handed_in import bundle_in, credential_in
from rung.platform.verification.refusals import (
    BundleRefusedError,
    DayInFutureError,
    DayMalformedError,
    ForeignLinkError,
    LinkEndedError,
    MediaTypeError,
    NothingHandedInError,
    PictureError,
    RefusalError,
    RequestMalformedError,
    TooLargeError,
)

router = Router(tags=["Verification"])

JSON: Final = "application/json"
FORM: Final = "multipart/form-data"

DESCRIPTION: Final = """\
Send the credential itself as JSON, or a file (JSON, a badge picture in PNG or SVG, a picture of a QR code) as the part
“file” of a form. Its content decides, not its name. Nothing is stored and nothing is fetched.

**Every document gets a report with status 200, even one that is not valid or not readable**: its headline tells.
A problem is returned where there is nothing to judge. At most 1 MiB is read.
"""


def problem_of(*errors: RefusalError) -> dict[str, Any]:
    """Describe a refusal, with each of its kinds as an example."""
    bodies = (
        problems.body(error.status, error.code, error.sentence, errors=[error.data] if error.data else [])
        for error in errors
    )
    return problems.described(str(type(errors[0]).__doc__), *bodies)


AS_OF: Final[str] = Query("", description="A day (YYYY-MM-DD) up to today: how did it stand at the end of that day?")

REQUEST_BODY: Final = {
    "required": True,
    "content": {
        JSON: {
            "schema": {"description": "An Open Badges 3.0 credential. Anything else is judged too, and named."},
            "examples": {
                slug.value: {"value": json.loads(samples.file_of(slug).content)} for slug in samples.Slug
            },
        },
        FORM: {
            "schema": {
                "type": "object",
                "required": ["file"],
                "properties": {
                    "file": {"type": "string", "format": "binary", "minLength": 1},
                    "evidence": {
                        "type": "string",
                        "format": "binary",
                        "description": "An evidence bundle that came with the credential.",
                    },
                },
            }
        },
    },
}  # fmt: skip


@router.post(
    "/verify",
    response=ReportShape,
    summary="Can I trust this credential?",
    description=DESCRIPTION,
    operation_id="verify",
    exclude_unset=True,
    openapi_extra={
        "requestBody": REQUEST_BODY,
        "responses": {
            400: problem_of(RequestMalformedError()),
            410: problem_of(LinkEndedError()),
            413: problem_of(TooLargeError()),
            415: problem_of(MediaTypeError(media_type="text/csv")),
            422: problem_of(
                NothingHandedInError(),
                ForeignLinkError(host="badges.example"),
                DayMalformedError(found="31.5.2026"),
                DayInFutureError(day="2099-01-01"),
                BundleRefusedError(pointer="/evidence/credential"),
            ),
        },
    },
)
@declare(Public("whoever is shown a credential must be able to check it, without saying who she is"))
def verify(request: HttpRequest, as_of: str = AS_OF) -> dict[str, Any]:
    """Judge the credential in the body."""
    moment = moment_of(as_of)
    return check(_credential(request), as_of=moment, bundle=_bundle(request)).as_dict()


def _credential(request: HttpRequest) -> bytes:
    body.refuse_large(request)
    if request.content_type == JSON:
        return _not_too_large(body.raw(request))
    if request.content_type == FORM:
        return _in_file(request)
    raise MediaTypeError(media_type=request.content_type or "")


def _bundle(request: HttpRequest) -> EvidenceBundle | None:
    """Return the evidence beside the file; JSON in the body comes alone."""
    return bundle_in(body.part(request, "evidence") or b"") if request.content_type == FORM else None


def _not_too_large(data: bytes) -> bytes:
    if not data:
        raise NothingHandedInError
    if len(data) > MAX_INPUT_BYTES:
        raise TooLargeError
    return data


def _in_file(request: HttpRequest) -> bytes:
    """A picture in which nothing can be found is a document too: the library's report says that nothing is in it."""
    data = body.part(request, "file")
    if not data:
        raise NothingHandedInError
    try:
        return credential_in(data, hosts=[request.get_host()])
    except PictureError:
        return data
