"""What the papers of the house point at is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAPERS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
THREATS = (ROOT / "THREAT_MODEL.md").read_text("utf-8")
NAMED = re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", THREATS)
LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)(?:#[^)]*)?\)")
FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize(("file", "name"), NAMED, ids=[name for _, name in NAMED])
def test_a_test_that_the_threat_model_names_exists(file: str, name: str) -> None:
    assert f"def {name}(" in (ROOT / file).read_text("utf-8")


def test_every_threat_names_a_test() -> None:
    threats = THREATS.partition("## Threats")[2].partition("\n## ")[0].split("\n### ")[1:]
    assert [threat.splitlines()[0] for threat in threats if "::test_" not in threat] == []
    assert len(threats) >= 10  # they were looked at


@pytest.mark.parametrize("paper", PAPERS, ids=[str(paper.relative_to(ROOT)) for paper in PAPERS])
def test_every_link_leads_somewhere(paper: Path) -> None:
    prose = FENCE.sub("", paper.read_text("utf-8"))
    assert [link for link in LINK.findall(prose) if not (paper.parent / link).exists()] == []


def test_the_makefile_has_every_command_that_the_papers_name() -> None:
    targets = set(re.findall(r"^([a-z.][\w./-]*):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    told = {word for paper in PAPERS for word in re.findall(r"\bmake ([a-z][a-z-]+)\b`", paper.read_text("utf-8"))}
    assert told - targets == set()
