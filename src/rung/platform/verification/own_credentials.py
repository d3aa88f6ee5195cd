"""What this Rung itself knows of the credentials that it issued: their lists, their history. Nothing is fetched."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.urls import Resolver404, resolve

from rung.credentials import reading
from rung.credentials.errors import CredentialError
from rung.credentials.status_history import StatusChange
from rung.platform.issuing import queries
from rung.platform.issuing.queries import Award
from rung.platform.issuing.queries import StatusChange as Change
from rung.platform.kernel.errors import NotFoundError

_WHICH = {
    "revocation": {Change.Act.REVOKE: True},
    "suspension": {Change.Act.SUSPEND: True, Change.Act.REINSTATE: False},
}
"""Purpose of a list → the acts that change its entries, and whether they set one."""


class OwnLists(Mapping[str, bytes]):
    """The status lists that this Rung publishes, by address, and besides them those that somebody handed in.

    A list of our own is looked up when it is first asked for, one query each; it is as fresh as can be and goes first.
    """

    def __init__(self, handed_in: Mapping[str, bytes]) -> None:
        self._handed_in = handed_in
        self._own: dict[str, bytes | None] = {}

    def __getitem__(self, url: str) -> bytes:
        if url not in self._own:
            self._own[url] = _own_list(url)
        own = self._own[url]
        return self._handed_in[url] if own is None else own

    def __iter__(self) -> Iterator[str]:
        """Only what was handed in can be counted; our own lists are as many as there are."""
        return iter(self._handed_in)

    def __len__(self) -> int:
        return len(self._handed_in)


def _own_list(url: str) -> bytes | None:
    place = _place(url)
    if place is None:
        return None
    try:
        return queries.published_list(*place).document.encode()
    except NotFoundError:
        return None


def _place(url: str) -> tuple[UUID, str] | None:
    """Return (list, purpose) of an address at which this Rung publishes a list; None for any other address."""
    base: str = settings.PUBLIC_URL
    if not base or not url.startswith(base + "/"):
        return None
    try:
        match = resolve(urlsplit(url).path)
    except (Resolver404, ValueError):
        return None
    return (match.kwargs["list_id"], match.kwargs["purpose"]) if match.url_name == "status_list" else None


@dataclass(frozen=True)
class OwnRecords:
    """The history of one document, if it is exactly one that this Rung signed (`StatusRecords`).

    Whose history it is, the document itself must not say: another one could name a place that is not its own.
    """

    data: bytes

    def changes(self, list_url: str, index: int, purpose: str) -> Sequence[StatusChange] | None:
        """Return what was done to the document, oldest first; None where its history is not ours to know."""
        place, award = _place(list_url), self._award
        if award is None or place != (award.status_list_id, purpose) or index != award.status_index:
            return None
        acts = _WHICH.get(purpose, {})
        return [
            StatusChange(change.at, set=acts[Change.Act(change.act)], reason=change.reason)
            for change in queries.changes_of(award)
            if change.act in acts
        ]

    @cached_property
    def _award(self) -> Award | None:
        """Three queries, once."""
        try:
            document = reading.read(self.data)
        except CredentialError:
            return None
        named = document.json.get("id")
        if not isinstance(named, str) or queries.proven_issue(named, document.digest) is None:
            return None
        return queries.award_shared(UUID(named.removeprefix("urn:uuid:")))
