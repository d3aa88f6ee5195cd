"""Refusals on their way out: problem+json (RFC 9457) for programs, a page with the sentence for people."""

from collections.abc import Callable
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError

from rung.core import RungError
from rung.platform.kernel.errors import PlatformError

MEDIA_TYPE = "application/problem+json"


def body(status: int, code: str, detail: str, **data: Any) -> dict[str, Any]:
    """Return what a problem says; `code` is the stable word for programs, `detail` the sentence for a person."""
    return {"type": f"urn:rung:problem:{code}", "title": code, "status": status, "detail": detail, **data}


def problem(status: int, code: str, detail: str, **data: Any) -> JsonResponse:
    """Return one problem."""
    return _answer(body(status, code, detail, **data))


def _answer(told: dict[str, Any]) -> JsonResponse:
    return JsonResponse(told, status=told["status"], content_type=MEDIA_TYPE, json_dumps_params={"default": str})


UNAUTHENTICATED: Final = body(401, "unauthenticated", "Sign in, or send a token.")
MALFORMED: Final = body(422, "request.invalid", "The request does not have the described form; see errors.")


def of_error(error: RungError) -> JsonResponse:
    """Return the problem that tells of `error`."""
    status = error.status if isinstance(error, PlatformError) else 422
    return problem(status, error.code, error.sentence, errors=[error.data] if error.data else [])


class ProblemShape(Schema):
    """A refusal (RFC 9457). `title` is the stable code, `detail` the sentence with the remedy."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[dict[str, Any]] = []


def described(meaning: str, *bodies: dict[str, Any]) -> dict[str, Any]:
    """Describe a refusal in the API's description (OpenAPI 3.1), with each of `bodies` as an example."""
    examples = {body["title"]: {"value": body} for body in bodies}
    content = {MEDIA_TYPE: {"schema": ProblemShape.model_json_schema(), "examples": examples}}
    return {"description": meaning, "content": content}


class RefusalMiddleware:
    """Shows a refused command or query to a person as a page with its sentence and status."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Go on; only refusals matter here."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Turn a refusal into a page; anything else is a fault of ours and goes on."""
        if not isinstance(error, PlatformError):
            return None
        template = f"{error.status}.html" if error.status in {403, 404} else "refused.html"
        return render(request, template, {"refusal": error}, status=error.status)


def install(api: NinjaAPI) -> None:
    """Make an API answer every refusal as problem+json."""

    @api.exception_handler(RungError)
    def refused(_request: HttpRequest, error: RungError) -> HttpResponse:
        return of_error(error)

    @api.exception_handler(AuthenticationError)
    def unauthenticated(_request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
        return _answer(UNAUTHENTICATED)

    @api.exception_handler(MultiPartParserError)
    def malformed(_request: HttpRequest, _error: MultiPartParserError) -> HttpResponse:
        return problem(400, "request.malformed", "The form cannot be read. Send it again.")

    @api.exception_handler(HttpError)
    def failed(_request: HttpRequest, error: HttpError) -> HttpResponse:
        return problem(error.status_code, "http", str(error))

    @api.exception_handler(ValidationError)
    def invalid(_request: HttpRequest, error: ValidationError) -> HttpResponse:
        return _invalid(error)


def _invalid(error: ValidationError) -> JsonResponse:
    places = [{"place": "/".join(str(step) for step in e["loc"]), "what": e["msg"]} for e in error.errors]
    return _answer({**MALFORMED, "errors": places})
