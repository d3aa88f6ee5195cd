"""Every dependency has a page that says why it is there, and whose facts are those of the lock."""

import re
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
LOCK: dict[str, dict[str, Any]] = {
    package["name"]: package for package in tomllib.loads((ROOT / "uv.lock").read_text("utf-8"))["package"]
}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
DECISIONS = {path.name: path.read_text("utf-8") for path in (ROOT / "docs/decisions").glob("*.md")}
DIRECT = sorted(
    re.split(r"[\[<>=]", wanted)[0].lower()
    for wanted in [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["postgresql"]]
)
COPYLEFT = {"frozendict", "psycopg", "psycopg-binary"}
"""Told on the page about the licence."""


def released(package: dict[str, Any]) -> str:
    """Return the day on which the locked version was first uploaded."""
    files = [*package.get("wheels", ()), *([package["sdist"]] if "sdist" in package else ())]
    return min(str(file["upload-time"]) for file in files)[:10]


def needed_by(name: str, seen: set[str]) -> Iterator[str]:
    """Yield a package and everything that it brings on Linux."""
    if name in seen:
        return
    seen.add(name)
    yield name
    for wanted in LOCK[name].get("dependencies", ()):
        if "win32" not in wanted.get("marker", "") and "emscripten" not in wanted.get("marker", ""):
            yield from needed_by(wanted["name"], seen)


def licence_of(name: str) -> str:
    """Return what an installed package says of its licence."""
    told = metadata.metadata(name).json
    classifiers = [one for one in told.get("classifier", []) if one.startswith("License")]
    return " ".join([str(told.get("license_expression", "")), str(told.get("license", ""))[:80], *classifiers])


@pytest.mark.parametrize("name", DIRECT)
def test_a_dependency_has_a_page_with_its_locked_version_day_and_licence(name: str) -> None:
    facts = re.compile(rf"\b{re.escape(name)} {re.escape(LOCK[name]['version'])}, released {released(LOCK[name])}, \S+")
    pages = [page for page, text in DECISIONS.items() if re.search(facts.pattern, text, re.IGNORECASE)]
    assert len(pages) == 1, f"One decision has to say: {facts.pattern}"


def test_every_decision_tells_how_to_undo_it() -> None:
    heads = ["## Context", "## Decision", "## Consequences", "## How to undo it"]
    lacking = {
        page
        for page, text in DECISIONS.items()
        if page != "index.md" and re.findall("^## .*", text, re.MULTILINE) != heads
    }
    assert lacking == set()


def test_copyleft_joins_only_where_the_page_about_the_licence_says_so() -> None:
    shipped = {name for direct in [*DIRECT, "psycopg-binary"] for name in needed_by(direct, set())}
    assert {name for name in shipped if "GPL" in licence_of(name)} == COPYLEFT
    assert all(name.partition("-")[0] in DECISIONS["licence.md"] for name in COPYLEFT)
