"""From when until when a credential holds, and how sure its date of issue is (R-TIME).

The period is half-open: the moment written as its end is the first at which the credential no longer holds.
"""

from collections.abc import Iterator
from datetime import datetime

from rung.credentials.claims import Claims
from rung.credentials.findings import Finding
from rung.credentials.moments import parse_moment, written
from rung.credentials.statements import Thing


def ambiguous_dates(credential: Thing, dates: tuple[str, str]) -> tuple[Finding, ...]:
    """Return a finding for each of the two `dates` that the credential states more than once, differently."""
    stated = {term: credential.texts(term) for term in dates}
    return tuple(
        Finding.of("validity.ambiguous", term=term, found=list(values))
        for term, values in stated.items()
        if len(values) > 1
    )


def start(claims: Claims) -> datetime:
    """Return the moment from which the credential claims to hold, which is its claimed date of issue."""
    return parse_moment(claims.starts)


def findings(claims: Claims, moment: datetime, now: datetime, proven: datetime | None) -> Iterator[Finding]:
    """Yield whether the credential holds at `moment`, and whether a log proves when it was issued (`proven`).

    Where it held then and has ended by `now`, that is told too.
    """
    yield _period_finding(claims, moment)
    if claims.ends and moment < parse_moment(claims.ends) <= now:
        yield Finding.of("validity.ended_since", until=claims.ends)
    yield _issue_finding(start(claims), proven)


def _period_finding(claims: Claims, moment: datetime) -> Finding:
    if moment < start(claims):
        return Finding.of("validity.not_yet", start=claims.starts)
    if not claims.ends:
        return Finding.of("validity.open_end", start=claims.starts)
    code = "validity.expired" if moment >= parse_moment(claims.ends) else "validity.within"
    return Finding.of(code, start=claims.starts, until=claims.ends)


def _issue_finding(claimed: datetime, proven: datetime | None) -> Finding:
    """A claim a day or more before the log's first sight of the credential is remarked on."""
    if proven is None:
        return Finding.of("validity.issue_claimed", moment=written(claimed))
    if (proven - claimed).days >= 1:
        return Finding.of("validity.issue_backdated", claimed=written(claimed), moment=written(proven))
    return Finding.of("validity.issue_proven", moment=written(proven))
