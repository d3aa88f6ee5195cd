from dataclasses import replace

from django.core import mail

from rung.platform.kernel import jobs
from rung.platform.kernel.models import JobRun
from rung.platform.register import services
from tests.platform.conftest import Cast, acting
from tests.platform.register.designs import PARTICIPATION, in_review


def carry_out_jobs() -> None:
    for run in JobRun.objects.filter(state="waiting"):
        jobs.perform(run.pk)


def test_those_who_may_activate_are_told_in_their_language(cast: Cast) -> None:
    version = in_review(cast)
    carry_out_jobs()
    [letter] = mail.outbox
    assert letter.to == ["ewa@example.org"]  # she administers; Marek prepares
    assert letter.subject.endswith("Podstawy testowania")
    link = f"https://rung.example/organisations/{cast.provider.pk}/designs/{version.pk}/"
    assert link in letter.body.splitlines()


def test_a_version_that_was_taken_back_meanwhile_bothers_nobody(cast: Cast) -> None:
    version = in_review(cast)
    services.return_to_draft(actor=acting(cast.marek), organisation_id=cast.provider.pk, version_id=version.pk)
    carry_out_jobs()
    assert mail.outbox == []


def test_a_title_cannot_write_headers_and_nothing_is_escaped(cast: Cast) -> None:
    title = {"pl": "O'Hara & co\nBcc: all@example.org", "en": "O'Hara & co"}
    in_review(cast, replace(PARTICIPATION, title=title))
    carry_out_jobs()
    [letter] = mail.outbox
    assert letter.subject.endswith("O'Hara & co Bcc: all@example.org")
    assert letter.recipients() == ["ewa@example.org"]
    assert "O'Hara & co" in letter.body
