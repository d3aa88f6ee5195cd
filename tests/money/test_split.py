from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from rung.core import Money, Period
from rung.core.errors import ValueRefusedError
from rung.money.case import AccountBalance, Application, Beneficiary, CostItem, PastGrant, Price
from rung.money.catalogue import PayerOrder, shipped
from rung.money.ceilings import Ceiling
from rung.money.errors import CaseError, DoubleFinancingError, SourcesError, UnbalancedError
from rung.money.funding_plan import plan
from rung.money.provenance import Mark, Provenance
from rung.money.scheme import Payer, SourceKind
from rung.money.sources import AccountMoney, Grant, OwnMoney, Source
from rung.money.split import ContributionLine, Split, split
from rung.money.timeline import Timeline
from tests.money.cast import BARBARA, eur, pln, price, reasons_of, shares, wanting, worker

ON = date(2026, 3, 16)
ALWAYS = Period(date(2020, 1, 1))
OWN = OwnMoney()


def grant(scheme: str = "g", percent: int = 80, **more: object) -> Grant:
    return replace(Grant(scheme, f"{scheme}-1", ALWAYS, Fraction(percent, 100)), **more)  # type: ignore[arg-type]


def account(minor: int, scheme: str = "ila") -> AccountMoney:
    return AccountMoney(scheme, f"{scheme}-1", ALWAYS, pln(minor))


def pay(minor: int, *sources: Source) -> dict[str, int]:
    return shares(split(price(minor), (*sources, OWN), ON))


# --- The order of R-SPLIT ---


def test_grant_then_account_then_own_money() -> None:
    # 80 % of 1,000.00 = 800.00; 150.00 from the account; 50.00 are left
    assert list(pay(100_000, account(15_000), grant()).items()) == [("g", 80_000), ("ila", 15_000), ("learner", 5_000)]


def test_an_account_pays_no_more_than_is_left() -> None:
    assert pay(100_000, grant(), account(90_000)) == {"g": 80_000, "ila": 20_000, "learner": 0}


def test_without_any_source_the_payer_of_last_resort_pays_all() -> None:
    assert shares(split(price(100_000), [OwnMoney(Payer.EMPLOYER)], ON)) == {"employer": 100_000}


def test_a_price_of_nothing_is_split_into_nothing() -> None:
    assert pay(0, grant(), account(100)) == {"g": 0, "ila": 0, "learner": 0}


def test_another_order_comes_from_the_rules_of_a_scheme() -> None:
    order = (SourceKind.ACCOUNT, SourceKind.GRANT, SourceKind.OWN)
    # The account pays 900.00 first; the grant then finds only 100.00 of its 800.00
    found = split(price(100_000), [grant(order=order), account(90_000), OWN], ON)
    assert list(shares(found).items()) == [("ila", 90_000), ("g", 10_000), ("learner", 0)]
    assert found.lines[-1].rule == "g-1"


def test_two_schemes_that_want_different_orders_do_not_go_together() -> None:
    first = (SourceKind.ACCOUNT, SourceKind.GRANT, SourceKind.OWN)
    second = (SourceKind.GRANT, SourceKind.ACCOUNT, SourceKind.OWN)
    with pytest.raises(SourcesError, match="g-1, ila-1 want different orders"):
        split(price(100), [grant(order=first), replace(account(10), order=second), OWN], ON)


def test_the_order_is_that_of_the_application_day() -> None:
    source = Provenance("a call", Mark.CONVENTION)
    account_first = (SourceKind.ACCOUNT, SourceKind.GRANT, SourceKind.OWN)
    orders = Timeline(
        "orders",
        (
            PayerOrder("old", Period(date(2020, 1, 1), ON), account_first, source),
            PayerOrder("new", Period(ON), (SourceKind.GRANT, SourceKind.ACCOUNT, SourceKind.OWN), source),
        ),
    )
    sources = (grant(), account(30_000), OWN)
    before = split(price(100_000), sources, date(2026, 3, 15), orders=orders)
    after = split(price(100_000), sources, ON, orders=orders)
    assert [(line.payer, line.amount.minor) for line in before.lines][:2] == [("ila", 30_000), ("g", 70_000)]
    assert [(line.payer, line.amount.minor) for line in after.lines][:2] == [("g", 80_000), ("ila", 20_000)]
    assert (before.lines[-1].rule, after.lines[-1].rule) == ("old", "new")


# --- Rounding, ceilings, whole vouchers ---


def test_a_public_share_is_rounded_down_and_the_residue_is_the_learners() -> None:
    # 80 % of 0.99 = 0.792
    assert pay(99, grant()) == {"g": 79, "learner": 20}


def test_the_lowest_ceiling_binds() -> None:
    ceilings = (Ceiling("wide", pln(70_000)), Ceiling("narrow", pln(60_000)))
    assert pay(100_000, grant(ceilings=ceilings)) == {"g": 60_000, "learner": 40_000}
    assert pay(100_000, grant(ceilings=ceilings[::-1])) == {"g": 60_000, "learner": 40_000}


def test_a_ceiling_that_no_voucher_divides_leaves_a_residue() -> None:
    # min(800.00, 700.00) / 48.00 = 14.58…: 14 vouchers are 672.00
    voucher = grant(ceilings=(Ceiling("c", pln(70_000)),), voucher_value=pln(4_800))
    assert pay(100_000, voucher) == {"g": 67_200, "learner": 32_800}


# --- Private money ---


def test_a_private_minimum_is_rounded_up_and_closed_to_the_account() -> None:
    # 15 % of 333.33 = 49.9995, rounded up 50.00; 80 % = 266.664, rounded down 266.66
    # the account may pay 333.33 - 266.66 - 50.00 = 16.67
    demanding = grant(private_minimum=Fraction(15, 100))
    found = split(price(33_333), [demanding, account(100_000), OWN], ON)
    assert shares(found) == {"g": 26_666, "ila": 1_667, "learner": 5_000}
    assert "line.kept_private" in reasons_of(found, SourceKind.OWN)


def test_the_private_minimum_is_a_share_of_the_price_and_not_of_what_is_left() -> None:
    # 20 % of 1,000.00 = 200.00 although the grant leaves only 500.00
    demanding = grant(percent=50, private_minimum=Fraction(20, 100))
    assert pay(100_000, demanding, account(100_000)) == {"g": 50_000, "ila": 30_000, "learner": 20_000}


def test_a_grant_never_eats_the_private_minimum_that_another_demands() -> None:
    # exam 200.00 at 100 %, course 800.00 at 50 % with 40 % private: 400.00 have to be private
    exam = grant("exam", 100, items=frozenset({"exam"}))
    course = grant("course", 60, items=frozenset({"course"}), private_minimum=Fraction(40, 100))
    found = split(price(80_000, ("exam", 20_000)), [exam, course, OWN], ON)
    # 200.00, then 60 % of 800.00 = 480.00, of which 1,000.00 - 200.00 - 400.00 = 400.00 have room
    assert shares(found) == {"exam": 20_000, "course": 40_000, "learner": 40_000}


# --- No double financing (INV-3) ---


def test_two_grants_may_not_claim_one_item() -> None:
    with pytest.raises(DoubleFinancingError, match="h-1 claims the cost item course, which g-1 pays for already"):
        split(price(100), [grant(percent=10), grant("h", 10), OWN], ON)


def test_two_grants_may_claim_different_items() -> None:
    course, exam = grant(items=frozenset({"course"})), grant("h", 100, items=frozenset({"exam"}))
    found = split(price(100_000, ("exam", 30_000)), [course, exam, OWN], ON)
    assert shares(found) == {"g": 80_000, "h": 30_000, "learner": 20_000}


def test_an_item_that_an_earlier_grant_pays_for_is_not_claimed_again() -> None:
    with pytest.raises(DoubleFinancingError, match="an earlier grant pays for already"):
        split(price(100), [grant(), OWN], ON, claimed=frozenset({"course"}))


def test_a_past_grant_of_a_case_blocks_its_items_from_its_day_on() -> None:
    earlier = PastGrant("other", ON, pln(1), frozenset({Beneficiary.PERSON}), items=frozenset({"course"}))
    case = replace(wanting(BARBARA, "regional-voucher-pattern", minor=420_000), past_grants=(earlier,))
    with pytest.raises(DoubleFinancingError, match="course"):
        plan(case, ON)
    assert plan(case, date(2026, 3, 15)).split.paid_by(SourceKind.GRANT) == pln(336_000)


def test_an_item_that_the_price_does_not_have_is_refused_by_name() -> None:
    with pytest.raises(SourcesError, match="claims the cost item lunch, which the price does not have; it has: course"):
        split(price(100), [grant(items=frozenset({"lunch"})), OWN], ON)


# --- Limits that several grants share ---


def test_two_grants_of_one_fund_draw_on_its_limit_together() -> None:
    pool = Ceiling("fund", pln(50_000), "fund")
    course = grant("a", 100, items=frozenset({"course"}), ceilings=(pool,), pools=frozenset({"fund"}))
    exam = grant("b", 100, items=frozenset({"exam"}), ceilings=(pool,), pools=frozenset({"fund"}))
    found = split(price(40_000, ("exam", 40_000)), [course, exam, OWN], ON)
    # 400.00, then 500.00 - 400.00 = 100.00
    assert shares(found) == {"a": 40_000, "b": 10_000, "learner": 30_000}


def test_two_employer_schemes_draw_on_the_de_minimis_room_together() -> None:
    rules = shipped()
    kfs = rules.scheme("kfs")
    twin = replace(
        kfs,
        id="kfs-twin",
        group="",
        versions=replace(
            kfs.versions, versions=tuple(replace(each, id=f"{each.id}-twin") for each in kfs.versions.versions)
        ),
    )
    case = worker(9)
    case = replace(
        case,
        offer=replace(case.offer, price=price(10_000, ("exam", 10_000))),
        applications=(Application("kfs", frozenset({"course"})), Application("kfs-twin", frozenset({"exam"}))),
        de_minimis=replace(case.de_minimis, rate_per_euro=Fraction(1, 2_500)),  # type: ignore[type-var]
    )
    # 300,000.00 euro at 0.0004 are 120.00: 90.00 for the course, 30.00 are left for the exam
    found = plan(case, ON, rules.with_scheme(twin))
    assert shares(found) == {"kfs": 9_000, "kfs-twin": 3_000, "employer": 8_000}


# --- Refusals ---


def test_a_rule_that_is_not_in_force_is_refused() -> None:
    old = grant(period=Period(date(2020, 1, 1), ON))
    with pytest.raises(SourcesError, match="g-1 is not in force on 2026-03-16"):
        split(price(100), [old, OWN], ON)


@pytest.mark.parametrize(
    "source",
    [
        AccountMoney("fr-cpf", "fr-cpf-2019", ALWAYS, eur(100)),
        Grant("e", "e-1", ALWAYS, Fraction(1), ceilings=(Ceiling("c", eur(100)),)),
        Grant("e", "e-1", ALWAYS, Fraction(1), voucher_value=eur(100)),
    ],
)
def test_currencies_are_never_mixed(source: Source) -> None:
    with pytest.raises(SourcesError, match="pays in EUR, the price is in PLN"):
        split(price(100), [source, OWN], ON)


@pytest.mark.parametrize("owners", [[], [OWN, OwnMoney(Payer.EMPLOYER)]])
def test_there_is_one_payer_of_last_resort(owners: list[Source]) -> None:
    with pytest.raises(SourcesError, match="one payer of last resort"):
        split(price(100), [grant(), *owners], ON)


def test_lines_that_do_not_sum_to_the_price_are_no_split() -> None:
    line = ContributionLine(SourceKind.OWN, "learner", "r", pln(99), ())
    with pytest.raises(UnbalancedError, match=r"The lines sum to 0\.99 PLN, the price is 1\.00 PLN"):
        Split(price(100), ON, (line,))
    with pytest.raises(UnbalancedError):
        Split(price(100), ON, (replace(line, amount=pln(-1)), replace(line, amount=pln(101))))


def test_a_price_has_items_of_different_names_and_one_currency() -> None:
    for items in ((), (CostItem("a", pln(1)), CostItem("a", pln(1)))):
        with pytest.raises(ValueRefusedError):
            Price(items)
    with pytest.raises(Exception, match="different currencies"):
        Price((CostItem("a", pln(1)), CostItem("b", eur(1))))
    with pytest.raises(ValueRefusedError, match="below zero"):
        CostItem("a", pln(-1))


def test_a_source_cannot_be_built_wrong() -> None:
    for wrong in ({"rate": Fraction(11, 10)}, {"private_minimum": Fraction(-1)}, {"voucher_value": pln(0)}):
        with pytest.raises(ValueRefusedError):
            grant(**wrong)
    with pytest.raises(ValueRefusedError):
        account(-1)
    with pytest.raises(ValueRefusedError):
        AccountBalance("ila", pln(-1))


# --- From a case to a plan ---


def test_a_scheme_that_is_not_open_pays_nothing_and_says_why() -> None:
    found = plan(wanting(BARBARA, "kfs", "regional-voucher-pattern", minor=420_000), ON)
    assert shares(found) == {"regional-voucher-pattern": 336_000, "learner": 84_000}
    assert found.verdict.value == "no"
    assert [assessment.verdict.value for assessment in found.assessments] == ["no", "yes"]


def test_a_case_that_cannot_be_planned_is_refused_by_its_place() -> None:
    priced = wanting(BARBARA, minor=100_000)
    for case, place in (
        (BARBARA, "/offer/price"),
        (wanting(priced, "kfs", "kfs"), "/applications: kfs is applied for twice"),
        (wanting(priced, "ila"), "/applications: ila is a learning account"),
        (replace(priced, accounts=(AccountBalance("kfs", pln(1)),)), "/accounts: kfs is a grant"),
    ):
        with pytest.raises(CaseError, match=place):
            plan(case, ON)


def test_an_amount_is_whole_minor_units() -> None:
    with pytest.raises(ValueRefusedError):
        Money(0.5, "PLN")  # type: ignore[arg-type]
