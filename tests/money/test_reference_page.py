"""The page about cases shows what the command really answers, and lists what really ships."""

import re
from argparse import ArgumentParser
from pathlib import Path

import pytest

from rung.cli import fund
from rung.money.case import Status
from rung.money.catalogue import shipped

PAGE = (Path(__file__).parents[2] / "docs/reference/fund-case.md").read_text("utf-8")


def block(language: str) -> str:
    """Return the first block of code in that language."""
    found = re.search(rf"^```{language}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    assert found
    return found[1]


def test_the_example_answers_as_the_page_says(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "case.json").write_text(block("json"), "utf-8")
    parser = ArgumentParser()
    fund.add_arguments(parser)
    assert fund.run(parser.parse_args(["split", "--in", str(tmp_path / "case.json"), "--on", "2026-03-16"])) == 0
    assert capsys.readouterr().out == block("text")


def test_the_page_lists_every_scheme_that_ships() -> None:
    table = PAGE.partition("## Schemes that ship")[2].partition("\n## ")[0]
    assert set(re.findall(r"^\| `([a-z0-9-]+)` \|", table, re.MULTILINE)) == set(shipped().schemes)


def test_the_page_lists_every_status() -> None:
    assert all(f"`{status}`" in PAGE for status in Status)
