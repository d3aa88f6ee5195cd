"""Pages for what goes wrong: they say what happened and what to do, and ask nothing of a broken house."""

import re

import pytest
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.translation import override

from rung.platform.kernel.errors import RuleBrokenError
from rung.platform.site import pages
from tests.browser.conftest import Place, Visit
from tests.browser.usability import assert_page_is_usable


@pytest.fixture
def request_of_nobody() -> HttpRequest:
    return RequestFactory().get("/somewhere/")


@pytest.mark.parametrize(
    ("view", "status"),
    [(pages.bad_request, 400), (pages.permission_denied, 403), (pages.not_found, 404), (pages.form_expired, 403)],
)
def test_it_answers_with_the_status_and_asks_no_database(
    request_of_nobody: HttpRequest, view: object, status: int
) -> None:
    response = view(request_of_nobody)  # type: ignore[operator]
    assert response.status_code == status
    assert len(re.findall("<h1>", response.content.decode())) == 1


def test_a_fault_of_ours_is_told_in_both_languages_whatever_is_set() -> None:
    with override("pl"):
        response = pages.server_error(RequestFactory().get("/"))
    text = response.content.decode()
    assert response.status_code == 500
    assert "The fault is ours" in text
    assert re.search(r'<div lang="pl">\s*<h2>To nasza wina', text)


def test_a_refusal_shows_its_sentence_escaped() -> None:
    html = render_to_string("refused.html", {"refusal": RuleBrokenError("A provider cannot accredit <itself>.")})
    assert "A provider cannot accredit &lt;itself&gt;." in html


@pytest.mark.browser
def test_a_form_whose_cookies_are_gone_says_that_it_expired(visit: Visit) -> None:
    page = visit(Place("/account/login/"))
    page.context.clear_cookies()
    page.get_by_role("button", name="Sign in", exact=True).click()
    assert page.get_by_role("heading", level=1).inner_text() == "This form has expired"
    assert_page_is_usable(page)


@pytest.mark.browser
def test_what_is_not_hers_does_not_exist_for_her(visit: Visit) -> None:
    page = visit(Place("/desk/", "barbara"))
    assert page.get_by_role("heading", level=1).inner_text() == "There is no such page"
