from datetime import date
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from rung.core import Period
from rung.money.ceilings import Ceiling
from rung.money.scheme import SourceKind
from rung.money.sources import AccountMoney, Grant, OwnMoney
from rung.money.split import Split, split
from tests.money.cast import pln, price

ON = date(2026, 3, 16)
ALWAYS = Period(date(2020, 1, 1))
ORDERS = (None, (SourceKind.ACCOUNT, SourceKind.GRANT, SourceKind.OWN))

amounts = st.integers(0, 10_000_000)
rates = st.fractions(0, 1, max_denominator=1000)
vouchers = st.one_of(st.none(), st.integers(1, 100_000))


def pay(
    minor: int, rate: Fraction, ceiling: int, voucher: int | None, available: int, private: Fraction, order: int = 0
) -> Split:
    """Split a price between a grant, an account and the learner."""
    grant = Grant(
        scheme="g",
        rule="g-1",
        period=ALWAYS,
        rate=rate,
        ceilings=(Ceiling("c", pln(ceiling)),),
        voucher_value=None if voucher is None else pln(voucher),
        private_minimum=private,
        order=ORDERS[order],
    )
    return split(price(minor), [grant, AccountMoney("ila", "ila-1", ALWAYS, pln(available)), OwnMoney()], ON)


def minors(found: Split) -> tuple[int, int, int]:
    return tuple(found.paid_by(kind).minor for kind in SourceKind)  # type: ignore[return-value]


@given(amounts, rates, amounts, vouchers, amounts, rates, st.integers(0, 1))
def test_lines_sum_to_the_price_and_no_public_line_is_above_rate_or_ceiling(
    minor: int, rate: Fraction, ceiling: int, voucher: int | None, available: int, private: Fraction, order: int
) -> None:
    grant, account, own = minors(pay(minor, rate, ceiling, voucher, available, private, order))
    assert grant + account + own == minor
    assert min(grant, account, own) >= 0
    assert grant <= rate * minor
    assert grant <= ceiling
    assert account <= available
    assert own >= private * minor
    assert voucher is None or grant % voucher == 0


@given(amounts, rates, amounts, vouchers, amounts)
def test_in_the_order_of_r_split_the_formula_of_the_rule_holds(
    minor: int, rate: Fraction, ceiling: int, voucher: int | None, available: int
) -> None:
    # R-SPLIT word for word, in exact fractions, for a call that demands no private share
    exact = min(rate * minor, Fraction(ceiling))
    expected_grant = int(exact // voucher) * voucher if voucher else int(exact // 1)
    expected_account = min(available, minor - expected_grant)
    expected = (expected_grant, expected_account, minor - expected_grant - expected_account)
    assert minors(pay(minor, rate, ceiling, voucher, available, Fraction(0))) == expected


@given(amounts, st.integers(0, 1_000_000), rates, amounts, vouchers, amounts)
def test_a_dearer_course_never_gets_less_public_money(
    minor: int, more: int, rate: Fraction, ceiling: int, voucher: int | None, available: int
) -> None:
    cheap, dear = (pay(each, rate, ceiling, voucher, available, Fraction(0)) for each in (minor, minor + more))
    assert minors(cheap)[0] <= minors(dear)[0]
    assert minor - minors(cheap)[2] <= minor + more - minors(dear)[2]


@given(amounts, rates, amounts, st.integers(0, 1_000_000), vouchers, amounts, rates)
def test_more_on_the_account_or_below_the_ceiling_never_raises_the_own_share(
    minor: int, rate: Fraction, ceiling: int, more: int, voucher: int | None, available: int, private: Fraction
) -> None:
    own = minors(pay(minor, rate, ceiling, voucher, available, private))[2]
    assert minors(pay(minor, rate, ceiling, voucher, available + more, private))[2] <= own
    assert minors(pay(minor, rate, ceiling + more, voucher, available, private))[2] <= own


@settings(max_examples=50)
@given(st.lists(st.integers(0, 100_000), min_size=1, max_size=6), st.data())
def test_grants_for_different_items_pay_no_more_than_their_items(items: list[int], data: st.DataObject) -> None:
    named = [(f"item{index}", minor) for index, minor in enumerate(items)]
    whole = price(0, *named)
    grants = [
        Grant(name, f"{name}-1", ALWAYS, data.draw(rates), items=frozenset({name}), pools=frozenset({"p"}))
        for name, _ in named
    ]
    found = split(whole, [*grants, OwnMoney()], ON)
    by_payer = {line.payer: line.amount.minor for line in found.lines}
    assert all(by_payer[name] <= minor for name, minor in named)
    assert sum(by_payer.values()) == sum(items)


@given(
    st.lists(st.tuples(st.integers(0, 100_000), st.integers(0, 100_000)), min_size=2, max_size=5),
    st.integers(0, 200_000),
)
def test_grants_of_one_pool_stay_below_its_ceiling_together(items: list[tuple[int, int]], ceiling: int) -> None:
    named = [(f"item{index}", minor) for index, (minor, _) in enumerate(items)]
    pool = (Ceiling("pool", pln(ceiling), "p"),)
    grants = [
        Grant(name, f"{name}-1", ALWAYS, Fraction(1), pool, items=frozenset({name}), pools=frozenset({"p"}))
        for name, _ in named
    ]
    found = split(price(0, *named), [*grants, OwnMoney()], ON)
    assert found.paid_by(SourceKind.GRANT).minor == min(ceiling, sum(minor for _, minor in named))
