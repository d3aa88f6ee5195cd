"""The reference page of stacking rules: its examples work, and it names every key, reason and clause there is."""

import json
import re
from datetime import date
from importlib.resources import files
from pathlib import Path

from jsonschema import Draft202012Validator

from rung.qualifications import Reason, evaluate, portfolio_from, rule_from

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "stacking-rules.md").read_text("utf-8")


def example(language: str) -> bytes:
    found = re.search(rf"^```{language}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    assert found
    return found[1].encode()


def schema(name: str) -> Draft202012Validator:
    return Draft202012Validator(
        json.loads(files("rung.qualifications").joinpath(f"data/{name}.schema.json").read_text("utf-8"))
    )


def test_the_example_of_holdings_meets_the_example_of_a_rule_as_the_page_says() -> None:
    """40 + 45 + 50 = 135 h of 120; three units; 85 h at level 5 or above of 135 are 62.96 %."""
    holdings = example("json")
    schema("holdings").validate(json.loads(holdings))
    on = date(2026, 5, 1)
    result = evaluate(rule_from(example("toml")), portfolio_from(holdings, on).holdings, on)
    assert result.eligible
    for one in result.clauses:
        assert one.sentence in " ".join(PAGE.split())


def test_every_key_of_a_rule_and_of_holdings_stands_on_the_page() -> None:
    for name in ("stacking-rule", "holdings"):
        for key in keys(schema(name).schema):
            assert f"`{key}`" in PAGE, f"{key} of {name}"


def test_every_reason_stands_on_the_page() -> None:
    for reason in Reason:
        assert f"`{reason.value}`" in PAGE


def keys(node: object) -> set[str]:
    """Return the names of all properties of a schema, at whatever depth."""
    if isinstance(node, list):
        return {key for one in node for key in keys(one)}
    if not isinstance(node, dict):
        return set()
    own = set(node["properties"]) if isinstance(node.get("properties"), dict) else set()
    return own | {key for one in node.values() for key in keys(one)}
