"""The harness must find what it is there to find; else a green run proves nothing."""

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import usability

pytestmark = pytest.mark.browser

SOUND = """<!doctype html><html lang="en"><head><title>Sound – Rung</title></head><body>
<main><h1>Sound</h1><p><a href="#a">A link</a></p></main></body></html>"""


@pytest.fixture
def page(browser: Browser) -> Page:
    made = browser.new_page(viewport={"width": 390, "height": 844})
    usability.watch(made)
    return made


def test_it_passes_a_sound_page(page: Page) -> None:
    page.set_content(SOUND.replace("</head>", "<style>:focus-visible{outline:3px solid}</style></head>"))
    assert usability.axe_findings(page) == []
    assert usability.overflow(page) == []
    assert usability.keyboard_traps(page) == []


def test_it_finds_an_input_without_a_label(page: Page) -> None:
    page.set_content(SOUND.replace("</main>", "<input></main>"))
    assert any(finding.startswith("axe label:") for finding in usability.axe_findings(page))


def test_it_finds_text_that_is_too_pale(page: Page) -> None:
    page.set_content(SOUND.replace("<p>", '<p style="color: #999; background: #fff">pale '))
    assert any(finding.startswith("axe color-contrast:") for finding in usability.axe_findings(page))


def test_it_finds_what_is_wider_than_the_narrowest_screen(page: Page) -> None:
    page.set_content(SOUND.replace("<p>", '<p style="width: 340px">'))
    assert any("wider than 320 pixels" in finding for finding in usability.overflow(page))


def test_it_finds_a_control_that_hides_its_focus(page: Page) -> None:
    page.set_content(SOUND.replace("</head>", "<style>a:focus{outline:none}</style></head>"))
    assert usability.keyboard_traps(page) == ['no visible focus: <a href="#a" data-stop="0">A link</a>']


def test_it_finds_a_control_that_tab_never_reaches(page: Page) -> None:
    page.set_content(SOUND.replace("</p>", '</p><button tabindex="-1">Never</button>'))
    assert any("never reached by Tab" in finding for finding in usability.keyboard_traps(page))


@pytest.mark.parametrize("culprit", ['<p style="color: red">', "<script>1</script><p>", '<p onclick="1">'])
def test_it_finds_what_stands_inline(page: Page, culprit: str) -> None:
    page.set_content(SOUND.replace("<p>", culprit))
    assert len(usability.inline_things(page)) == 1


def test_it_hears_the_browser_complain(page: Page) -> None:
    page.set_content(SOUND)
    page.evaluate("console.error('Refused to apply inline style')")
    assert usability.complaints(page) == ["error: Refused to apply inline style"]
