from datetime import date, timedelta

import pytest

from rung.core import FrozenClock, Period
from rung.platform.kernel.errors import NotAllowedError, NotFoundError, RuleBrokenError
from rung.platform.organisations import queries, services
from rung.platform.organisations.models import Accreditation
from tests.platform.conftest import Cast, acting

YEAR = Period(date(2026, 1, 1), date(2027, 1, 1))


def grant(cast: Cast, number: str = "1/2026", period: Period = YEAR) -> Accreditation:
    return services.grant_accreditation(
        actor=acting(cast.halina), body_id=cast.quality_body.pk, organisation_id=cast.provider.pk,
        decision_number=number, period=period,
    )  # fmt: skip


def in_force(cast: Cast, day: date) -> int:
    return len(queries.accreditations_on(cast.provider.pk, day))


def test_an_accreditation_holds_from_its_first_day_and_not_on_its_end(cast: Cast) -> None:
    grant(cast)
    days = [date(2025, 12, 31), date(2026, 1, 1), date(2026, 12, 31), date(2027, 1, 1)]
    assert [in_force(cast, day) for day in days] == [0, 1, 1, 0]


def test_a_withdrawal_changes_nothing_for_the_days_before_it(cast: Cast, clock: FrozenClock) -> None:
    decision = grant(cast)
    today = clock.now().date()
    services.withdraw_accreditation(
        actor=acting(cast.halina), body_id=cast.quality_body.pk, accreditation_id=decision.pk, reason="audit 7"
    )
    assert [in_force(cast, today - timedelta(days=1)), in_force(cast, today)] == [1, 0]


def test_a_withdrawal_needs_a_reason(cast: Cast) -> None:
    decision = grant(cast)
    with pytest.raises(RuleBrokenError, match="reason"):
        services.withdraw_accreditation(
            actor=acting(cast.halina), body_id=cast.quality_body.pk, accreditation_id=decision.pk, reason="  "
        )


def test_only_a_reviewer_of_the_body_decides(cast: Cast) -> None:
    with pytest.raises(NotFoundError):
        services.grant_accreditation(
            actor=acting(cast.ewa), body_id=cast.quality_body.pk, organisation_id=cast.provider.pk,
            decision_number="2/2026", period=YEAR,
        )  # fmt: skip
    with pytest.raises(NotAllowedError):  # Ewa administers the provider, which does not make her a reviewer there
        services.grant_accreditation(
            actor=acting(cast.ewa), body_id=cast.provider.pk, organisation_id=cast.employer.pk,
            decision_number="2/2026", period=YEAR,
        )  # fmt: skip


def test_a_body_does_not_accredit_itself(cast: Cast) -> None:
    with pytest.raises(RuleBrokenError, match="itself"):
        services.grant_accreditation(
            actor=acting(cast.halina), body_id=cast.quality_body.pk, organisation_id=cast.quality_body.pk,
            decision_number="3/2026", period=YEAR,
        )  # fmt: skip


def test_a_decision_is_recorded_once(cast: Cast) -> None:
    grant(cast)
    with pytest.raises(RuleBrokenError, match="recorded already"):
        grant(cast)


def test_an_identifier_belongs_to_one_organisation(cast: Cast) -> None:
    did = "did:key:z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi"
    services.confirm_identity(actor=acting(cast.piotr), organisation_id=cast.provider.pk, did=did)
    known = queries.known_issuer(did)
    assert known is not None
    assert known.legal_name == "Akademia Beskidzka"
    with pytest.raises(RuleBrokenError, match="confirmed already"):
        services.confirm_identity(actor=acting(cast.piotr), organisation_id=cast.employer.pk, did=did)


def test_an_administrator_of_an_organisation_cannot_confirm_its_identifier(cast: Cast) -> None:
    with pytest.raises(NotAllowedError, match="administrator of this Rung"):
        services.confirm_identity(actor=acting(cast.ewa), organisation_id=cast.provider.pk, did="did:web:x.example")
