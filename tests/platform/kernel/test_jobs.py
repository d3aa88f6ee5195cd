from datetime import timedelta

import pytest
from django.db import transaction

from rung.core import FrozenClock
from rung.platform.kernel import jobs
from rung.platform.kernel.errors import DeclarationError, OutsideTransactionError
from rung.platform.kernel.models import JobRun, OutboxMessage
from tests.platform.conftest import Cast


@jobs.job("test.note")
def note(word: str) -> None:
    OutboxMessage.objects.create(event="test", channel="none", payload={"word": word})
    if word == "fail":
        raise RuntimeError(word)


def ask(word: str = "done", key: str | None = None) -> JobRun:
    with transaction.atomic():
        return jobs.enqueue(note, key=key, word=word)


def notes() -> int:
    return OutboxMessage.objects.filter(event="test").count()


@pytest.fixture(autouse=True)
def _frozen(db: None, clock: FrozenClock) -> None:
    """Every test here runs on a frozen clock."""


def test_a_run_happens_once_however_often_it_is_carried() -> None:
    run = ask()
    assert [jobs.perform(run.pk) for _ in range(3)] == [True, False, False]
    assert notes() == 1


def test_the_same_key_makes_one_run() -> None:
    assert ask(key="k").pk == ask(key="k").pk
    assert JobRun.objects.count() == 1


def test_a_failed_run_leaves_no_effect_and_waits_longer_each_time(clock: FrozenClock) -> None:
    run = ask("fail")
    pauses = []
    for _ in range(4):
        jobs.perform(run.pk)
        run.refresh_from_db()
        pauses.append((run.not_before - clock.now()).total_seconds())
        clock.advance(run.not_before - clock.now())
    assert pauses == [5, 10, 20, 40]  # doubling from five seconds
    assert (notes(), run.last_error) == (0, "RuntimeError")  # the message may hold an address and is only logged


def test_a_run_gives_up_after_its_last_attempt(clock: FrozenClock) -> None:
    run = ask("fail")
    for _ in range(5):
        jobs.perform(run.pk)
        clock.advance(timedelta(hours=1))
    run.refresh_from_db()
    assert (run.state, run.attempt) == ("dead", 5)
    assert jobs.perform(run.pk) is False


def test_a_run_before_its_time_is_left_alone(clock: FrozenClock) -> None:
    with transaction.atomic():
        run = jobs.enqueue(note, not_before=clock.now() + timedelta(minutes=1), word="later")
    assert jobs.perform(run.pk) is False
    clock.advance(timedelta(minutes=1))
    assert jobs.perform(run.pk) is True


def test_a_silent_worker_loses_its_run_after_the_lease(clock: FrozenClock) -> None:
    run = ask()
    claimed = jobs._claim(run.pk)
    assert claimed is not None
    assert jobs.perform(run.pk) is False  # still leased
    clock.advance(jobs.LEASE + timedelta(seconds=1))
    assert jobs.recover_stalled() == 1
    assert jobs.perform(run.pk) is True
    assert notes() == 1


def test_a_worker_that_comes_back_late_changes_nothing(clock: FrozenClock) -> None:
    run = ask()
    late = jobs._claim(run.pk)
    assert late is not None
    clock.advance(jobs.LEASE + timedelta(seconds=1))
    assert jobs.perform(run.pk) is True
    with pytest.raises(jobs.LeaseLostError):
        jobs._perform_atomically(note, late)
    assert notes() == 1


def test_a_run_whose_carrier_was_lost_is_brought_back(clock: FrozenClock) -> None:
    run = ask()
    clock.advance(jobs.LEASE + timedelta(seconds=1))
    assert jobs.recover_stalled() == 1
    assert jobs.perform(run.pk) is True


def test_a_recurring_job_is_asked_for_once_in_each_slot(clock: FrozenClock) -> None:
    recurring = [job for job in jobs.declared_jobs() if job.every]
    assert jobs.enqueue_due() == len(recurring) > 0
    assert jobs.enqueue_due() == 0
    clock.advance(max(job.every for job in recurring if job.every))
    assert jobs.enqueue_due() == len(recurring)


def test_a_run_is_asked_for_in_the_transaction_that_needs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    class Outside:
        in_atomic_block = False

    monkeypatch.setattr(jobs, "connection", Outside)
    with pytest.raises(OutsideTransactionError):
        jobs.enqueue(note, word="x")


def test_wrong_arguments_are_refused_when_asking_not_when_running(cast: Cast) -> None:
    with pytest.raises(TypeError, match="word"):
        jobs.enqueue(note, wrong="x")


def test_a_name_is_declared_once() -> None:
    with pytest.raises(DeclarationError, match="twice"):
        jobs.job("test.note")(lambda: None)
