"""Every route × everybody: the answer follows from what the route declares, and from nothing else."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from uuid import UUID

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from rung.platform.kernel.routes import Access, InOrganisation, Operator, Public, SignedIn
from rung.platform.people.models import Person
from tests.platform.conftest import Cast, acting

pytestmark = pytest.mark.thorough

NOBODY = UUID("00000000-0000-7000-8000-000000000000")


def leaves(patterns: list[URLPattern | URLResolver], prefix: str = "/") -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from leaves(pattern.url_patterns, prefix + str(pattern.pattern))
        else:
            yield prefix + str(pattern.pattern), pattern


GUARDED = sorted(
    (route, pattern.callback.access)  # type: ignore[attr-defined]
    for route, pattern in leaves(get_resolver().url_patterns)
    if isinstance(pattern.callback.access, SignedIn | Operator | InOrganisation)  # type: ignore[attr-defined]
)


def address(route: str, organisation: UUID) -> str:
    """Fill a route: the organisation where it names one, else an object that does not exist."""
    filled = route.replace("<uuid:organisation_id>", str(organisation)).replace("<str:token>", "forged")
    while "<uuid:" in filled:
        start, end = filled.index("<uuid:"), filled.index(">") + 1
        filled = filled[:start] + str(NOBODY) + filled[end:]
    return filled


def ask(client: Client, path: str) -> HttpResponse:
    """GET, or POST where the route takes nothing else."""
    answer: HttpResponse = client.get(path)  # type: ignore[assignment]
    if answer.status_code == 405:
        answer = client.post(path)  # type: ignore[assignment]
    return answer


def refusal(access: Access, person: Person, organisation: UUID) -> int | None:
    """Return the status with which the route must refuse this person, or None where she may pass."""
    actor = acting(person)
    if isinstance(access, Operator):
        return None if actor.is_operator else 404
    if isinstance(access, InOrganisation):
        if organisation not in actor.grants:
            return 404
        return 403 if access.right is not None and not actor.may(access.right, organisation) else None
    return None


PEOPLE = ["barbara", "ewa", "marek", "halina", "jan", "piotr"]


@contextmanager
def undone() -> Iterator[None]:
    """Run the block and take back what it did."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def test_there_are_routes_of_every_kind() -> None:
    assert {type(access) for _, access in GUARDED} == {SignedIn, Operator, InOrganisation}
    assert len(GUARDED) >= 14


@pytest.mark.parametrize(("route", "access"), GUARDED, ids=[route for route, _ in GUARDED])
def test_a_stranger_is_asked_to_sign_in(cast: Cast, client: Client, route: str, access: Access) -> None:
    answer = ask(client, address(route, cast.provider.pk))
    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/login/?next=")


@pytest.mark.parametrize(("route", "access"), GUARDED, ids=[route for route, _ in GUARDED])
def test_everybody_passes_exactly_where_her_rights_say(cast: Cast, client: Client, route: str, access: Access) -> None:
    """One cast for everybody, since making it takes longer than asking; what one asker does is undone for the next."""
    for who, whose in product(PEOPLE, ["provider", "quality_body"]):
        person, organisation = getattr(cast, who), getattr(cast, whose)
        with undone():
            client.force_login(person)
            status = ask(client, address(route, organisation.pk)).status_code
        expected = refusal(access, person, organisation.pk)
        names_nothing = str(NOBODY) in address(route, organisation.pk) or "<str:token>" in route
        passed = {200, 302, 409} | ({404} if names_nothing else set())
        assert status in ({expected} if expected else passed), (who, whose)


def test_public_routes_write_down_why() -> None:
    public = [
        pattern.callback.access  # type: ignore[attr-defined]
        for _, pattern in leaves(get_resolver().url_patterns)
        if isinstance(pattern.callback.access, Public)  # type: ignore[attr-defined]
    ]
    assert public
    assert all(len(access.reason.split()) >= 3 for access in public)
