"""Handing in a credential and reading the answer, as somebody at a counter does."""

from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Place, Visit
from tests.browser.usability import assert_page_is_usable
from tests.platform.verification.credentials import AWARD, STRANGER, STRANGER_KEY, WITHDRAWABLE, issue

pytestmark = pytest.mark.browser

VERIFY = Place("/verify/")
SEND = "main form button[type=submit]"
HANDED_IN = {
    "borrowed-name": issue(replace(AWARD, issuer=STRANGER), STRANGER_KEY),
    "list-missing": issue(WITHDRAWABLE),
    "doubled-key": b'{"a": 1, "a": 2}',
    "forged": issue().replace(b"Barbara", b"Beata"),
    "empty": b"",
    "link": b"https://badges.example/1",
}


def hand_in(page: Page, folder: Path, content: bytes) -> None:
    """Choose a file and send it."""
    file = folder / "credential.json"
    file.write_bytes(content)
    page.set_input_files("#id_file", file)
    page.locator(SEND).first.click()
    page.wait_for_load_state()


@pytest.mark.parametrize("language", ["en", "pl"])
@pytest.mark.parametrize("kind", HANDED_IN)
def test_every_kind_of_answer_is_usable(visit: Visit, tmp_path: Path, kind: str, language: str) -> None:
    page = visit(VERIFY, language)
    hand_in(page, tmp_path, HANDED_IN[kind])
    assert_page_is_usable(page)


def test_the_details_for_experts_are_usable(visit: Visit) -> None:
    page = visit(Place("/verify/sample/genuine/"))
    page.locator("details.expert summary").click()
    assert_page_is_usable(page)


def test_it_works_without_scripts(visit: Visit, tmp_path: Path) -> None:
    page = visit(VERIFY, scripts=False)
    hand_in(page, tmp_path, HANDED_IN["list-missing"])
    expect(page.locator("h1")).to_contain_text("not confirmed")
    expect(page.get_by_text("Do you have the status list?")).to_be_visible()


def test_a_newcomer_sees_the_answer_to_a_sample_one_click_from_the_front_page(visit: Visit) -> None:
    page = visit(Place("/"))
    page.get_by_role("link", name="A genuine sample").click()
    expect(page.locator("h1")).to_have_text("Genuine, and we know who issued it")
    expect(page.get_by_role("article")).to_contain_text("Barbara Nowak")


def test_it_can_be_done_by_keyboard_alone(visit: Visit) -> None:
    page = visit(VERIFY)
    page.locator("#id_text").focus()
    page.keyboard.type("{}")
    page.locator(SEND).first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("This could not be read")
