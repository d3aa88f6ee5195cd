"""What people do on the pages, with the keyboard, without scripts, in their own language."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Place, Visit

pytestmark = pytest.mark.browser

FRONT = Place("/")
SIGN_IN = Place("/account/login/")
GUIDE = Place("/styleguide/")


def style(page: Page, selector: str, name: str) -> str:
    value: str = page.locator(selector).first.evaluate("(element, name) => getComputedStyle(element)[name]", name)
    return value


def test_the_first_tab_leads_straight_to_the_content(visit: Visit) -> None:
    page = visit(FRONT)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_changing_the_language_stays_on_the_page(visit: Visit) -> None:
    page = visit(Place("/accessibility/"))
    page.get_by_role("button", name="Polski").click()
    expect(page).to_have_url(re.compile("/accessibility/$"))
    expect(page.locator("html")).to_have_attribute("lang", "pl")
    expect(page.locator(".language-switch [aria-current]")).to_have_text("Polski")


def test_each_language_is_named_in_itself(visit: Visit) -> None:
    page = visit(FRONT, "pl")
    button = page.get_by_role("button", name="English")
    assert button.get_attribute("lang") == "en"


def test_what_is_wrong_with_a_form_takes_the_focus_and_leads_to_the_field(visit: Visit) -> None:
    page = visit(SIGN_IN)
    page.get_by_role("button", name="Sign in", exact=True).click()
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    assert page.title().startswith("Error: ")
    summary.get_by_role("link", name=re.compile("^Password")).click()
    expect(page.get_by_label("Password")).to_be_focused()


def test_a_field_with_an_error_is_described_by_it(visit: Visit) -> None:
    page = visit(SIGN_IN)
    page.get_by_role("button", name="Sign in", exact=True).click()
    field = page.get_by_label("Password")
    assert field.get_attribute("aria-invalid") == "true"
    described = field.get_attribute("aria-describedby") or ""
    expect(page.locator(f"#{described}")).to_contain_text("Error:")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_visitor_of_the_demonstration_goes_in_and_out(visit: Visit, scripts: bool) -> None:  # noqa: FBT001 — a parameter of the test
    page = visit(SIGN_IN, scripts=scripts)
    page.get_by_role("button", name="Barbara Nowak").click()
    expect(page).to_have_url(re.compile("/home/$"))
    page.locator("summary", has_text="Barbara Nowak").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_the_front_page_checks_what_is_pasted(visit: Visit, scripts: bool) -> None:  # noqa: FBT001 — as above
    page = visit(FRONT, scripts=scripts)
    page.get_by_label("Or paste its text").fill("this is no credential")
    page.get_by_role("button", name="Check it").click()
    expect(page).to_have_url(re.compile("/verify/$"))
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator(".verdict-sign, .error-summary").first).to_be_visible()


def test_a_dropped_file_may_land_anywhere_in_the_area(visit: Visit) -> None:
    page = visit(FRONT)
    area = page.locator("#check-file")
    area.scroll_into_view_if_needed()
    box = area.bounding_box()
    assert box
    under_the_corner = page.evaluate(
        "([x, y]) => document.elementFromPoint(x, y).id", [box["x"] + box["width"] - 6, box["y"] + box["height"] - 6]
    )
    assert under_the_corner == "check-file"
    assert box["height"] >= 100


def test_the_samples_are_told_apart(visit: Visit) -> None:
    genuine, tampered = (visit(Place(f"/verify/sample/{slug}/")) for slug in ("genuine", "tampered"))
    assert genuine.locator(".verdict.tone-good").count() == 1
    assert tampered.locator(".verdict.tone-bad").count() == 1
    assert genuine.locator(".verdict h1").inner_text() != tampered.locator(".verdict h1").inner_text()


def test_the_copy_button_is_there_only_where_it_works(visit: Visit) -> None:
    expect(visit(GUIDE).locator("[data-copy]")).to_be_visible()
    expect(visit(GUIDE, scripts=False).locator("[data-copy]")).to_be_hidden()


def test_copying_says_so(visit: Visit) -> None:
    page = visit(GUIDE)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator("[data-copy]").click()
    expect(page.get_by_text("Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.locator("[data-copy-source] code").inner_text()


def test_the_style_guide_can_be_held_to_one_scheme(visit: Visit) -> None:
    dark = visit(Place("/styleguide/?scheme=dark"), scheme="light")
    light = visit(Place("/styleguide/?scheme=light"), scheme="dark")
    assert style(dark, "body", "backgroundColor") == "rgb(26, 24, 21)"  # --paper of dark.css, #1a1815
    assert style(light, "body", "backgroundColor") == "rgb(250, 246, 236)"  # --paper of tokens.css, #faf6ec


def test_nothing_moves_for_those_who_asked_for_that(visit: Visit) -> None:
    page = visit(FRONT)
    page.emulate_media(reduced_motion="reduce")
    assert style(page, ".button", "transitionDuration") == "0s"
    page.emulate_media(reduced_motion="no-preference")
    assert style(page, ".button", "transitionDuration") != "0s"


def test_paper_carries_the_text_and_nothing_to_press(visit: Visit) -> None:
    page = visit(GUIDE)
    page.emulate_media(media="print")
    assert style(page, ".site-nav", "display") == "none"
    assert style(page, ".button", "display") == "none"
    assert style(page, ".verdict", "display") != "none"


def test_edges_remain_where_a_person_sets_her_own_colours(visit: Visit) -> None:
    page = visit(GUIDE)
    page.emulate_media(forced_colors="active")
    assert style(page, ".tag", "borderTopWidth") == "2px"
    assert style(page, ".button", "borderTopWidth") == "2px"


def test_the_typeface_comes_from_this_house(visit: Visit, rung: str) -> None:
    page = visit(FRONT, "pl")
    loaded: list[str] = page.evaluate(
        "async () => { await document.fonts.ready; return performance.getEntriesByType('resource').map((r) => r.name) }"
    )
    assert [name for name in loaded if not name.startswith(rung)] == []
    assert any("latin-ext-400-normal" in name for name in loaded)  # ł, ę and their like stand in the extension
    assert page.evaluate("document.fonts.check('16px \"Atkinson Hyperlegible\"', 'ł')")


def test_an_administrator_invites_somebody_without_scripts(visit: Visit) -> None:
    page = visit(Place("/home/", "ewa", ("main a[href^='/organisations/']", "a[href$='/invite/']")), scripts=False)
    page.get_by_label("Their e-mail address").fill("nobody@demo.example")
    page.get_by_label("Issuer staff").check()
    page.get_by_role("button", name="Send the invitation").click()
    expect(page.locator(".messages")).to_contain_text("on its way to nobody@demo.example")
    expect(page.locator("main")).to_contain_text("Invitations on their way")


def test_an_invitation_without_a_role_leads_back_to_the_question(visit: Visit) -> None:
    page = visit(Place("/home/", "ewa", ("main a[href^='/organisations/']", "a[href$='/invite/']")), "pl")
    page.get_by_label("Adres e-mail tej osoby").fill("kto@demo.example")
    page.get_by_role("button", name="Wyślij zaproszenie").click()
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_role("alert")).to_contain_text("Co będzie robić ta osoba")


def test_nobody_is_offered_to_let_herself_sign(visit: Visit) -> None:
    page = visit(Place("/home/", "ewa", ("main a[href^='/organisations/']",)))
    expect(page.get_by_role("button", name="Let sign: Ewa Lis")).to_have_count(0)


def test_a_newcomer_verifies_a_sample_and_a_tampered_copy_from_the_front_page(visit: Visit) -> None:
    page = visit(FRONT, scripts=False)
    page.get_by_role("link", name=re.compile("genuine sample")).click()
    expect(page.locator("h1")).to_contain_text("Genuine")
    page.get_by_role("link", name=re.compile("tampered")).first.click()
    expect(page.locator("h1")).to_contain_text("Not valid")
