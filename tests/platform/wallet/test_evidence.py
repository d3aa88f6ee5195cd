"""The evidence that travels with a credential, and the picture it is baked into."""

import io
from datetime import timedelta

from PIL import Image

from rung.core import FrozenClock
from rung.credentials import verify
from rung.credentials.evidence_bundle_reading import read
from rung.credentials.findings import Headline
from rung.credentials.trust import KnownRung, TrustList
from rung.platform.issuing import queries
from rung.platform.issuing import services as issuing
from rung.platform.issuing.models import Award
from rung.platform.keys.services import signer_of
from rung.platform.organisations import services
from rung.platform.organisations.queries import identities_of
from rung.platform.verification.checking import check
from rung.platform.wallet import pictures
from rung.platform.wallet.evidence import bundle_of
from tests.platform.conftest import Cast, acting
from tests.platform.issuing.ready import Provider


def evidence_of(award: Award) -> bytes:
    return bundle_of(award, queries.document_of(award))


def test_it_is_about_this_credential_and_says_what_is_recorded(held: Award, clock: FrozenClock) -> None:
    evidence = read(evidence_of(held)).evidence
    assert evidence.credential_id == f"urn:uuid:{held.pk}"
    assert {one.url for one in evidence.status_lists} == set(queries.published_lists_for(held))
    assert evidence.statement is not None
    assert (evidence.statement.legal_name, evidence.statement.country) == ("Akademia Beskidzka", "PL")
    assert evidence.issue is not None
    assert evidence.issue.logged == held.issued_at
    assert {one.retrieved for one in evidence.status_lists} == {clock.now()}
    assert evidence.statement.retrieved == evidence.issue.retrieved == clock.now()


def test_it_ages_with_its_lists(held: Award, clock: FrozenClock) -> None:
    """Lists last seven days: within them the credential verifies offline, after them its status is not known."""
    rung = signer_of(None).did
    trust = TrustList(rungs={rung: KnownRung(rung, "rung.example")})
    bundle, document = read(evidence_of(held)), queries.document_of(held)

    def headline(days: int) -> Headline:
        return verify(document, now=clock.now() + timedelta(days=days), trust=trust, bundle=bundle).headline

    assert headline(6) is Headline.VERIFIED_ISSUER_KNOWN
    assert headline(7) is Headline.INTACT_ISSUER_NOT_CONFIRMED


def test_a_withdrawn_credential_takes_its_withdrawal_along(provider: Provider, held: Award, clock: FrozenClock) -> None:
    issuing.revoke(**provider.who(), award_id=held.pk, reason="misconduct")
    rung = signer_of(None).did
    trust = TrustList(rungs={rung: KnownRung(rung, "rung.example")})
    report = verify(queries.document_of(held), now=clock.now(), trust=trust, bundle=read(evidence_of(held)))
    assert report.headline is Headline.NOT_VALID


def test_nobody_vouches_for_an_issuer_whose_key_was_stolen(cast: Cast, held: Award) -> None:
    (identity,) = identities_of(cast.provider.pk)
    services.end_identity(actor=acting(cast.piotr), identity_id=identity.pk, compromised=True)
    assert read(evidence_of(held)).evidence.statement is None


def test_evidence_for_another_credential_is_told_and_left_out(provider: Provider, held: Award) -> None:
    other = provider.award("anna@example.org")
    report = check(queries.document_of(held), bundle=read(evidence_of(other)))
    assert "evidence.other_credential" in [finding.code for finding in report.findings]
    assert report.headline is Headline.VERIFIED_ISSUER_KNOWN  # by this Rung's own records


def test_a_design_without_a_picture_gets_one_that_is_always_the_same(held: Award) -> None:
    drawn = pictures.drawn("a design")
    pictures.drawn.cache_clear()
    assert pictures.drawn("a design") == drawn
    with Image.open(io.BytesIO(drawn)) as picture:
        assert (picture.format, picture.size, picture.mode) == ("PNG", (512, 512), "RGBA")
        assert picture.getpixel((0, 0))[3] == 0  # type: ignore[index]  # clear outside of the disc


def test_white_bars_stand_out_from_every_ground() -> None:
    """Contrast by WCAG 2.2: (1.05) / (L + 0.05) for white, at least 4.5."""

    def luminance(colour: tuple[int, int, int]) -> float:
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (v / 255 for v in colour)]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    assert all(1.05 / (luminance(ground) + 0.05) > 5 for ground in pictures.GROUNDS)
