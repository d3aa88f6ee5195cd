"""The worker: carries out what waits, brings back what stalled, asks for what recurs. Any number may run at once."""

import logging
import signal
import threading
from types import FrameType

from django.db import OperationalError, close_old_connections
from django_tasks_db.management.commands.db_worker import Worker

from rung.platform.kernel import jobs, world

PAUSE_SECONDS = 0.5
log = logging.getLogger("rung.worker")


def drain(worker_id: str) -> None:
    """Carry out everything that is due now, then return."""
    Worker(
        queue_names=["default"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=worker_id,
        excluded_queue_names=[],
    ).run()


def work_once() -> None:
    """Bring back what stalled, ask for what recurs, carry out everything that is due."""
    jobs.recover_stalled()
    jobs.enqueue_due()
    drain(f"rung-{world.new_id().hex}")


def work_until_stopped(stop: threading.Event) -> None:
    """Work, and rest half a second whenever there is nothing to do, until `stop` is set."""
    worker_id = f"rung-{world.new_id().hex}"
    log.info("worker %s is ready", worker_id)
    while not stop.is_set():
        close_old_connections()
        try:
            jobs.recover_stalled()
            jobs.enqueue_due()
            drain(worker_id)
        except OperationalError:
            log.exception("the database did not answer; trying again")
        stop.wait(PAUSE_SECONDS)


def run() -> None:
    """Work until the process is told to stop; the job in hand is finished first."""
    stop = threading.Event()

    def ask_to_stop(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, ask_to_stop)
    signal.signal(signal.SIGINT, ask_to_stop)
    work_until_stopped(stop)
