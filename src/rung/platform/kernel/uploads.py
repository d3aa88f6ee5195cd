"""Files that people send: to a temporary file rather than to memory, and no byte beyond a stated limit.

A view that takes a file larger than `FILE_UPLOAD_MAX_MEMORY_SIZE` is decorated:

    @require_http_methods(["GET", "POST"])
    @declare(InOrganisation(…))
    @capped_upload(64 * 1024 * 1024)
    def upload(request, organisation_id): ...
"""

import functools
from collections.abc import Callable
from typing import Any, ClassVar, Final, TypeVar

from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.http import HttpRequest, HttpResponseBase
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from rung.platform.kernel.errors import PlatformError

View = TypeVar("View", bound=Callable[..., HttpResponseBase])

ENVELOPE: Final = 1_000_000
"""Bytes that a form may have around its files: its other fields, and what multipart/form-data adds."""


class UploadTooLargeError(PlatformError):
    """A request carries more than the page takes; `data["limit"]` is in bytes."""

    code = "kernel.upload_too_large"
    status: ClassVar[int] = 413

    def __init__(self, limit_bytes: int) -> None:
        super().__init__(
            _("The file is larger than %(limit)s. Send a smaller one, or divide it.")
            % {"limit": filesizeformat(limit_bytes)},
            limit=limit_bytes,
        )


class CappedUploadHandler(TemporaryFileUploadHandler):
    """Writes files to temporary ones, and stops at the first byte beyond `limit_bytes` over all files of a request.

    A request whose stated length already says so is refused before anything of it is read.
    """

    def __init__(self, request: HttpRequest | None = None, *, limit_bytes: int) -> None:
        super().__init__(request)
        self.limit_bytes = limit_bytes
        self.received = 0

    def handle_raw_input(
        self,
        input_data: Any,  # noqa: ARG002 — this and the rest is Django's signature
        META: dict[str, str],  # noqa: ARG002, N803
        content_length: int,
        boundary: Any,  # noqa: ARG002
        encoding: str | None = None,  # noqa: ARG002
    ) -> None:
        """Refuse by the stated length."""
        if content_length > self.limit_bytes + ENVELOPE:
            raise UploadTooLargeError(self.limit_bytes)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Write on, or refuse by what has come; nobody has to tell the truth about a length."""
        self.received += len(raw_data)
        if self.received > self.limit_bytes:
            self.upload_interrupted()  # the begun file goes now; Django closes those that are complete
            raise UploadTooLargeError(self.limit_bytes)
        super().receive_data_chunk(raw_data, start)


def capped_upload(limit_bytes: int) -> Callable[[View], View]:
    """Let a view take files of up to `limit_bytes` in all.

    The handler has to be in place before anything reads the form, and the protection against forged requests is the
    first to read it. So that protection is lifted outside and put back inside.
    """

    def decorate(view: View) -> View:
        protected = csrf_protect(view)

        @functools.wraps(view)
        def receive(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            request.upload_handlers = [CappedUploadHandler(request, limit_bytes=limit_bytes)]
            return protected(request, *args, **kwargs)

        return csrf_exempt(receive)  # type: ignore[return-value]

    return decorate
