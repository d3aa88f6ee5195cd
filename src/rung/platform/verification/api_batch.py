"""Verification of many credentials in one call, for the programs of an organisation: each gets its own answer."""

import json
from datetime import datetime
from typing import Any, Final

from django.http import HttpRequest
from ninja import Router

from rung.platform.kernel import problems
from rung.platform.kernel.api_access import TOKEN_OR_SESSION
from rung.platform.kernel.errors import NotAllowedError
from rung.platform.kernel.routes import Holding, declare
from rung.platform.organisations.rights import VERIFY_BATCH
from rung.platform.verification import body
from rung.platform.verification.api import JSON, problem_of
from rung.platform.verification.api_shapes import MOST_IN_A_BATCH, BatchReportShape, BatchShape
from rung.platform.verification.as_of import moment_of
from rung.platform.verification.checking import check
from rung.platform.verification.handed_in import credential_in
from rung.platform.verification.refusals import (
    BatchMalformedError,
    DayInFutureError,
    DayMalformedError,
    MediaTypeError,
    NotATextError,
    RefusalError,
    TooLargeError,
)

router = Router(tags=["Verification"], auth=TOKEN_OR_SESSION)

DESCRIPTION: Final = f"""\
Send up to {MOST_IN_A_BATCH} credentials, each as a text exactly as its issuer wrote it. Every one gets its own answer,
in the order in which they were sent: a report, or the problem that kept it from being judged. One bad document never
spoils the others. Nothing is stored and nothing is fetched. The whole request holds at most 2.5 MB.

It takes a token with the right `credential.verify_batch`, which administrators of an organisation have and can give to
a program. To check one credential no account is needed: see the operation `verify`.
"""


WITHOUT_RIGHT: Final = problems.body(
    403,
    NotAllowedError.code,
    "No organisation lets you check many credentials in one call. Its administrator can create a token for that.",
    errors=[{"right": VERIFY_BATCH.code}],
)


@router.post(
    "/verify/batch",
    response=BatchReportShape,
    exclude_unset=True,
    summary="Can I trust these credentials?",
    description=DESCRIPTION,
    operation_id="verify_batch",
    openapi_extra={
        "requestBody": {"required": True, "content": {JSON: {"schema": BatchShape.model_json_schema()}}},
        "responses": {
            401: problems.described("No token, or one that is worth nothing.", problems.UNAUTHENTICATED),
            403: problems.described("A token without the right.", WITHOUT_RIGHT),
            413: problem_of(TooLargeError()),
            415: problem_of(MediaTypeError(media_type="text/csv")),
            422: problem_of(
                BatchMalformedError(limit=MOST_IN_A_BATCH),
                DayMalformedError(found="31.5.2026"),
                DayInFutureError(day="2099-01-01"),
            ),
        },
    },
)
@declare(Holding(VERIFY_BATCH))
def verify_batch(request: HttpRequest) -> dict[str, Any]:
    """Judge each credential in the body."""
    documents, day = _batch(request)
    moment, hosts = moment_of(day), [request.get_host()]
    return {"answers": [_answer(document, moment, hosts) for document in documents]}


def _batch(request: HttpRequest) -> tuple[list[Any], str]:
    """Return the documents and the day in the body. What a document is like is judged one by one, afterwards."""
    body.refuse_large(request)
    if request.content_type != JSON:
        raise MediaTypeError(media_type=request.content_type or "")
    try:
        held = json.loads(body.raw(request))
    except (ValueError, RecursionError):
        raise BatchMalformedError(limit=MOST_IN_A_BATCH) from None
    documents = held.get("credentials") if isinstance(held, dict) else None
    if not isinstance(documents, list) or not 1 <= len(documents) <= MOST_IN_A_BATCH:
        raise BatchMalformedError(limit=MOST_IN_A_BATCH)
    day = held.get("as_of", "")
    if not isinstance(day, str) or held.keys() - {"credentials", "as_of"}:
        raise BatchMalformedError(limit=MOST_IN_A_BATCH)
    return documents, day


def _answer(document: Any, moment: datetime | None, hosts: list[str]) -> dict[str, Any]:
    """Return the report about one document, or why there is none."""
    try:
        if not isinstance(document, str):
            raise NotATextError
        # Half a character is let through: the report names it as what is wrong with this one document.
        data = credential_in(document.encode("utf-8", "surrogatepass"), hosts=hosts)
    except RefusalError as refusal:
        problem = {"code": refusal.code, "detail": refusal.sentence, "data": refusal.data}
        return {"report": None, "problem": problem}
    return {"report": check(data, as_of=moment).as_dict(), "problem": None}
