"""What a signed status list tells about a moment: every combination of entry, purpose, list and moment.

The time line of April 2026: the list says of itself that it holds from the 10th until the 20th; it was made (signed) on
the 12th. `NOW` is noon of 1 May.
"""

from datetime import UTC, datetime, timedelta
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rung.credentials import data_integrity
from rung.credentials.evidence_bundle import TakenStatusList
from rung.credentials.findings import Finding, Headline
from rung.credentials.report import Report
from rung.credentials.software_signer import SoftwareSigner
from rung.credentials.status_list_answers import Told, answer, best
from tests.credentials.cast import DOCUMENTS, LIST_URL, NOW, SCHOOL_KEY, as_bytes, judge
from tests.credentials.evidence import CREDENTIAL, INDEX, WITHDRAWN, bundle, evidence, status_list


def day(number: int) -> datetime:
    return datetime(2026, 4, number, tzinfo=UTC)


START, MADE, UNTIL = day(10), day(12), day(20)
SECOND = timedelta(seconds=1)


def told(
    *,
    is_set: bool,
    purpose: str = "revocation",
    start: datetime | None = START,
    made: datetime | None = MADE,
    until: datetime | None = UNTIL,
    list_id: str = LIST_URL,
) -> Told:
    return Told(LIST_URL, INDEX, purpose, is_set, list_id, start, until, made)


def code(one: Told, moment: datetime, now: datetime = NOW) -> str:
    return answer(one, moment=moment, now=now).finding.code.removeprefix("status.")


CLEAR, REVOKED, SUSPENDED = "not_withdrawn", "revoked", "suspended"
OLD, OPEN = "list_not_current", "not_known_then"

MOMENTS = (START - SECOND, START, MADE - SECOND, MADE, UNTIL - SECOND, UNTIL, NOW)


@pytest.mark.parametrize(
    ("purpose", "is_set", "answers"),
    [
        # moments:             before   start    before   made     before     end      now
        #                      start             made              end        (over)   (long over)
        pytest.param("revocation", True, (OPEN, OPEN, OPEN, REVOKED, REVOKED, REVOKED, REVOKED), id="revocation, set"),
        pytest.param("revocation", False, (CLEAR, CLEAR, CLEAR, CLEAR, CLEAR, OLD, OLD), id="revocation, clear"),
        pytest.param("suspension", True, (OPEN, OPEN, OPEN, SUSPENDED, SUSPENDED, OLD, OLD), id="suspension, set"),
        pytest.param("suspension", False, (OPEN, OPEN, OPEN, CLEAR, CLEAR, OLD, OLD), id="suspension, clear"),
    ],
)
def test_a_list_that_has_ended(purpose: str, answers: tuple[str, ...], *, is_set: bool) -> None:
    one = told(is_set=is_set, purpose=purpose)
    assert tuple(code(one, moment) for moment in MOMENTS) == answers


@pytest.mark.parametrize(
    ("purpose", "is_set", "answers"),
    [
        pytest.param("revocation", True, (OPEN, OPEN, OPEN, REVOKED, REVOKED, REVOKED, REVOKED), id="revocation, set"),
        pytest.param("revocation", False, (CLEAR,) * 7, id="revocation, clear"),
        pytest.param(
            "suspension", True, (OPEN, OPEN, OPEN, SUSPENDED, SUSPENDED, SUSPENDED, SUSPENDED), id="suspension, set"
        ),
        pytest.param("suspension", False, (OPEN, OPEN, OPEN, CLEAR, CLEAR, CLEAR, CLEAR), id="suspension, clear"),
    ],
)
def test_a_list_without_an_end(purpose: str, answers: tuple[str, ...], *, is_set: bool) -> None:
    one = told(is_set=is_set, purpose=purpose, until=None)
    assert tuple(code(one, moment) for moment in MOMENTS) == answers


@pytest.mark.parametrize(
    ("purpose", "is_set", "then", "now"),
    [
        ("revocation", True, OPEN, REVOKED),  # set at some time until now
        ("revocation", False, CLEAR, CLEAR),  # clear at some time: before the moment it was current, after it, for ever
        ("suspension", True, OPEN, SUSPENDED),
        ("suspension", False, OPEN, CLEAR),
    ],
)
def test_a_list_without_any_date_tells_about_now_and_of_the_past_only_that_nothing_was_revoked(
    purpose: str, then: str, now: str, *, is_set: bool
) -> None:
    one = told(is_set=is_set, purpose=purpose, start=None, made=None, until=None)
    assert (code(one, day(15)), code(one, NOW)) == (then, now)


@pytest.mark.parametrize(
    ("purpose", "is_set", "then"),
    [
        ("revocation", True, OPEN),  # written anew under the same date, perhaps after the moment
        ("revocation", False, CLEAR),
        ("suspension", True, OPEN),
        ("suspension", False, OPEN),
    ],
)
def test_a_list_whose_signature_names_no_date_may_be_of_any_day_since_its_start(
    purpose: str, then: str, *, is_set: bool
) -> None:
    assert code(told(is_set=is_set, purpose=purpose, made=None, until=None), day(15)) == then


@pytest.mark.parametrize("purpose", ["revocation", "suspension"])
@pytest.mark.parametrize("is_set", [True, False])
def test_a_list_of_the_future_tells_nothing(purpose: str, *, is_set: bool) -> None:
    one = told(is_set=is_set, purpose=purpose, start=NOW + SECOND, until=None)
    assert {code(one, moment) for moment in MOMENTS} == {OLD}


def test_a_list_under_another_name_withdraws_and_never_clears() -> None:
    other = "https://school.example/status/2"
    assert code(told(is_set=False, list_id=other, until=None), NOW) == "list_address_differs"
    assert code(told(is_set=True, list_id=other, until=None), NOW) == REVOKED


def test_a_list_is_proof_of_its_own_last_moment_even_where_it_ends_there() -> None:
    last = told(is_set=False, made=UNTIL)
    assert (code(last, UNTIL), code(last, UNTIL + SECOND)) == (CLEAR, OLD)


def test_what_is_not_known_is_told_with_the_date_of_the_list() -> None:
    found = answer(told(is_set=True), moment=day(11), now=NOW).finding
    assert found.data == {"moment": "2026-04-11T00:00:00Z", "url": LIST_URL, "start": "2026-04-12T00:00:00Z"}


# --- Several lists about one entry ---


def weighed(moment: datetime, *lists: Told) -> str:
    """Return what counts, in whatever order the lists come."""
    found = {best(answer(one, moment=moment, now=NOW) for one in order).code for order in permutations(lists)}
    assert len(found) == 1
    return found.pop().removeprefix("status.")


EARLIER: dict[str, Any] = {"start": day(2), "made": day(2), "until": None}
LATER: dict[str, Any] = {"start": day(22), "made": day(22), "until": None}


def test_one_revocation_outweighs_every_clear_list() -> None:
    assert weighed(NOW, told(is_set=True, **EARLIER), told(is_set=False, **LATER)) == REVOKED


def test_a_later_clear_list_settles_that_it_was_not_revoked_before() -> None:
    """Two lists that contradict each other (set on the 2nd, clear on the 22nd) leave it revoked from the 2nd on."""
    clear_later = told(is_set=False, **LATER)
    assert weighed(day(15), told(is_set=False, start=START, made=MADE, until=UNTIL), clear_later) == CLEAR
    assert weighed(day(15), told(is_set=True, **EARLIER), clear_later) == REVOKED


def test_clear_before_and_set_afterwards_leaves_the_moment_between_open() -> None:
    """Revoked between the 12th and the 22nd; on the 15th it may have happened or not."""
    assert weighed(day(15), told(is_set=False), told(is_set=True, **LATER)) == OPEN
    assert weighed(day(11), told(is_set=False), told(is_set=True, **LATER)) == CLEAR  # the list of the 12th settles it


def test_of_two_current_lists_the_newer_tells_about_a_suspension() -> None:
    suspended = told(is_set=True, purpose="suspension", **EARLIER)
    lifted = told(is_set=False, purpose="suspension", **LATER)
    assert weighed(NOW, suspended, lifted) == CLEAR
    assert weighed(day(15), suspended, lifted) == SUSPENDED  # the list of the time, not the one made afterwards
    again = told(is_set=True, purpose="suspension", start=day(22), made=day(25), until=None)
    assert weighed(NOW, suspended, lifted, again) == SUSPENDED


def test_of_two_lists_of_one_moment_the_worse_counts() -> None:
    assert (
        weighed(NOW, *(told(is_set=is_set, purpose="suspension", until=None) for is_set in (True, False))) == SUSPENDED
    )


def test_a_list_that_answers_goes_before_one_that_does_not() -> None:
    assert weighed(NOW, told(is_set=False), told(is_set=False, **LATER)) == CLEAR  # the first has ended


# --- Properties ---


DAYS = st.integers(1, 28).map(day)
LISTS = st.builds(
    Told,
    st.just(LIST_URL),
    st.just(INDEX),
    st.just("revocation"),
    st.booleans(),
    st.just(LIST_URL),
    st.none() | DAYS,
    st.none() | DAYS,
    st.none() | DAYS,
)


@given(st.lists(LISTS, min_size=1, max_size=4), DAYS, DAYS)
def test_revoked_stays_revoked_for_every_later_moment(lists: list[Told], one: datetime, other: datetime) -> None:
    """INV-4, from signed lists alone, up to the moment of asking."""
    earlier, later = sorted((one, other))

    def counts(moment: datetime) -> str:
        return best(answer(each, moment=moment, now=NOW) for each in lists).code

    if counts(earlier) == "status.revoked":
        assert counts(later) == counts(NOW) == "status.revoked"


@given(st.lists(LISTS, min_size=1, max_size=4), LISTS, DAYS)
def test_a_further_list_never_takes_a_revocation_back(lists: list[Told], further: Told, moment: datetime) -> None:
    answers = [answer(each, moment=moment, now=NOW) for each in lists]
    if best(answers).code == "status.revoked":
        assert best([*answers, answer(further, moment=moment, now=NOW)]).code == "status.revoked"


# --- From the credential's side ---


def from_lists(as_of: datetime | None, **made: Any) -> Report:
    """The list says it holds from `start`; the cast signs it on the day of issue, 1 April."""
    return judge(CREDENTIAL, as_of=as_of, status_lists={LIST_URL: as_bytes(status_list(**made))})


def test_as_of_a_moment_before_a_list_that_is_clear_it_was_valid() -> None:
    report = from_lists(day(5), start=day(20), until=day(25))
    assert report.headline is Headline.VERIFIED_ISSUER_KNOWN


def test_as_of_a_moment_before_a_list_that_is_set_nothing_is_known_and_that_is_amber() -> None:
    report = from_lists(day(5), bits=WITHDRAWN, start=day(20))
    assert report.headline is Headline.INTACT_ISSUER_NOT_CONFIRMED
    assert [one.code for one in report.because] == ["status.not_known_then"]
    assert from_lists(day(20), bits=WITHDRAWN, start=day(20)).headline is Headline.NOT_VALID


def test_a_list_that_was_signed_twice_is_of_its_later_signature() -> None:
    """Signed on 1 April and once more on the 20th: what is set may have been set in between."""
    again = data_integrity.sign(
        status_list(WITHDRAWN),
        signer=SoftwareSigner(SCHOOL_KEY),
        key_id=SCHOOL_KEY.verification_method,
        verification_method=SCHOOL_KEY.verification_method,
        created=day(20),
        documents=DOCUMENTS,
    )
    listed = {LIST_URL: as_bytes(again)}
    then, later = (judge(CREDENTIAL, as_of=day(number), status_lists=listed) for number in (10, 20))
    assert [one.code for one in then.because] == ["status.not_known_then"]
    assert [one.code for one in later.because] == ["status.revoked"]


def test_a_list_of_the_evidence_is_weighed_with_the_one_handed_in() -> None:
    """Handed in: clear, of 1 April. In the evidence: set. Whoever wrapped it, the issuer signed it."""
    revoking = evidence(status_lists=(TakenStatusList(LIST_URL, status_list(WITHDRAWN), day(20)),))
    listed = {LIST_URL: as_bytes(status_list())}
    report = judge(CREDENTIAL, status_lists=listed, bundle=bundle(revoking))
    assert [one.code for one in report.because] == ["status.revoked"]
    assert Finding.of("status.revoked", url=LIST_URL, index=INDEX) in report.findings
