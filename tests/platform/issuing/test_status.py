"""Suspend, reinstate, revoke: what stands on the list, what is answered for every moment, what can never be undone."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.test import Client

from rung.core import FrozenClock
from rung.credentials.bitstring_status_list import Bitstring
from rung.platform.issuing import queries
from rung.platform.issuing.jobs import refresh_status_lists
from rung.platform.issuing.models import Award, PublishedStatusList, SignedCredential, StatusChange
from rung.platform.issuing.queries import Standing
from rung.platform.issuing.services import reinstate, revoke, suspend
from rung.platform.kernel.errors import NotAllowedError, NotFoundError, RuleBrokenError
from rung.platform.kernel.models import AuditEntry
from tests.platform.conftest import Cast, acting
from tests.platform.issuing.ready import Provider

DAY = timedelta(days=1)


def bits_of(award: Award, purpose: str) -> bool:
    """Tell what the published list says of the award's place."""
    published = json.loads(queries.published_list(award.status_list_id, purpose).document)
    return Bitstring.decode(published["credentialSubject"]["encodedList"])[award.status_index]


def both(award: Award) -> tuple[bool, bool]:
    return bits_of(award, "revocation"), bits_of(award, "suspension")


def test_each_act_is_on_the_published_list_at_once(provider: Provider, clock: FrozenClock) -> None:
    award = provider.award()
    who = {**provider.who(), "award_id": award.pk}
    assert both(award) == (False, False)
    suspend(**who, reason="under-review")
    assert both(award) == (False, True)
    clock.advance(DAY)
    reinstate(**who, reason="review-closed")
    assert both(award) == (False, False)
    clock.advance(DAY)
    revoke(**who, reason="issued-in-error")
    assert both(award) == (True, False)


def test_nobody_else_is_touched(provider: Provider) -> None:
    hers, other = provider.award(), provider.award("anna@example.org")
    revoke(**provider.who(), award_id=hers.pk, reason="misconduct")
    assert both(other) == (False, False)


def test_every_moment_keeps_its_answer(provider: Provider, clock: FrozenClock) -> None:
    """Issued on day 0, suspended on 1, reinstated on 2, revoked on 3; valid for 24 months."""
    award = provider.award()
    start = clock.now()
    who = {**provider.who(), "award_id": award.pk}
    clock.advance(DAY)
    suspend(**who, reason="under-review")
    clock.advance(DAY)
    reinstate(**who, reason="review-closed")
    clock.advance(DAY)
    revoke(**who, reason="assessment-overturned")
    clock.advance(timedelta(days=1_000))
    answers = [
        queries.status_of(award, start + days * DAY + shift).standing
        for days in range(4)
        for shift in (timedelta(microseconds=-1), timedelta())
    ]
    assert answers == [
        Standing.VALID, Standing.VALID, Standing.VALID, Standing.SUSPENDED,
        Standing.SUSPENDED, Standing.VALID, Standing.VALID, Standing.REVOKED,
    ]  # fmt: skip
    assert queries.status_of(award, clock.now()).standing is Standing.REVOKED


def test_a_validity_of_24_months_ends_on_its_day(provider: Provider, clock: FrozenClock) -> None:
    """Issued on 2 November 2026 at 9:00 UTC, it has ended on 2 November 2028 at 9:00 UTC (R-TIME)."""
    award = provider.award()
    end = clock.now().replace(year=2028)
    assert award.valid_until == end
    assert queries.status_of(award, end - timedelta(seconds=1)).standing is Standing.VALID
    assert queries.status_of(award, end).standing is Standing.EXPIRED


def test_an_early_renewal_leaves_no_gap_and_a_late_one_begins_anew(provider: Provider, clock: FrozenClock) -> None:
    """Renewed in month 23, it ends 24 months after the old end; renewed after the end, 24 months after that day."""
    first = provider.award()
    clock.advance(timedelta(days=700))
    second = provider.award(renews="yes", key="early")
    assert second.supersedes_id == first.pk
    assert first.valid_until is not None
    assert second.valid_until == first.valid_until.replace(year=2030)
    clock.advance(timedelta(days=2_000))
    third = provider.award(renews="yes", key="late")
    assert third.valid_until == clock.now().replace(year=clock.now().year + 2)


def test_revoked_is_for_ever(provider: Provider, clock: FrozenClock) -> None:
    award = provider.award()
    who = {**provider.who(), "award_id": award.pk}
    revoke(**who, reason="issued-in-error")
    for act, reason in ((suspend, "under-review"), (reinstate, "review-closed"), (revoke, "misconduct")):
        with pytest.raises(RuleBrokenError):
            act(**who, reason=reason)
    with pytest.raises((IntegrityError, DatabaseError)), transaction.atomic():
        StatusChange.objects.create(award=award, act="reinstate", reason="review-closed")


def test_what_is_not_suspended_cannot_be_reinstated(provider: Provider) -> None:
    award = provider.award()
    with pytest.raises(RuleBrokenError):
        reinstate(**provider.who(), award_id=award.pk, reason="review-closed")


def test_a_reason_has_to_fit_its_act(provider: Provider) -> None:
    award = provider.award()
    with pytest.raises(RuleBrokenError):
        revoke(**provider.who(), award_id=award.pk, reason="review-closed")


def test_the_history_and_the_credential_cannot_be_rewritten(provider: Provider) -> None:
    award = provider.award()
    revoke(**provider.who(), award_id=award.pk, reason="issued-in-error")
    changes = StatusChange.objects.in_scope(provider.scope)
    signed = SignedCredential.objects.in_scope(provider.scope)
    attempts: list[Callable[[], object]] = [
        lambda: changes.update(reason="misconduct"),
        changes.delete,
        lambda: signed.update(document="{}"),
        lambda: signed.update(digest="0"),
        signed.delete,
    ]
    for attempt in attempts:
        with pytest.raises(DatabaseError), transaction.atomic():
            attempt()


def test_only_who_may_sign_changes_a_status_and_a_foreign_award_is_not_found(provider: Provider, cast: Cast) -> None:
    award = provider.award()
    with pytest.raises(NotAllowedError):
        revoke(actor=acting(cast.ewa), organisation_id=provider.organisation_id, award_id=award.pk, reason="misconduct")
    with pytest.raises(NotFoundError):
        revoke(actor=acting(cast.jan), organisation_id=provider.organisation_id, award_id=award.pk, reason="misconduct")


def test_each_act_is_in_the_log_with_its_reason(provider: Provider, cast: Cast) -> None:
    award = provider.award()
    revoke(**provider.who(), award_id=award.pk, reason="misconduct")
    entry = AuditEntry.objects.in_scope(provider.scope).get(action="revoke.credential")
    assert (entry.actor_id, entry.object_id, entry.facts) == (cast.marek.pk, str(award.pk), {"reason": "misconduct"})


def test_issuing_changes_no_byte_of_a_published_list(provider: Provider, clock: FrozenClock) -> None:
    first = provider.award()
    before = queries.published_list(first.status_list_id, "revocation").document
    clock.advance(DAY)
    provider.award("anna@example.org")
    assert queries.published_list(first.status_list_id, "revocation").document == before


def test_a_list_is_signed_anew_before_it_ends(provider: Provider, clock: FrozenClock) -> None:
    award = provider.award()
    before = queries.published_list(award.status_list_id, "revocation").valid_until
    clock.advance(timedelta(days=2))
    refresh_status_lists()
    assert queries.published_list(award.status_list_id, "revocation").valid_until == before
    clock.advance(timedelta(days=2))
    refresh_status_lists()
    assert queries.published_list(award.status_list_id, "revocation").valid_until == clock.now() + timedelta(days=7)
    assert PublishedStatusList.objects.in_scope(provider.scope).count() == 2


def test_anybody_may_read_a_list_and_no_other(provider: Provider, client: Client) -> None:
    award = provider.award()
    response = client.get(f"/status-lists/{award.status_list_id}/revocation/")
    assert (response.status_code, response["Content-Type"]) == (200, "application/vc+json")
    assert response.json()["issuer"].startswith("did:key:")
    assert client.get(f"/status-lists/{award.pk}/revocation/").status_code == 404
    assert client.get(f"/status-lists/{award.status_list_id}/message/").status_code == 404
