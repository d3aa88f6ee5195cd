"""What is kept of a learner's links: given to her, erased with her, and no more than that."""

from rung.platform.issuing import queries as issuing
from rung.platform.issuing.models import Award
from rung.platform.kernel.registries import personal_data
from rung.platform.people.services import erase_oneself
from rung.platform.wallet import services
from rung.platform.wallet.models import Share, ShareOpening
from tests.platform.conftest import Cast, acting


def test_she_is_given_her_links_and_when_they_were_opened(cast: Cast, held: Award) -> None:
    made = services.share_credential(actor=acting(cast.barbara), award_id=held.pk, days=7, label="Testownia")
    services.note_opening(made)
    told = personal_data.export_of(cast.barbara.pk)
    assert [row["label"] for row in told["wallet.Share"]] == ["Testownia"]
    assert [row["share__label"] for row in told["wallet.ShareOpening"]] == ["Testownia"]
    assert "wallet.Share" not in personal_data.export_of(cast.ewa.pk)


def test_erasure_takes_her_links_and_nobody_elses(cast: Cast, held: Award) -> None:
    made = services.share_credential(actor=acting(cast.barbara), award_id=held.pk, days=7, label="Testownia")
    services.note_opening(made)
    erase_oneself(actor=acting(cast.ewa))
    assert Share._base_manager.count() == 1
    erase_oneself(actor=acting(cast.barbara))
    assert (Share._base_manager.count(), ShareOpening._base_manager.count()) == (0, 0)
    assert issuing.award_shared(held.pk).recipient_name == ""


def test_an_opening_keeps_a_moment_and_nothing_about_who() -> None:
    assert {field.name for field in ShareOpening._meta.get_fields()} == {"id", "share", "at"}
