"""Rules for the whole suite: no network, and in CI nothing that was asked for may be skipped."""

import os
import socket
from collections.abc import Generator
from typing import Any

import pytest

IN_CI = os.environ.get("CI") == "true"
LOCAL = ("127.0.0.1", "::1", "localhost")
MAY_BE_MISSING = ("test data skipped", "needs ")
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
