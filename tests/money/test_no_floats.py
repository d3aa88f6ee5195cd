"""Money is counted, never measured: no float comes into funding code (NFR-5). Checked in the syntax, not by trust."""

import ast
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CODE = [
    *sorted((ROOT / "src/rung/money").rglob("*.py")),
    ROOT / "src/rung/core/money.py",
    ROOT / "src/rung/cli/fund.py",
]
RULES = sorted((ROOT / "src/rung/money/data").rglob("*.toml"))
FORBIDDEN_NAMES = {"float", "round", "Decimal", "truediv", "fsum", "divide"}
FORBIDDEN_MODULES = {"decimal", "math", "statistics", "numpy", "cmath"}


def floats_in(source: str) -> list[str]:
    """Return what may bring a float into `source`: a literal, a name, a true division, a power, a module."""
    found = []
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Constant(value=float() | complex()):
                found.append(f"line {node.lineno}: a literal")
            case ast.Name(id=name) | ast.Attribute(attr=name) if name in FORBIDDEN_NAMES:
                found.append(f"line {node.lineno}: {name}")
            case ast.BinOp(op=ast.Div() | ast.Pow()) | ast.AugAssign(op=ast.Div() | ast.Pow()):
                found.append(f"line {node.lineno}: division or power")
            case ast.Import(names=names) if any(name.name in FORBIDDEN_MODULES for name in names):
                found.append(f"line {node.lineno}: import")
            case ast.ImportFrom(module=str(module)) if module in FORBIDDEN_MODULES:
                found.append(f"line {node.lineno}: from {module}")
            case _:
                pass
    return found


@pytest.mark.parametrize("file", CODE, ids=lambda file: str(file.relative_to(ROOT)))
def test_no_float_comes_into_funding_code(file: Path) -> None:
    assert floats_in(file.read_text("utf-8")) == []


@pytest.mark.parametrize("file", RULES, ids=lambda file: file.name)
def test_no_float_stands_in_a_file_of_rules(file: Path) -> None:
    def refuse(literal: str) -> None:
        pytest.fail(f"{file}: {literal}")

    tomllib.loads(file.read_text("utf-8"), parse_float=refuse)


@pytest.mark.parametrize(
    "planted",
    [
        "x = 0.1",
        "x = float(1)",
        "x = 1 / 2",
        "x /= 2",
        "x = round(y)",
        "import math",
        "from decimal import Decimal",
        "x = 2**-1",
    ],
)
def test_a_planted_float_is_found(planted: str) -> None:
    assert floats_in(planted)
