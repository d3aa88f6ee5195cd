import json
from copy import deepcopy
from datetime import date
from fractions import Fraction
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rung.core import Level, Money
from rung.money.case import Beneficiary, Case, Status
from rung.money.case_reading import read_case, schema
from rung.money.errors import CaseError
from rung.money.json_nodes import MAX_BYTES, read_day

WHOLE: dict[str, Any] = {
    "version": 1,
    "person": {
        "born": "1974-02-11",
        "status": "unemployed",
        "level": {"framework": "EQF", "version": "2017", "value": 3},
        "disabled": False,
        "territory": "PL225",
        "hours_worked": 0,
    },
    "employer": {"staff": 9, "territory": "PL213"},
    "offer": {
        "price": [
            {"item": "course", "amount": {"minor": 420000, "currency": "PLN"}},
            {"item": "exam", "amount": {"minor": 60000, "currency": "PLN"}},
        ],
        "provider_registers": ["BUR"],
        "leads_to_qualification": True,
    },
    "applications": [{"scheme": "kfs", "items": ["course"]}],
    "accounts": [{"scheme": "ila", "available": {"minor": 50000, "currency": "PLN"}}],
    "past_grants": [
        {
            "scheme": "kfs",
            "on": "2025-11-03",
            "amount": {"minor": 100000, "currency": "PLN"},
            "counts_for": ["person", "employer"],
            "group": "labour-fund",
            "items": ["exam"],
        }
    ],
    "de_minimis": {
        "rate_per_euro": "4.2650",
        "aids": [{"on": "2024-05-01", "amount": {"minor": 1, "currency": "EUR"}}],
    },
}
"""A case with every member there is."""


def as_bytes(document: Any) -> bytes:
    return json.dumps(document).encode()


def changed(pointer: str, value: Any) -> dict[str, Any]:
    """The whole case with another value at `pointer`."""
    document = deepcopy(WHOLE)
    *steps, last = [int(step) if step.isdigit() else step for step in pointer.strip("/").split("/")]
    place: Any = document
    for step in steps:
        place = place[step]
    place[last] = value
    return document


VALIDATOR = jsonschema.Draft202012Validator(json.loads(schema()))


def test_a_whole_case_is_read_to_the_last_member() -> None:
    case = read_case(as_bytes(WHOLE))
    assert case.person.born == date(1974, 2, 11)
    assert (case.person.status, case.person.level) == (Status.UNEMPLOYED, Level("EQF", "2017", 3))
    assert (case.person.disabled, case.person.territory, case.person.hours_worked) == (False, "PL225", 0)
    assert (case.employer.staff, case.employer.territory) == (9, "PL213")
    assert case.offer.price is not None
    assert case.offer.price.total == Money(480_000, "PLN")
    assert (case.offer.provider_registers, case.offer.leads_to_qualification) == (("BUR",), True)
    assert (case.applications[0].scheme, case.applications[0].items) == ("kfs", frozenset({"course"}))
    assert case.accounts[0].available == Money(50_000, "PLN")
    (grant,) = case.past_grants
    assert (grant.on, grant.group, grant.items) == (date(2025, 11, 3), "labour-fund", frozenset({"exam"}))
    assert grant.counts_for == {Beneficiary.PERSON, Beneficiary.EMPLOYER}
    assert case.de_minimis is not None
    assert case.de_minimis.rate_per_euro == Fraction("4.265")
    assert case.de_minimis.aids[0].amount == Money(1, "EUR")


def test_what_is_left_out_is_unknown() -> None:
    assert read_case(b'{"version": 1}') == Case()


def test_the_schema_is_one_and_knows_the_whole_case() -> None:
    jsonschema.Draft202012Validator.check_schema(json.loads(schema()))
    VALIDATOR.validate(WHOLE)
    VALIDATOR.validate({"version": 1})


WRONG = [
    ("/version", 2, "/version: has to be 1"),
    ("/version", True, "/version: has to be a whole number"),
    ("/wishes", [], "/: 'wishes' is not known here"),
    ("/person", [], "/person: has to be an object"),
    ("/person/born", "11.02.1974", "/person/born: '11.02.1974' is no day"),
    ("/person/born", "1874-02-11", "from 1900 to 2199"),
    ("/person/age", 52, "/person: 'age' is not known here; known are born, status"),
    ("/person/status", "pirate", "/person/status: has to be one of employed, self_employed"),
    ("/person/status", None, "/person/status: has to be a text"),
    ("/person/disabled", "no", "/person/disabled: has to be true or false"),
    ("/person/level/value", 0, "/person/level/value: has to be a level from 1"),
    ("/person/level/framework", " ", "/person/level/framework: has to be a text of 1 to 200"),
    ("/person/hours_worked", -1, "/person/hours_worked: has to be 0 or more"),
    ("/employer/staff", 9.0, "is no whole number"),
    ("/employer/staff", "9", "/employer/staff: has to be a whole number"),
    ("/employer/staff", 10**15, "A whole number has more digits"),
    ("/offer/price", [], "/offer/price: A price has at least one cost item"),
    ("/offer/price/0/amount", 4200, "/offer/price/0/amount: has to be an object"),
    ("/offer/price/0/amount/minor", 4200.5, "write money in minor units"),
    ("/offer/price/0/amount/minor", -1, "/offer/price/0/amount/minor: has to be 0 or more"),
    ("/offer/price/0/amount/currency", "zł", "/offer/price/0/amount/currency: has to be an ISO 4217 code"),
    ("/offer/provider_registers", "BUR", "/offer/provider_registers: has to be a list"),
    ("/applications/0/items", [], "/applications/0/items: has to name at least one item"),
    ("/applications/0", {}, "/applications/0: scheme is missing; add it"),
    ("/past_grants/0/counts_for", [], "/past_grants/0/counts_for: has to name person, employer or both"),
    ("/past_grants/0/counts_for/0", "dog", "/past_grants/0/counts_for/0: has to be one of person, employer"),
    ("/de_minimis/rate_per_euro", 4, "/de_minimis/rate_per_euro: has to be a text"),
    ("/de_minimis/rate_per_euro", "4,25", "/de_minimis/rate_per_euro: has to be a decimal above zero"),
    ("/de_minimis/aids/0/amount/currency", "PLN", "/de_minimis/aids/0/amount: has to be in EUR"),
]
SCHEMA_SAYS_9_0_IS_AN_INTEGER = "/employer/staff", 9.0


@pytest.mark.parametrize(("pointer", "value", "sentence"), WRONG)
def test_what_is_wrong_is_refused_by_its_pointer(pointer: str, value: Any, sentence: str) -> None:
    with pytest.raises(CaseError) as caught:
        read_case(as_bytes(changed(pointer, value)))
    assert sentence in caught.value.sentence


@pytest.mark.parametrize(("pointer", "value", "_sentence"), WRONG)
def test_the_schema_refuses_what_the_reader_refuses(pointer: str, value: Any, _sentence: str) -> None:
    expected = (pointer, value) == SCHEMA_SAYS_9_0_IS_AN_INTEGER
    assert VALIDATOR.is_valid(changed(pointer, value)) == expected


@pytest.mark.parametrize(
    ("pointer", "value", "sentence"),
    [
        ("/person/born", "1974-02-30", "is no day"),
        ("/de_minimis/rate_per_euro", "0.0", "has to be a decimal above zero"),
        ("/employer/territory", "PL\x1b[31m", "printable characters"),
        ("/offer/price/1/item", "course", "each under its own name"),
    ],
)
def test_the_reader_also_refuses_what_no_schema_can_see(pointer: str, value: Any, sentence: str) -> None:
    with pytest.raises(CaseError, match=sentence):
        read_case(as_bytes(changed(pointer, value)))


def test_items_of_two_currencies_are_no_price() -> None:
    document = changed("/offer/price/1/amount/currency", "EUR")
    with pytest.raises(CaseError, match=r"/offer/price: .* different currencies"):
        read_case(as_bytes(document))


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "The JSON breaks at line 1, column 1"),
        (b'{"version": 1,}', "The JSON breaks at line 1"),
        (b'{"version": 1, "version": 1}', "The key 'version' stands twice"),
        (b'{"version": NaN}', "NaN is no whole number"),
        (b'{"version": "\xff"}', "not written in UTF-8"),
        (b"[" * 100_000, "nests too deeply"),
        (b" " * (MAX_BYTES + 1), "some other file"),
        (b"[]", "/: has to be an object"),
    ],
)  # fmt: skip
def test_what_is_no_case_at_all_is_refused(data: bytes, sentence: str) -> None:
    with pytest.raises(CaseError, match=sentence):
        read_case(data)


def test_a_byte_order_mark_is_passed_over() -> None:
    assert read_case(b"\xef\xbb\xbf" + as_bytes(WHOLE)) == read_case(as_bytes(WHOLE))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**16), 10**16) | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*WHOLE, "minor"]), inner, max_size=3),
    max_leaves=6,
)
places = st.sampled_from(sorted({pointer for pointer, _, _ in WRONG if pointer != "/person/age"}))


@given(places, json_values)
def test_whatever_stands_anywhere_is_read_or_refused_with_a_sentence(pointer: str, value: Any) -> None:
    try:
        read_case(as_bytes(changed(pointer, value)))
    except CaseError as error:
        assert error.sentence.endswith((".", "it."))  # noqa: PT017 — any other exception fails the test


@pytest.mark.parametrize("text", ["2026-3-16", "20260316", "2026-W12-1", "tomorrow", "", "2200-01-01", "1899-12-31"])
def test_a_day_is_written_in_full(text: str) -> None:
    with pytest.raises(CaseError, match=r"--on: .* is no day; write one such as 2026-03-16"):
        read_day(text, "--on")
