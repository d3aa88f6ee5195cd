"""Reads about people. There are few: other rooms know a person by her id."""

from collections.abc import Sequence
from uuid import UUID

from allauth.account.models import EmailAddress

from rung.platform.people.models import Person


def person_with_address(email: str) -> UUID | None:
    """Return the id of the account with this address, or None. One query."""
    return Person.objects.filter(email__iexact=email, is_active=True).values_list("pk", flat=True).first()


def owns_address(person_id: UUID, email: str) -> bool:
    """Tell whether the person has proved that she reads the mail of this address. One query."""
    hers = EmailAddress.objects.filter(user_id=person_id, email__iexact=email, verified=True)
    return bool(hers.exists())


def addresses_of(person_id: UUID) -> Sequence[str]:
    """Return the addresses that the person has proved to be hers. One query."""
    return list(EmailAddress.objects.filter(user_id=person_id, verified=True).values_list("email", flat=True))
