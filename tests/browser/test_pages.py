"""Every kind of page, in both languages and both colour schemes."""

import pytest

from tests.browser.conftest import Place, Scheme, Visit
from tests.browser.usability import assert_page_is_usable

pytestmark = pytest.mark.browser

OWN = "main a[href^='/organisations/']"
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
    Place("/desk/", "piotr"),
    Place("/desk/", "piotr", ("a[href$='/new/']",)),
    Place("/desk/", "piotr", ("a[href$='/identity/']",)),
    Place("/desk/", "piotr", ("a[href$='/identity/']", "a[href$='/end/']")),
    Place("/account/data/", "barbara"),
    Place("/account/leave/", "barbara"),
    Place("/account/email/", "barbara"),
    Place("/account/logout/", "barbara"),
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "pl"])
@pytest.mark.parametrize("place", OPEN + SIGNED_IN, ids=str)
def test_it_is_usable(visit: Visit, place: Place, language: str, scheme: Scheme) -> None:
    page = visit(place, language, scheme)
    assert page.evaluate("performance.getEntriesByType('navigation')[0].responseStatus") == place.status
    assert page.locator("html").get_attribute("lang") == language
    assert page.title().endswith(" – Rung")
    assert_page_is_usable(page)
