from datetime import date, timedelta

import pytest
from django.test import Client

from rung.core import FrozenClock, Period
from rung.platform.kernel.errors import NotAllowedError, NotFoundError, RuleBrokenError
from rung.platform.organisations import queries, services
from rung.platform.organisations.models import Accreditation, SigningIdentity
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


DID = "did:key:z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi"


def ended(cast: Cast, clock: FrozenClock, *, compromised: bool) -> SigningIdentity:
    identity = services.confirm_identity(actor=acting(cast.piotr), organisation_id=cast.provider.pk, did=DID)
    clock.advance(timedelta(days=10))
    return services.end_identity(actor=acting(cast.piotr), identity_id=identity.pk, compromised=compromised)


def test_a_rotated_identifier_still_vouches_for_the_days_of_its_use(cast: Cast, clock: FrozenClock) -> None:
    ended(cast, clock, compromised=False)
    known = queries.known_issuer(DID)
    assert known is not None
    assert (known.start, known.end) == (date(2026, 11, 2), date(2026, 11, 12))


def test_a_compromised_identifier_vouches_for_nothing_whatever_the_day(cast: Cast, clock: FrozenClock) -> None:
    ended(cast, clock, compromised=True)
    assert queries.known_issuer(DID) is None


def test_a_rotated_identifier_may_turn_out_compromised_and_never_back(cast: Cast, clock: FrozenClock) -> None:
    identity = ended(cast, clock, compromised=False)
    services.end_identity(actor=acting(cast.piotr), identity_id=identity.pk, compromised=True)
    assert queries.known_issuer(DID) is None
    for compromised in (True, False):
        with pytest.raises(NotFoundError):
            services.end_identity(actor=acting(cast.piotr), identity_id=identity.pk, compromised=compromised)


def test_an_identifier_is_ended_on_its_page_with_a_reason(cast: Cast, client: Client) -> None:
    identity = services.confirm_identity(actor=acting(cast.piotr), organisation_id=cast.provider.pk, did=DID)
    client.force_login(cast.piotr)
    page = f"/desk/organisations/{cast.provider.pk}/identities/{identity.pk}/end/"
    assert client.post(page, {}).status_code == 200
    assert queries.known_issuer(DID) is not None
    assert client.post(page, {"why": "compromised"}).status_code == 302
    assert queries.known_issuer(DID) is None
