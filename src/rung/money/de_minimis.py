"""De minimis aid: what an undertaking may get beside what it got before (Regulation (EU) 2023/2831, art. 3(2))."""

from datetime import date

from rung.core.money import Money
from rung.core.period import add_months
from rung.money.case import Case, DeMinimisRecord
from rung.money.catalogue import Catalogue, DeMinimisCeiling
from rung.money.ceilings import Ceiling, LimitState
from rung.money.findings import Finding

POOL = "de-minimis"
"""The pool on which all de minimis grants of one price draw."""


def de_minimis_state(case: Case, on: date, currency: str, rules: Catalogue) -> LimitState:
    """Return whether de minimis aid is possible on `on`, and how much of it in `currency`, rounded down.

    An employer who has not stated earlier aid is *unknown*: nothing may be granted on a guess. Raises
    `NotInForceError` for a day before the first ceiling.
    """
    rule = rules.de_minimis.on(on)
    record = case.de_minimis
    if record is None:
        finding = Finding.of("de_minimis.unknown", months=rule.months)
        return LimitState(finding, rule.provenance, None)
    granted = _granted(record, rule, on)
    room = max(rule.ceiling - granted, Money.zero("EUR"))
    finding = Finding.of(
        f"de_minimis.{'yes' if room else 'no'}", room=room, granted=granted, ceiling=rule.ceiling, months=rule.months
    )
    in_currency = Money(room.share_down(record.rate_per_euro).minor, currency)
    return LimitState(finding, rule.provenance, Ceiling("de minimis aid", in_currency, POOL))


def _granted(record: DeMinimisRecord, rule: DeMinimisCeiling, on: date) -> Money:
    counting = (aid.amount for aid in record.aids if aid.on <= on < add_months(aid.on, rule.months))
    return Money.total(counting, "EUR")
