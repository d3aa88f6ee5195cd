import uuid
from types import SimpleNamespace

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rung.platform.kernel import audit
from rung.platform.kernel.errors import OutsideTransactionError
from rung.platform.kernel.models import AuditEntry, AuditHead
from rung.platform.kernel.permissions import Actor
from tests.platform.conftest import Cast

LIFT_SQLITE = ["DROP TRIGGER audit_entry_is_final_UPDATE", "DROP TRIGGER audit_entry_is_final_DELETE"]
LIFT_POSTGRESQL = ["ALTER TABLE kernel_auditentry DISABLE TRIGGER USER"]


def lift_the_guard() -> None:
    """Do what an intruder with the database in her hands would do first."""
    with connection.cursor() as cursor:
        for statement in LIFT_SQLITE if connection.vendor == "sqlite" else LIFT_POSTGRESQL:
            cursor.execute(statement)


def entries() -> list[AuditEntry]:
    return list(AuditEntry._base_manager.order_by("sequence"))


def test_every_entry_follows_the_one_before_it(cast: Cast) -> None:
    log = entries()
    assert [entry.sequence for entry in log] == list(range(1, len(log) + 1))
    assert [entry.previous_hash for entry in log] == [audit.FIRST_LINK, *(entry.hash for entry in log[:-1])]
    assert list(audit.breaches()) == []


def test_an_entry_outside_of_a_transaction_is_refused(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "connection", SimpleNamespace(in_atomic_block=False))
    with pytest.raises(OutsideTransactionError):
        audit.record("test.entry", actor=Actor.system(), on=cast.provider)


def test_an_entry_vanishes_with_the_act_that_it_tells_of(cast: Cast) -> None:
    before = len(entries())
    with transaction.atomic():
        audit.record("test.entry", actor=Actor.system(), on=cast.provider)
        transaction.set_rollback(True)
    assert len(entries()) == before
    assert list(audit.breaches()) == []


@pytest.mark.parametrize("statement", ["UPDATE kernel_auditentry SET action='x'", "DELETE FROM kernel_auditentry"])
def test_the_database_itself_refuses_to_change_an_entry(cast: Cast, statement: str) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


FORGED = {
    "at": "2020-01-01T00:00:00+00:00",
    "action": "forged.act",
    "actor_kind": "anonymous",
    "actor_id": uuid.UUID(int=1),
    "organisation_id": uuid.UUID(int=2),
    "object_type": "forged.Thing",
    "object_id": "forged",
    "facts": {"forged": True},
    "previous_hash": "f" * 64,
    "hash": "e" * 64,
}


@pytest.mark.parametrize("field", FORGED)
def test_a_change_of_any_field_of_any_entry_is_found(cast: Cast, field: str) -> None:
    lift_the_guard()
    for entry in entries():
        with transaction.atomic():
            AuditEntry._base_manager.filter(pk=entry.pk).update(**{field: FORGED[field]})
            assert entry.sequence in {breach.sequence for breach in audit.breaches()} or field == "hash"
            assert list(audit.breaches()) != []
            transaction.set_rollback(True)


def test_a_dropped_entry_is_found(cast: Cast) -> None:
    lift_the_guard()
    AuditEntry._base_manager.filter(sequence=2).delete()
    assert [breach.what for breach in audit.breaches()] == ["entries 2 to 2 are missing"]


def test_a_log_cut_at_its_end_is_found(cast: Cast) -> None:
    lift_the_guard()
    last = entries()[-1].sequence
    AuditEntry._base_manager.filter(sequence=last).delete()
    assert [breach.what for breach in audit.breaches()] == [f"the log ends at {last - 1}, its head says {last}"]


def test_two_entries_that_changed_places_are_found(cast: Cast) -> None:
    lift_the_guard()
    first, second = entries()[:2]
    for entry, sequence in ((first, 1_000_001), (second, 1), (first, 2)):
        AuditEntry._base_manager.filter(hash=entry.hash).update(sequence=sequence)
    assert {breach.sequence for breach in audit.breaches()} >= {1, 2}


def test_a_moved_head_is_found(cast: Cast) -> None:
    AuditHead.objects.update(hash="d" * 64)
    assert len(list(audit.breaches())) == 1


@given(facts=st.dictionaries(st.text(max_size=5), st.integers() | st.text(max_size=5) | st.none(), max_size=4))
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_facts_of_any_shape_come_back_as_they_were_chained(cast: Cast, facts: dict[str, object]) -> None:
    # a text with a NUL cannot be stored by PostgreSQL, and no fact of ours holds one
    clean = {k.replace("\0", ""): v.replace("\0", "") if isinstance(v, str) else v for k, v in facts.items()}
    audit.record("test.facts", actor=Actor.system(), on=cast.provider, given=clean)
    assert list(audit.breaches()) == []
