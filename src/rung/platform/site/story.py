"""The invented people and organisations of the demo. Loading them twice changes nothing.

Everybody is made up. Each command goes through the same services as a real one; only the days lie in the past.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rung.core import FrozenClock, Period
from rung.platform.kernel import world
from rung.platform.kernel.errors import NotFoundError
from rung.platform.kernel.permissions import Actor, ActorKind, grants_of
from rung.platform.organisations import services
from rung.platform.organisations.models import Organisation
from rung.platform.organisations.services.accreditation import AccreditedScope
from rung.platform.organisations.services.members import token_of
from rung.platform.people.models import Person
from rung.platform.people.services import open_account
from rung.platform.site import story_awards as awards
from rung.platform.site.story_designs import told_designs
from rung.platform.verification.samples import SAMPLE_DID

BEGINS = datetime(2025, 12, 1, 9, 0, tzinfo=UTC)
ADDRESS = "{key}@demo.example"


@dataclass(frozen=True, slots=True)
class Character:
    """Somebody in the story, whom a visitor of the demo may enter as."""

    key: str
    name: str
    role: Promise
    is_operator: bool = False


CHARACTERS = (
    Character("barbara", "Barbara Nowak", _("learner, 52, after the textile plant closed")),
    Character("ewa", "Ewa Lis", _("administrator of a training provider")),
    Character("marek", "Marek Wilk", _("prepares and signs credentials there")),
    Character("olga", "Olga Dudek", _("administrator of the quality body")),
    Character("halina", "Halina Sowa", _("quality reviewer there")),
    Character("jan", "Jan Bocian", _("administrator of an employer")),
    Character("piotr", "Piotr Kret", _("runs this Rung"), is_operator=True),
)


def load() -> str:
    """Load the story if it is not there yet; return a sentence on what happened."""
    if Person.objects.filter(email=ADDRESS.format(key="piotr")).exists():
        return "The story is loaded already; it stays as you left it."
    with transaction.atomic():
        with told_on(BEGINS):
            people = {character.key: _account(character) for character in CHARACTERS}
            organisations = _found_organisations(people)
            _fill_roles(people, organisations)
            _vouch(people, organisations)
        designs = _award(people, organisations)
    return f"{len(people)} people, {len(organisations)} organisations and {designs} designs, all invented."


def _award(people: dict[str, Person], organisations: dict[str, Organisation]) -> int:
    """Tell what the providers awarded in 2026, in the order in which it happened; return how many designs there are."""
    ids = {key: organisations[key].pk for key in ("provider", "second_provider")}
    with told_on(awards.on_day(1, 12)):
        marek, ewa = _acting(people["marek"]), _acting(people["ewa"])
        awards.make_ready(ids, ewa)
        versions = {told.key: awards.activated(told, ids[told.provider], marek, ewa) for told in told_designs()}
    with told_on(awards.on_day(2, 3)):
        awards.award(marek, ids["second_provider"], versions["machines"])
    with told_on(awards.on_day(3, 19)):
        awards.award(marek, ids["provider"], versions["textile"])
    with told_on(awards.on_day(4, 17)):
        awards.award(marek, ids["provider"], versions["workshop"], assessed=False)
        awards.claim_all(_acting(people["barbara"]))
    with told_on(awards.on_day(6, 12)):
        awards.award_class(marek, ids["provider"], versions["testing"])
    with told_on(awards.on_day(9, 8)):
        awards.revoke_one(marek, ids["provider"])
    return len(versions)


@contextmanager
def told_on(moment: datetime) -> Iterator[None]:
    """Let the story happen at a moment of the past."""
    with world.in_world(clock=FrozenClock(moment)):
        yield


def enter_as(key: str) -> Person:
    """Return the account behind a character. Only the demo has characters to enter as."""
    if not settings.DEMO or key not in {character.key for character in CHARACTERS}:
        raise NotFoundError(gettext("There is nobody to enter as."))
    return Person.objects.get(email=ADDRESS.format(key=key))


def _account(character: Character) -> Person:
    return open_account(
        actor=Actor.system(),
        email=ADDRESS.format(key=character.key),
        name=character.name,
        is_operator=character.is_operator,
    )


def _acting(person: Person) -> Actor:
    return Actor(ActorKind.PERSON, person.pk, person.is_operator, grants_of(person.pk, world.today()), person.name)


def _found_organisations(people: dict[str, Person]) -> dict[str, Organisation]:
    bodies = (
        ("provider", "Akademia Beskidzka", "provider", "Bielsko-Biała", "ewa"),
        ("second_provider", "Centrum Kompetencji Śląsk", "provider", "Katowice", "ewa"),
        ("quality_body", "Rada Jakości Mikropoświadczeń", "quality_body", "Warszawa", "olga"),
        ("employer", "Testownia sp. z o.o.", "employer", "Bielsko-Biała", "jan"),
        ("city", "Miasto Bielsko-Biała", "city", "Bielsko-Biała", "jan"),
    )
    return {
        key: services.found_organisation(
            actor=_acting(people["piotr"]), legal_name=name, kind=kind, country="PL", city=city,
            administrator_id=people[administrator].pk,
        )
        for key, name, kind, city, administrator in bodies
    }  # fmt: skip


def _fill_roles(people: dict[str, Person], organisations: dict[str, Organisation]) -> None:
    for key in ("provider", "second_provider"):
        _join(people["ewa"], people["marek"], organisations[key].pk, "issuer_staff")
    _join(people["olga"], people["halina"], organisations["quality_body"].pk, "quality_reviewer")
    for key in ("provider", "second_provider"):
        services.give_mandate(
            actor=_acting(people["ewa"]),
            organisation_id=organisations[key].pk,
            person_id=people["marek"].pk,
            act="sign",
        )


def _join(administrator: Person, person: Person, organisation_id: UUID, role: str) -> None:
    inviter = _acting(administrator)
    invitation = services.invite(actor=inviter, organisation_id=organisation_id, email=person.email, role=role)
    services.accept_invitation(actor=_acting(person), token=token_of(invitation))


def _vouch(people: dict[str, Person], organisations: dict[str, Organisation]) -> None:
    operator, reviewer = _acting(people["piotr"]), _acting(people["halina"])
    services.confirm_identity(actor=operator, organisation_id=organisations["provider"].pk, did=SAMPLE_DID)
    for key, number, period in (
        ("provider", "RJM/2025/114", Period(date(2026, 1, 1), date(2029, 1, 1))),
        ("second_provider", "RJM/2025/115", Period(date(2026, 1, 1), date(2026, 7, 1))),
    ):
        services.grant_accreditation(
            actor=reviewer,
            body_id=organisations["quality_body"].pk,
            organisation_id=organisations[key].pk,
            decision_number=number,
            period=period,
            covers=AccreditedScope(levels=(3, 4, 5)),
        )
