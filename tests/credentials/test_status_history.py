"""How a credential stood at a moment, from the records of a host (R-TIME, R-VERIFY)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rung.core.errors import ValueRefusedError
from rung.credentials.award import StatusEntry
from rung.credentials.findings import Headline
from rung.credentials.report import Report
from rung.credentials.status import MOST_PLACES
from rung.credentials.status_history import StatusChange, standing
from tests.credentials.cast import (
    AWARD,
    DOCUMENTS,
    ISSUED,
    LIST_URL,
    NOW,
    SCHOOL_DID,
    as_bytes,
    codes,
    judge,
    signed,
)
from tests.credentials.evidence import CREDENTIAL, INDEX, WITHDRAWN, status_list

SECOND = timedelta(seconds=1)
TENTH, TWENTIETH, THIRTIETH = (datetime(2026, 4, day, tzinfo=UTC) for day in (10, 20, 30))
"""Moments of April 2026. The credential is of the first; `NOW` is noon of 1 May."""

SUSPENDABLE = signed(replace(AWARD, status=(StatusEntry(LIST_URL, INDEX, "suspension"),)))
REVOKED = StatusChange(TWENTIETH, set=True, reason="misconduct")


@dataclass(frozen=True)
class Records:
    """A host with the history of one place."""

    history: Sequence[StatusChange] | None

    def changes(self, list_url: str, index: int, purpose: str) -> Sequence[StatusChange] | None:
        assert (list_url, index) == (LIST_URL, INDEX)
        assert purpose in {"revocation", "suspension"}
        return self.history


def asked(*history: StatusChange, as_of: datetime | None = None, suspension: bool = False) -> Report:
    return judge(SUSPENDABLE if suspension else CREDENTIAL, records=Records(history), as_of=as_of)


def on(moment: datetime) -> StatusChange:
    return StatusChange(moment, set=True)


def off(moment: datetime) -> StatusChange:
    return StatusChange(moment, set=False)


# --- The verdict ---


def test_asked_now_it_is_revoked_and_the_report_says_since_when_and_why() -> None:
    report = asked(REVOKED)
    assert [(one.code, one.data) for one in report.because] == [
        (
            "status.revoked",
            {"url": LIST_URL, "index": INDEX, "since": "2026-04-20T00:00:00Z", "reason": "misconduct"},
        )
    ]
    told = next(one for one in report.findings if one.code == "status.since_with_reason")
    assert told.sentence == "It has been withdrawn since 2026-04-20T00:00:00Z. The issuer's reason: misconduct."


def test_without_a_reason_only_the_moment_is_told() -> None:
    assert "status.since" in codes(asked(on(TWENTIETH)))


def test_as_of_a_moment_before_it_was_valid_then_and_the_report_tells_what_came_after() -> None:
    report = asked(REVOKED, as_of=TWENTIETH - SECOND)
    assert report.headline is Headline.VERIFIED_ISSUER_KNOWN
    later = next(one for one in report.findings if one.code == "status.revoked_later")
    assert later.data == {"moment": "2026-04-20T00:00:00Z"}
    assert (report.judged_at, report.asked_at) == (TWENTIETH - SECOND, NOW)


def test_a_revocation_acts_from_its_own_moment_on() -> None:
    assert asked(REVOKED, as_of=TWENTIETH).headline is Headline.NOT_VALID


def test_a_suspension_that_was_lifted_counts_only_for_the_time_between() -> None:
    history = (on(TENTH), off(TWENTIETH))
    moments = [TENTH - SECOND, TENTH, TWENTIETH - SECOND, TWENTIETH, None]
    found = [asked(*history, as_of=moment, suspension=True).headline for moment in moments]
    good, bad = Headline.VERIFIED_ISSUER_KNOWN, Headline.NOT_VALID
    assert found == [good, bad, bad, good, good]
    assert "status.suspended_later" in codes(asked(*history, as_of=TENTH - SECOND, suspension=True))


def test_a_second_suspension_is_told_with_its_own_beginning() -> None:
    report = asked(on(ISSUED), off(TENTH), on(TWENTIETH), suspension=True)
    assert report.because[0].data["since"] == "2026-04-20T00:00:00Z"


def test_records_that_do_not_answer_leave_it_to_the_lists() -> None:
    listed = {LIST_URL: as_bytes(status_list(WITHDRAWN))}
    report = judge(CREDENTIAL, records=Records(None), status_lists=listed)
    assert [one.code for one in report.because] == ["status.revoked"]
    assert [one.code for one in judge(CREDENTIAL, records=Records(None)).because] == ["status.list_not_supplied"]


def test_records_that_answer_need_no_list() -> None:
    assert asked().headline is Headline.VERIFIED_ISSUER_KNOWN


def test_records_are_not_asked_about_a_place_that_no_list_can_have() -> None:
    beyond = signed(replace(AWARD, status=(StatusEntry(LIST_URL, MOST_PLACES),)))
    assert [one.code for one in judge(beyond, records=Records(())).because] == ["status.list_not_supplied"]


def test_the_future_is_not_known() -> None:
    with pytest.raises(ValueRefusedError, match="future"):
        judge(CREDENTIAL, as_of=NOW + SECOND)
    with pytest.raises(ValueRefusedError, match="time zone"):
        judge(CREDENTIAL, as_of=TENTH.replace(tzinfo=None))


def test_dates_are_judged_as_of_the_moment_too() -> None:
    until = AWARD.valid_until
    assert until is not None
    later = until + timedelta(days=1)
    then = judge(signed(), now=later, as_of=until - SECOND)
    assert then.headline is Headline.VERIFIED_ISSUER_KNOWN
    assert "validity.ended_since" in codes(then)
    assert "validity.ended_since" in codes(judge(signed(), now=until, as_of=until - SECOND))  # it ends at that moment
    assert [one.code for one in judge(signed(), now=later, as_of=until).because] == ["validity.expired"]
    assert [one.code for one in judge(signed(), as_of=ISSUED - SECOND).because] == ["validity.not_yet"]


def test_asked_about_now_nothing_is_said_to_have_ended_since() -> None:
    until = AWARD.valid_until
    assert until is not None
    assert "validity.ended_since" not in codes(judge(signed(), now=until))


def test_a_key_that_was_revoked_since_is_revoked_for_the_past_as_well() -> None:
    """Signatures are judged by what is known now: a thief dates as he likes."""
    document = DOCUMENTS[SCHOOL_DID]
    methods = [{**one, "revoked": "2026-04-20T00:00:00Z"} for one in document["verificationMethod"]]
    documents = {SCHOOL_DID: {**document, "verificationMethod": methods}}
    assert [one.code for one in judge(signed(), documents=documents, as_of=TENTH).because] == ["proof.key_revoked"]


# --- The history itself ---


@pytest.mark.parametrize(
    ("history", "purpose", "moment", "is_set", "since"),
    [
        ((), "revocation", NOW, False, None),
        ((on(TENTH),), "revocation", TENTH - SECOND, False, None),
        ((on(TENTH),), "revocation", TENTH, True, TENTH),
        ((on(TENTH), off(TWENTIETH)), "revocation", NOW, True, TENTH),  # for ever, whatever the records say later
        ((on(TENTH), on(TWENTIETH)), "revocation", NOW, True, TENTH),
        ((on(TENTH), off(TWENTIETH)), "suspension", NOW, False, None),
        ((off(TWENTIETH), on(TENTH)), "suspension", NOW, False, None),  # the order told does not matter
        ((on(TENTH), on(TWENTIETH)), "suspension", NOW, True, TENTH),
        ((on(TENTH), off(TWENTIETH), on(THIRTIETH)), "suspension", NOW, True, THIRTIETH),
        ((off(TENTH),), "suspension", NOW, False, None),
        ((on(NOW + SECOND),), "revocation", NOW, False, None),  # has not happened
    ],
)
def test_the_standing_at_a_moment(
    history: tuple[StatusChange, ...], purpose: str, moment: datetime, *, is_set: bool, since: datetime | None
) -> None:
    found = standing(history, purpose, moment, NOW)
    assert (found.is_set, found.since) == (is_set, since)


def test_what_is_dated_in_the_future_is_not_told_as_having_come_after() -> None:
    assert standing((on(NOW + SECOND),), "revocation", TENTH, NOW).later is None
    assert standing((on(NOW),), "revocation", TENTH, NOW).later == on(NOW)


def test_a_change_without_an_offset_is_refused() -> None:
    with pytest.raises(ValueRefusedError):
        on(TENTH.replace(tzinfo=None))


MOMENTS = st.integers(0, 40).map(lambda days: ISSUED + timedelta(days=days))
HISTORIES = st.lists(st.builds(StatusChange, MOMENTS, set=st.booleans()), max_size=6)
LATEST = ISSUED + timedelta(days=40)


@given(HISTORIES, MOMENTS, MOMENTS)
def test_revoked_stays_revoked_for_every_later_moment(
    history: list[StatusChange], one: datetime, other: datetime
) -> None:
    """INV-4."""
    earlier, later = sorted((one, other))
    if standing(history, "revocation", earlier, LATEST).is_set:
        assert standing(history, "revocation", later, LATEST).is_set


@given(HISTORIES, MOMENTS, st.lists(st.builds(StatusChange, MOMENTS, set=st.booleans()), max_size=3))
def test_what_happens_after_a_moment_does_not_change_how_it_stood_then(
    history: list[StatusChange], moment: datetime, after: list[StatusChange]
) -> None:
    """INV-11: the past is decided once."""
    more = [*history, *(one for one in after if one.at > moment)]
    for purpose in ("revocation", "suspension"):
        before, now = (standing(told, purpose, moment, LATEST) for told in (history, more))
        assert (before.is_set, before.since) == (now.is_set, now.since)


@given(HISTORIES, MOMENTS, st.randoms())
def test_the_order_in_which_changes_are_told_does_not_matter(
    history: list[StatusChange], moment: datetime, random: Random
) -> None:
    distinct = list({change.at: change for change in history}.values())
    shuffled = list(distinct)
    random.shuffle(shuffled)
    for purpose in ("revocation", "suspension"):
        assert standing(distinct, purpose, moment, LATEST) == standing(shuffled, purpose, moment, LATEST)
