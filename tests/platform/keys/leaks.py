"""Looks for secrets where none may be: in every spelling, in every cell of the database, in reports of errors."""

import base64
import sys
import traceback
from collections.abc import Iterable, Iterator

from django.db import connection
from django.views.debug import ExceptionReporter

from rung.credentials.multikey import encode_seed


def spellings(secret: bytes) -> dict[str, bytes]:
    """Return a secret of 32 bytes as it might be written."""
    return {
        "raw": secret,
        "Python": repr(secret).encode()[2:-1],
        "hex": secret.hex().encode(),
        "base64": base64.b64encode(secret).rstrip(b"="),
        "base64url": base64.urlsafe_b64encode(secret).rstrip(b"="),
        "multibase": encode_seed(secret).encode(),
    }


def leaks(place: bytes | str, secrets: Iterable[bytes]) -> list[str]:
    """Return the names of the spellings in which one of the secrets stands in `place`."""
    written = place.encode("utf-8", "surrogateescape") if isinstance(place, str) else place
    return [
        name
        for secret in secrets
        for name, spelling in spellings(secret).items()
        if spelling in written or (name == "hex" and spelling.upper() in written)
    ]


def database_dump() -> bytes:
    """Return every cell of every table."""
    with connection.cursor() as cursor:
        return b"\n".join(
            bytes(cell) if isinstance(cell, bytes | memoryview) else str(cell).encode()
            for table in connection.introspection.table_names(cursor)
            for row in _rows(table)
            for cell in row
        )


def _rows(table: str) -> Iterator[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 — the names are the database's own
        yield from cursor.fetchall()


def reports_of(error: BaseException) -> str:
    """Return all that reports of an error show: Django's page and text, and a traceback with all variables."""
    reporter = ExceptionReporter(None, type(error), error, error.__traceback__)
    told = traceback.TracebackException.from_exception(error, capture_locals=True)
    return "\n".join(
        [reporter.get_traceback_html(), reporter.get_traceback_text(), *told.format(), str(sys.exc_info())]
    )
