from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID, uuid4

import pytest
from django.db import transaction

from rung.platform.kernel import events, outbox
from rung.platform.kernel.errors import DeclarationError, OutsideTransactionError, RuleBrokenError
from rung.platform.kernel.events import Event, event, on, publish
from rung.platform.kernel.models import JobRun, OutboxMessage


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class BellRang(Event):
    """A bell rang, in a test."""

    name: ClassVar[str] = "test.bell_rang"
    bell: UUID
    times: int


heard: list[BellRang] = []


@on(BellRang)
def listen(rang: BellRang) -> None:
    if rang.times > 3:
        raise RuleBrokenError("Too loud.")
    heard.append(rang)


@outbox.outgoing(BellRang.name, channel="test")
def send(message: OutboxMessage) -> None:
    """Send nothing anywhere."""


def test_a_handler_hears_at_once(db: None) -> None:
    heard.clear()
    rang = BellRang(bell=uuid4(), times=1)
    with transaction.atomic():
        publish(rang)
    assert heard == [rang]


def test_a_handler_that_refuses_undoes_the_act(db: None) -> None:
    def ring_too_loud() -> None:
        with transaction.atomic():
            OutboxMessage.objects.create(event="test.act", channel="none", payload={})
            publish(BellRang(bell=uuid4(), times=4))

    with pytest.raises(RuleBrokenError):
        ring_too_loud()
    assert not OutboxMessage.objects.filter(event="test.act").exists()


def test_what_leaves_the_process_is_stored_with_its_cause_and_its_job(db: None) -> None:
    bell = uuid4()
    with transaction.atomic():
        publish(BellRang(bell=bell, times=2))
    message = OutboxMessage.objects.get(event="test.bell_rang")
    assert message.payload == {"bell": str(bell), "times": 2}
    assert JobRun.objects.get().key == f"outbox:{message.pk}"


def test_what_was_rolled_back_never_leaves(db: None) -> None:
    with transaction.atomic():
        publish(BellRang(bell=uuid4(), times=2))
        transaction.set_rollback(True)
    assert (OutboxMessage.objects.count(), JobRun.objects.count()) == (0, 0)


def test_an_event_outside_of_a_transaction_is_refused(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    class Outside:
        in_atomic_block = False

    monkeypatch.setattr(events, "connection", Outside)
    with pytest.raises(OutsideTransactionError):
        publish(BellRang(bell=uuid4(), times=1))


def test_an_event_needs_a_name_of_its_own_and_a_sentence() -> None:
    with pytest.raises(DeclarationError, match="name"):
        event(BellRang)
