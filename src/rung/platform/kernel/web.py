"""What every page shares: who is asking, and what the base template needs to know."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from rung.platform.kernel import world
from rung.platform.kernel.permissions import Actor, ActorKind, grants_of
from rung.platform.kernel.scope import answering_a_request


def actor_of(request: HttpRequest) -> Actor:
    """Return who is asking."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def find_actor(request: HttpRequest) -> Actor:
    """Look up who is asking, with the rights held today."""
    user = request.user
    if not user.is_authenticated:
        return Actor.anonymous()
    return Actor(
        kind=ActorKind.PERSON,
        person_id=user.pk,
        is_operator=user.is_operator,
        grants=grants_of(user.pk, world.today()),
        name=user.name,
    )


class ActorMiddleware:
    """Gives every request its `actor`, looked up when first asked for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Attach the actor and go on, with the system scope shut."""
        request.actor = SimpleLazyObject(lambda: find_actor(request))  # type: ignore[attr-defined]
        with answering_a_request():
            return self.get_response(request)


def face(request: HttpRequest) -> dict[str, Any]:
    """Return what the base template needs on every page."""
    return {
        "actor": getattr(request, "actor", Actor.anonymous()),
        "demo": settings.DEMO,
        "languages": settings.LANGUAGES,
    }
