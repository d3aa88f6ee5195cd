"""Money is a whole number of minor units and a currency. There is no float in it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Self

from rung.core.errors import RungError, ValueRefusedError

_CURRENCY = re.compile(r"[A-Z]{3}\Z")


class CurrencyMismatchError(RungError):
    """Two amounts of different currencies were put together."""

    code = "core.currency_mismatch"


@dataclass(frozen=True, slots=True)
class Money:
    """An amount, for example `Money(150_000, "PLN")` for 1,500.00 PLN. The currency is an ISO 4217 code."""

    minor: int
    currency: str

    def __post_init__(self) -> None:
        """Refuse anything but an integer and a three-letter code; `bool` is no amount."""
        if type(self.minor) is not int:
            raise ValueRefusedError("Money counts whole minor units; round before you build it.", minor=self.minor)
        if not _CURRENCY.match(self.currency):
            raise ValueRefusedError("A currency is an ISO 4217 code such as PLN.", currency=self.currency)

    @classmethod
    def zero(cls, currency: str) -> Self:
        """Return nothing, in `currency`."""
        return cls(0, currency)

    @classmethod
    def total(cls, amounts: Iterable["Money"], currency: str) -> "Money":
        """Return the sum of `amounts`; of none, zero in `currency`."""
        return sum(amounts, cls(0, currency))

    def share_down(self, rate: Fraction) -> "Money":
        """Return `rate` of this amount rounded down to the minor unit, as public shares are (R-ROUND)."""
        return Money(self.minor * rate.numerator // rate.denominator, self.currency)

    def share_up(self, rate: Fraction) -> "Money":
        """Return `rate` of this amount rounded up to the minor unit, as a private minimum is (R-ROUND)."""
        return Money(-(-self.minor * rate.numerator // rate.denominator), self.currency)

    def share_half_up(self, rate: Fraction) -> "Money":
        """Return `rate` of this amount rounded half away from zero, as accruals are (R-ROUND)."""
        sign = 1 if self.minor * rate >= 0 else -1
        doubled = 2 * abs(self.minor) * abs(rate.numerator) + rate.denominator
        return Money(sign * (doubled // (2 * rate.denominator)), self.currency)

    def _minor_of(self, other: "Money") -> int:
        if self.currency != other.currency:
            raise CurrencyMismatchError(
                f"{self} and {other} are of different currencies.", left=str(self), right=str(other)
            )
        return other.minor

    def __add__(self, other: "Money") -> "Money":
        return Money(self.minor + self._minor_of(other), self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.minor - self._minor_of(other), self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.minor, self.currency)

    def __mul__(self, times: int) -> "Money":
        return Money(self.minor * times, self.currency)

    __rmul__ = __mul__

    def __lt__(self, other: "Money") -> bool:
        return self.minor < self._minor_of(other)

    def __le__(self, other: "Money") -> bool:
        return self.minor <= self._minor_of(other)

    def __gt__(self, other: "Money") -> bool:
        return self.minor > self._minor_of(other)

    def __ge__(self, other: "Money") -> bool:
        return self.minor >= self._minor_of(other)

    def __bool__(self) -> bool:
        return self.minor != 0

    def __str__(self) -> str:
        sign = "-" if self.minor < 0 else ""
        whole, rest = divmod(abs(self.minor), 100)
        return f"{sign}{whole:,}.{rest:02d} {self.currency}"
