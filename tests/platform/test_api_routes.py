"""Every guarded operation of the API × everybody, by session and by token; and every guarded page × a token."""

from datetime import timedelta
from itertools import product
from uuid import UUID

import pytest
from django.test import Client

from rung.platform.kernel.permissions import Actor
from rung.platform.kernel.routes import Access, Holding, InOrganisation, Operator, Public, SignedIn
from rung.platform.organisations.models import Membership
from rung.platform.organisations.services import create_token
from rung.platform.organisations.services.tokens import actor_behind, offered_scopes
from rung.platform.site.api import api
from tests.platform.conftest import Cast, acting
from tests.platform.test_routes import GUARDED, NOBODY, PEOPLE, address, undone

pytestmark = pytest.mark.thorough

OPERATIONS = [
    (method, f"{prefix}{path}", operation)
    for prefix, router in api._routers
    for path, view in router.path_operations.items()
    for operation in view.operations
    for method in sorted(operation.methods)
    if not isinstance(operation.view_func.access, Public)  # type: ignore[attr-defined]
]
IDS = [f"{method} {path}" for method, path, _ in OPERATIONS]
ADMINISTRATORS = {"ewa": "provider", "halina": "quality_body", "jan": "employer"}


def filled(path: str, organisation: UUID) -> str:
    """Fill a path: the organisation where it names one, else an object that does not exist."""
    told = path.replace("{organisation_id}", str(organisation))
    while "{" in told:
        told = told[: told.index("{")] + str(NOBODY) + told[told.index("}") + 1 :]
    return f"/api/v1{told}"


def refusal(access: Access, actor: Actor, organisation: UUID) -> int | None:
    """Return the status with which the operation must refuse, or None where the actor may pass."""
    if isinstance(access, Operator):
        return None if actor.is_operator else 404
    if isinstance(access, SignedIn):
        return None if actor.is_signed_in else 403
    if isinstance(access, Holding):
        return None if any(actor.may(access.right, held) for held in actor.grants) else 403
    assert isinstance(access, InOrganisation)
    if organisation not in actor.grants:
        return 404
    return 403 if access.right is not None and not actor.may(access.right, organisation) else None


def holds(status: int, expected: int | None) -> bool:
    """Whether an answer is the one that follows; a body that we do not know how to write may be refused first."""
    if status == 422:
        return True
    return status == expected if expected else status in {200, 201, 202, 204, 404, 409, 415}


def test_there_are_guarded_operations_and_each_takes_a_token_or_a_session() -> None:
    described = api.get_openapi_schema(path_prefix="")["paths"]
    taken = {f"{method} {path}": described[path][method.lower()].get("security") for method, path, _ in OPERATIONS}
    assert taken
    assert all(ways == [{"ByToken": []}, {"BySession": []}] for ways in taken.values())


@pytest.mark.parametrize(("method", "path", "operation"), OPERATIONS, ids=IDS)
def test_a_stranger_gets_401(cast: Cast, client: Client, method: str, path: str, operation: object) -> None:
    where = filled(path, cast.provider.pk)
    assert client.generic(method, where).status_code == 401
    forged = {"Authorization": "Bearer rung_" + "0" * 43}
    assert client.generic(method, where, headers=forged).status_code == 401


@pytest.mark.parametrize(("method", "path", "operation"), OPERATIONS, ids=IDS)
def test_a_session_passes_exactly_where_its_rights_say(
    cast: Cast, client: Client, method: str, path: str, operation: object
) -> None:
    for who, whose in product(PEOPLE, ["provider", "quality_body"]):
        person, organisation = getattr(cast, who), getattr(cast, whose)
        with undone():
            client.force_login(person)
            answer = client.generic(method, filled(path, organisation.pk))
        expected = refusal(operation.view_func.access, acting(person), organisation.pk)  # type: ignore[attr-defined]
        assert holds(answer.status_code, expected), (who, whose)


@pytest.mark.parametrize(("method", "path", "operation"), OPERATIONS, ids=IDS)
def test_a_token_passes_exactly_where_its_scopes_say(
    cast: Cast, client: Client, method: str, path: str, operation: object
) -> None:
    for who, whose in product(ADMINISTRATORS, ["provider", "quality_body"]):
        organisation = getattr(cast, whose)
        with undone():
            secret = token_of(cast, who)
            headers = {"Authorization": f"Bearer {secret}"}
            answer = client.generic(method, filled(path, organisation.pk), headers=headers)
            actor = actor_behind(secret)
        assert actor is not None
        expected = refusal(operation.view_func.access, actor, organisation.pk)  # type: ignore[attr-defined]
        assert holds(answer.status_code, expected), (who, whose)


@pytest.mark.parametrize(("route", "access"), GUARDED, ids=[route for route, _ in GUARDED])
def test_no_page_opens_to_a_token(cast: Cast, client: Client, route: str, access: Access) -> None:
    headers = {"Authorization": f"Bearer {token_of(cast, 'ewa')}"}
    where = address(route, cast.provider.pk)
    answer = client.get(where, headers=headers)
    if answer.status_code == 405:
        answer = client.post(where, headers=headers)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/login/?next=")


def token_of(cast: Cast, who: str) -> str:
    """Let an administrator, who is issuer staff too, give a program all that she may give."""
    person, organisation = getattr(cast, who), getattr(cast, ADMINISTRATORS[who])
    Membership.objects.create(
        organisation=organisation, person=person, role="issuer_staff", start=organisation.created_at.date()
    )
    actor = acting(person)
    scopes = [right.code for right in offered_scopes(actor, organisation.pk)]
    return create_token(
        actor=actor, organisation_id=organisation.pk, name="all", scopes=scopes, lasts=timedelta(days=1)
    ).secret
