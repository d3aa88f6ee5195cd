"""The French account is the reference (R-ILA): 500 a year to 5,000; 800 to 8,000 for those who need it most."""

from dataclasses import replace
from datetime import date

import pytest

from rung.money.account import Account, apply
from rung.money.accrual import Accrual, accrual
from rung.money.case import Case, Person, Status
from rung.money.catalogue import shipped
from rung.money.errors import CaseError, NotInForceError, SourcesError
from tests.money.cast import BARBARA, eqf, eur, pln

WORKER = Case(
    person=Person(born=date(1990, 1, 1), status=Status.EMPLOYED, level=eqf(4), disabled=False, territory="FR10")
)


def cpf(hours: int | None, balance: int = 0, *, level: int = 4, disabled: bool = False) -> Accrual:
    person = replace(WORKER.person, hours_worked=hours, level=eqf(level), disabled=disabled)
    return accrual(shipped().scheme("fr-cpf"), replace(WORKER, person=person), 2025, eur(balance))


def test_a_full_year_brings_five_hundred() -> None:
    found = cpf(1_607)
    assert (found.amount, found.on, found.rule, found.last_day) == (
        eur(50_000),
        date(2025, 12, 31),
        "fr-cpf-2019",
        None,
    )


@pytest.mark.parametrize(
    ("hours", "cents"),
    [
        (804, 50_000),  # half of 1,607 is 803.5: not below half
        (803, 24_984),  # 500.00 x 803 / 1,607 = 249.8444…
        (1, 31),  # 500.00 / 1,607 = 0.31113…
        (5, 156),  # 500.00 x 5 / 1,607 = 1.55569…: rounded half up 1.56
        (0, 0),
    ],
)
def test_below_half_time_the_amount_is_pro_rata(hours: int, cents: int) -> None:
    assert cpf(hours).amount == eur(cents)


def test_half_a_cent_is_rounded_up() -> None:
    # A scheme of 0.50 a year and 100 hours: 0.50 x 49 / 100 = 0.245 becomes 0.25 (half up; half even would be 0.24)
    scheme = shipped().scheme("fr-cpf")
    rule = scheme.versions.on(date(2025, 12, 31))
    assert rule.accrual is not None
    small = replace(rule.accrual, yearly=eur(50), full_year_hours=100)
    scheme = replace(scheme, versions=replace(scheme.versions, versions=(replace(rule, accrual=small),)))

    def of_hours(hours: int) -> int:
        case = replace(WORKER, person=replace(WORKER.person, hours_worked=hours))
        return accrual(scheme, case, 2025, eur(0)).amount.minor

    assert of_hours(49) == 25
    assert of_hours(50) == 50  # exactly half of the hours is not below half


@pytest.mark.parametrize(
    ("balance", "cents"),
    [
        (449_999, 50_000),
        (450_000, 50_000),  # hits the cap exactly
        (450_001, 49_999),  # 5,000.00 - 4,500.01
        (500_000, 0),
        (600_000, 0),  # more than the cap, from better days
    ],
)
def test_what_the_cap_cuts_off_is_not_owed(balance: int, cents: int) -> None:
    assert cpf(1_607, balance).amount == eur(cents)


@pytest.mark.parametrize(("level", "disabled"), [(2, False), (4, True)])
def test_the_low_skilled_and_the_disabled_get_eight_hundred_to_eight_thousand(level: int, *, disabled: bool) -> None:
    assert cpf(1_607, level=level, disabled=disabled).amount == eur(80_000)
    assert cpf(1_607, 750_000, level=level, disabled=disabled).amount == eur(50_000)  # 8,000.00 - 7,500.00


def test_the_reasons_tell_what_was_cut_off() -> None:
    sentences = [reason.sentence for reason in cpf(803, 499_000).reasons]
    assert sentences == [
        "The scheme grants 500.00 EUR a year.",
        "803 of 1607 hours are less than half, so 249.84 EUR are due.",
        "The cap of 5,000.00 EUR leaves 10.00 EUR; what is cut off is not owed.",
    ]


def test_hours_that_matter_have_to_be_known() -> None:
    with pytest.raises(CaseError, match="/person/hours_worked"):
        cpf(None)


def test_a_grant_does_not_accrue() -> None:
    with pytest.raises(SourcesError, match="kfs-2025"):
        accrual(shipped().scheme("kfs"), WORKER, 2025, pln(0))


def test_no_rule_no_accrual() -> None:
    with pytest.raises(NotInForceError, match="2018-12-31"):
        accrual(shipped().scheme("fr-cpf"), WORKER, 2018, eur(0))


def test_the_own_account_grows_for_who_does_not_work_and_its_lots_end() -> None:
    # Barbara has EQF 3: the enhanced 1,600.00. The lot of 31 December 2025 is usable for 60 months: to 30 December 2030
    found = accrual(shipped().scheme("ila"), BARBARA, 2025, pln(0))
    assert (found.amount, found.last_day, found.grace_days) == (pln(160_000), date(2030, 12, 30), 30)


def test_an_accrual_becomes_a_public_lot_and_fills_up_to_the_cap() -> None:
    account = Account("a1", "barbara", "PLN")
    for year in range(2024, 2031):
        found = accrual(shipped().scheme("ila"), BARBARA, year, account.public_balance(date(year, 12, 31)))
        if found.amount:
            account = apply(account, found.credit(f"accrual-{year}"), found.on).account
    # 5 x 1,600.00 = 8,000.00 by 2028, nothing in 2029 (the first lot lasts to 2029-12-30 and is gone on the 31st:
    # 6,400.00 + 1,600.00), and so on: the cap is full every year
    assert account.public_balance(date(2030, 12, 31)) == pln(800_000)
    assert sorted(account.lots) == [f"accrual-{year}" for year in range(2024, 2031)]
