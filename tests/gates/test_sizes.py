"""A file that outgrows 400 lines, or a function that outgrows 40, wants a room of its own."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILES = [
    file
    for folder in ("src", "tests", "bench")
    for file in sorted((ROOT / folder).rglob("*.py"))
    if "migrations" not in file.parts and "node_modules" not in file.parts
]
LONGEST_FILE, LONGEST_FUNCTION = 400, 40


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_files_and_functions_stay_small(file: Path) -> None:
    source = file.read_text()
    assert source.count("\n") <= LONGEST_FILE
    long = [
        f"{node.name} has {node.end_lineno - node.lineno + 1} lines"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno is not None
        and node.end_lineno - node.lineno + 1 > LONGEST_FUNCTION
    ]
    assert long == []
