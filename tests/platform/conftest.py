"""The cast: the people and organisations of the story, the same in every test."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from allauth.account.models import EmailAddress

from rung.core import FrozenClock
from rung.platform.kernel import world
from rung.platform.kernel.permissions import Actor, ActorKind, grants_of
from rung.platform.organisations.models import Mandate, Membership, Organisation
from rung.platform.organisations.services import found_organisation
from rung.platform.people.models import Person

MORNING = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def clock() -> Iterator[FrozenClock]:
    """Monday, 2 November 2026, ten in the morning in Warsaw."""
    frozen = FrozenClock(MORNING)
    with world.in_world(clock=frozen):
        yield frozen


def person(name: str, *, operator: bool = False) -> Person:
    """Make an account with a confirmed address."""
    email = f"{name.split(maxsplit=1)[0].lower()}@example.org"
    made = Person.objects.create_user(email, None, name=name, is_operator=operator)
    EmailAddress.objects.create(user=made, email=email, verified=True, primary=True)
    return made


def acting(somebody: Person) -> Actor:
    """Return the person as an actor with the rights she holds today."""
    return Actor(
        ActorKind.PERSON, somebody.pk, somebody.is_operator, grants_of(somebody.pk, world.today()), somebody.name
    )


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody."""

    barbara: Person  # learner
    ewa: Person  # administrator of the provider
    marek: Person  # issuer staff of the provider, mandated to sign
    halina: Person  # administrator and quality reviewer of the quality body
    jan: Person  # administrator of the employer
    piotr: Person  # operator of this Rung
    provider: Organisation
    quality_body: Organisation
    employer: Organisation


@pytest.fixture
def cast(db: None, clock: FrozenClock) -> Cast:
    """Load the cast into an empty database."""
    names = ["Barbara Nowak", "Ewa Lis", "Marek Wilk", "Halina Sowa", "Jan Bocian"]
    barbara, ewa, marek, halina, jan = (person(name) for name in names)
    piotr = person("Piotr Kret", operator=True)
    founder = acting(piotr)
    provider = found_organisation(
        actor=founder, legal_name="Akademia Beskidzka", kind="provider", country="PL", city="Bielsko-Biała",
        administrator_id=ewa.pk,
    )  # fmt: skip
    body = found_organisation(
        actor=founder, legal_name="Rada Jakości", kind="quality_body", country="PL", administrator_id=halina.pk
    )
    employer = found_organisation(
        actor=founder, legal_name="Testownia sp. z o.o.", kind="employer", country="PL", administrator_id=jan.pk
    )
    today = world.today()
    Membership.objects.create(organisation=provider, person=marek, role="issuer_staff", start=today)
    Membership.objects.create(organisation=body, person=halina, role="quality_reviewer", start=today)
    Mandate.objects.create(organisation=provider, person=marek, act="sign", granted_by=ewa, start=today)
    return Cast(barbara, ewa, marek, halina, jan, piotr, provider, body, employer)
