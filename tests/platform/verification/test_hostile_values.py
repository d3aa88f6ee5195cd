"""Whatever a credential says is shown as text: names, titles and addresses of somebody who wishes us ill."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from django.test import Client

from rung.credentials import award
from rung.credentials.alignments import Concept
from rung.credentials.award import Award, LearningOutcome
from tests.platform.verification.credentials import ACADEMY, AWARD, TESTING, issue, sign
from tests.platform.verification.test_pages import a_file

pytestmark = pytest.mark.thorough

MARKUP = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg onload=alert(1)>", "</title><script>x</script>",
    '"><script>alert(1)</script>', "'><b>", "</textarea><script>x</script>", "<!--", "-->", "<![CDATA[x]]>",
    "<iframe src=javascript:alert(1)>", "<a href=javascript:alert(1)>x</a>", "<style>*{display:none}</style>",
    "<base href=https://evil.example/>", "<meta http-equiv=refresh content=0>", "<form action=https://evil.example>",
    "<input autofocus onfocus=alert(1)>", "<details open ontoggle=alert(1)>", "<math><mi//xlink:href='data:x'>",
    "<object data=x>", "<embed src=x>", "<link rel=stylesheet href=//evil.example>", "<template><script>x</script>",
    "<noscript><p title='</noscript><script>x</script>'>", "<body onload=alert(1)>", "<bdo dir=rtl>", "</bdi></p>",
    "<marquee onstart=alert(1)>", "<video><source onerror=alert(1)>", "<select><option></select><script>x</script>",
]  # fmt: skip
TEMPLATES = [
    "{{ settings.SECRET_KEY }}", "{% load static %}", "{% debug %}", "{name}", "{0}", "{finding.__class__}", "{",
    "}", "%(name)s", "%s%s%s", "${7*7}", "#{7*7}", "<%= 7*7 %>", "{{7*7}}", "{names!r:>99999999}", "\\{name\\}",
]  # fmt: skip
WRITING = [
    "\u202egnp.exe", "\u2066evil\u2069", "\u200e\u200f", "a\u0300" * 40, "\ufeffBOM", "عربي مقلوب", "עברית", "ﷺ" * 20,
    "名前", "ชื่อ", "🏳️‍🌈", "Zażółć gęślą jaźń", "ǅ", "ﬁ", "\u2028line\u2029", "a\tb", "nul\\u0000",
    "\u00ad\u00ad", "\u180e", "I\u0307", "\U000e0041\U000e0042",
]  # fmt: skip
ADDRESSES = [
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,<script>x</script>", "vbscript:x", "//evil.example",
    'https://evil.example/"onmouseover="alert(1)', "https://evil.example/<script>", "http://[::1]/", "file:///etc/passwd",
    "https://user:pass@evil.example/", "blob:x", "about:blank",
]  # fmt: skip
OTHER = [
    "Robert'); DROP TABLE students;--", '=HYPERLINK("x")', "@SUM(1)", "+1", "-1", "null", "undefined", "NaN", "true",
    "0", "..", "../../etc/passwd", "CON", "a" * 5_000, "&amp;lt;", "&#60;script&#62;", "&lt;b&gt;",
    "\\u003cscript\\u003e", "<", ">", '"', "'",
]  # fmt: skip
HOSTILE = MARKUP + TEMPLATES + WRITING + ADDRESSES + OTHER


class Elements(HTMLParser):
    """Collects every element with its attributes, and the text between them."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def parsed(html: str) -> Elements:
    elements = Elements()
    elements.feed(html)
    return elements


def skeleton(html: str) -> list[tuple[str, list[str]]]:
    """Return the elements with the names of their attributes: what a value must never change.

    In sorted order, for the rows of a credential are sorted by what they say.
    """
    return sorted((tag, sorted(attributes)) for tag, attributes in parsed(html).elements)


def saying(text: str) -> Award:
    """Return an award that says `text` wherever its issuer writes freely."""
    achievement = replace(
        TESTING,
        title=text, description=text, criteria=text, prerequisites=text,
        outcomes=(LearningOutcome("https://academy.example/outcomes/plan", text),),
        skills=(Concept("https://academy.example/skills/plan", text),),
    )  # fmt: skip
    return replace(
        AWARD, issuer=replace(ACADEMY, name=text), achievement=achievement, learner=replace(AWARD.learner, name=text),
        grade=text, evidence=(Concept("https://academy.example/evidence", text),),
    )  # fmt: skip


def report_on(browser: Client, text: str) -> str:
    page = browser.post("/verify/", {"file": a_file(issue(saying(text)))})
    assert page.status_code == 200
    assert "as the signer calls itself" in page.content.decode()  # it was read, and its values are shown
    return page.content.decode()


def test_there_are_a_hundred_of_them() -> None:
    assert len(set(HOSTILE)) >= 100


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_stays_text(browser: Client, text: str) -> None:
    harmless = skeleton(report_on(browser, "Harmless"))
    shown = report_on(browser, text)
    assert skeleton(shown) == harmless


def test_a_harmless_text_is_really_there(browser: Client) -> None:
    assert "".join(parsed(report_on(browser, "R & D <advanced>")).text).count("R & D <advanced>") >= 8


def test_marks_that_turn_text_around_are_made_visible(browser: Client) -> None:
    above = report_on(browser, "abc\u202edef").partition("<pre")[0]
    assert "\u202e" not in above
    assert "abc�def" in above


@pytest.mark.parametrize("address", ["http://academy.example/x", "data:text/html", "urn:x:y"])
def test_only_https_is_linked(browser: Client, address: str) -> None:
    page = browser.post(
        "/verify/", {"file": a_file(issue(replace(AWARD, evidence=(Concept(address, "Evidence of it"),))))}
    )
    assert "Evidence of it" in page.content.decode()
    assert f'href="{address}"' not in page.content.decode()


def test_a_script_in_the_place_of_an_address_is_not_linked(browser: Client) -> None:
    document = award.document(AWARD)
    document["evidence"] = [{"id": "javascript:alert(1)", "type": ["Evidence"], "name": "Evidence of it"}]
    page = browser.post("/verify/", {"file": a_file(sign(document))})
    assert page.status_code == 200
    assert 'href="javascript:' not in page.content.decode()


def test_a_link_of_the_credential_tells_the_other_side_nothing(browser: Client) -> None:
    html = report_on(browser, "Work")
    links = [attributes for tag, attributes in parsed(html).elements if tag == "a" and "academy" in str(attributes)]
    assert links
    assert all(link["rel"] == "noreferrer nofollow" for link in links)


def test_lines_of_a_description_are_kept(browser: Client) -> None:
    assert ">one</p>" in report_on(browser, "one\ntwo")


def test_nothing_runs_that_is_not_ours(browser: Client) -> None:
    html = report_on(browser, "<script>alert(1)</script>")
    assert re.findall(r"<script(?! src=\"/static/rung/rung\.js\" defer>)", html) == []
