from datetime import date
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rung.core import Money
from rung.money.errors import UnbalancedError
from rung.money.journal import Entry, Posting, balances, entries
from rung.money.lots import Lot, Origin, first_of, reserve, without
from tests.money.cast import eur, pln

ON = date(2026, 3, 16)


def entry(*postings: Posting) -> Entry:
    return Entry("k", "kind", ON, "r", postings)


def test_postings_sum_to_zero_in_each_currency() -> None:
    entry(Posting("a", pln(5)), Posting("b", pln(-5)), Posting("a", eur(1)), Posting("b", eur(-1)))
    with pytest.raises(UnbalancedError, match=r"sum to 0\.01 PLN"):
        entry(Posting("a", pln(5)), Posting("b", pln(-4)))
    with pytest.raises(UnbalancedError):
        entry(Posting("a", pln(5)), Posting("b", eur(-5)))
    with pytest.raises(UnbalancedError, match="two postings"):
        entry(Posting("a", pln(0)))


def test_an_entry_has_each_account_once_and_none_of_zero() -> None:
    (made,) = entries("k", "kind", ON, "r", [Posting("a", pln(5)), Posting("b", pln(-5)), Posting("a", pln(-2)),
                                             Posting("b", pln(2)), Posting("c", pln(0))])  # fmt: skip
    assert made.postings == (Posting("a", pln(3)), Posting("b", pln(-3)))
    assert entries("k", "kind", ON, "r", [Posting("a", pln(5)), Posting("a", pln(-5))]) == ()


def test_a_reversal_undoes_an_entry_and_leaves_it_where_it_is() -> None:
    first = entry(Posting("a", pln(5)), Posting("b", pln(-5)))
    undone = first.reversed("k2", date(2026, 4, 1))
    assert (undone.key, undone.kind, undone.rule) == ("k2", "reversal of k", "r")
    assert set(balances([first, undone]).values()) == {pln(0)}


@given(st.lists(st.lists(st.integers(-1000, 1000), min_size=1, max_size=5), max_size=10))
def test_balances_are_sums_and_their_sum_is_zero(legs: list[list[int]]) -> None:
    journal = [
        entry(*(Posting(f"a{n}", pln(minor)) for n, minor in enumerate(each)), Posting("rest", pln(-sum(each))))
        for each in legs
    ]
    found = balances(journal)
    assert Money.total(found.values(), "PLN") == pln(0)
    for n in range(5):
        assert found.get((f"a{n}", "PLN"), pln(0)).minor == sum(each[n] for each in legs if n < len(each))


# --- Parts of lots ---

lots = st.lists(
    st.tuples(st.integers(1, 100), st.integers(0, 100), st.integers(0, 10)), min_size=1, max_size=6
)  # (granted, share of it that is held in per cent, day on which it ends)


def made(shapes: list[tuple[int, int, int]]) -> list[Lot]:
    return [
        Lot(
            f"l{n}",
            "ila",
            Origin.PUBLIC,
            ON,
            date(2026, 4, 1 + last),
            pln(minor),
            pln(minor),
            pln(minor).share_down(Fraction(held, 100)),
        )
        for n, (minor, held, last) in enumerate(shapes)
    ]


@given(lots, st.data())
def test_reserving_takes_the_amount_from_what_expires_first(
    shapes: list[tuple[int, int, int]], data: st.DataObject
) -> None:
    heap = {lot.id: lot for lot in made(shapes)}
    there = sum(lot.available(ON).minor for lot in heap.values())
    amount = data.draw(st.integers(0, there))
    parts = reserve(heap.values(), pln(amount), ON)
    assert sum(part.amount.minor for part in parts) == amount
    assert all(pln(0) < part.amount <= heap[part.lot].available(ON) for part in parts)
    days = [heap[part.lot].last_day or date.max for part in parts]
    assert all(earlier <= later for earlier, later in pairwise(days))
    assert all(part.amount == heap[part.lot].available(ON) for part in parts[:-1])


@given(lots, st.data())
def test_what_is_taken_and_what_is_left_are_the_whole(shapes: list[tuple[int, int, int]], data: st.DataObject) -> None:
    heap = made(shapes)
    there = sum(lot.available(ON).minor for lot in heap)
    parts = reserve(heap, pln(there), ON)
    amount = data.draw(st.integers(0, there))
    taken = first_of(parts, pln(amount))
    left = without(parts, taken)
    assert sum(part.amount.minor for part in taken) == amount
    assert sum(part.amount.minor for part in left) == there - amount
    assert without(parts, parts) == ()
