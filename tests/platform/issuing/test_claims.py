"""How a credential comes into the hands of its learner, and into nobody else's."""

import pytest
from allauth.account.models import EmailAddress
from django.core import mail

from rung.platform.issuing import queries
from rung.platform.issuing.models import Award, SignedCredential
from rung.platform.issuing.services import claim, claim_offered, remind, token_of
from rung.platform.kernel import jobs
from rung.platform.kernel.errors import NotAllowedError, NotFoundError, RuleBrokenError
from rung.platform.kernel.models import AuditEntry, JobRun
from rung.platform.people.services import erase_oneself
from tests.platform.conftest import Cast, acting
from tests.platform.issuing.ready import Provider, list_of


def send_mail() -> None:
    """Carry out what waits to leave the process."""
    for run in JobRun.objects.filter(job="kernel.send_message"):
        jobs.perform(run.pk)


def test_the_learner_claims_by_the_link_in_her_mail(provider: Provider, cast: Cast) -> None:
    award = provider.award(cast.barbara.email)
    claimed = claim(actor=acting(cast.barbara), token=token_of(award))
    assert (claimed.holder_id, claimed.claimed_at) == (cast.barbara.pk, award.issued_at)
    assert [one.pk for one in queries.awards_held_by(cast.barbara.pk)] == [award.pk]
    assert AuditEntry.objects.in_scope(provider.scope).get(action="claim.award").actor_id == cast.barbara.pk


def test_claiming_twice_changes_nothing(provider: Provider, cast: Cast) -> None:
    award = provider.award(cast.barbara.email)
    for _ in range(2):
        claim(actor=acting(cast.barbara), token=token_of(award))
    assert AuditEntry.objects.in_scope(provider.scope).filter(action="claim.award").count() == 1


def test_nobody_else_can_claim_even_with_the_link(provider: Provider, cast: Cast) -> None:
    award = provider.award(cast.barbara.email)
    with pytest.raises(NotAllowedError):
        claim(actor=acting(cast.jan), token=token_of(award))
    with pytest.raises(NotAllowedError):
        claim_offered(actor=acting(cast.jan), award_id=award.pk)
    assert queries.offers_to(cast.jan.pk) == []


def test_an_address_that_is_not_proved_gives_no_right(provider: Provider, cast: Cast) -> None:
    award = provider.award("barbara.private@example.org")
    unproved = EmailAddress.objects.create(user=cast.barbara, email="Barbara.Private@example.org", verified=False)
    with pytest.raises(NotAllowedError):
        claim(actor=acting(cast.barbara), token=token_of(award))
    unproved.verified = True
    unproved.save()
    assert [one.pk for one in queries.offers_to(cast.barbara.pk)] == [award.pk]
    assert claim_offered(actor=acting(cast.barbara), award_id=award.pk).holder_id == cast.barbara.pk


def test_a_forged_link_leads_nowhere(provider: Provider, cast: Cast) -> None:
    token = token_of(provider.award(cast.barbara.email))
    for forged in (token[:-1] + ("A" if token[-1] != "A" else "B"), token.partition(":")[0], "x:y", ""):
        with pytest.raises(NotFoundError):
            claim(actor=acting(cast.barbara), token=forged)


def test_everybody_on_a_list_is_told_once(provider: Provider) -> None:
    provider.issue(provider.order(list_of("anna@example.org", "beata@example.org")))
    for _ in range(2):
        send_mail()
    assert sorted(message.to[0] for message in mail.outbox) == ["anna@example.org", "beata@example.org"]
    assert "Testowanie aplikacji mobilnych" in mail.outbox[0].body
    assert "https://rung.example/claim/" in mail.outbox[0].body
    assert not Award.objects.in_scope(provider.scope).filter(invited_at=None).exists()


def test_a_reminder_goes_to_who_has_not_claimed(provider: Provider, cast: Cast) -> None:
    award = provider.award(cast.barbara.email)
    send_mail()
    remind(**provider.who(), award_id=award.pk)
    send_mail()
    assert len(mail.outbox) == 2
    claim(actor=acting(cast.barbara), token=token_of(award))
    with pytest.raises(RuleBrokenError):
        remind(**provider.who(), award_id=award.pk)


def test_erasure_leaves_nothing_readable_and_the_place_on_the_list(provider: Provider, cast: Cast) -> None:
    award = provider.award(cast.barbara.email)
    claim(actor=acting(cast.barbara), token=token_of(award))
    digest = SignedCredential.objects.in_scope(provider.scope).get().digest
    erase_oneself(actor=acting(cast.barbara))
    kept = Award.objects.in_scope(provider.scope).get()
    assert (kept.recipient_name, kept.recipient_email) == ("", "erased@invalid")
    assert kept.status_index == award.status_index
    signed = SignedCredential.objects.in_scope(provider.scope).get()
    assert (signed.document, signed.digest) == ("", digest)
    assert queries.proven_issue(f"urn:uuid:{award.pk}", digest) == award.issued_at
    with pytest.raises(NotFoundError):
        queries.document_of(kept)


def test_the_log_proves_the_issue_of_exactly_this_credential(provider: Provider) -> None:
    award = provider.award()
    digest = SignedCredential.objects.in_scope(provider.scope).get().digest
    assert queries.proven_issue(f"urn:uuid:{award.pk}", digest) == award.issued_at
    assert queries.proven_issue(f"urn:uuid:{award.pk}", "0" * 64) is None
    assert queries.proven_issue("https://elsewhere.example/1", digest) is None
