"""The refusals of the API of awards, as its description shows them."""

from typing import Any, Final

from rung.platform.issuing.award_list import MAX_BYTES
from rung.platform.issuing.problems import RowRefusedError
from rung.platform.issuing.services.ordering import KeyReusedError
from rung.platform.kernel import problems
from rung.platform.kernel.errors import NotAllowedError, NotFoundError, PlatformError, RuleBrokenError
from rung.platform.kernel.uploads import UploadTooLargeError

Described = dict[int, dict[str, Any]]


def _example(error: PlatformError) -> dict[str, Any]:
    return problems.body(error.status, error.code, error.sentence, errors=[error.data] if error.data else [])


def _unprocessable(*examples: dict[str, Any]) -> dict[str, Any]:
    meaning = "The request does not have the described form, or what it asks for cannot be awarded."
    return problems.described(meaning, problems.MALFORMED, *examples)


def _conflict(sentence: str) -> dict[str, Any]:
    return problems.described("A rule about the records forbids it.", _example(RuleBrokenError(sentence)))


_NOT_ALLOWED: Final = NotAllowedError("Your role does not let you do that.", right="credential.sign")
_NOT_THERE: Final = NotFoundError("There is no such award in your organisation.")
_BROKEN: Final = problems.body(400, "http", "Cannot parse request body")
_KEY_REUSED: Final = _example(KeyReusedError("The key “2026-17” belongs to an earlier order with another content."))
_TOO_LARGE: Final = problems.body(
    UploadTooLargeError.status,
    UploadTooLargeError.code,
    "The file is larger than 64.0 MB.",
    errors=[{"limit": MAX_BYTES}],
)
_TO_MEND: Final = {"column": "grade", "code": "cell.empty", "what": "The cell is empty. Fill it in."}
_ROW_REFUSED: Final = problems.body(
    RowRefusedError.status, RowRefusedError.code, _TO_MEND["what"], errors=[{"problems": [_TO_MEND]}]
)

OF_READING: Final[Described] = {
    401: problems.described("No token, or one that is worth nothing.", problems.UNAUTHENTICATED),
    403: problems.described("The token lacks the right.", _example(_NOT_ALLOWED)),
    404: problems.described("There is no such thing in your organisation.", _example(_NOT_THERE)),
    422: _unprocessable(),
}
_OF_CHANGES: Final[Described] = {
    **OF_READING, 400: problems.described("The body cannot be read.", _BROKEN),
}  # fmt: skip
OF_ORDERS: Final[Described] = {
    **_OF_CHANGES,
    409: _conflict("Only an active design can be awarded."),
    422: _unprocessable(_KEY_REUSED, _ROW_REFUSED),
}
OF_LISTS: Final[Described] = {
    **_OF_CHANGES,
    409: _conflict("Only an active design can be awarded."),
    413: problems.described("The file is too large.", _TOO_LARGE),
    422: _unprocessable(_KEY_REUSED),
}
OF_CONFIRMING: Final[Described] = {
    **OF_READING, 409: _conflict("Only a checked list with at least one good row can be issued."),
}  # fmt: skip
OF_STATUS: Final[Described] = {
    **_OF_CHANGES,
    409: _conflict("This credential is revoked, and that is for ever. Award a corrected one instead."),
}
