"""Every sentence of the table is said somewhere, and every code that is said has a sentence."""

import ast
import re
from pathlib import Path

from rung.money.conditions import KINDS
from rung.money.findings import SENTENCES

SOURCE = Path(__file__).parents[2] / "src/rung/money"
ANSWERS = ("yes", "no", "unknown")


def codes_in_source() -> set[str]:
    """Return the codes that the library builds: literals, and those that end in an answer chosen at run time."""
    found = {f"{kind.kind}.{word}" for kind in KINDS for word in ANSWERS}
    for file in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            match node:
                case ast.Call(func=ast.Attribute(value=ast.Name(id="Finding"), attr="of"), args=[code]):
                    written = ast.unparse(code)
                    topic = re.match(r"f?['\"]+([a-z_]+)\.", written)
                    assert topic, written
                    words = re.findall(r"'([a-z_]+)'", written.partition("{")[2]) or ANSWERS
                    built = {f"{topic[1]}.{word}" for word in words}
                    found |= {str(code.value)} if isinstance(code, ast.Constant) else built
    return found


def test_the_table_has_exactly_what_the_library_says() -> None:
    told = {code for code in SENTENCES if not code.endswith("_remedy")}
    elsewhere = {"rate.applies", "rate.better"}  # said by the command line
    assert codes_in_source() | elsewhere == told


def test_a_remedy_belongs_to_a_sentence_and_uses_no_more_than_its_data() -> None:
    for code, template in SENTENCES.items():
        if code.endswith("_remedy"):
            sentence = SENTENCES[code.removesuffix("_remedy")]
            assert not set(re.findall(r"{(\w+)}", template)) - set(re.findall(r"{(\w+)}", sentence)) - {"months"}
        assert template.endswith((".", "{why}"))
