"""A funding scheme and the versions of its rules: who may have it, which share it pays, up to how much.

All of it is read from `data/schemes/*.toml`; nothing here knows a rate.
"""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from rung.core.money import Money
from rung.core.period import Period
from rung.money.case import Beneficiary
from rung.money.conditions import Condition
from rung.money.provenance import Provenance
from rung.money.timeline import Timeline


class Payer(StrEnum):
    """Who pays what nobody else does: the payer of last resort (R-ROUND)."""

    LEARNER = "learner"
    EMPLOYER = "employer"


class SourceKind(StrEnum):
    """The kinds of money that share a price, in the order of R-SPLIT."""

    GRANT = "grant"
    ACCOUNT = "account"
    OWN = "own"


class EvidenceKind(StrEnum):
    """What has to be there before money is captured for a provider."""

    ATTENDANCE = "attendance"
    AWARD = "award"
    """The verified award itself."""


class Window(StrEnum):
    """Which earlier grants a limit counts."""

    THIS_GRANT = "this_grant"
    """None: the limit is for one grant alone."""
    CALENDAR_YEAR = "calendar_year"
    MONTHS = "months"
    """Those of the last `months` months before the application day."""
    ALWAYS = "always"


@dataclass(frozen=True, slots=True)
class Requirement:
    """A condition and where it comes from."""

    condition: Condition
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class RateBand:
    """The share that a scheme pays of what is claimed if any of `for_any` is met; for everybody if that is empty."""

    rate: Fraction
    for_any: tuple[Condition, ...]
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class FixedAmount:
    """A ceiling that is written as an amount."""

    amount: Money


@dataclass(frozen=True, slots=True)
class ShareOfFigure:
    """A ceiling that is a multiple of a dated figure, such as 300 % of the average wage."""

    share: Fraction
    figure: str


@dataclass(frozen=True, slots=True)
class Limit:
    """A ceiling over grants: to whom it counts, over which time, over which group of schemes (`""`: this one).

    It applies where all conditions of `where` are met.
    """

    name: str
    size: FixedAmount | ShareOfFigure
    counts_for: Beneficiary
    window: Window
    months: int
    group: str
    where: tuple[Condition, ...]
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class GrantTerms:
    """What a grant or voucher pays: the first rate band that fits, within all limits.

    It pays in whole vouchers if they have a value, and leaves to private payers the share of the price that the call
    demands.
    """

    bands: tuple[RateBand, ...]
    limits: tuple[Limit, ...]
    voucher_value: Money | None
    private_minimum: Fraction
    is_de_minimis: bool


@dataclass(frozen=True, slots=True)
class AccrualTerms:
    """How a learning account grows at the end of a year (R-ILA).

    `enhanced_*` stand for those who meet one of `enhanced_for`. Below half of `full_year_hours` the yearly amount
    is pro rata (0: hours do not matter). A lot is usable for `lot_months` (0: without end), and money that comes
    back to an expired lot for `grace_days` more.
    """

    yearly: Money
    cap: Money
    enhanced_yearly: Money
    enhanced_cap: Money
    enhanced_for: tuple[Condition, ...]
    full_year_hours: int
    lot_months: int
    grace_days: int
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class RuleVersion:
    """The rules of one scheme for one period. `id` is what a decision, a line and an entry name."""

    id: str
    period: Period
    provenance: Provenance
    requirements: tuple[Requirement, ...]
    grant: GrantTerms | None
    accrual: AccrualTerms | None
    is_discretionary: bool
    last_payer: Payer
    evidence: tuple[EvidenceKind, ...]
    order: tuple[SourceKind, ...] | None
    """The order in which sources pay, where the scheme wants another than R-SPLIT's."""


@dataclass(frozen=True, slots=True)
class Scheme:
    """A way to have learning paid, under the name that its law gives it."""

    id: str
    title: str
    currency: str
    group: str
    versions: Timeline[RuleVersion]
    ended: str
    """Why there is no version after the last: a sentence; empty while one is open."""
