import json

import pytest
from django.db import connection
from django.test import Client

from rung.platform.kernel import audit
from rung.platform.kernel.errors import NotAllowedError
from rung.platform.kernel.permissions import Actor
from rung.platform.people import services
from rung.platform.people.models import Person
from tests.platform.conftest import Cast, acting

CANARY = "Zażółć-CANARY-7"


def everywhere() -> str:
    """Return every value of every table as one text."""
    with connection.cursor() as cursor:
        told = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 — names come from the database itself
            told += [json.dumps(row, default=str, ensure_ascii=False) for row in cursor.fetchall()]
    return "\n".join(told)


@pytest.fixture
def canary(cast: Cast) -> Person:
    """A person whose name and address are easy to find again, with a role and an accepted invitation."""
    from rung.platform.organisations import services as organisations
    from rung.platform.organisations.services.members import token_of

    person = services.open_account(actor=Actor.system(), email="canary-7@example.org", name=CANARY)
    invitation = organisations.invite(
        actor=acting(cast.ewa), organisation_id=cast.provider.pk, email=person.email, role="issuer_staff"
    )
    organisations.accept_invitation(actor=acting(person), token=token_of(invitation))
    return person


def test_a_person_gets_everything_that_is_kept_about_her(canary: Person) -> None:
    held = services.export_own_data(actor=acting(canary))
    assert set(held) == {
        "people.Person",
        "account.EmailAddress",
        "organisations.Membership",
        "organisations.Invitation",
    }
    assert held["people.Person"][0]["name"] == CANARY


def test_an_erased_person_is_found_in_no_table(canary: Person) -> None:
    assert CANARY in everywhere()
    services.erase_oneself(actor=acting(canary))
    left = everywhere()
    assert CANARY not in left
    assert "canary-7@example.org" not in left


def test_the_log_holds_after_an_erasure(canary: Person) -> None:
    services.erase_oneself(actor=acting(canary))
    assert list(audit.breaches()) == []


def test_an_erased_person_cannot_come_back(canary: Person, client: Client) -> None:
    client.force_login(canary)
    assert client.get("/account/data/").status_code == 200
    services.erase_oneself(actor=acting(canary))
    assert client.get("/account/data/").status_code == 302  # her session has ended everywhere


def test_a_stranger_has_nothing_to_export(db: None) -> None:
    with pytest.raises(NotAllowedError, match="Sign in"):
        services.export_own_data(actor=Actor.anonymous())


def test_her_mail_comes_in_the_language_that_she_reads(canary: Person, client: Client) -> None:
    client.force_login(canary)
    client.post("/i18n/setlang/", {"language": "en", "next": "/"})
    assert Person.objects.get(pk=canary.pk).language == "en"
    client.post("/i18n/setlang/", {"language": "tlh", "next": "/"})
    assert Person.objects.get(pk=canary.pk).language == "en"


def test_the_page_asks_before_it_erases(canary: Person, client: Client) -> None:
    client.force_login(canary)
    assert client.post("/account/leave/", {}).status_code == 200
    assert Person.objects.get(pk=canary.pk).name == CANARY
    assert client.post("/account/leave/", {"sure": "on"}).status_code == 302
    assert Person.objects.get(pk=canary.pk).name == ""
