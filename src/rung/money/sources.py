"""Sources of money for one price: grants and vouchers, learning accounts, and the payer of last resort."""

from dataclasses import dataclass
from fractions import Fraction

from rung.core.errors import ValueRefusedError
from rung.core.money import Money
from rung.core.period import Period
from rung.money.ceilings import Ceiling
from rung.money.scheme import Payer, SourceKind


@dataclass(frozen=True, slots=True)
class Grant:
    """A grant or voucher as it was offered: a rate of what it claims, under every ceiling, in whole vouchers.

    `items` are the cost items that it claims, all of the price if empty. `private_minimum` is the share of the whole
    price that has to come from private money. `pools` are the limits shared with other grants that it draws on.
    """

    scheme: str
    rule: str
    period: Period
    rate: Fraction
    ceilings: tuple[Ceiling, ...] = ()
    voucher_value: Money | None = None
    private_minimum: Fraction = Fraction(0)
    items: frozenset[str] = frozenset()
    pools: frozenset[str] = frozenset()
    order: tuple[SourceKind, ...] | None = None
    kind: SourceKind = SourceKind.GRANT

    def __post_init__(self) -> None:
        """Refuse a rate or a private share outside 0 to 1, and a voucher that is worth nothing."""
        if not 0 <= self.rate <= 1 or not 0 <= self.private_minimum <= 1:
            raise ValueRefusedError(f"{self.rule}: rate and private share lie between 0 and 1.", rule=self.rule)
        if self.voucher_value is not None and self.voucher_value.minor <= 0:
            raise ValueRefusedError(f"{self.rule}: a voucher is worth more than nothing.", rule=self.rule)


@dataclass(frozen=True, slots=True)
class AccountMoney:
    """What is available on a learning account. It is public money."""

    scheme: str
    rule: str
    period: Period
    available: Money
    order: tuple[SourceKind, ...] | None = None
    kind: SourceKind = SourceKind.ACCOUNT

    def __post_init__(self) -> None:
        """Refuse a balance below zero."""
        if self.available.minor < 0:
            raise ValueRefusedError(f"{self.rule}: what is available is never below zero.", rule=self.rule)


@dataclass(frozen=True, slots=True)
class OwnMoney:
    """The payer of last resort, who pays what nobody else does."""

    payer: Payer = Payer.LEARNER
    kind: SourceKind = SourceKind.OWN


Source = Grant | AccountMoney | OwnMoney
