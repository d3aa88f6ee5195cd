"""Who pays what: one price, several payers, to the minor unit (R-SPLIT, R-ROUND, INV-2, INV-3)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from rung.core.money import Money
from rung.money.case import Price
from rung.money.catalogue import PayerOrder, shipped
from rung.money.ceilings import Ceiling
from rung.money.errors import DoubleFinancingError, SourcesError, UnbalancedError
from rung.money.findings import Finding, as_json
from rung.money.scheme import SourceKind
from rung.money.sources import AccountMoney, Grant, OwnMoney, Source
from rung.money.timeline import Timeline


@dataclass(frozen=True, slots=True)
class ContributionLine:
    """What one payer pays, by which version of which rule, and why this much."""

    kind: SourceKind
    payer: str
    """The scheme that pays, or `learner` or `employer`."""
    rule: str
    amount: Money
    reasons: tuple[Finding, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "kind": self.kind.value,
            "payer": self.payer,
            "rule": self.rule,
            "amount": as_json(self.amount),
            "reasons": [reason.as_dict() for reason in self.reasons],
        }


@dataclass(frozen=True, slots=True)
class Split:
    """The contribution lines of a price, in the order in which they pay. They sum to it, or there is no split."""

    price: Price
    on: date
    lines: tuple[ContributionLine, ...]

    def __post_init__(self) -> None:
        """Refuse lines that do not sum to the price, and a line below zero."""
        total = Money.total((line.amount for line in self.lines), self.price.currency)
        if total != self.price.total or any(line.amount.minor < 0 for line in self.lines):
            raise UnbalancedError(f"The lines sum to {total}, the price is {self.price.total}.", total=str(total))

    def paid_by(self, kind: SourceKind) -> Money:
        """Return what all sources of a kind pay together."""
        return Money.total((line.amount for line in self.lines if line.kind is kind), self.price.currency)

    def as_dict(self) -> dict[str, Any]:
        """Return the stable JSON form."""
        return {
            "on": self.on.isoformat(),
            "price": as_json(self.price.total),
            "items": [{"name": item.name, "amount": as_json(item.amount)} for item in self.price.items],
            "lines": [line.as_dict() for line in self.lines],
        }


def split(
    price: Price,
    sources: Sequence[Source],
    on: date,
    *,
    claimed: frozenset[str] = frozenset(),
    orders: Timeline[PayerOrder] | None = None,
) -> Split:
    """Return who pays what of `price` on the application day `on`.

    Sources pay in the order in force on that day, and those of one kind as given. `claimed` are cost items that
    another grant already pays for. Raises `DoubleFinancingError` if an item would be claimed twice, and
    `SourcesError` if sources do not fit together, are not in force on `on`, or no payer of last resort is among them.
    """
    own = _payer_of_last_resort(sources)
    _refuse_other_times_and_currencies(price, sources, on)
    _refuse_double_financing(price, sources, claimed)
    order_id, kinds = _order(sources, (orders or shipped().payer_orders).on(on))
    payment = _Payment(price, _private_share(sources))
    for kind in kinds:
        for source in sources:
            if isinstance(source, Grant) and kind is SourceKind.GRANT:
                payment.pay_grant(source)
            elif isinstance(source, AccountMoney) and kind is SourceKind.ACCOUNT:
                payment.pay_from_account(source)
    payment.pay_rest(own, order_id)
    return Split(price, on, tuple(payment.lines))


@dataclass(slots=True)
class _Payment:
    """A price while it is being paid: what is left, and who paid so far."""

    price: Price
    private_share: Fraction
    lines: list[ContributionLine] = field(default_factory=list)
    drawn: dict[str, Money] = field(default_factory=dict)

    @property
    def private_minimum(self) -> Money:
        """What has to come from private money: the demanded share of the whole price, rounded up (R-ROUND)."""
        return self.price.total.share_up(self.private_share)

    @property
    def left(self) -> Money:
        """What nobody pays yet."""
        return self.price.total - Money.total((line.amount for line in self.lines), self.price.currency)

    @property
    def public_room(self) -> Money:
        """What public money may still pay without touching the private minimum."""
        return max(self.left - self.private_minimum, Money.zero(self.price.currency))

    def pay_grant(self, grant: Grant) -> None:
        """Add the line of a grant: the rate, rounded down, under every ceiling, in whole vouchers."""
        base = self.price.of_items(grant.items or frozenset(self.price.names))
        amount = base.share_down(grant.rate)
        reasons = [Finding.of("line.rate", rate=grant.rate, base=base, share=amount)]
        for ceiling in grant.ceilings:
            room = self._room(ceiling)
            if room < amount:
                amount = room
                reasons.append(Finding.of("line.ceiling", name=ceiling.name, room=room))
        if self.public_room < amount:
            amount = self.public_room
            reasons.append(Finding.of("line.room", room=amount))
        if grant.voucher_value:
            count = amount.minor // grant.voucher_value.minor
            amount = count * grant.voucher_value
            reasons.append(Finding.of("line.vouchers", count=count, value=grant.voucher_value))
        for pool in grant.pools:
            self.drawn[pool] = self.drawn.get(pool, Money.zero(amount.currency)) + amount
        self._add(SourceKind.GRANT, grant.scheme, grant.rule, amount, reasons)

    def pay_from_account(self, source: AccountMoney) -> None:
        """Add the line of a learning account: what is available, but never the private minimum."""
        amount = min(source.available, self.public_room)
        if amount == source.available:
            reasons = [Finding.of("line.available", available=source.available)]
        else:
            reasons = [Finding.of("line.needed", room=amount, available=source.available)]
        self._add(SourceKind.ACCOUNT, source.scheme, source.rule, amount, reasons)

    def pay_rest(self, own: OwnMoney, rule: str) -> None:
        """Add the line of the payer of last resort: all that is left, residues of rounding included."""
        reasons = [Finding.of("line.rest", payer=own.payer.value)]
        if self.private_minimum:
            reasons.append(Finding.of("line.kept_private", amount=self.private_minimum, share=self.private_share))
        self._add(SourceKind.OWN, own.payer.value, rule, self.left, reasons)

    def _room(self, ceiling: Ceiling) -> Money:
        zero = Money.zero(ceiling.room.currency)
        return max(ceiling.room - self.drawn.get(ceiling.pool, zero), zero) if ceiling.pool else ceiling.room

    def _add(self, kind: SourceKind, payer: str, rule: str, amount: Money, reasons: list[Finding]) -> None:
        self.lines.append(ContributionLine(kind, payer, rule, amount, tuple(reasons)))


def _payer_of_last_resort(sources: Sequence[Source]) -> OwnMoney:
    own = [source for source in sources if isinstance(source, OwnMoney)]
    if len(own) != 1:
        raise SourcesError(f"A split needs one payer of last resort; {len(own)} are given.", given=len(own))
    return own[0]


def _refuse_other_times_and_currencies(price: Price, sources: Sequence[Source], on: date) -> None:
    for source in sources:
        if isinstance(source, OwnMoney):
            continue
        if on not in source.period:
            raise SourcesError(
                f"{source.rule} is not in force on {on}: take the version of the application day.",
                rule=source.rule,
                on=on,
            )
        for amount in _amounts(source):
            if amount.currency != price.currency:
                raise SourcesError(
                    f"{source.rule} pays in {amount.currency}, the price is in {price.currency}: "
                    "give the price in the currency of the scheme.",
                    rule=source.rule,
                )


def _amounts(source: Grant | AccountMoney) -> list[Money]:
    if isinstance(source, AccountMoney):
        return [source.available]
    ceilings = [ceiling.room for ceiling in source.ceilings]
    return [*ceilings, source.voucher_value] if source.voucher_value else ceilings


def _refuse_double_financing(price: Price, sources: Sequence[Source], claimed: frozenset[str]) -> None:
    """Let each cost item be claimed from one grant only, whatever its rate (INV-3)."""
    taken = dict.fromkeys(claimed, "an earlier grant")
    for grant in (source for source in sources if isinstance(source, Grant)):
        for name in sorted(grant.items or price.names):
            if name not in price.names:
                raise SourcesError(
                    f"{grant.rule} claims the cost item {name}, which the price does not have; "
                    f"it has: {', '.join(price.names)}.",
                    rule=grant.rule,
                    item=name,
                )
            if name in taken:
                raise DoubleFinancingError(
                    f"{grant.rule} claims the cost item {name}, which {taken[name]} pays for already: "
                    "claim another item, or leave one of the two out.",
                    rule=grant.rule,
                    item=name,
                )
            taken[name] = grant.rule


def _order(sources: Sequence[Source], default: PayerOrder) -> tuple[str, tuple[SourceKind, ...]]:
    """Return the order of payers and the id of the rule that sets it."""
    wanted = {source.order: source.rule for source in sources if not isinstance(source, OwnMoney) and source.order}
    if len(wanted) > 1:
        rules = ", ".join(sorted(wanted.values()))
        raise SourcesError(f"{rules} want different orders of payers: leave one of them out.", rules=rules)
    for order, rule in wanted.items():
        return rule, order
    return default.id, default.kinds


def _private_share(sources: Sequence[Source]) -> Fraction:
    """Return the highest private share that a grant demands."""
    return max((source.private_minimum for source in sources if isinstance(source, Grant)), default=Fraction(0))
