"""Commands about one's own account."""

from typing import Any

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from rung.platform.kernel import audit, events
from rung.platform.kernel.errors import RuleBrokenError
from rung.platform.kernel.permissions import Actor, require_operator
from rung.platform.kernel.registries import personal_data
from rung.platform.people.events import PersonErased
from rung.platform.people.models import Person


def open_account(*, actor: Actor, email: str, name: str, is_operator: bool = False) -> Person:
    """Open an account for somebody whose address was proved elsewhere. She sets a password by mail first."""
    require_operator(actor)
    try:
        with transaction.atomic():
            person = Person.objects.create_user(email, None, name=name, is_operator=is_operator)
            EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
            audit.record("open.account", actor=actor, on=person, operator=is_operator)
    except IntegrityError:
        raise RuleBrokenError(_("There is an account with the address %(email)s already.") % {"email": email}) from None
    return person


def export_own_data(*, actor: Actor) -> dict[str, list[dict[str, Any]]]:
    """Return everything that the platform holds about the actor, by kind of record."""
    with transaction.atomic():
        person = _oneself(actor)
        audit.record("export.person", actor=actor, on=person)
        return personal_data.export_of(person.pk)


def erase_oneself(*, actor: Actor) -> dict[str, int]:
    """Erase the actor everywhere, now and for good; return how many records of each kind were hers.

    What others hold with her consent, such as exported credentials, stays theirs and keeps verifying.
    """
    with transaction.atomic():
        person = _oneself(actor)
        touched = personal_data.erase(person.pk)
        audit.record("erase.person", actor=actor, on=person, records=touched)
        events.publish(PersonErased(person_id=person.pk))
    return touched


def choose_language(*, actor: Actor, language: str) -> None:
    """Remember in which language she wants her mail."""
    with transaction.atomic():
        person = _oneself(actor)
        person.language = language
        person.save(update_fields=["language"])
        audit.record("choose.language", actor=actor, on=person, language=language)


def _oneself(actor: Actor) -> Person:
    return Person.objects.get(pk=actor.own_id())
