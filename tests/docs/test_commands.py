"""What the README and the handbook tell a reader to type does what they say."""

from pathlib import Path

import pytest

from tests.docs import console

pytestmark = pytest.mark.thorough

ROOT = Path(__file__).parents[2]
STORIES = {
    "readme": ["README.md"],
    "credentials": ["docs/tutorial/first-credential.md", "docs/how-to/verify-offline.md"],
    "server": ["docs/how-to/install.md", "docs/how-to/mail.md", "docs/how-to/back-up.md"],
}
"""Pages that a reader goes through one after another, in one folder."""


@pytest.mark.parametrize("pages", STORIES.values(), ids=STORIES)
def test_the_commands_of_a_page_do_what_it_says(pages: list[str], tmp_path: Path) -> None:
    for name in (".venv", "src"):  # a reader of the README stands in the repository
        (tmp_path / name).symlink_to(ROOT / name)
    for page in pages:
        assert console.play((ROOT / page).read_text("utf-8"), tmp_path) > 0


def test_every_page_with_commands_to_run_is_run() -> None:
    told = [ROOT / "README.md", *(path for path in ROOT.glob("docs/**/*.md") if "_build" not in path.parts)]
    marked = {str(path.relative_to(ROOT)) for path in told if console.MARK.search(path.read_text("utf-8"))}
    assert marked == {page for pages in STORIES.values() for page in pages}


PAGE = """
<!-- file: names.txt -->
```text
Ewa
Barbara
```

<!-- run exit={exit} -->
```console
$ sort names.txt
{answer}
$ grep Adam names.txt
```
"""


def test_a_page_that_tells_the_truth_passes(tmp_path: Path) -> None:
    assert console.play(PAGE.format(answer="Barbara\nEwa", exit=1), tmp_path) == 2


@pytest.mark.parametrize(
    ("answer", "exit_code"),
    [
        pytest.param("Ewa\nBarbara", 1, id="another answer"),
        pytest.param("Barbara", 1, id="a line left out"),
        pytest.param("Barbara\nEwa", 0, id="another exit code"),
    ],
)
def test_a_page_that_is_wrong_fails(answer: str, exit_code: int, tmp_path: Path) -> None:
    with pytest.raises(AssertionError):
        console.play(PAGE.format(answer=answer, exit=exit_code), tmp_path)


@pytest.mark.parametrize(
    ("wanted", "fits"),
    [
        ("one\ntwo\nthree", True),
        ("o…\n…wo\nthree", True),
        ("one\n…", True),
        ("…\nthree", True),
        ("one\n…\nthree", True),
        ("one\n…\ntwo\nthree", True),
        ("one\nthree", False),
        ("…\ntwo", False),
        ("o…o\nthree", False),
    ],
)
def test_dots_stand_for_anything_on_a_line_or_for_lines(wanted: str, fits: bool) -> None:  # noqa: FBT001 — a parameter
    assert console.answers(wanted, "one\ntwo\nthree\n") is fits


def test_a_mark_that_marks_nothing_fails(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="no block"):
        console.play("<!-- run -->\nSome words.\n", tmp_path)
