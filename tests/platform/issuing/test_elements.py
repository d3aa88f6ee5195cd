"""What a design says is what a stranger reads: all 16 European elements, out and in again, byte for byte."""

import io

import pytest
from PIL import Image

from rung.core import FrozenClock
from rung.credentials import baking_png, verify
from rung.credentials.trust import TrustList
from rung.platform.issuing import queries
from rung.platform.issuing.models import Award
from tests.platform.issuing.ready import Provider

IN_POLISH = {
    "title": ["Testowanie aplikacji mobilnych"],
    "country": ["PL"],
    "awarding_body": ["Akademia Beskidzka"],
    "date_of_issue": ["2026-11-02T09:00:00Z"],
    "learning_outcomes": ["Pisze przypadki testowe", "Zgłasza błędy"],
    "workload": ["PT40H", "1.5 ECTS"],
    "level": ["EQF 4", "Self-declared by the awarding body"],
    "assessment": ["practical assessment"],
    "participation": ["blended"],
    "quality_assurance": ["institutional quality assurance"],
    "prerequisites": ["Obsługa komputera"],
    "supervision": ["supervised, identity checked"],
    "grade": ["5"],
    "stackability": ["https://example.org/qualifications/tester"],
    "further_information": ["Planowanie i prowadzenie testów.\n\nKurs wieczorowy"],
}
"""The design of `ready.CONTENT` and the row of `cells_of`, as the report names them."""


def a_picture() -> bytes:
    drawn = io.BytesIO()
    Image.new("RGB", (8, 8), "teal").save(drawn, "PNG")
    return drawn.getvalue()


def elements_of(data: bytes, award: Award, clock: FrozenClock) -> dict[str, list[str]]:
    report = verify(data, now=clock.now(), trust=TrustList(), status_lists=queries.published_lists_for(award))
    assert report.credential is not None
    return report.credential.elements


def test_a_credential_states_every_element_of_its_design(provider: Provider, clock: FrozenClock) -> None:
    award = provider.award(language="pl")
    learner = [f"urn:uuid:{award.learner_id}", "Barbara"]
    assert elements_of(queries.document_of(award), award, clock) == {"learner": learner, **IN_POLISH}


def test_a_baked_picture_holds_the_same(provider: Provider, clock: FrozenClock) -> None:
    award = provider.award(language="pl")
    document = queries.document_of(award)
    baked = baking_png.bake(a_picture(), document)
    assert baking_png.extract(baked) == document
    assert elements_of(baked, award, clock) == elements_of(document, award, clock)


@pytest.mark.parametrize(
    ("language", "title"), [("pl", "Testowanie aplikacji mobilnych"), ("en", "Testing mobile apps")]
)
def test_each_learner_gets_hers_in_her_language(
    provider: Provider, clock: FrozenClock, language: str, title: str
) -> None:
    award = provider.award(language=language)
    assert elements_of(queries.document_of(award), award, clock)["title"] == [title]
