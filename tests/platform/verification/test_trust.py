from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from rung.core import FrozenClock, Period
from rung.credentials.findings import Headline
from rung.credentials.report import Report
from rung.platform.organisations import services
from rung.platform.organisations.services.accreditation import AccreditedScope
from rung.platform.verification.checking import check
from rung.platform.verification.trust import OrganisationTrust
from tests.platform.conftest import Cast, acting
from tests.platform.verification.credentials import (
    AWARD,
    INDEX,
    KEY,
    STRANGER,
    STRANGER_KEY,
    TESTING,
    WITHDRAWABLE,
    issue,
    status_list,
)

TRUST = OrganisationTrust()


def codes(report: Report) -> list[str]:
    return [finding.code for finding in report.findings]


def test_an_issuer_is_known_by_the_identifier_that_an_operator_confirmed(known_academy: Cast) -> None:
    report = check(issue())
    assert report.headline is Headline.VERIFIED_ISSUER_KNOWN
    assert report.issuer is not None
    assert report.issuer.name == "Akademia Beskidzka"
    assert "accreditation.accredited_claimed_day" in codes(report)


def test_an_issuer_whom_nobody_confirmed_is_neither_valid_nor_invalid(cast: Cast) -> None:
    report = check(issue())
    assert report.headline is Headline.INTACT_ISSUER_NOT_CONFIRMED
    assert report.issuer is None


def test_a_borrowed_name_is_set_beside_the_organisation_that_owns_it(known_academy: Cast) -> None:
    report = check(issue(replace(AWARD, issuer=STRANGER), STRANGER_KEY))
    assert report.headline is Headline.INTACT_ISSUER_NOT_CONFIRMED
    assert "issuer.unknown_look_alike" in codes(report)
    assert [one.legal_name for one in TRUST.organisations_alike(STRANGER.name)] == ["Akademia Beskidzka"]


def end_identity(cast: Cast, *, compromised: bool = False) -> None:
    identity = cast.provider.signing_identities.model._base_manager.get(did=KEY.controller)
    services.end_identity(actor=acting(cast.piotr), identity_id=identity.pk, compromised=compromised)


@pytest.mark.parametrize(
    ("issued", "is_known"),
    [
        (datetime(2025, 12, 31, 23, 0, tzinfo=UTC), False),  # the day before it was confirmed to begin
        (datetime(2026, 1, 1, 0, 0, tzinfo=UTC), True),
        (datetime(2026, 11, 1, 12, 0, tzinfo=UTC), True),  # the last day: the period ends before 2 November
    ],
)
def test_an_identity_counts_on_the_days_on_which_it_was_the_organisations(
    known_academy: Cast, clock: FrozenClock, *, issued: datetime, is_known: bool
) -> None:
    end_identity(known_academy)  # today, 2 November 2026
    known = TRUST.known_issuer(KEY.controller)
    assert known is not None
    assert known.held_on(issued.date()) is is_known
    clock.advance(timedelta(days=1))
    report = check(issue(replace(AWARD, issued=issued)))
    assert (report.headline is Headline.VERIFIED_ISSUER_KNOWN) is is_known
    assert ("issuer.unknown_on_the_day" in codes(report)) is not is_known


def test_an_identity_that_ended_does_not_devalue_what_it_signed_before(known_academy: Cast) -> None:
    end_identity(known_academy)
    assert check(issue()).headline is Headline.VERIFIED_ISSUER_KNOWN  # issued on 15 September, before the end


def test_what_an_ended_identity_signs_afterwards_is_not_the_organisations(
    known_academy: Cast, clock: FrozenClock
) -> None:
    end_identity(known_academy)
    later = issue(replace(AWARD, issued=datetime(2026, 11, 2, 9, 0, tzinfo=UTC)))
    clock.advance(timedelta(days=1))
    assert check(later).headline is Headline.INTACT_ISSUER_NOT_CONFIRMED


def test_a_stolen_key_cannot_forge_the_past(known_academy: Cast) -> None:
    end_identity(known_academy, compromised=True)
    assert check(issue()).headline is Headline.INTACT_ISSUER_NOT_CONFIRMED  # dated 15 September, before the theft


def test_a_later_withdrawal_of_the_accreditation_changes_nothing_for_older_credentials(known_academy: Cast) -> None:
    decision = known_academy.provider.accreditations.model._base_manager.get(decision_number="RJ/2026/1")
    services.withdraw_accreditation(
        actor=acting(known_academy.halina),
        body_id=known_academy.quality_body.pk,
        accreditation_id=decision.pk,
        reason="closed",
    )
    known = TRUST.known_issuer(KEY.controller)
    assert known is not None
    assert known.accreditations[0].in_force(date(2026, 11, 1))
    assert not known.accreditations[0].in_force(date(2026, 11, 2))  # withdrawn on that day
    assert "accreditation.accredited_claimed_day" in codes(check(issue()))


def test_an_accreditation_withdrawn_on_its_first_day_never_held(cast: Cast) -> None:
    services.confirm_identity(
        actor=acting(cast.piotr), organisation_id=cast.provider.pk, did=KEY.controller, start=date(2026, 1, 1)
    )
    decision = services.grant_accreditation(
        actor=acting(cast.halina), body_id=cast.quality_body.pk, organisation_id=cast.provider.pk,
        decision_number="RJ/2026/2", period=Period(date(2026, 11, 2)),
    )  # fmt: skip
    services.withdraw_accreditation(
        actor=acting(cast.halina), body_id=cast.quality_body.pk, accreditation_id=decision.pk, reason="by mistake"
    )
    known = TRUST.known_issuer(KEY.controller)
    assert known is not None
    assert not known.accreditations[0].in_force(date(2026, 11, 2))


def test_a_level_outside_of_the_accreditation_is_told(known_academy: Cast) -> None:
    higher = replace(TESTING, level=replace(TESTING.level, value=6))  # type: ignore[type-var]
    report = check(issue(replace(AWARD, achievement=higher)))
    assert "accreditation.out_of_scope" in codes(report)


def test_an_accreditation_for_other_units_does_not_cover_this_one(cast: Cast) -> None:
    services.confirm_identity(
        actor=acting(cast.piotr), organisation_id=cast.provider.pk, did=KEY.controller, start=date(2026, 1, 1)
    )
    services.grant_accreditation(
        actor=acting(cast.halina), body_id=cast.quality_body.pk, organisation_id=cast.provider.pk,
        decision_number="RJ/2026/3", period=Period(date(2026, 1, 1)),
        covers=AccreditedScope(units=("https://academy.example/achievements/welding",)),
    )  # fmt: skip
    assert "accreditation.other_units" in codes(check(issue()))


def test_a_status_list_added_by_hand_decides_whether_it_was_withdrawn(known_academy: Cast) -> None:
    credential = issue(WITHDRAWABLE)
    assert check(credential).headline is Headline.INTACT_ISSUER_NOT_CONFIRMED
    assert check(credential, status_list=status_list()).headline is Headline.VERIFIED_ISSUER_KNOWN
    assert check(credential, status_list=status_list(INDEX)).headline is Headline.NOT_VALID
    assert check(credential, status_list=status_list(INDEX + 1)).headline is Headline.VERIFIED_ISSUER_KNOWN
