"""The whole path, as its people walk it: a design, a list, a claim, a link, a stranger's check, a revocation."""

import re
import time

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Place, Visit

pytestmark = pytest.mark.browser

OWN = "main a[href^='/organisations/']"
LIST = """email,name,assessor,assessed_on,identity_check,outcomes
barbara@demo.example,Barbara Nowak,AW-01,2026-10-01,on-site,all
broken,Nobody,AW-01,2026-10-01,on-site,all
"""
SECONDS_FOR_A_JOB = 60


def go_on(page: Page) -> None:
    page.locator("main form button[type=submit]:not([name=add])").first.click()


def wait_for(page: Page, selector: str) -> None:
    """Look again until it is there, as somebody without scripts would."""
    deadline = time.monotonic() + SECONDS_FOR_A_JOB
    while page.locator(selector).count() == 0:
        assert time.monotonic() < deadline, page.locator("main").inner_text()
        page.wait_for_timeout(500)
        page.reload()


def designed(marek: Page, title: str) -> str:
    """Walk through the steps of the designer and hand the design in; return its address."""
    marek.goto(marek.url + "designs/new/")
    marek.get_by_label("Micro-credential").check()
    marek.get_by_label("Title (Polish)").fill(title)
    marek.get_by_label("Description (Polish)").fill("Jak opisać błąd, żeby inni go zrozumieli.")
    marek.get_by_label("What one has to do to earn it (Polish)").fill("Zadanie praktyczne.")
    go_on(marek)
    marek.get_by_label("Outcome 1 (Polish)").fill("Opisuje błąd krok po kroku")
    go_on(marek)
    marek.get_by_label("Workload in hours").fill("20")
    marek.get_by_label("No level applies").check()
    go_on(marek)
    for name in ("practical assessment", "online", "institutional quality assurance"):
        marek.get_by_label(name, exact=True).check()
    go_on(marek)
    go_on(marek)
    marek.goto(marek.url.replace("picture/", ""))
    address = marek.url
    marek.get_by_role("button", name="Hand it in for review").click()
    expect(marek.get_by_text("In review", exact=True)).to_be_visible()
    return address


def issued(marek: Page, home: str, title: str) -> None:
    """Send the list, read what is wrong with it, and issue what is good."""
    marek.goto(home + "award-runs/new/")
    marek.get_by_role("link", name=title).click()
    marek.locator("input[type=file]").set_input_files(
        {"name": "lista.csv", "mimeType": "text/csv", "buffer": LIST.encode()}
    )
    go_on(marek)
    wait_for(marek, "form[action$='/confirm/']")
    expect(marek.get_by_role("row", name=re.compile("3.*email.*“broken” is no e-mail address"))).to_be_visible()
    marek.locator("form[action$='/confirm/'] button").click()
    wait_for(marek, "a[href*='/awards/?run=']")


def shared(barbara: Page, title: str) -> str:
    """Take up what waits, and make a link to it; return the link's path."""
    offer = barbara.locator("li, article, div").filter(has_text=title).get_by_role("button", name="Accept").last
    offer.click()
    barbara.goto(Place("/wallet/").path)
    barbara.get_by_role("link", name=title).click()
    barbara.get_by_role("link", name="Show it to somebody").click()
    go_on(barbara)
    link = barbara.locator("code").first.inner_text()
    return "/" + link.split("/", 3)[3]


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_from_a_design_to_a_credential_that_a_stranger_can_check(visit: Visit, scripts: bool) -> None:  # noqa: FBT001 — a parameter of the test
    title = f"Raportowanie błędów {'ze skryptami' if scripts else 'bez skryptów'}"
    marek = visit(Place("/home/", "marek", (OWN,)), scripts=scripts)
    home = marek.url
    design = designed(marek, title)
    ewa = visit(Place(design, "ewa"), scripts=scripts)
    ewa.locator("form[action$='/activate/'] button").click()
    expect(ewa.get_by_text("Active", exact=True)).to_be_visible()
    issued(marek, home, title)
    link = shared(visit(Place("/wallet/", "barbara"), scripts=scripts), title)

    stranger = visit(Place(link), scripts=scripts)
    expect(stranger.get_by_role("heading", level=1)).to_have_text("Genuine, and we know who issued it")
    marek.goto(home + "awards/?q=barbara")
    marek.locator("main tr", has_text=title).get_by_role("link").first.click()
    marek.get_by_role("link", name="Revoke").click()
    marek.get_by_label("Issued in error").check()
    go_on(marek)
    stranger.reload()
    expect(stranger.get_by_role("heading", level=1)).to_contain_text("Not valid")
    expect(stranger.locator("main")).to_contain_text("Issued in error")
