"""What a learning account grows by at the end of a year (R-ILA)."""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from rung.core.money import Money
from rung.core.period import add_months
from rung.money.case import Case
from rung.money.commands import Credit
from rung.money.errors import CaseError, SourcesError
from rung.money.findings import Answer, Finding
from rung.money.lots import Origin
from rung.money.scheme import AccrualTerms, RuleVersion, Scheme

_DECEMBER, _LAST = 12, 31


@dataclass(frozen=True, slots=True)
class Accrual:
    """What is added on `on`, by which rule, and why this much. What the cap cuts off is not owed."""

    scheme: str
    rule: str
    on: date
    amount: Money
    last_day: date | None
    grace_days: int
    reasons: tuple[Finding, ...]

    def credit(self, key: str) -> Credit:
        """Return the command that books it under the idempotency key `key`; nothing is booked for an amount of zero."""
        return Credit(key, self.rule, self.scheme, Origin.PUBLIC, self.amount, self.last_day, self.grace_days)


def accrual(scheme: Scheme, case: Case, year: int, public_balance: Money) -> Accrual:
    """Return what `scheme` adds on 31 December of `year` to an account whose public lots hold `public_balance`.

    min(yearly amount, room below the cap), the yearly amount being pro rata below half of a full year's hours,
    rounded half up. Facts are those of that day. Raises `CaseError` if the hours are needed and not known, and
    `NotInForceError` if the scheme has no rules for that day.
    """
    on = date(year, _DECEMBER, _LAST)
    rule = scheme.versions.on(on)
    terms = _terms(rule)
    is_enhanced = any(each.judge(case, on).answer is Answer.YES for each in terms.enhanced_for)
    yearly = terms.enhanced_yearly if is_enhanced else terms.yearly
    cap = terms.enhanced_cap if is_enhanced else terms.cap
    reasons = [Finding.of(f"accrual.{'enhanced' if is_enhanced else 'yearly'}", yearly=yearly)]
    due = _pro_rata(terms, yearly, case, reasons)
    room = max(cap - public_balance, Money.zero(cap.currency))
    if room < due:
        reasons.append(Finding.of("accrual.cap", cap=cap, room=room))
    last_day = add_months(on, terms.lot_months) - timedelta(days=1) if terms.lot_months else None
    return Accrual(scheme.id, rule.id, on, min(due, room), last_day, terms.grace_days, tuple(reasons))


def _terms(rule: RuleVersion) -> AccrualTerms:
    if rule.accrual is None:
        raise SourcesError(f"{rule.id} is a grant; only a learning account accrues.", rule=rule.id)
    return rule.accrual


def _pro_rata(terms: AccrualTerms, yearly: Money, case: Case, reasons: list[Finding]) -> Money:
    """Return the yearly amount, in proportion to the hours worked where these are less than half of a full year's."""
    if not terms.full_year_hours:
        return yearly
    hours = case.person.hours_worked
    if hours is None:
        raise CaseError(
            "/person/hours_worked: the hours worked in the year are needed.", pointer="/person/hours_worked"
        )
    if 2 * hours >= terms.full_year_hours:
        return yearly
    amount = yearly.share_half_up(Fraction(hours, terms.full_year_hours))
    reasons.append(Finding.of("accrual.pro_rata", hours=hours, full=terms.full_year_hours, amount=amount))
    return amount
