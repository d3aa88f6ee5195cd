"""Rules for the whole suite: no network, and in CI nothing that was asked for may be skipped."""

import os
import socket
from collections import Counter
from collections.abc import Generator, Iterator
from typing import Any

import pytest

from tests import conformance_data

IN_CI = os.environ.get("CI") == "true"
LOCAL = ("127.0.0.1", "::1", "localhost")
MAY_BE_MISSING = (conformance_data.SKIPPED, "needs ")
"""How a skip begins that a bare machine may have and CI may not: data, or a program, that is not there."""


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every connection that leaves this machine."""
    connect = socket.socket.connect

    def only_local(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX and address[0] not in LOCAL:
            pytest.fail(f"A test tried to reach {address}.")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", only_local)


@pytest.fixture(autouse=True)
def _tell_which_data(request: pytest.FixtureRequest) -> Iterator[None]:
    """Note on the test's report which sets of published data it has read."""
    yield
    request.node.user_properties += [("test data", name) for name in conformance_data.used]
    conformance_data.used.clear()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say which sets of published data were read, which were skipped, and what figures the tests measured."""
    ran: Counter[str] = Counter()
    skipped: Counter[str] = Counter()
    figures: list[str] = []
    for reports in terminalreporter.stats.values():
        for report in reports:
            told = getattr(report, "user_properties", ())
            last = getattr(report, "when", "") == "teardown"
            ran.update({str(value) for name, value in told if name == "test data" and last})
            figures += [str(value) for name, value in told if name == "figure" and last]
            reason = str(getattr(report, "longrepr", ""))
            if getattr(report, "skipped", False) and conformance_data.SKIPPED in reason:
                path = reason.split(conformance_data.SKIPPED)[1].split(maxsplit=1)[0]
                skipped[conformance_data.set_of(path)] += 1
    for word, sets in (("ran", ran), ("SKIPPED", skipped)):
        for name, tests in sorted(sets.items()):
            terminalreporter.write_line(f"test data {name}: {word} ({tests} tests)")
    for figure in figures:
        terminalreporter.write_line(figure)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn a skip for something that CI must have into a failure there."""
    report = yield
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else ""
    if IN_CI and report.skipped and any(word in reason for word in MAY_BE_MISSING):
        report.outcome = "failed"
        report.longrepr = f"{reason}: CI must not skip this."
    return report
