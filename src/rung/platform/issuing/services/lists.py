"""Places on status lists: given out at random, published signed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from rung.credentials import bitstring_status_list, data_integrity
from rung.credentials.bitstring_status_list import MIN_ENTRIES, Bitstring
from rung.platform.issuing.documents import list_url, written
from rung.platform.issuing.models import PublishedStatusList, Purpose, StatusChange, StatusList
from rung.platform.kernel import world
from rung.platform.kernel.scope import Scope
from rung.platform.keys.services import HeldKey

LIST_LASTS = timedelta(days=7)
"""How long a verifier may go on with a list that she has. A revocation is never hidden for longer."""

KEPT_FREE = MIN_ENTRIES // 4
"""A list is given up when this many places are left, so that a free one is found in a few throws."""


@dataclass(frozen=True, slots=True)
class Place:
    """One place on one list."""

    status_list: StatusList
    index: int


def take_places(organisation_id: UUID, key: HeldKey, count: int) -> list[Place]:
    """Take `count` free places for the credentials of `key`, in the caller's transaction, and lock their lists.

    Four statements for each list that is touched; a new list is opened, and published, when the last one is full.
    """
    places: list[Place] = []
    while len(places) < count:
        status_list = _open_list(organisation_id, key)
        wanted = min(count - len(places), status_list.free - KEPT_FREE)
        taken = Bitstring(bytes(status_list.taken))
        indexes = list(_free_indexes(taken, wanted))
        status_list.taken = taken.with_entries(set_=indexes).octets
        status_list.free -= wanted
        status_list.save(update_fields=["taken", "free"])
        places += [Place(status_list, index) for index in indexes]
    return places


def _open_list(organisation_id: UUID, key: HeldKey) -> StatusList:
    lists = StatusList.objects.in_scope(Scope.organisation(organisation_id)).select_for_update()
    found: StatusList | None = lists.filter(did=key.did, free__gt=KEPT_FREE).order_by("created_at").first()
    if found is not None:
        return found
    opened = StatusList.objects.create(
        organisation_id=organisation_id, did=key.did, taken=Bitstring.clear().octets, free=MIN_ENTRIES
    )
    for purpose in Purpose:
        publish(opened, purpose, key)
    return opened


def _free_indexes(taken: Bitstring, wanted: int) -> Iterator[int]:
    """Throw until `wanted` free places are found. A place is 17 random bits: every one is as likely as any other."""
    thrown: set[int] = set()
    while len(thrown) < wanted:
        octets = world.random_bytes(3 * wanted)
        for start in range(0, len(octets), 3):
            index = int.from_bytes(octets[start : start + 3], "big") % MIN_ENTRIES
            if index in thrown or taken[index]:
                continue
            thrown.add(index)
            yield index
            if len(thrown) == wanted:
                return


def publish(status_list: StatusList, purpose: Purpose, key: HeldKey) -> None:
    """Sign the list anew as its credentials stand now, in the caller's transaction, which holds the list's lock."""
    now = world.now()
    url = list_url(status_list.pk, purpose)
    unsigned = bitstring_status_list.credential(
        Bitstring.clear().with_entries(set_=withdrawn(status_list, purpose)),
        url=url,
        issuer=key.did,
        purpose=purpose.value,
        valid_from=now,
        valid_until=now + LIST_LASTS,
    )
    signed = data_integrity.sign(
        unsigned,
        signer=key.signer,
        key_id=key.key_id,
        verification_method=key.key_id,
        created=now,
        as_list=False,
    )
    PublishedStatusList.objects.in_scope(Scope.organisation(status_list.organisation_id)).update_or_create(
        status_list=status_list,
        purpose=purpose,
        defaults={"document": written(signed), "valid_from": now, "valid_until": now + LIST_LASTS},
    )


def withdrawn(status_list: StatusList, purpose: Purpose) -> set[int]:
    """Return the places whose credentials are revoked, or suspended, now. One query."""
    changes = (
        StatusChange.objects.in_scope(Scope.organisation(status_list.organisation_id))
        .filter(award__status_list=status_list)
        .order_by("at", "pk")
        .values_list("award__status_index", "act")
    )
    if purpose is Purpose.REVOCATION:
        return {index for index, act in changes if act == StatusChange.Act.REVOKE}
    suspended: set[int] = set()
    for index, act in changes:
        if act == StatusChange.Act.SUSPEND:
            suspended.add(index)
        elif act == StatusChange.Act.REINSTATE:
            suspended.discard(index)
    return suspended
