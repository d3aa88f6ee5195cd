"""Who asks the API: a program by its token, or a browser by its session. After that both are judged alike.

Guarded operations take `auth=TOKEN_OR_SESSION`. What a token is worth is known to a slice, which joins as a source.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from ninja.errors import AuthenticationError
from ninja.security import APIKeyCookie, HttpBearer

from rung.platform.kernel.permissions import Actor
from rung.platform.kernel.web import actor_of

TokenSource = Callable[[str], Actor | None]
_sources: list[TokenSource] = []


def token_source(source: TokenSource) -> TokenSource:
    """Register a function that tells who acts by a token, or None if it is worth nothing (any more)."""
    _sources.append(source)
    return source


class ByToken(HttpBearer):
    """`Authorization: Bearer rung_…`. A forged form cannot send it, because no browser does so by itself."""

    openapi_description = "A token that an administrator of an organisation created."

    def authenticate(self, request: HttpRequest, token: str) -> Actor:
        """Let the program behind the token act; a token that is worth nothing is not made up for by a session."""
        for source in _sources:
            actor = source(token)
            if actor is not None:
                request.actor = actor  # type: ignore[attr-defined]
                return actor
        raise AuthenticationError


class BySession(APIKeyCookie):
    """The session of somebody who signed in, protected against forged forms as every page is."""

    param_name = settings.SESSION_COOKIE_NAME
    openapi_description = "The session of a browser; changes also need the header X-CSRFToken."

    def __call__(self, request: HttpRequest) -> Any | None:
        """Ask for the form's secret only where there is a session that somebody could borrow."""
        return super().__call__(request) if self.param_name in request.COOKIES else None

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor | None:  # noqa: ARG002 — ninja's signature
        """Let the person behind the session act."""
        actor = actor_of(request)
        return actor if actor.is_signed_in else None


TOKEN_OR_SESSION = [ByToken(), BySession()]
