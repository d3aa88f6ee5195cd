"""What makes a page usable, as far as a machine can tell: axe, reflow, keyboard, and nothing inline.

Each check returns sentences about what is wrong; none means that it holds.
"""

import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

import pytest
from playwright.sync_api import Page

AXE = Path(__file__).parents[1] / "foreign" / "node_modules" / "axe-core" / "axe.min.js"
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
NARROWEST = 320  # CSS pixels, WCAG 2.2, 1.4.10: a page of 1280 pixels at 400 %
MOST_STOPS = 400

_heard: WeakKeyDictionary[Page, list[str]] = WeakKeyDictionary()


def watch(page: Page) -> None:
    """Write down what the browser complains about from now on: scripts that fail, policies that are broken."""
    heard = _heard.setdefault(page, [])
    page.on("pageerror", lambda error: heard.append(f"script: {error.message}"))
    page.on("console", lambda message: _note(heard, message.type, message.text))


def _note(heard: list[str], kind: str, text: str) -> None:
    if kind in {"error", "warning"} and "status of 4" not in text:
        heard.append(f"{kind}: {text}")


def assert_page_is_usable(page: Page) -> None:
    """Fail with everything that is wrong with a page."""
    checks: tuple[Callable[[Page], list[str]], ...] = (
        complaints,
        inline_things,
        axe_findings,
        overflow,
        keyboard_traps,
    )
    wrong = [sentence for check in checks for sentence in check(page)]
    assert not wrong, f"{page.url}\n  " + "\n  ".join(wrong)


def complaints(page: Page) -> list[str]:
    """Return what the browser's console said."""
    return list(_heard.get(page, []))


def inline_things(page: Page) -> list[str]:
    """Return the styles and scripts that stand in the page itself, where the policy would refuse them."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll("*")].filter((element) =>
            element.matches("style, [style], script:not([src])") ||
            [...element.attributes].some((attribute) => attribute.name.startsWith("on"))
        ).map((element) => `inline: ${element.outerHTML.slice(0, 120)}`)"""
    )
    return found


@cache
def axe_source() -> str:
    """Return axe-core, or skip where it was not installed."""
    path = Path(os.environ.get("RUNG_AXE", AXE))
    if not path.exists():
        pytest.skip("needs axe-core: run npm ci in tests/foreign, or name axe.min.js in RUNG_AXE")
    return path.read_text()


def axe_findings(page: Page) -> list[str]:
    """Return the violations that axe finds, against WCAG 2.2 A and AA and its best practices."""
    page.evaluate(axe_source())
    result: dict[str, Any] = page.evaluate(
        "(tags) => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})", AXE_TAGS
    )
    return [
        f"axe {violation['id']}: {violation['help']}: {node['target']} {node['failureSummary']}"
        for violation in result["violations"]
        for node in violation["nodes"]
    ]


def overflow(page: Page) -> list[str]:
    """Return what makes the page scroll sideways at its narrowest."""
    before = page.viewport_size
    page.set_viewport_size({"width": NARROWEST, "height": 640})
    found: list[str] = page.evaluate(
        """(width) => document.documentElement.scrollWidth <= width ? [] :
            [...document.body.querySelectorAll("*")]
                .filter((element) => element.getBoundingClientRect().right > width + 1)
                .filter((element) => getComputedStyle(element.offsetParent ?? element).overflowX !== "auto")
                .map((element) => `wider than ${width} pixels: ${element.outerHTML.slice(0, 120)}`)""",
        NARROWEST,
    )
    if before:
        page.set_viewport_size(before)
    return found


def keyboard_traps(page: Page) -> list[str]:
    """Return the controls that Tab never reaches, and those that do not show that they have the focus."""
    page.evaluate(_NUMBER_CONTROLS)
    reached, wrong = _walk(page)
    missed: list[str] = page.evaluate(_MISSED, reached)
    return wrong + missed


def _walk(page: Page) -> tuple[list[str], list[str]]:
    reached: list[str] = []
    wrong: list[str] = []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate(_FOCUSED)
        if stop is None or (reached and stop["number"] == reached[0]):
            return reached, wrong
        if stop["number"] not in reached:
            reached.append(stop["number"])
            wrong += stop["wrong"]
    return reached, [*wrong, f"Tab finds no end within {MOST_STOPS} steps"]


_NUMBER_CONTROLS = """() => {
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute("tabindex");
    const controls = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";
    [...document.querySelectorAll(controls)]
        .filter((element) => !element.disabled && element.checkVisibility({visibilityProperty: true}))
        .forEach((element, number) => element.setAttribute("data-stop", number));
}"""

_FOCUSED = """() => {
    const element = document.activeElement;
    if (!element || element === document.body || element === document.documentElement) return null;
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    const wrong = [];
    if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2)
        wrong.push(`no visible focus: ${element.outerHTML.slice(0, 120)}`);
    if (box.bottom < 0 || box.top > innerHeight || box.right < 0 || box.left > innerWidth)
        wrong.push(`focus out of sight: ${element.outerHTML.slice(0, 120)}`);
    return {number: element.getAttribute("data-stop") ?? element.outerHTML.slice(0, 120), wrong};
}"""

_MISSED = """(reached) => {
    const groups = new Set(reached.map((number) => document.querySelector(`[data-stop="${CSS.escape(number)}"]`))
        .filter((element) => element && element.type === "radio").map((element) => element.name));
    return [...document.querySelectorAll("[data-stop]")]
        .filter((element) => !reached.includes(element.dataset.stop))
        .filter((element) => !(element.type === "radio" && groups.has(element.name)))
        .map((element) => `never reached by Tab: ${element.outerHTML.slice(0, 120)}`);
}"""
