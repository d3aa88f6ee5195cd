"""Was the issuer accredited on the day of issue, for this unit, field and level (R-VERIFY)?"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from rung.core import Period
from rung.credentials.finding_kinds import Check
from rung.credentials.findings import Headline
from rung.credentials.reading import digest
from rung.credentials.report import Report
from rung.credentials.trust import Accreditation, TrustList
from tests.credentials.cast import ACCREDITED, AWARD, ISSUED, KNOWN_SCHOOL, SCHOOL_DID, judge, signed


def code_of(report: Report, check: Check) -> str:
    return report.about(check)[0].code


def accreditation(*held: Accreditation, issued: datetime = ISSUED, proven: datetime | None = None) -> str:
    document = signed(replace(AWARD, issued=issued, valid_until=None))
    issues = {(AWARD.id, digest(document)): proven} if proven else {}
    trust = TrustList({SCHOOL_DID: replace(KNOWN_SCHOOL, accreditations=held)}, issues=issues)
    return code_of(judge(document, trust=trust, now=issued + timedelta(days=2)), Check.ACCREDITATION)


def held(start: date, end: date | None = None) -> Accreditation:
    return Accreditation("Quality Board", Period(start, end))


def test_accreditation_counts_from_its_first_day_and_not_on_its_end() -> None:
    """Half-open: [1 April, 1 May) holds on 1 and 30 April, not on 31 March and not on 1 May."""
    april = held(date(2026, 4, 1), date(2026, 5, 1))
    answers = [
        accreditation(april, issued=datetime.fromisoformat(moment))
        for moment in ("2026-03-31T23:59:59Z", "2026-04-01T00:00:00Z", "2026-04-30T23:59:59Z", "2026-05-01T00:00:00Z")
    ]
    yes, no = "accreditation.accredited_claimed_day", "accreditation.not_accredited_claimed_day"
    assert answers == [no, yes, yes, no]


def test_accreditation_lost_later_changes_nothing() -> None:
    assert accreditation(held(date(2026, 1, 1), date(2026, 4, 2))) == "accreditation.accredited_claimed_day"


def test_no_accreditation_is_a_warning_and_not_a_refusal() -> None:
    report = judge(signed(), trust=TrustList.of(replace(KNOWN_SCHOOL, accreditations=())))
    assert report.headline is Headline.VERIFIED_ISSUER_KNOWN
    assert code_of(report, Check.ACCREDITATION) == "accreditation.not_accredited_claimed_day"


def test_the_logs_day_counts_before_the_claimed_one() -> None:
    """Claimed on 1 April, when it was accredited; the log first saw it on 3 May, when it was not any more."""
    april = held(date(2026, 4, 1), date(2026, 5, 1))
    assert accreditation(april, proven=datetime(2026, 5, 3, tzinfo=UTC)) == "accreditation.not_accredited"
    assert accreditation(april, proven=datetime(2026, 4, 2, tzinfo=UTC)) == "accreditation.accredited"


def test_accreditation_for_another_field_or_level_is_out_of_scope() -> None:
    """The credential states field 0613 and EQF 5."""
    year = Period(date(2026, 1, 1), date(2027, 1, 1))
    assert accreditation(Accreditation("Board", year, fields=("041",))) == "accreditation.out_of_scope"
    assert accreditation(Accreditation("Board", year, levels=(6, 7))) == "accreditation.out_of_scope"
    assert accreditation(Accreditation("Board", year, fields=("06",), levels=(5,))).endswith("accredited_claimed_day")


def test_a_restricted_accreditation_says_nothing_about_a_credential_that_states_no_field() -> None:
    plain = signed(replace(AWARD, achievement=replace(AWARD.achievement, field=None)))
    report = judge(plain, trust=TrustList.of(replace(KNOWN_SCHOOL, accreditations=(ACCREDITED,))))
    assert code_of(report, Check.ACCREDITATION) == "accreditation.scope_not_stated"


def test_a_withdrawal_counts_from_its_day_and_never_for_what_was_issued_before() -> None:
    """Issued on 1 April."""
    year = Period(date(2026, 1, 1), date(2027, 1, 1))
    days = (date(2026, 4, 2), date(2026, 4, 1), date(2026, 1, 1))
    answers = [accreditation(Accreditation("Board", year, withdrawn=day)) for day in days]
    yes, no = "accreditation.accredited_claimed_day", "accreditation.not_accredited_claimed_day"
    assert answers == [yes, no, no]


def test_an_accreditation_for_other_units_does_not_cover_this_one() -> None:
    year = Period(date(2026, 1, 1), date(2027, 1, 1))
    welding = Accreditation("Board", year, units=("https://school.example/achievements/welding",))
    testing = Accreditation("Board", year, units=(AWARD.achievement.id,), levels=(7,))
    assert accreditation(welding) == "accreditation.other_units"
    assert accreditation(welding, testing) == "accreditation.out_of_scope"  # this unit, but at another level
    assert accreditation(welding, replace(testing, levels=())) == "accreditation.accredited_claimed_day"


def test_a_registry_without_records_of_accreditation_does_not_say_not_accredited() -> None:
    trust = TrustList.of(replace(KNOWN_SCHOOL, accreditations=(), accreditations_known=False))
    assert code_of(judge(signed(), trust=trust), Check.ACCREDITATION) == "accreditation.not_known"
