"""How much room the limits of a scheme leave on a day: each limit minus the earlier grants that count towards it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from rung.core.money import Money
from rung.core.period import add_months
from rung.money.case import Case, PastGrant
from rung.money.catalogue import Catalogue
from rung.money.errors import CaseError, NotInForceError
from rung.money.figures import Figure
from rung.money.findings import Answer, Finding
from rung.money.provenance import Provenance
from rung.money.scheme import FixedAmount, GrantTerms, Limit, Scheme, Window


@dataclass(frozen=True, slots=True)
class Ceiling:
    """What one limit still leaves, never below zero. `pool` names what other grants of a price draw on as well."""

    name: str
    room: Money
    pool: str = ""


@dataclass(frozen=True, slots=True)
class LimitState:
    """A limit that applies: its answer, the figure it refers to, its ceiling where that could be worked out."""

    finding: Finding
    provenance: Provenance
    ceiling: Ceiling | None
    figure: Figure | None = None


def limit_states(scheme: Scheme, terms: GrantTerms, case: Case, on: date, rules: Catalogue) -> Iterator[LimitState]:
    """Yield the state on `on` of every limit that applies to the case.

    A limit whose condition is unknown applies: it must not be passed by saying nothing.
    """
    for limit in terms.limits:
        answers = {condition.judge(case, on).answer for condition in limit.where}
        if Answer.NO not in answers:
            yield _state(scheme, limit, case, on, rules)


def counted(scheme: Scheme, limit: Limit, case: Case, on: date, rules: Catalogue) -> Iterator[PastGrant]:
    """Yield the earlier grants that count towards `limit` on `on`."""
    for grant in case.grants_until(on, limit.counts_for):
        if _in_group(scheme, limit, grant, rules) and _in_window(limit, grant.on, on):
            yield grant


def _state(scheme: Scheme, limit: Limit, case: Case, on: date, rules: Catalogue) -> LimitState:
    used = _used(scheme, limit, case, on, rules)
    if isinstance(limit.size, FixedAmount):
        return _left(limit, limit.size.amount, used)
    try:
        figure = rules.figure(limit.size.figure, on)
    except NotInForceError:
        finding = Finding.of("figure.unknown", figure=limit.size.figure, on=on, name=limit.name)
        return LimitState(finding, limit.provenance, None)
    return _left(limit, figure.amount.share_down(limit.size.share), used, figure)


def _used(scheme: Scheme, limit: Limit, case: Case, on: date, rules: Catalogue) -> Money:
    grants = tuple(counted(scheme, limit, case, on, rules))
    for grant in grants:
        if grant.amount.currency != scheme.currency:
            raise CaseError(
                f"/past_grants: the grant of {grant.scheme} counts towards {limit.name}, which is in "
                f"{scheme.currency}: state its amount in that currency.",
                pointer="/past_grants",
            )
    return Money.total((grant.amount for grant in grants), scheme.currency)


def _left(limit: Limit, size: Money, used: Money, figure: Figure | None = None) -> LimitState:
    room = max(size - used, Money.zero(size.currency))
    finding = Finding.of(f"limit.{'yes' if room else 'no'}", name=limit.name, size=size, room=room)
    return LimitState(finding, limit.provenance, Ceiling(limit.name, room, limit.group), figure)


def _in_group(scheme: Scheme, limit: Limit, grant: PastGrant, rules: Catalogue) -> bool:
    if not limit.group:
        return grant.scheme == scheme.id
    known = rules.schemes.get(grant.scheme)
    return limit.group in {grant.group, known.group if known else ""}


def _in_window(limit: Limit, granted: date, on: date) -> bool:
    match limit.window:
        case Window.THIS_GRANT:
            return False
        case Window.CALENDAR_YEAR:
            return granted.year == on.year
        case Window.MONTHS:
            return on < add_months(granted, limit.months)
        case Window.ALWAYS:
            return True
