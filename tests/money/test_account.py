"""A learning account from credit to refund (R-ILA). Amounts are grosze; 1,000 are 10.00 PLN."""

from datetime import date, timedelta

import pytest

from rung.core import Money
from rung.core.errors import ValueRefusedError
from rung.money.account import Account, Outcome, apply
from rung.money.commands import Capture, Command, Credit, Expire, Hold, Refund, Release, Settle
from rung.money.errors import (
    AmountRefusedError,
    CaptureTooLargeError,
    CommandRefusedError,
    EvidenceMissingError,
    HoldExpiredError,
    HoldStateError,
    InsufficientFundsError,
    KeyReusedError,
    NotAuthorisedError,
    RefundTooLargeError,
    UnknownHoldError,
)
from rung.money.journal import Entry, balances
from rung.money.lots import Lot, LotState, Origin
from rung.money.reservation import Authorisation, Evidence, Means, ReservationState
from rung.money.scheme import EvidenceKind
from tests.money.cast import eur, pln

DAY = date(2026, 3, 16)
LATER = date(2026, 9, 30)
HER = Authorisation("barbara", Means.PASSKEY)
ATTENDED = (Evidence(EvidenceKind.ATTENDANCE, "attendance-1"),)


def lot(key: str, minor: int, last_day: date | None, *, origin: Origin = Origin.PUBLIC, grace_days: int = 0) -> Credit:
    funder = "ila" if origin is Origin.PUBLIC else "employer"
    return Credit(key, "ila-1", funder, origin, pln(minor), last_day, grace_days)


def hold(key: str, minor: int, last_day: date = LATER) -> Hold:
    return Hold(key, "ila-1", "school", pln(minor), last_day, (EvidenceKind.ATTENDANCE,), HER)


def capture(reservation: str, minor: int, key: str = "capture") -> Capture:
    return Capture(key, "ila-1", reservation, pln(minor), ATTENDED)


def release(reservation: str) -> Release:
    return Release(f"release-{reservation}", "ila-1", reservation)


def refund(reservation: str, minor: int, key: str = "refund") -> Refund:
    return Refund(key, "ila-1", reservation, pln(minor))


class Desk:
    """An account on its way, with the journal of all that happened."""

    def __init__(self, *lots: Credit) -> None:
        self.account = Account("a1", "barbara", "PLN")
        self.journal: list[Entry] = []
        for each in lots:
            self.do(each)

    def do(self, command: Command, on: date = DAY) -> Outcome:
        outcome = apply(self.account, command, on)
        self.account = outcome.account
        self.journal += () if outcome.is_replay else outcome.entries
        return outcome

    def refused(self, error: type[CommandRefusedError], command: Command, on: date = DAY) -> str:
        before = self.account
        with pytest.raises(error) as caught:
            self.do(command, on)
        assert self.account is before
        return caught.value.sentence

    def remaining(self) -> dict[str, int]:
        return {name: each.remaining.minor for name, each in self.account.lots.items()}

    def booked(self) -> dict[str, int]:
        return {account: amount.minor for (account, _), amount in balances(self.journal).items() if amount}


SPRING, SUMMER, NEVER = (
    lot("spring", 1_000, date(2026, 4, 30)),
    lot("summer", 1_000, date(2026, 8, 31)),
    lot("n", 500, None),
)


# --- First in, first out by expiry ---


def test_what_expires_first_is_used_first_whenever_it_came() -> None:
    desk = Desk(NEVER, SUMMER, SPRING)
    desk.do(hold("h", 2_200))
    parts = desk.account.reservations["h"].parts
    assert [(part.lot, part.amount.minor) for part in parts] == [("spring", 1_000), ("summer", 1_000), ("n", 200)]


def test_a_lot_is_usable_on_its_last_day_and_not_on_the_next() -> None:
    desk = Desk(SPRING)
    assert desk.account.available(date(2026, 4, 30)) == pln(1_000)
    assert desk.account.available(date(2026, 5, 1)) == pln(0)
    assert [desk.account.lots["spring"].state(day) for day in (date(2026, 4, 30), date(2026, 5, 1))] == [
        LotState.OPEN,
        LotState.EXPIRED,
    ]


def test_a_hold_takes_all_or_nothing() -> None:
    desk = Desk(SPRING)
    sentence = desk.refused(InsufficientFundsError, hold("h", 1_001))
    assert sentence.startswith("Only 10.00 PLN of 10.01 PLN are available on 2026-03-16")
    desk.do(hold("h", 1_000))
    assert desk.account.available(DAY) == pln(0)


def test_the_balance_under_the_cap_counts_what_is_held_and_no_top_up() -> None:
    desk = Desk(SPRING, SUMMER, lot("gift", 700, None, origin=Origin.TOP_UP))
    desk.do(hold("h", 600))
    assert desk.account.public_balance(DAY) == pln(2_000)
    assert desk.account.public_balance(date(2026, 5, 1)) == pln(1_600)  # 4.00 of spring expired, 6.00 are held


# --- Capture ---


def test_a_capture_spends_in_lot_order_and_frees_the_rest() -> None:
    desk = Desk(SPRING, SUMMER)
    desk.do(hold("h", 1_500))
    desk.do(capture("h", 1_200))
    assert desk.remaining() == {"spring": 0, "summer": 800}
    assert desk.account.lots["spring"].state(DAY) is LotState.EXHAUSTED
    assert desk.account.available(DAY) == pln(800)
    assert desk.booked() == {"fund:ila": -2_000, "account:a1:summer:available": 800, "provider:school:payable": 1_200}


def test_no_more_is_captured_than_is_held_and_only_once() -> None:
    desk = Desk(SPRING, SUMMER)
    desk.do(hold("h", 1_000))
    desk.refused(CaptureTooLargeError, capture("h", 1_001))
    desk.do(capture("h", 400))
    sentence = desk.refused(HoldStateError, capture("h", 600, "again"))
    assert sentence == "The hold h is captured; this step needs one that is held."


def test_nothing_is_captured_before_the_evidence() -> None:
    desk = Desk(SPRING)
    desk.do(Hold("h", "ila-1", "school", pln(100), LATER, (EvidenceKind.ATTENDANCE, EvidenceKind.AWARD), HER))
    assert desk.refused(EvidenceMissingError, capture("h", 100)).endswith("evidence of: award.")
    blank = (*ATTENDED, Evidence(EvidenceKind.AWARD, " "))
    desk.refused(EvidenceMissingError, Capture("c", "ila-1", "h", pln(100), blank))
    shown = (*ATTENDED, Evidence(EvidenceKind.AWARD, "urn:uuid:1"))
    desk.do(Capture("c", "ila-1", "h", pln(100), shown))
    assert desk.account.reservations["h"].state is ReservationState.CAPTURED


def test_only_the_holder_reserves() -> None:
    theirs = Authorisation("school", Means.SECOND_FACTOR)
    command = Hold("h", "ila-1", "school", pln(100), LATER, (), theirs)
    assert "Only the holder of the account may reserve" in Desk(SPRING).refused(NotAuthorisedError, command)


# --- Expiry ---


def test_what_is_held_does_not_expire_while_it_is_held() -> None:
    desk = Desk(SPRING)
    desk.do(hold("h", 600))
    desk.do(Expire("e", "ila-1"), date(2026, 5, 1))
    assert desk.remaining() == {"spring": 600}
    desk.do(capture("h", 600), date(2026, 6, 1))
    assert desk.booked() == {"fund:ila": -600, "provider:school:payable": 600}


def test_what_is_freed_after_the_last_day_of_its_lot_returns_to_the_scheme() -> None:
    desk = Desk(SPRING, SUMMER)
    desk.do(hold("h", 1_500))
    desk.do(release("h"), date(2026, 5, 1))
    assert desk.remaining() == {"spring": 0, "summer": 1_000}
    assert desk.booked() == {"fund:ila": -1_000, "account:a1:summer:available": 1_000}


def test_an_expired_hold_is_never_captured_whichever_way_the_clock_moves() -> None:
    desk = Desk(SUMMER)
    desk.do(hold("h", 500, date(2026, 3, 20)))
    desk.refused(HoldExpiredError, capture("h", 500), date(2026, 3, 21))
    desk.do(lot("n", 100, None), date(2026, 3, 21))  # something else happens on the 21st …
    desk.refused(HoldExpiredError, capture("h", 500), date(2026, 3, 20))  # … and then the clock is set back
    desk.do(Expire("e", "ila-1"), date(2026, 3, 20))
    assert desk.account.reservations["h"].state is ReservationState.EXPIRED
    assert desk.account.latest == date(2026, 3, 21)
    for command in (capture("h", 500), release("h")):
        desk.refused(HoldExpiredError, command, date(2026, 3, 19))
    assert desk.account.available(DAY) == pln(1_100)


def test_a_hold_may_be_captured_on_its_last_day() -> None:
    desk = Desk(SUMMER)
    desk.do(hold("h", 500, date(2026, 3, 20)))
    desk.do(capture("h", 500), date(2026, 3, 20))
    assert desk.account.reservations["h"].captured_total == pln(500)


def test_a_hold_or_a_lot_that_would_be_over_already_is_refused() -> None:
    desk = Desk(SUMMER)
    desk.refused(HoldExpiredError, hold("h", 1, DAY - timedelta(days=1)))
    desk.refused(AmountRefusedError, lot("late", 1, DAY - timedelta(days=1)))


def test_nothing_to_expire_makes_no_entry() -> None:
    assert Desk(SUMMER).do(Expire("e", "ila-1")).entries == ()


# --- Refund ---


def captured(*lots: Credit, minor: int = 1_700) -> Desk:
    desk = Desk(*lots)
    desk.do(hold("h", minor))
    desk.do(capture("h", minor))
    return desk


def test_a_refund_goes_back_in_reverse_order_of_use() -> None:
    desk = captured(SPRING, SUMMER)  # spring 10.00, summer 7.00
    desk.do(refund("h", 500, "first"))
    assert desk.remaining() == {"spring": 0, "summer": 800}
    desk.do(refund("h", 500, "second"))  # 2.00 are left of summer, then 3.00 of spring
    assert desk.remaining() == {"spring": 300, "summer": 1_000}
    desk.do(refund("h", 700, "third"))
    assert desk.remaining() == {"spring": 1_000, "summer": 1_000}
    assert desk.account.reservations["h"].state is ReservationState.REFUNDED
    assert desk.booked() == {
        "fund:ila": -2_000,
        "account:a1:spring:available": 1_000,
        "account:a1:summer:available": 1_000,
    }


def test_no_more_is_refunded_than_was_captured() -> None:
    desk = captured(SPRING, SUMMER)
    desk.do(refund("h", 1_000, "first"))
    desk.refused(RefundTooLargeError, refund("h", 701, "second"))
    desk.do(refund("h", 700, "third"))
    desk.refused(HoldStateError, refund("h", 1, "fourth"))


def test_a_refund_into_an_expired_lot_returns_to_the_scheme() -> None:
    desk = captured(SPRING, SUMMER)
    desk.do(refund("h", 1_700), date(2026, 5, 1))
    assert desk.remaining() == {"spring": 0, "summer": 1_000}
    assert desk.account.available(date(2026, 5, 1)) == pln(1_000)
    assert desk.booked()["fund:ila"] == -1_000


def test_a_top_up_that_expired_returns_to_who_gave_it() -> None:
    desk = captured(lot("gift", 1_000, date(2026, 4, 30), origin=Origin.TOP_UP), minor=1_000)
    desk.do(refund("h", 1_000), date(2026, 5, 1))
    assert desk.booked() == {}  # all of it went back to where it came from


@pytest.mark.parametrize(
    ("day", "usable"),
    [
        (date(2026, 4, 30), 1_000),  # the last day of the lot: it simply goes back
        (date(2026, 5, 1), 1_000),  # the first of ten days of grace
        (date(2026, 5, 10), 1_000),  # 30 April and ten days
        (date(2026, 5, 11), 0),
    ],
)
def test_money_that_comes_back_late_stays_usable_for_the_days_of_grace(day: date, usable: int) -> None:
    desk = captured(lot("spring", 1_000, date(2026, 4, 30), grace_days=10), minor=1_000)
    desk.do(refund("h", 1_000), day)
    assert desk.account.available(day) == pln(usable)


def test_grace_ends_and_is_never_granted_twice() -> None:
    desk = captured(lot("spring", 1_000, date(2026, 4, 30), grace_days=10), minor=1_000)
    desk.do(refund("h", 1_000), date(2026, 5, 5))
    desk.do(hold("second", 1_000, LATER), date(2026, 5, 10))
    desk.do(release("second"), date(2026, 5, 11))
    assert desk.account.available(date(2026, 5, 11)) == pln(0)
    assert desk.booked() == {}


def test_two_holds_that_lapse_together_share_one_late_lot() -> None:
    desk = Desk(lot("spring", 1_000, date(2026, 4, 30), grace_days=10))
    for name in ("first", "second"):
        desk.do(hold(name, 300, date(2026, 5, 2)))
    desk.do(Expire("e", "ila-1"), date(2026, 5, 3))
    assert desk.remaining() == {"spring": 0, "spring/e": 600}
    assert desk.account.available(date(2026, 5, 10)) == pln(600)


# --- Settlement ---


def test_what_is_settled_was_captured_and_not_refunded() -> None:
    desk = captured(SPRING, SUMMER)
    desk.do(refund("h", 200))
    desk.do(Settle("s", "ila-1", "h"))
    assert desk.booked()["provider:school:paid"] == 1_500
    assert "provider:school:payable" not in desk.booked()
    desk.refused(HoldStateError, Settle("again", "ila-1", "h"))


def test_after_settlement_the_provider_owes_what_is_refunded() -> None:
    desk = captured(SPRING, SUMMER)
    desk.do(Settle("s", "ila-1", "h"))
    desk.do(refund("h", 700))
    assert desk.booked()["provider:school:paid"] == 1_700
    assert desk.booked()["provider:school:receivable"] == -700
    assert desk.account.available(DAY) == pln(1_000)


def test_what_is_only_held_is_neither_settled_nor_refunded() -> None:
    desk = Desk(SPRING)
    desk.do(hold("h", 100))
    desk.refused(HoldStateError, Settle("s", "ila-1", "h"))
    desk.refused(HoldStateError, refund("h", 1))


def test_a_released_hold_is_final() -> None:
    desk = Desk(SPRING)
    desk.do(hold("h", 100))
    desk.do(release("h"))
    desk.refused(HoldStateError, capture("h", 100))
    desk.refused(HoldStateError, Release("again", "ila-1", "h"))
    assert desk.account.available(DAY) == pln(1_000)


# --- Idempotency ---


def test_a_repeated_command_changes_nothing_and_gives_the_first_answer() -> None:
    desk = Desk(SPRING, SUMMER)
    first = desk.do(hold("h", 1_500))
    again = desk.do(hold("h", 1_500), date(2026, 4, 2))
    assert (again.is_replay, again.account, again.entries) == (True, first.account, first.entries)


def test_a_key_is_never_used_for_two_commands() -> None:
    desk = Desk(SPRING)
    desk.do(hold("h", 100))
    assert "The key h was used before" in desk.refused(KeyReusedError, hold("h", 101))
    desk.refused(KeyReusedError, Release("h", "ila-1", "h"))


def test_a_refused_command_leaves_its_key_free() -> None:
    desk = Desk(SPRING)
    desk.refused(InsufficientFundsError, hold("h", 1_500))
    desk.do(SUMMER)
    assert not desk.do(hold("h", 1_500)).is_replay


# --- Values ---


@pytest.mark.parametrize("amount", [pln(0), pln(-1), eur(100)])
def test_an_amount_is_above_zero_and_in_the_currency_of_the_account(amount: Money) -> None:
    desk = Desk(SPRING)
    command = Hold("h", "ila-1", "school", amount, LATER, (), HER)
    assert "this account is in PLN" in desk.refused(AmountRefusedError, command)


def test_an_unknown_hold_is_named() -> None:
    assert Desk(SPRING).refused(UnknownHoldError, capture("x", 1)) == "The account a1 knows no hold x: check its id."


def test_an_account_cannot_be_changed_in_place() -> None:
    account = Desk(SPRING).account
    with pytest.raises(TypeError):
        account.lots["spring"] = account.lots["spring"]  # type: ignore[index]


def test_a_lot_always_adds_up() -> None:
    with pytest.raises(ValueRefusedError, match="does not add up"):
        Lot("l", "ila", Origin.PUBLIC, DAY, None, pln(10), pln(5), pln(6))


def test_every_entry_names_key_rule_and_day() -> None:
    (entry,) = Desk(SPRING).do(hold("h", 100)).entries
    assert entry.as_dict() == {
        "key": "h",
        "kind": "hold",
        "on": "2026-03-16",
        "rule": "ila-1",
        "postings": [
            {"account": "account:a1:spring:available", "amount": {"minor": -100, "currency": "PLN"}},
            {"account": "account:a1:spring:held", "amount": {"minor": 100, "currency": "PLN"}},
        ],
    }
