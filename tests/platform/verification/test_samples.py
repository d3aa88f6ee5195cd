import json

import pytest

from rung.credentials.findings import Headline
from rung.platform.kernel.errors import NotFoundError
from rung.platform.organisations import services
from rung.platform.verification import samples
from rung.platform.verification.checking import check
from tests.platform.conftest import Cast, acting


def test_the_genuine_sample_holds_and_its_issuer_is_not_confirmed_where_nobody_vouches(cast: Cast) -> None:
    report = check(samples.credential_of("genuine"))
    assert report.headline is Headline.INTACT_ISSUER_NOT_CONFIRMED
    assert report.credential is not None
    assert report.credential.issuer_id == samples.SAMPLE_DID
    assert report.credential.starts.startswith("2026-09-15")
    assert "descriptors.complete" in [finding.code for finding in report.findings]


def test_the_genuine_sample_is_verified_where_its_issuer_is_known(cast: Cast) -> None:
    identity = services.confirm_identity(
        actor=acting(cast.piotr), organisation_id=cast.provider.pk, did=samples.SAMPLE_DID
    )
    type(identity)._base_manager.filter(pk=identity.pk).update(start="2026-01-01")
    assert check(samples.credential_of("genuine")).headline is Headline.VERIFIED_ISSUER_KNOWN


def test_the_tampered_copy_differs_in_one_word_and_is_not_valid(cast: Cast) -> None:
    genuine, tampered = samples.credential_of("genuine"), samples.credential_of("tampered")
    assert genuine.count(samples.ORIGINAL_WORD.encode()) == 1
    assert genuine.replace(samples.ORIGINAL_WORD.encode(), samples.REPLACED_BY.encode()) == tampered
    report = check(tampered)
    assert report.headline is Headline.NOT_VALID
    assert [finding.code for finding in report.because] == ["proof.signature"]


def test_the_picture_of_the_genuine_sample_carries_the_same_credential(cast: Cast) -> None:
    in_picture = check(samples.picture_of("genuine").content)
    assert in_picture.form == "png"
    assert in_picture.digest == check(samples.credential_of("genuine")).digest


def test_the_samples_are_open_badges_without_a_trace_of_their_key() -> None:
    for slug in samples.Slug:
        assert "OpenBadgeCredential" in json.loads(samples.credential_of(slug))["type"]
        assert b"seed" not in samples.credential_of(slug)


def test_there_are_no_other_samples() -> None:
    with pytest.raises(NotFoundError):
        samples.file_of("other")
    with pytest.raises(NotFoundError):
        samples.picture_of("tampered")
