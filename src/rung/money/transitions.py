"""What each command does to the lots and reservations of an account, and what it posts."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from rung.core.money import Money
from rung.money import journal
from rung.money.commands import Capture, Command, Credit, Expire, Hold, Refund, Release, Settle
from rung.money.errors import (
    AmountRefusedError,
    CaptureTooLargeError,
    EvidenceMissingError,
    HoldExpiredError,
    HoldStateError,
    NotAuthorisedError,
    RefundTooLargeError,
    UnknownHoldError,
)
from rung.money.journal import Posting
from rung.money.lots import Lot, Part, first_of, reserve, without
from rung.money.reservation import Reservation, ReservationState

Postings = list[Posting]


@dataclass(slots=True)
class Book:
    """An account while one command is carried out; it is thrown away if the command is refused."""

    account: str
    holder: str
    currency: str
    lots: dict[str, Lot]
    reservations: dict[str, Reservation]

    def hold(self, part: Part) -> Postings:
        """Move a part from available to held."""
        self.lots[part.lot] = self.lots[part.lot].changed(held=part.amount.minor)
        return self._move(journal.available(self.account, part.lot), journal.held(self.account, part.lot), part.amount)

    def spend(self, part: Part, provider: str) -> Postings:
        """Move a held part to what is owed to the provider."""
        self._take_out(part)
        return self._move(journal.held(self.account, part.lot), journal.payable(provider), part.amount)

    def free(self, part: Part, day: date, key: str) -> Postings:
        """Move a held part back to where it may be used, or to its funder if it no longer may."""
        self._take_out(part)
        return self._move(journal.held(self.account, part.lot), self._put_back(part, day, key), part.amount)

    def refund(self, part: Part, day: date, key: str, source: str) -> Postings:
        """Move a part that was spent from `source` back to where it may be used, or to its funder."""
        return self._move(source, self._put_back(part, day, key), part.amount)

    def lapse(self, lot: Lot, day: date) -> Postings:
        """Return to its funder what is available in a lot after its last day; what is held stays."""
        if lot.is_usable(day):
            return []
        lapsed = lot.remaining - lot.held
        self.lots[lot.id] = lot.changed(remaining=-lapsed.minor)
        return self._move(journal.available(self.account, lot.id), journal.fund(lot.funder), lapsed)

    def _take_out(self, part: Part) -> None:
        amount = part.amount.minor
        self.lots[part.lot] = self.lots[part.lot].changed(remaining=-amount, held=-amount)

    def _put_back(self, part: Part, day: date, key: str) -> str:
        """Put money back into its lot and name the ledger account that it comes to.

        After the lot's last day it goes into a lot of its own while grace lasts, and then to the funder.
        """
        lot = self.lots[part.lot]
        if lot.is_usable(day):
            self.lots[lot.id] = lot.changed(remaining=part.amount.minor)
            return journal.available(self.account, lot.id)
        if lot.end_of_grace is None or day > lot.end_of_grace:
            return journal.fund(lot.funder)
        late = self._late_lot(lot, f"{lot.id}/{key}", day)
        granted = late.granted + part.amount
        self.lots[late.id] = replace(late, granted=granted, remaining=late.remaining + part.amount)
        return journal.available(self.account, late.id)

    def _late_lot(self, lot: Lot, name: str, day: date) -> Lot:
        """Return the lot for what comes back late to `lot` under this name; it has no grace of its own."""
        zero = Money.zero(self.currency)
        new = replace(
            lot, id=name, opened=day, last_day=lot.end_of_grace, granted=zero, remaining=zero, held=zero, grace_days=0
        )
        return self.lots.get(name, new)

    @staticmethod
    def _move(source: str, target: str, amount: Money) -> Postings:
        return [Posting(source, -amount), Posting(target, amount)]


def carry_out(book: Book, command: Command, day: date) -> Postings:  # noqa: PLR0911 — a return for each command
    """Change `book` as `command` says and return what to post, or raise a `CommandRefusedError`."""
    match command:
        case Credit():
            return _credit(book, command, day)
        case Hold():
            return _hold(book, command, day)
        case Capture():
            return _capture(book, command, day)
        case Release():
            return _release(book, command, day)
        case Settle():
            return _settle(book, command)
        case Refund():
            return _refund(book, command, day)
        case Expire():
            return _expire(book, command, day)


def _credit(book: Book, command: Credit, day: date) -> Postings:
    amount = _checked(book, command.amount)
    if command.last_day is not None and command.last_day < day:
        raise AmountRefusedError(
            f"The lot {command.key} would have expired on {command.last_day}, before {day}: give it a later last day.",
            lot=command.key,
        )
    zero = Money.zero(book.currency)
    book.lots[command.key] = Lot(
        id=command.key,
        funder=command.funder,
        origin=command.origin,
        opened=day,
        last_day=command.last_day,
        granted=amount,
        remaining=amount,
        held=zero,
        grace_days=command.grace_days,
    )
    target = journal.available(book.account, command.key)
    return [Posting(journal.fund(command.funder), -amount), Posting(target, amount)]


def _hold(book: Book, command: Hold, day: date) -> Postings:
    if command.authorisation.person != book.holder:
        raise NotAuthorisedError(
            "Only the holder of the account may reserve, by her own passkey, second factor or desk code.",
            account=book.account,
        )
    if command.last_day < day:
        raise HoldExpiredError(
            f"The hold {command.key} would have expired on {command.last_day}: choose a last day from {day} on.",
            reservation=command.key,
        )
    parts = reserve(book.lots.values(), _checked(book, command.amount), day)
    book.reservations[command.key] = Reservation(command.key, command.provider, command.last_day, command.needs, parts)
    return [posting for part in parts for posting in book.hold(part)]


def _capture(book: Book, command: Capture, day: date) -> Postings:
    held = _in_state(book, command.reservation, ReservationState.HELD)
    _refuse_lapsed(held, day)
    _refuse_without_evidence(held, command)
    amount = _checked(book, command.amount)
    if amount > held.held_total:
        raise CaptureTooLargeError(
            f"{amount} are more than the {held.held_total} held: capture at most that.", reservation=held.id
        )
    captured = first_of(held.parts, amount)
    book.reservations[held.id] = replace(held, state=ReservationState.CAPTURED, captured=captured)
    spent = [posting for part in captured for posting in book.spend(part, held.provider)]
    return spent + _freed(book, without(held.parts, captured), day, command.key)


def _release(book: Book, command: Release, day: date) -> Postings:
    held = _in_state(book, command.reservation, ReservationState.HELD)
    book.reservations[held.id] = replace(held, state=ReservationState.RELEASED)
    return _freed(book, held.parts, day, command.key)


def _settle(book: Book, command: Settle) -> Postings:
    captured = _in_state(book, command.reservation, ReservationState.CAPTURED)
    book.reservations[captured.id] = replace(captured, state=ReservationState.SETTLED)
    due, provider = captured.refundable, captured.provider
    return [Posting(journal.payable(provider), -due), Posting(journal.paid(provider), due)]


def _refund(book: Book, command: Refund, day: date) -> Postings:
    """Give back, in reverse order of use. Once the provider was paid, it owes what is refunded."""
    spent = _in_state(book, command.reservation, ReservationState.CAPTURED, ReservationState.SETTLED)
    amount = _checked(book, command.amount)
    if amount > spent.refundable:
        raise RefundTooLargeError(
            f"{amount} are more than the {spent.refundable} captured and not refunded yet: refund at most that.",
            reservation=spent.id,
        )
    is_paid = spent.state is ReservationState.SETTLED
    source = journal.receivable(spent.provider) if is_paid else journal.payable(spent.provider)
    parts = spent.refund_parts(amount)
    state = ReservationState.REFUNDED if amount == spent.refundable else spent.state
    book.reservations[spent.id] = replace(spent, state=state, refunded=_merged(spent.refunded, parts))
    return [posting for part in parts for posting in book.refund(part, day, command.key, source)]


def _expire(book: Book, command: Expire, day: date) -> Postings:
    postings: Postings = []
    for lapsed in [each for each in book.reservations.values() if each.has_lapsed(day)]:
        book.reservations[lapsed.id] = replace(lapsed, state=ReservationState.EXPIRED)
        postings += _freed(book, lapsed.parts, day, command.key)
    for lot in list(book.lots.values()):
        postings += book.lapse(lot, day)
    return postings


def _freed(book: Book, parts: Iterable[Part], day: date, key: str) -> Postings:
    return [posting for part in parts for posting in book.free(part, day, key)]


def _merged(first: Iterable[Part], second: Iterable[Part]) -> tuple[Part, ...]:
    """Return the parts of both, each lot once."""
    sums: dict[str, Money] = {}
    for part in (*first, *second):
        sums[part.lot] = sums[part.lot] + part.amount if part.lot in sums else part.amount
    return tuple(Part(lot, amount) for lot, amount in sums.items())


def _checked(book: Book, amount: Money) -> Money:
    if amount.currency != book.currency or amount.minor <= 0:
        raise AmountRefusedError(
            f"{amount} is refused: an amount is above zero, and this account is in {book.currency}.", amount=str(amount)
        )
    return amount


def _in_state(book: Book, name: str, *states: ReservationState) -> Reservation:
    if name not in book.reservations:
        raise UnknownHoldError(f"The account {book.account} knows no hold {name}: check its id.", reservation=name)
    reservation = book.reservations[name]
    if reservation.state is ReservationState.EXPIRED:
        raise HoldExpiredError(f"The hold {name} has expired: make a new one.", reservation=name)
    if reservation.state not in states:
        allowed = " or ".join(states)
        raise HoldStateError(
            f"The hold {name} is {reservation.state}; this step needs one that is {allowed}.", reservation=name
        )
    return reservation


def _refuse_lapsed(held: Reservation, day: date) -> None:
    if held.has_lapsed(day):
        raise HoldExpiredError(
            f"The hold {held.id} was good until {held.last_day}; on {day} it is too late to capture: make a new one.",
            reservation=held.id,
        )


def _refuse_without_evidence(held: Reservation, command: Capture) -> None:
    shown = {evidence.kind for evidence in command.evidence if evidence.reference.strip()}
    missing = [kind.value for kind in held.needs if kind not in shown]
    if missing:
        raise EvidenceMissingError(
            f"The hold {held.id} cannot be captured before there is evidence of: {', '.join(missing)}.",
            reservation=held.id,
            missing=missing,
        )
