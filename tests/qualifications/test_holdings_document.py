"""Holdings as files: what is read, and that everything else is refused with its place and a remedy."""

import json
from datetime import date
from typing import Any

import pytest

from rung.core import Period
from rung.qualifications import Credits, Kind, Route, portfolio_from
from rung.qualifications.errors import DocumentRefusedError
from rung.qualifications.limits import MAX_HOLDINGS_BYTES
from tests.qualifications.cast import TODAY


def holding(**changes: Any) -> dict[str, Any]:
    unit = {"id": "a", "hours": 40, "type": "core", "level": {"framework": "EQF", "version": "2017", "value": 5}}
    return {
        "id": "c1", "unit": unit, "issued": "2025-01-15", "kind": "micro-credential", "assessed": True, **changes
    }  # fmt: skip


def document(*holdings: Any, **parts: Any) -> bytes:
    return json.dumps({"holdings": holdings, **parts}).encode()


def test_every_part_of_a_holding_is_read() -> None:
    unit = {
        "id": "s", "credits": {"system": "ECTS", "amount": 0.5}, "type": "supplementary", "core": "a", "field": "0613"
    }  # fmt: skip
    full = holding(
        unit=unit,
        kind="validation-certificate",
        route="validation",
        valid_until="2027-01-15",
        revoked_on="2026-02-01",
        suspensions=[{"from": "2025-05-01", "until": "2025-06-01"}, {"from": "2025-07-01"}],
    )
    (one,) = portfolio_from(document(full), TODAY).holdings
    assert (one.id, one.issued, one.kind, one.route) == (
        "c1",
        date(2025, 1, 15),
        Kind.VALIDATION_CERTIFICATE,
        Route.VALIDATION,
    )
    assert (one.unit.id, one.unit.type, one.unit.core, one.unit.field, one.unit.level) == (
        "s",
        "supplementary",
        "a",
        "0613",
        None,
    )
    assert (one.unit.minutes, one.unit.credits) == (750, Credits("ECTS", 50))  # half a credit of 25 h
    assert (one.assessed, one.valid_until, one.revoked_on) == (True, date(2027, 1, 15), date(2026, 2, 1))
    assert one.suspensions == (Period(date(2025, 5, 1), date(2025, 6, 1)), Period(date(2025, 7, 1)))


def test_what_does_not_say_that_it_was_assessed_was_not() -> None:
    silent = holding()
    del silent["assessed"]
    assert not portfolio_from(document(silent), TODAY).holdings[0].assessed


def test_offered_units_are_read_and_hours_come_before_credits() -> None:
    offered = {"id": "n", "hours": 28, "credits": {"system": "NZQCF", "amount": 3}}
    (unit,) = portfolio_from(document(offered=[offered]), TODAY).offered
    assert unit.minutes == 28 * 60


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"id": ""}, r"holdings.holdings\[1\].id: write a text"),
        ({"kind": "diploma"}, r"holdings.holdings\[1\].kind: write one of micro-credential"),
        ({"route": "luck"}, r"holdings.holdings\[1\].route: write one of course"),
        ({"issued": "yesterday"}, r"holdings.holdings\[1\].issued: write a day"),
        ({"valid_until": "2025-01-15"}, r"holdings.holdings\[1\]: c1 ends before it begins"),
        ({"unit": {"id": "a"}}, r"holdings.holdings\[1\].unit.hours: this has to be given"),
        ({"unit": {"id": "a", "hours": 0}}, r"holdings.holdings\[1\].unit.hours: write a number above 0"),
        ({"unit": {"id": "a", "hours": 1, "core": "a"}}, r"holdings.holdings\[1\].unit: a names itself"),
        (
            {"unit": {"id": "a", "credits": {"system": "moons", "amount": 1}}},
            r"holdings.holdings\[1\].unit: What a credit of “moons” stands for .* use one of ECTS, NZQCF",
        ),
        ({"suspensions": [{"until": "2025-06-01"}]}, r"holdings\[1\].suspensions\[1\].from: this has to be given"),
        ({"grade": 5}, r"holdings.holdings\[1\] has an unknown key “grade”"),
    ],
)
def test_a_holding_that_is_wrong_names_the_place(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(DocumentRefusedError, match=said):
        portfolio_from(document(holding(**changes)), TODAY)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"{}", "holdings.holdings: this list has to be there"),
        (document(holding(), holding()), r"holdings.holdings\[2\].id: this credential stands twice"),
        (document(*[holding(id=f"c{number}") for number in range(501)]), "a list of at most 500 tables"),
        (b" " * (MAX_HOLDINGS_BYTES + 1), "1048577 bytes"),
        (document(more=[]), "holdings has an unknown key “more”"),
    ],
)
def test_a_list_of_holdings_that_is_wrong_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(DocumentRefusedError, match=said):
        portfolio_from(data, TODAY)
