"""Verification for programs: one operation, no account, the library's report as JSON."""

import json
from typing import Any, Final

from django.http import HttpRequest
from ninja import Router

from rung.credentials.limits import MAX_INPUT_BYTES
from rung.platform.kernel.problems import MEDIA_TYPE
from rung.platform.kernel.routes import Public, declare
from rung.platform.verification import body, samples
from rung.platform.verification.api_shapes import ProblemShape, ReportShape
from rung.platform.verification.checking import check
from rung.platform.verification.handed_in import credential_in
from rung.platform.verification.refusals import (
    ForeignLinkError,
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


def _problem(errors: list[RefusalError]) -> dict[str, Any]:
    """Describe a refusal, with each of its kinds as an example."""
    examples = {
        error.code: {
            "value": {
                "type": f"urn:rung:problem:{error.code}",
                "title": error.code,
                "status": error.status,
                "detail": error.sentence,
                "errors": [error.data] if error.data else [],
            }
        }
        for error in errors
    }
    content = {MEDIA_TYPE: {"schema": ProblemShape.model_json_schema(), "examples": examples}}
    return {"description": type(errors[0]).__doc__, "content": content}


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
                "properties": {"file": {"type": "string", "format": "binary", "minLength": 1}},
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
    openapi_extra={
        "requestBody": REQUEST_BODY,
        "responses": {
            400: _problem([RequestMalformedError()]),
            413: _problem([TooLargeError()]),
            415: _problem([MediaTypeError(media_type="text/csv")]),
            422: _problem([NothingHandedInError(), ForeignLinkError(host="badges.example")]),
        },
    },
)
@declare(Public("whoever is shown a credential must be able to check it, without saying who she is"))
def verify(request: HttpRequest) -> dict[str, Any]:
    """Judge the credential in the body."""
    return check(_credential(request)).as_dict()


def _credential(request: HttpRequest) -> bytes:
    body.refuse_large(request)
    if request.content_type == JSON:
        return _not_too_large(body.raw(request))
    if request.content_type == FORM:
        return _in_file(request)
    raise MediaTypeError(media_type=request.content_type or "")


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
