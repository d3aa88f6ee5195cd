"""The life of a voucher: applied for, granted, activated, then redeemed once, expired or withdrawn.

The rule is that of the application day and never changes afterwards (INV-11).
"""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from rung.core.money import Money
from rung.core.period import Period
from rung.money.errors import VoucherRefusedError
from rung.money.reservation import Authorisation
from rung.money.scheme import RuleVersion


class VoucherState(StrEnum):
    """Where a voucher stands. Redeemed, expired and withdrawn are final."""

    APPLIED = "applied"
    GRANTED = "granted"
    ACTIVATED = "activated"
    REDEEMED = "redeemed"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


_OPEN = (VoucherState.APPLIED, VoucherState.GRANTED, VoucherState.ACTIVATED)


@dataclass(frozen=True, slots=True)
class Voucher:
    """A promise of money for one course. Each step returns the voucher after it, or refuses and changes nothing."""

    id: str
    holder: str
    rule: str
    applied_on: date
    state: VoucherState = VoucherState.APPLIED
    value: Money | None = None
    validity: Period | None = None
    provider: str = ""

    @classmethod
    def applied(cls, voucher_id: str, holder: str, rule: RuleVersion, on: date) -> "Voucher":
        """Return a voucher applied for on `on`; `rule` has to be the version in force on that day."""
        if on not in rule.period:
            raise VoucherRefusedError(
                f"{rule.id} is not in force on {on}: take the version of the application day.", voucher=voucher_id
            )
        return cls(voucher_id, holder, rule.id, on)

    def granted(self, value: Money, validity: Period) -> "Voucher":
        """Return it granted over `value`, to be redeemed on a day of `validity`."""
        self._need(VoucherState.APPLIED)
        if value.minor <= 0:
            raise VoucherRefusedError(f"The voucher {self.id} is granted over more than nothing.", voucher=self.id)
        return replace(self, state=VoucherState.GRANTED, value=value, validity=validity)

    def activated(self, by: Authorisation, on: date) -> "Voucher":
        """Return it made ready for use by its holder herself (FUND-8)."""
        self._need(VoucherState.GRANTED)
        self._need_validity(on)
        if by.person != self.holder:
            raise VoucherRefusedError(f"The voucher {self.id} is activated by its holder alone.", voucher=self.id)
        return replace(self, state=VoucherState.ACTIVATED)

    def redeemed(self, provider: str, on: date, *, is_accredited: bool) -> "Voucher":
        """Return it spent, once, in its validity, at a provider that is accredited on that day."""
        self._need(VoucherState.ACTIVATED)
        self._need_validity(on)
        if not is_accredited:
            raise VoucherRefusedError(
                f"{provider} is not accredited on {on}: choose a provider that is.", voucher=self.id, provider=provider
            )
        return replace(self, state=VoucherState.REDEEMED, provider=provider)

    def expired(self, on: date) -> "Voucher":
        """Return it expired, once its validity has ended."""
        self._need(VoucherState.GRANTED, VoucherState.ACTIVATED)
        if self.validity is None or self.validity.end is None or on < self.validity.end:
            raise VoucherRefusedError(f"The voucher {self.id} is still valid on {on}.", voucher=self.id)
        return replace(self, state=VoucherState.EXPIRED)

    def withdrawn(self) -> "Voucher":
        """Return it withdrawn; what was redeemed cannot be, it is refunded."""
        self._need(*_OPEN)
        return replace(self, state=VoucherState.WITHDRAWN)

    def _need(self, *states: VoucherState) -> None:
        if self.state not in states:
            allowed = " or ".join(states)
            raise VoucherRefusedError(
                f"The voucher {self.id} is {self.state}; this step needs one that is {allowed}.", voucher=self.id
            )

    def _need_validity(self, on: date) -> None:
        if self.validity is None or on not in self.validity:
            raise VoucherRefusedError(
                f"The voucher {self.id} is not valid on {on}: use it within its validity.", voucher=self.id
            )
