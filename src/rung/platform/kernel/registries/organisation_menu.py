"""What a member finds on the home page of her organisation. A slice joins with `menu.py`."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise

from rung.platform.kernel.errors import DeclarationError
from rung.platform.kernel.permissions import Actor, Right


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """A way into a slice: its title, a line about it, and the route, which takes an `organisation_id`.

    It is shown to whoever holds one of `rights` there; without any, to every member.
    """

    title: str | Promise
    url_name: str
    rights: tuple[Right, ...] = ()
    about: str | Promise = ""


@dataclass(frozen=True, slots=True)
class Way:
    """An entry as one organisation's home page shows it."""

    title: str | Promise
    about: str | Promise
    url: str


_entries: dict[str, MenuEntry] = {}


def menu_entry(title: str | Promise, url_name: str, *rights: Right, about: str | Promise = "") -> None:
    """Put a way into a slice on the home page of every organisation."""
    if url_name in _entries:
        raise DeclarationError(f"The route {url_name} stands in the menu twice.")
    _entries[url_name] = MenuEntry(title, url_name, rights, about)


def ways_for(actor: Actor, organisation_id: UUID) -> Sequence[Way]:
    """Return what the actor may enter in an organisation, in the order in which slices joined. No query."""
    return [
        Way(entry.title, entry.about, reverse(entry.url_name, kwargs={"organisation_id": organisation_id}))
        for entry in _entries.values()
        if not entry.rights or any(actor.may(right, organisation_id) for right in entry.rights)
    ]
