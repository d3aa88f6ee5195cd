"""A real Rung, furnished as for a demonstration, and one Chromium that visits it."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, StorageState, sync_playwright

from tests.browser.usability import watch

ARGUMENTS = [
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
SECONDS_TO_START = 60

Scheme = Literal["light", "dark"]
Visit = Callable[..., Page]


@dataclass(frozen=True, slots=True)
class Place:
    """A page of the site: its path, who looks at it, and the links to follow where the address is drawn by lot.

    `status` is the HTTP status that it answers with.
    """

    path: str
    person: str = ""
    links: tuple[str, ...] = ()
    status: int = 200

    def __str__(self) -> str:
        return " ".join((self.path, *self.links))


@pytest.fixture(scope="session")
def rung(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Run `rung demo` on an empty data folder; return its address."""
    port = _free_port()
    folder = tmp_path_factory.mktemp("rung")
    environment = {**os.environ, "RUNG_DATA_DIR": str(folder), "RUNG_SECRET_KEY": "of no value outside of this test"}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "rung", "demo", "--port", str(port)], env=environment, stdout=log, stderr=log
        )
        try:
            _wait_for(port, process, folder / "log")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(timeout=15)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start Chromium once for all tests."""
    chromium = os.environ.get("RUNG_CHROMIUM") or shutil.which("chromium")
    if not chromium:
        pytest.skip("needs Chromium: put it on the PATH or name it in RUNG_CHROMIUM")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def entered(browser: Browser, rung: str) -> Callable[[str], StorageState]:
    """Return the cookies of a character of the story; each enters once, as visitors of a demonstration do."""
    states: dict[str, StorageState] = {"": {"cookies": [], "origins": []}}

    def state_of(person: str) -> StorageState:
        if person not in states:
            context = browser.new_context(base_url=rung, locale="en")
            page = context.new_page()
            page.goto("/account/login/")
            page.locator(f"button[name=person][value={person}]").click()
            states[person] = context.storage_state()
            context.close()
        return states[person]

    return state_of


@pytest.fixture
def visit(browser: Browser, rung: str, entered: Callable[[str], StorageState]) -> Iterator[Visit]:
    """Return a function that opens a place in a language and a colour scheme, on a small telephone."""
    contexts: list[BrowserContext] = []

    def open_place(place: Place, language: str = "en", scheme: Scheme = "light", *, scripts: bool = True) -> Page:
        context = browser.new_context(
            base_url=rung,
            storage_state=entered(place.person),
            locale=language,
            color_scheme=scheme,
            java_script_enabled=scripts,
            viewport={"width": 390, "height": 844},
        )
        contexts.append(context)
        context.add_cookies([{"name": "rung_language", "value": language, "url": rung}])
        page = context.new_page()
        watch(page)
        page.goto(place.path)
        for link in place.links:
            page.goto(page.locator(link).first.get_attribute("href") or "")
        return page

    yield open_place
    for context in contexts:
        context.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline and process.poll() is None:
        with socket.socket() as probe:
            probe.settimeout(0.2)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        process_ended_within(process, 0.1)
    pytest.fail(f"Rung did not start:\n{log.read_text()}")


def process_ended_within(process: subprocess.Popen[bytes], seconds: float) -> bool:
    """Tell whether a process ends within a short while."""
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        return False
    return True
