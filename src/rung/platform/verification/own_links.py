"""Links to this Rung's own addresses, answered from within. Nothing is fetched, from here or from elsewhere.

A slice whose pages stand for a credential names the route and gives the bytes behind it:

    @own_links.answers("verify_sample")
    def sample(slug: str) -> bytes: ...
"""

from collections.abc import Callable, Collection
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve

from rung.platform.kernel.errors import DeclarationError, NotFoundError
from rung.platform.verification.refusals import ForeignLinkError, OwnLinkUnknownError

Resolver = Callable[..., bytes]

_resolvers: dict[str, Resolver] = {}


def answers(route: str) -> Callable[[Resolver], Resolver]:
    """Let the decorated function give the credential behind the route of this name; it gets the route's parameters."""

    def register(resolver: Resolver) -> Resolver:
        if route in _resolvers:
            raise DeclarationError(f"Two functions answer links to the route {route}.", route=route)
        _resolvers[route] = resolver
        return resolver

    return register


def credential_behind(link: str, *, hosts: Collection[str]) -> bytes:
    """Return the credential behind `link`, which has to lead to one of `hosts`, the names of this Rung.

    Raises `ForeignLinkError` for every other host and `OwnLinkUnknownError` where no credential stands behind it; a
    resolver may raise a refusal of its own, such as `LinkEndedError`.
    """
    try:
        parts = urlsplit(link.strip())
    except ValueError:
        raise OwnLinkUnknownError from None
    if parts.netloc.lower() not in {host.lower() for host in (*hosts, _public_host()) if host}:
        raise ForeignLinkError(host=parts.hostname or "?")
    try:
        match = resolve(parts.path)
        return _resolvers[match.url_name or ""](*match.args, **match.kwargs)
    except (Resolver404, KeyError, NotFoundError):
        raise OwnLinkUnknownError from None


def _public_host() -> str:
    return urlsplit(settings.PUBLIC_URL).netloc
