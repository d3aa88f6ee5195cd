"""The body of a request, bounded before it is read."""

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, UnreadablePostError
from django.http.multipartparser import MultiPartParserError

from rung.platform.verification.refusals import RequestMalformedError, TooLargeError


def refuse_large(request: HttpRequest) -> None:
    """Raise `TooLargeError` by the announced length alone. An upload beyond it would be read and then dropped."""
    announced = request.META.get("CONTENT_LENGTH") or "0"
    if announced.isdecimal() and int(announced) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
        raise TooLargeError


def raw(request: HttpRequest) -> bytes:
    """Return the whole body of a request that `refuse_large` let pass."""
    try:
        return request.body
    except UnreadablePostError as error:
        raise RequestMalformedError from error


def part(request: HttpRequest, name: str) -> bytes | None:
    """Return the part `name` of a form that `refuse_large` let pass, sent as a file or as a text; None without one.

    Raises `RequestMalformedError` for a broken form.
    """
    try:
        file, text = request.FILES.get(name), request.POST.get(name)
    except (MultiPartParserError, SuspiciousOperation, UnreadablePostError) as error:
        raise RequestMalformedError from error
    if isinstance(file, UploadedFile):
        return bytes(file.read())
    return text.encode() if isinstance(text, str) else None
