"""Rules as files: what is read, and that everything else is refused with its place and a remedy."""

import json
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from rung.core import Period
from rung.qualifications import (
    Clause,
    Conditions,
    CreditSum,
    HourShare,
    HourSum,
    Kind,
    Prerequisite,
    Selection,
    UnitCount,
    rule_from,
    shipped_names,
    shipped_rule,
    version_in_force,
)
from rung.qualifications.errors import (
    DocumentRefusedError,
    NotInForceError,
    RuleRefusedError,
    UnknownRuleError,
)
from rung.qualifications.limits import MAX_RULE_BYTES
from tests.qualifications.cast import TITLE, eqf

RULE = """
id = "tester"
version = "2"
title = { en = "Title", pl = "Tytuł" }
from = 2026-01-01
until = 2027-01-01
source = "The board."

[counted]
assessed = true
issued_within_months = 60
supplementary_needs_core = true
kinds = ["micro-credential", "qualification"]

[[clause]]
id = "core"
title = { en = "Title", pl = "Tytuł" }
units = 3
of = { types = ["core"], issued_within_months = 24 }

[[clause]]
id = "hours"
title = { en = "Title", pl = "Tytuł" }
hours = 62.5

[[clause]]
id = "credits"
title = { en = "Title", pl = "Tytuł" }
credits = 2.25
system = "ECTS"
hours_per_credit = 25
of = { fields = ["0613"], units = ["a", "b"] }

[[clause]]
id = "share"
title = { en = "Title", pl = "Tytuł" }
percent = 66.6
of = { level = { framework = "EQF", version = "2017", value = 5 } }

[[equivalent]]
units = ["a", "x"]

[[prerequisite]]
unit = "c"
needs = ["a"]

[[prerequisite]]
unit = "d"
needs = ["a", "c"]
state = "counted"

[[exclusion]]
units = ["a", "b"]
"""


def test_every_part_of_a_rule_is_read() -> None:
    rule = rule_from(RULE.encode())
    assert (rule.id, rule.version, rule.title, rule.source) == ("tester", "2", TITLE, "The board.")
    assert rule.in_force == Period(date(2026, 1, 1), date(2027, 1, 1))
    assert rule.conditions == Conditions(
        assessed=True,
        issued_within_months=60,
        supplementary_needs_core=True,
        kinds=(Kind.MICRO_CREDENTIAL, Kind.QUALIFICATION),
    )
    assert rule.clauses == (
        Clause("core", TITLE, UnitCount(3), Selection(types=("core",), issued_within_months=24)),
        Clause("hours", TITLE, HourSum(3_750)),
        Clause("credits", TITLE, CreditSum("ECTS", 225, 1_500), Selection(fields=("0613",), units=("a", "b"))),
        Clause("share", TITLE, HourShare(Fraction(666, 1000)), Selection(level=eqf(5))),
    )
    assert rule.equivalences == (("a", "x"),)
    assert rule.prerequisites == (Prerequisite("c", ("a",)), Prerequisite("d", ("a", "c"), counted=True))
    assert rule.exclusions == (("a", "b"),)


def as_json() -> dict[str, Any]:
    clause = {"id": "core", "title": {"en": "Core"}, "units": 3, "of": {"types": ["core"]}}
    return {"id": "r", "version": "1", "title": {"en": "R"}, "from": "2026-01-01", "clause": [clause]}


def test_json_and_toml_say_the_same() -> None:
    toml = """
id = "r"
version = "1"
title = { en = "R" }
from = 2026-01-01
clause = [{ id = "core", title = { en = "Core" }, units = 3, of = { types = ["core"] } }]
"""
    assert rule_from(json.dumps(as_json()).encode()) == rule_from(b"\xef\xbb\xbf" + toml.encode())


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        ('id = "tester"', "", "rule.id: this has to be given"),
        ('id = "tester"', 'id = " "', "rule.id: write a text"),
        ('id = "tester"', 'id = "a\\u0000b"', "rule.id: write a text"),
        ('id = "tester"', 'id = "a\\u202Eb"', "rule.id: write a text"),
        ('id = "tester"', "id = 7", "rule.id: write a text"),
        ('id = "tester"', f'id = "{"x" * 501}"', "rule.id: write a text of 1 to 500"),
        ("from = 2026-01-01", "from = 2026-01-01T00:00:00Z", "rule.from: write a day"),
        ("from = 2026-01-01", 'from = "2026-02-30"', "rule.from: write a day"),
        ("from = 2026-01-01", 'from = "20260101"', "rule.from: write a day"),
        ("until = 2027-01-01", "until = 2026-01-01", "rule.until: this day has to come after from"),
        ("assessed = true", "assessed = 1", "rule.counted.assessed: write true or false"),
        ("assessed = true", "asessed = true", "rule.counted has an unknown key “asessed”"),
        ("supplementary_needs_core = true", "issued = true", "rule.counted has an unknown key “issued”"),
        ("issued_within_months = 60", "issued_within_months = 0", "issued_within_months: write a whole number from 1"),
        ('kinds = ["micro', 'kinds = ["mikro', "rule.counted.kinds: “mikro-credential” is no kind"),
        ('"qualification"]', '"participation-badge"]', "rule.counted.kinds: a participation badge never counts"),
        ("units = 3", "units = 0", r"rule.clause\[1\].units: write a whole number from 1"),
        ("units = 3", "units = -3", r"rule.clause\[1\].units: write a whole number from 1"),
        ("units = 3", "units = true", r"rule.clause\[1\].units: write a whole number from 1"),
        ("units = 3", "units = 3.0", r"rule.clause\[1\].units: write a whole number from 1"),
        ("units = 3", "units = 3\nhours = 4", r"rule.clause\[1\].id: a clause demands exactly one of"),
        ("units = 3", "", r"rule.clause\[1\].id: a clause demands exactly one of"),
        ("hours = 62.5", "hours = 62.51", r"rule.clause\[2\].hours: hours have to come out as whole minutes"),
        ("hours = 62.5", "hours = nan", r"rule.clause\[2\].hours: write a number above 0"),
        ("hours = 62.5", "hours = inf", r"rule.clause\[2\].hours: write a number above 0"),
        ("hours = 62.5", "hours = 1e300", r"rule.clause\[2\].hours: write a number above 0"),
        ("hours = 62.5", "hours = 1e-300", r"rule.clause\[2\].hours: write a number above 0"),
        ("hours = 62.5", 'hours = "62"', r"rule.clause\[2\].hours: write a number above 0"),
        ("hours = 62.5", "hours = 1e99999999999999999999", "rule is neither JSON nor TOML"),
        ("hours = 62.5", f"hours = {'9' * 5000}", "rule is neither JSON nor TOML"),
        ("credits = 2.25", "credits = 2.255", r"rule.clause\[3\].credits: credits have at most two decimals"),
        ("hours_per_credit = 25", "", r"rule.clause\[3\].hours_per_credit: this has to be given"),
        ("percent = 66.6", "percent = 100.1", r"rule.clause\[4\].percent: A share is above 0 and at most 100 %"),
        ("percent = 66.6", "percent = 0", r"rule.clause\[4\].percent: write a number above 0"),
        ("value = 5", "value = 0", r"rule.clause\[4\].of.level.value: write a whole number from 1 to 99"),
        ("value = 5", "worth = 5", r"rule.clause\[4\].of.level.value: this has to be given"),
        ('types = ["core"]', "types = []", r"rule.clause\[1\].of.types: write a list of 1 to 500"),
        ('types = ["core"]', 'types = "core"', r"rule.clause\[1\].of.types: write a list of 1 to 500"),
        ('types = ["core"]', 'types = ["core", "core"]', r"of.types: something stands twice"),
        ('types = ["core"]', "types = [1]", r"rule.clause\[1\].of.types\[1\]: write a text"),
        ("of = { types", "of = { tpyes", r"rule.clause\[1\].of has an unknown key “tpyes”"),
        ('of = { types = ["core"], issued_within_months = 24 }', "of = 3", r"clause\[1\].of has to be a table"),
        ('state = "counted"', 'state = "seen"', r"rule.prerequisite\[2\].state: write held or counted"),
        ('needs = ["a"]', "", r"rule.prerequisite\[1\].needs: name at least one unit"),
        ('title = { en = "Title", pl', 'title = { english = "Title", pl', "rule.title: “english” is not a language"),
        ('title = { en = "Title", pl', 'title = { en = " ", pl', "rule.title.en: write a text"),
        ('title = { en = "Title", pl = "Tytuł" }', "title = {}", "rule.title: A text needs at least one language"),
        ('title = { en = "Title", pl = "Tytuł" }', 'title = "Title"', "rule.title: write a table of languages"),
        ('source = "The board."', 'sauce = "The board."', "rule has an unknown key “sauce”"),
        ('source = "The board."', 'id = "again"', "neither JSON nor TOML.*Cannot overwrite a value"),
        ("[[clause]]", "[[clauses]]", "unknown key “clauses”|exactly one"),
    ],
)
def test_a_rule_that_is_wrong_names_the_place_and_the_remedy(was: str, becomes: str, said: str) -> None:
    assert was in RULE
    with pytest.raises(DocumentRefusedError, match=said):
        rule_from(RULE.replace(was, becomes, 1).encode())


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        ('needs = ["a"]', 'needs = ["d"]', "The prerequisites of c, d lead back to themselves"),
        ('id = "hours"', 'id = "core"', "Two clauses are called “core”"),
        ('units = ["a", "x"]', 'units = ["a"]', "The equivalence of a has"),
        ('[[exclusion]]\nunits = ["a", "b"]', '[[exclusion]]\nunits = ["a", "x"]', "The exclusion of a, x has"),
    ],
)
def test_a_rule_that_contradicts_itself_is_refused_as_such(was: str, becomes: str, said: str) -> None:
    with pytest.raises(RuleRefusedError, match=said):
        rule_from(RULE.replace(was, becomes, 1).encode())


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "rule.id: this has to be given"),
        (b"\xff\xfe", "neither JSON nor TOML in UTF-8"),
        (b"[1, 2]", "neither JSON nor TOML in UTF-8"),
        (b'{"id": "a", "id": "b"}', "a key stands twice in one object"),
        (b'{"id": NaN}', "NaN is no number"),
        (b'{"id": "a"', "neither JSON nor TOML"),
        (b'{"id": ' + b"[" * 30_000, "nested too deeply"),
        (b"id = " + b"[" * 30_000, "nested too deeply"),
        (b"a" + b".a" * 30_000 + b" = 1", "a key has more than 16 parts"),
        (b'"\\""' + b'. "\\""' * 10_000 + b" = 1", "a key has more than 16 parts"),
        (b'{"id": "\\ud800"}', "rule.id: write a text"),
        (b'{"id": 1e99999999999999999999}', "neither JSON nor TOML"),
        (b" " * (MAX_RULE_BYTES + 1), "rule has 65537 bytes; 65536 are allowed"),
        (json.dumps({**as_json(), "clause": [{}] * 17}).encode(), "rule.clause: write a list of at most 16"),
        (json.dumps({**as_json(), "clause": []}).encode(), "1 to 16 clauses, not 0"),
        (json.dumps({**as_json(), "clause": {}}).encode(), "rule.clause: write a list of at most 16"),
        (json.dumps({**as_json(), "clause": [3]}).encode(), r"rule.clause\[1\] has to be a table"),
        (
            json.dumps({**as_json(), "equivalent": [{"units": ["a"]}] * 501}).encode(),
            "rule.equivalent: write a list of",
        ),
        (json.dumps({**as_json(), "x" * 600: 1}).encode(), "rule has an unknown key “…”"),
        (json.dumps({**as_json(), "\x1b[2J": 1}).encode(), "rule has an unknown key “…”"),
    ],
)
def test_hostile_bytes_are_refused_with_a_sentence(data: bytes, said: str) -> None:
    with pytest.raises(DocumentRefusedError, match=said) as refused:
        rule_from(data)
    assert len(refused.value.sentence) < 1_000


def test_every_rule_that_ships_can_be_read() -> None:
    assert shipped_names("rules") == ("r-stack",)
    rule = shipped_rule("r-stack")
    assert (rule.id, rule.version, rule.title.languages) == ("r-stack", "1", ("en", "pl"))
    assert [clause.requirement for clause in rule.clauses] == [
        UnitCount(3),
        HourSum(120 * 60),
        HourShare(Fraction(3, 5)),
    ]
    assert rule.conditions == Conditions(assessed=True, issued_within_months=60, supplementary_needs_core=True)
    with pytest.raises(UnknownRuleError, match="there are r-stack"):
        shipped_rule("q-stack")


def test_the_version_in_force_on_a_day_is_found() -> None:
    old = replace(shipped_rule("r-stack"), in_force=Period(date(2020, 1, 1), date(2026, 1, 1)))
    new = replace(old, version="2", in_force=Period(date(2026, 1, 1)))
    assert version_in_force([new, old], date(2025, 12, 31)) is old
    assert version_in_force([new, old], date(2026, 1, 1)) is new
    with pytest.raises(NotInForceError, match="0 versions"):
        version_in_force([new, old], date(2019, 12, 31))
    with pytest.raises(NotInForceError, match="2 versions"):
        version_in_force([old, old], date(2025, 1, 1))
