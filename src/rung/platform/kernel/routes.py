"""Every route declares who may use it. An undeclared one fails the build (`undeclared`, asked by a system check)."""

import functools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern, URLResolver
from django.utils.translation import gettext as _
from ninja import NinjaAPI

from rung.platform.kernel.errors import NotAllowedError, NotFoundError
from rung.platform.kernel.permissions import Actor, Right, require

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Access:
    """Who may use a route."""

    def admit(self, _actor: Actor, _parameters: dict[str, Any]) -> None:
        """Return if the actor may pass, raise otherwise."""


@dataclass(frozen=True, slots=True)
class Public(Access):
    """Everybody, for a reason worth writing down."""

    reason: str


@dataclass(frozen=True, slots=True)
class SignedIn(Access):
    """A person whom we know; the view shows her only what is hers. A token is no person."""

    def admit(self, actor: Actor, _parameters: dict[str, Any]) -> None:
        """Check that it is a person who acts."""
        actor.own_id()


@dataclass(frozen=True, slots=True)
class Operator(Access):
    """An administrator of this Rung. For everybody else the route does not exist."""

    def admit(self, actor: Actor, _parameters: dict[str, Any]) -> None:
        """Hide the route from all but operators."""
        if not actor.is_operator:
            raise NotFoundError(_("There is no such page."))


@dataclass(frozen=True, slots=True)
class InOrganisation(Access):
    """A member of the organisation that the path names, holding `right` in it where one is asked."""

    right: Right | None = None
    parameter: str = "organisation_id"

    def admit(self, actor: Actor, parameters: dict[str, Any]) -> None:
        """Check membership, then the right."""
        organisation_id = parameters[self.parameter]
        actor.scope_in(organisation_id)
        if self.right is not None:
            require(actor, self.right, organisation_id)


@dataclass(frozen=True, slots=True)
class Holding(Access):
    """Whoever holds a right in some organisation, whichever it is: nothing of the organisation is touched."""

    right: Right

    def admit(self, actor: Actor, _parameters: dict[str, Any]) -> None:
        """Look for the right among all that the actor holds."""
        if not any(actor.may(self.right, organisation_id) for organisation_id in actor.grants):
            raise NotAllowedError(
                _("No organisation lets you %(act)s. Its administrator can create a token for that.")
                % {"act": self.right.what},
                right=self.right.code,
            )


def declare(access: Access) -> Callable[[View], View]:
    """Declare who may use a view, and hold it to that before the view runs."""

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            actor: Actor = request.actor  # type: ignore[attr-defined]
            if not isinstance(access, Public) and not actor.is_known:
                return sign_in_first(request)
            access.admit(actor, kwargs)
            return view(request, *args, **kwargs)

        guarded.access = access  # type: ignore[attr-defined]
        return guarded  # type: ignore[return-value]

    return decorate


def sign_in_first(request: HttpRequest) -> HttpResponseBase:
    """Send a browser to the sign-in page and back again afterwards."""
    return redirect_to_login(request.get_full_path())


def declared(access: Access, patterns: list[Any]) -> list[Any]:
    """Declare the routes of a package that is not ours; `patterns` are its own URL patterns."""
    for pattern in _leaves(patterns):
        pattern.callback = declare(access)(pattern.callback)
    return patterns


def _leaves(patterns: list[Any], prefix: str = "") -> Iterator[URLPattern]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _leaves(pattern.url_patterns, prefix + str(pattern.pattern))
        else:
            pattern.full_path = prefix + str(pattern.pattern)
            yield pattern


def undeclared(patterns: list[Any]) -> list[str]:
    """Return the paths of `patterns` that say nothing about who may use them."""
    return [pattern.full_path for pattern in _leaves(patterns) if not hasattr(pattern.callback, "access")]  # type: ignore[attr-defined]


def undeclared_operations(api: NinjaAPI) -> list[str]:
    """Return the operations of an API, such as `POST /verify`, that say nothing about who may use them."""
    return [
        f"{'/'.join(sorted(operation.methods))} {prefix}{path}"
        for prefix, router in api._routers  # noqa: SLF001 — ninja offers no public list of its routers
        for path, view in router.path_operations.items()
        for operation in view.operations
        if not hasattr(operation.view_func, "access")
    ]
