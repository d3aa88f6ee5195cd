"""Every kind of page, in both languages and both colour schemes, each of which is seen once."""

import pytest

from tests.browser.conftest import Place, Scheme, Visit
from tests.browser.usability import assert_page_is_usable

pytestmark = pytest.mark.browser

OWN = "main a[href^='/organisations/']"
CARD = ".card-list a"
WAYS = "main nav a[href$='/{}/']"
DESIGNS = (OWN, WAYS.format("designs"))
DRAFT = (*DESIGNS, "a[href$='/new/']")
AWARDS = (OWN, WAYS.format("awards"))
A_DESIGN = "main a[href*='/new/']"
OPEN = [
    Place("/"),
    Place("/verify/"),
    Place("/verify/sample/genuine/"),
    Place("/verify/sample/tampered/"),
    Place("/search/?q=akademia"),
    Place("/search/?q=akademia", links=("main a[href^='/issuers/']",)),
    Place("/styleguide/"),
    Place("/accessibility/"),
    Place("/account/login/"),
    Place("/account/signup/"),
    Place("/account/password/reset/"),
    Place("/account/password/reset/done/"),
    Place("/account/confirm-email/"),
    Place("/search/?q=test", links=("main a[href^='/designs/']",)),
    Place("/s/forged/", status=404),
    Place("/claim/forged/", status=404),
    Place("/nowhere/", status=404),
]
SIGNED_IN = [
    Place("/home/", "barbara"),
    Place("/home/", "ewa", (OWN,)),
    Place("/home/", "ewa", (OWN, "a[href$='/invite/']")),
    Place("/home/", "ewa", (OWN, "a[href$='/profile/']")),
    Place("/home/", "halina", (OWN,)),
    Place("/home/", "halina", (OWN, "a[href$='/accredit/']")),
    Place("/home/", "halina", (OWN, "a[href$='/withdraw/']")),
    Place("/home/", "ewa", DESIGNS),
    Place("/home/", "ewa", (*DESIGNS, "th a[href*='/designs/']")),
    Place("/home/", "ewa", (*DESIGNS, "th a[href*='/designs/']", "a[href$='/withdraw/']")),
    Place("/home/", "marek", DRAFT),
    Place("/home/", "ewa", (OWN, WAYS.format("assessors"))),
    Place("/home/", "ewa", (OWN, WAYS.format("assessors"), "a[href$='/authorise/']")),
    Place("/home/", "ewa", (OWN, WAYS.format("assessors"), "a[href$='/end/']")),
    Place("/home/", "ewa", (OWN, WAYS.format("keys"))),
    Place("/home/", "ewa", (OWN, WAYS.format("tokens"))),
    Place("/home/", "ewa", (OWN, WAYS.format("tokens"), "a[href$='/new/']")),
    Place("/home/", "marek", AWARDS),
    Place("/home/", "marek", (*AWARDS, "main table a")),
    Place("/home/", "marek", (*AWARDS, "main table a", "a[href$='/revoke/']")),
    Place("/home/", "marek", (OWN, WAYS.format("awards/new"))),
    Place("/home/", "marek", (OWN, WAYS.format("awards/new"), A_DESIGN)),
    Place("/home/", "marek", (OWN, WAYS.format("award-runs/new"), A_DESIGN)),
    Place("/home/", "marek", (OWN, WAYS.format("award-runs"), "main table a")),
    Place("/wallet/", "barbara"),
    Place("/wallet/", "ewa"),
    Place("/wallet/", "barbara", (CARD,)),
    Place("/wallet/", "barbara", (CARD, "a[href$='/share/']")),
    Place("/wallet/", "barbara", (CARD, "a[href$='/linkedin/']")),
    Place("/desk/", "piotr"),
    Place("/desk/", "piotr", ("a[href$='/new/']",)),
    Place("/desk/", "piotr", ("a[href$='/identity/']",)),
    Place("/desk/", "piotr", ("a[href$='/identity/']", "a[href$='/end/']")),
    Place("/account/data/", "barbara"),
    Place("/account/leave/", "barbara"),
    Place("/account/email/", "barbara"),
    Place("/account/logout/", "barbara"),
]


@pytest.mark.parametrize(("language", "scheme"), [("en", "light"), ("pl", "dark")])
@pytest.mark.parametrize("place", OPEN + SIGNED_IN, ids=str)
def test_it_is_usable(visit: Visit, place: Place, language: str, scheme: Scheme) -> None:
    page = visit(place, language, scheme)
    assert page.evaluate("performance.getEntriesByType('navigation')[0].responseStatus") == place.status
    assert page.locator("html").get_attribute("lang") == language
    assert page.title().endswith(" – Rung")
    assert_page_is_usable(page)
