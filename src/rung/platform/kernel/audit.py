"""The audit log: append-only, chained by hash, written in the transaction of the act it tells of.

The chain shows whether an entry was changed, dropped, inserted or moved; the head row shows whether the end was cut.
Facts hold ids, codes and figures, never a name or an address: an entry outlives the erasure of a person.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Model

from rung.platform.kernel import world
from rung.platform.kernel.errors import OutsideTransactionError
from rung.platform.kernel.models import AuditEntry, AuditHead
from rung.platform.kernel.permissions import Actor

FIRST_LINK = "0" * 64


@dataclass(frozen=True, slots=True)
class Breach:
    """A place where the log is not what was written."""

    sequence: int
    what: str


@dataclass(frozen=True, slots=True)
class Told:
    """What one entry of many says: about which object, with which facts."""

    on: Model
    facts: dict[str, Any]


def record(action: str, *, actor: Actor, on: Model, organisation_id: UUID | None = None, **facts: Any) -> AuditEntry:
    """Append one entry, `verb.noun`, about the object `on`. Three queries, one of which locks the head until commit."""
    return record_many(action, [Told(on, facts)], actor=actor, organisation_id=organisation_id)[0]


def record_many(
    action: str, told: Sequence[Told], *, actor: Actor, organisation_id: UUID | None = None
) -> list[AuditEntry]:
    """Append one entry for each of `told`, in their order and at one moment. Two queries, and one per batch of rows."""
    if not connection.in_atomic_block:
        raise OutsideTransactionError(f"The entry “{action}” must share the transaction of what it tells of.")
    head = AuditHead.objects.select_for_update().get(pk=1)
    at, entries = world.now(), []
    for one in told:
        entry = AuditEntry(
            sequence=head.sequence + 1,
            at=at,
            action=action,
            actor_kind=actor.kind,
            actor_id=actor.id,
            organisation_id=organisation_id,
            object_type=one.on._meta.label_lower,  # noqa: SLF001 — Django's public name for a model's label
            object_id=str(one.on.pk),
            facts=json.loads(json.dumps(one.facts, default=str)),
            previous_hash=head.hash,
        )
        entry.hash = link(entry)
        head.sequence, head.hash = entry.sequence, entry.hash
        entries.append(entry)
    AuditEntry._base_manager.bulk_create(entries)  # noqa: SLF001 — the log takes entries from everybody
    head.save()
    return entries


def link(entry: AuditEntry) -> str:
    """Return the SHA-256 that chains an entry: over every other field, in a fixed order, as compact JSON."""
    told = [
        entry.sequence, _moment(entry.at), entry.action, str(entry.actor_kind), _text(entry.actor_id),
        _text(entry.organisation_id), entry.object_type, entry.object_id, entry.facts, entry.previous_hash,
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(told, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def _moment(moment: datetime) -> str:
    return f"{moment.timestamp():.6f}"


def _text(identifier: UUID | None) -> str | None:
    return None if identifier is None else str(identifier)


def breaches() -> Iterator[Breach]:
    """Walk the whole log and yield every place where it is not what was written. Memory stays flat."""
    expected, previous = 1, FIRST_LINK
    with transaction.atomic():
        head = AuditHead.objects.select_for_update().get(pk=1)
        for entry in AuditEntry._base_manager.order_by("sequence").iterator(chunk_size=2000):  # noqa: SLF001 — all of it
            if entry.sequence != expected:
                yield Breach(expected, f"entries {expected} to {entry.sequence - 1} are missing")
            elif entry.previous_hash != previous:
                yield Breach(entry.sequence, "the entry does not follow the one before it")
            if entry.hash != link(entry):
                yield Breach(entry.sequence, "the entry was changed after it was written")
            expected, previous = entry.sequence + 1, entry.hash
        if (head.sequence, head.hash) != (expected - 1, previous):
            yield Breach(expected, f"the log ends at {expected - 1}, its head says {head.sequence}")
