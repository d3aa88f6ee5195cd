"""Any history of commands against a model that keeps money grosz by grosz (INV-1, R-ILA)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from rung.core import Money
from rung.core.errors import RungError
from rung.money import transitions
from rung.money.account import Account, apply
from rung.money.commands import Capture, Command, Credit, Expire, Hold, Refund, Release, Settle
from rung.money.errors import CommandRefusedError
from rung.money.journal import Entry, Posting, balances
from rung.money.lots import Lot, Origin, Part, first_of, reserve, without
from rung.money.reservation import Authorisation, Evidence, Means, Reservation
from rung.money.scheme import EvidenceKind
from rung.money.transitions import Book
from tests.money.cast import pln

pytestmark = pytest.mark.thorough

START = date(2026, 1, 1)
HER = Authorisation("barbara", Means.PASSKEY)
SHOWN = (Evidence(EvidenceKind.ATTENDANCE, "a"),)
small = st.integers(1, 12)


@dataclass
class Grosz:
    """One coin: which lot it is in, until when it may be used, and where it is."""

    funder: str
    lot: str
    opened: date
    last_day: date
    grace: int
    place: str = "free"
    """`free`, `held:ID`, `spent:ID` or `gone` (back with its funder)."""


@dataclass
class Model:
    """The naive account: a heap of coins, moved one by one."""

    coins: list[Grosz] = field(default_factory=list)
    holds: dict[str, tuple[date, str]] = field(default_factory=dict)
    order: dict[str, list[Grosz]] = field(default_factory=dict)

    def free(self, day: date) -> list[Grosz]:
        usable = [coin for coin in self.coins if coin.place == "free" and day <= coin.last_day]
        return sorted(usable, key=lambda coin: (coin.last_day, coin.opened, coin.lot))

    def at(self, place: str) -> list[Grosz]:
        return [coin for coin in self.coins if coin.place == place]

    def give_back(self, coin: Grosz, day: date, key: str) -> None:
        coin.place = "free"
        if day > coin.last_day:
            end = coin.last_day + timedelta(days=coin.grace)
            coin.place = "free" if day <= end else "gone"
            coin.lot, coin.opened, coin.last_day, coin.grace = f"{coin.lot}/{key}", day, end, 0


class LearningAccount(RuleBasedStateMachine):
    """Does everything to both, in any order, and compares what is available, held, owed and gone."""

    def __init__(self) -> None:
        super().__init__()
        self.account = Account("a1", "barbara", "PLN")
        self.model = Model()
        self.journal: list[Entry] = []
        self.done: list[Command] = []
        self.day = START
        self.number = 0

    def key(self) -> str:
        self.number += 1
        return f"k{self.number:03}"

    def do(self, command: Command) -> bool:
        """Carry a command out; tell whether it was allowed. A refusal must change nothing."""
        before = self.account
        try:
            outcome = apply(self.account, command, self.day)
        except CommandRefusedError:
            assert self.account is before
            return False
        self.account = outcome.account
        self.journal += outcome.entries
        self.done.append(command)
        return True

    def pick(self, data: st.DataObject) -> str:
        return data.draw(st.sampled_from(sorted(self.model.holds)))

    @rule(days=st.integers(0, 6))
    def time_passes(self, days: int) -> None:
        self.day += timedelta(days=days)

    @rule(minor=small, lasts=st.integers(0, 20), grace=st.integers(0, 6), gift=st.booleans())
    def credit(self, minor: int, lasts: int, grace: int, *, gift: bool) -> None:
        key, last, funder = self.key(), self.day + timedelta(days=lasts), "employer" if gift else "ila"
        origin = Origin.TOP_UP if gift else Origin.PUBLIC
        assert self.do(Credit(key, "ila-1", funder, origin, pln(minor), last, grace))
        self.model.coins += [Grosz(funder, key, self.day, last, grace) for _ in range(minor)]

    @rule(minor=small, lasts=st.integers(0, 15))
    def hold(self, minor: int, lasts: int) -> None:
        key, last = self.key(), self.day + timedelta(days=lasts)
        coins = self.model.free(self.day)[:minor]
        allowed = self.do(Hold(key, "ila-1", "school", pln(minor), last, (EvidenceKind.ATTENDANCE,), HER))
        assert allowed == (len(coins) == minor)
        if allowed:
            self.model.holds[key] = (last, "held")
            self.model.order[key] = coins
            for coin in coins:
                coin.place = f"held:{key}"

    @precondition(lambda self: self.model.holds)
    @rule(minor=small, data=st.data())
    def capture(self, minor: int, data: st.DataObject) -> None:
        name, key = self.pick(data), self.key()
        last, state = self.model.holds[name]
        coins = self.model.order[name]
        allowed = self.do(Capture(key, "ila-1", name, pln(minor), SHOWN))
        assert allowed == (state == "held" and self.day <= last and minor <= len(coins))
        if allowed:
            self.model.holds[name] = (last, "captured")
            for coin in coins[:minor]:
                coin.place = f"spent:{name}"
            for coin in coins[minor:]:
                self.model.give_back(coin, self.day, key)

    @precondition(lambda self: self.model.holds)
    @rule(data=st.data())
    def release(self, data: st.DataObject) -> None:
        name, key = self.pick(data), self.key()
        last, state = self.model.holds[name]
        allowed = self.do(Release(key, "ila-1", name))
        assert allowed == (state == "held")
        if allowed:
            self.model.holds[name] = (last, "released")
            for coin in self.model.order[name]:
                self.model.give_back(coin, self.day, key)

    @precondition(lambda self: self.model.holds)
    @rule(minor=small, data=st.data())
    def refund(self, minor: int, data: st.DataObject) -> None:
        name, key = self.pick(data), self.key()
        last, state = self.model.holds[name]
        spent = [coin for coin in self.model.order[name] if coin.place == f"spent:{name}"]
        allowed = self.do(Refund(key, "ila-1", name, pln(minor)))
        assert allowed == (state in ("captured", "settled") and minor <= len(spent))
        if allowed:
            for coin in spent[::-1][:minor]:
                self.model.give_back(coin, self.day, key)
            if minor == len(spent):
                self.model.holds[name] = (last, "refunded")

    @precondition(lambda self: self.model.holds)
    @rule(data=st.data())
    def settle(self, data: st.DataObject) -> None:
        name = self.pick(data)
        last, state = self.model.holds[name]
        allowed = self.do(Settle(self.key(), "ila-1", name))
        assert allowed == (state == "captured")
        if allowed:
            self.model.holds[name] = (last, "settled")

    @rule()
    def expire(self) -> None:
        key = self.key()
        assert self.do(Expire(key, "ila-1"))
        for name, (last, state) in self.model.holds.items():
            if state == "held" and last < self.day:
                self.model.holds[name] = (last, "expired")
                for coin in self.model.order[name]:
                    self.model.give_back(coin, self.day, key)
        for coin in self.model.at("free"):
            if coin.last_day < self.day:
                coin.place = "gone"

    @precondition(lambda self: self.done)
    @rule(data=st.data())
    def replay(self, data: st.DataObject) -> None:
        command = data.draw(st.sampled_from(self.done))
        outcome = apply(self.account, command, self.day)
        assert outcome.is_replay
        assert outcome.account is self.account
        assert all(entry in self.journal for entry in outcome.entries)

    @invariant()
    def what_is_available_and_held_is_what_the_model_has(self) -> None:
        assert self.account.available(self.day).minor == len(self.model.free(self.day))
        held = sum(lot.held.minor for lot in self.account.lots.values())
        assert held == sum(coin.place.startswith("held:") for coin in self.model.coins)

    @invariant()
    def every_coin_lies_in_the_lot_where_the_model_has_it(self) -> None:
        expected = Counter(coin.lot for coin in self.model.coins if coin.place.startswith(("free", "held")))
        assert {lot.id: lot.remaining.minor for lot in self.account.lots.values() if lot.remaining} == expected

    @invariant()
    def the_journal_sums_to_zero_and_its_balances_are_those_of_the_account(self) -> None:
        booked = {name: amount.minor for (name, _), amount in balances(self.journal).items() if amount}
        assert sum(booked.values()) == 0
        for lot in self.account.lots.values():
            assert booked.get(f"account:a1:{lot.id}:available", 0) == (lot.remaining - lot.held).minor
            assert booked.get(f"account:a1:{lot.id}:held", 0) == lot.held.minor
        for funder in ("ila", "employer"):
            out = [coin for coin in self.model.coins if coin.funder == funder and coin.place != "gone"]
            assert booked.get(f"fund:{funder}", 0) == -len(out)

    @invariant()
    def nobody_captures_more_than_held_nor_refunds_more_than_captured(self) -> None:
        zero = Money.zero("PLN")
        for each in self.account.reservations.values():
            assert zero <= each.refunded_total <= each.captured_total <= each.held_total
            assert each.state.value == self.model.holds[each.id][1]


TestLearningAccount = LearningAccount.TestCase
TestLearningAccount.settings = settings(max_examples=300, stateful_step_count=50, deadline=None)


# --- Negative controls: a wrong account that the machine does not catch would make its green worthless ---


def last_in_first_out(lots: Iterable[Lot], amount: Money, on: date) -> tuple[Part, ...]:
    return tuple(reversed(reserve(list(lots)[::-1], amount, on)))


def refund_in_order_of_use(reservation: Reservation, amount: Money) -> tuple[Part, ...]:
    return first_of(without(reservation.captured, reservation.refunded), amount)


def lapse_with_what_is_held(book: Book, lot: Lot, day: date) -> list[Posting]:
    if lot.is_usable(day):
        return []
    book.lots[lot.id] = replace(lot, remaining=Money.zero("PLN"), held=Money.zero("PLN"))
    return [Posting(f"account:a1:{lot.id}:available", -lot.remaining), Posting(f"fund:{lot.funder}", lot.remaining)]


def never_too_late(_held: Reservation, _day: date) -> None:
    """Let an expired hold be captured."""


def no_grace(lot: Lot) -> date | None:
    return lot.last_day


FAULTS: list[tuple[object, str, object]] = [
    (transitions, "reserve", last_in_first_out),
    (Reservation, "refund_parts", refund_in_order_of_use),
    (Book, "lapse", lapse_with_what_is_held),
    (transitions, "_refuse_lapsed", never_too_late),
    (Lot, "end_of_grace", property(no_grace)),
]


@pytest.mark.parametrize(("where", "name", "fault"), FAULTS, ids=[name for _, name, _ in FAULTS])
def test_the_machine_catches_a_wrong_account(
    where: object, name: str, fault: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(where, name, fault)
    searching = settings(
        max_examples=2_000,
        stateful_step_count=25,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        derandomize=True,
    )
    with pytest.raises((AssertionError, RungError)):
        run_state_machine_as_test(LearningAccount, settings=searching)
