from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rung.core.errors import ValueRefusedError
from rung.core.level import Level
from rung.credentials import descriptors, open_badges
from rung.credentials.alignments import Concept
from rung.credentials.award import (
    Achievement,
    Award,
    Issuer,
    Learner,
    LearningOutcome,
    NoLevel,
    StatusEntry,
    Supervision,
    document,
)
from rung.credentials.descriptors import MANDATORY, OPTIONAL, Element
from rung.credentials.european_lists import EuropeanList, entry
from rung.credentials.findings import Headline
from rung.credentials.reading import Kind
from rung.credentials.statements import Statements
from tests.credentials.cast import ANNA, AWARD, ISSUED, NOW, SCHOOL, TESTING, judge, signed, unsigned


def stated(award: Award) -> descriptors.Descriptors:
    return descriptors.read(Statements(document(award)).credential)


def lists_and_texts(value: Any) -> list[Any]:
    """Every `type` in a document."""
    if isinstance(value, dict):
        own = [value["type"]] if "type" in value else []
        return own + [found for inner in value.values() for found in lists_and_texts(inner)]
    return [found for inner in value for found in lists_and_texts(inner)] if isinstance(value, list) else []


def test_annex_i_has_11_mandatory_and_5_optional_elements() -> None:
    assert (len(MANDATORY), len(OPTIONAL)) == (11, 5)
    assert OPTIONAL[0] is Element.PREREQUISITES


def test_all_16_elements_come_back_from_the_document() -> None:
    assert stated(AWARD).missing == ()
    assert stated(AWARD).as_dict() == {
        "learner": [ANNA.id, "Anna Nowak"],
        "title": ["Software testing"],
        "country": ["PL"],
        "awarding_body": ["School of Testing"],
        "date_of_issue": ["2026-04-01T09:30:00Z"],
        "learning_outcomes": ["Plans a test", "Reports a defect"],
        "workload": ["PT60H", "2.5 ECTS"],
        "level": ["EQF 5"],
        "assessment": ["practical assessment"],
        "participation": ["blended"],
        "quality_assurance": ["program quality assurance"],
        "prerequisites": ["Reads English at B1."],
        "supervision": ["supervised, identity checked"],
        "grade": ["4.5"],
        "stackability": ["https://school.example/achievements/tester"],
        "further_information": ["Plans, runs and reports tests of web applications."],
    }


@pytest.mark.parametrize(
    ("without", "element"),
    [
        ({"outcomes": ()}, Element.LEARNING_OUTCOMES),
        ({"workload_hours": None, "credits_ects": None}, Element.WORKLOAD),
        ({"level": None}, Element.LEVEL),
        ({"assessment": ()}, Element.ASSESSMENT),
        ({"participation": ()}, Element.PARTICIPATION),
        ({"quality_assurance": ()}, Element.QUALITY_ASSURANCE),
    ],
)
def test_an_element_that_is_left_out_is_the_one_that_is_missing(without: dict[str, Any], element: Element) -> None:
    assert stated(replace(AWARD, achievement=replace(TESTING, **without))).missing == (element,)


def test_an_issuer_without_a_country_is_missed() -> None:
    assert stated(replace(AWARD, issuer=replace(SCHOOL, country=""))).missing == (Element.COUNTRY,)


def test_a_level_that_does_not_apply_is_stated_and_not_missing() -> None:
    award = replace(AWARD, achievement=replace(TESTING, level=NoLevel.NOT_APPLICABLE))
    assert stated(award).stated[Element.LEVEL] == ("not applicable",)


def test_skills_stand_in_for_outcomes_where_no_outcome_is_written() -> None:
    skill = Concept("http://data.europa.eu/esco/skill/1", "test software")
    award = replace(AWARD, achievement=replace(TESTING, outcomes=(), skills=(skill,)))
    assert stated(award).stated[Element.LEARNING_OUTCOMES] == ("test software",)


def test_the_document_has_the_shape_of_open_badges_3() -> None:
    assert open_badges.check(unsigned(), Kind.ACHIEVEMENT) == ()


def test_every_type_is_a_list_but_where_the_published_schema_wants_a_text() -> None:
    found = lists_and_texts(unsigned(replace(AWARD, status=(StatusEntry("https://school.example/s", 1),))))
    assert {one for one in found if isinstance(one, str)} == {"IdentityObject", "BitstringStatusListEntry"}
    assert isinstance(signed()["proof"], list)


def test_the_credential_has_a_name_and_a_random_learner_and_no_hash() -> None:
    made = unsigned()
    assert made["name"] == "Software testing"
    assert made["credentialSubject"]["identifier"] == [
        {"type": "IdentityObject", "hashed": False, "identityHash": "Anna Nowak", "identityType": "name"}
    ]
    assert "salt" not in str(made)


def test_the_same_award_gives_the_same_document() -> None:
    assert document(AWARD) == document(AWARD)


def test_nothing_empty_is_written() -> None:
    bare = Award(
        id="urn:uuid:0a3bb2a4-1c1e-4d6c-9a54-3a4a6d7e4444",
        issuer=Issuer("did:web:x.example", "X"),
        achievement=Achievement(id="https://x.example/1", title="T", description="D", criteria="C"),
        learner=Learner("urn:uuid:0a3bb2a4-1c1e-4d6c-9a54-3a4a6d7e5555"),
        issued=ISSUED,
    )
    made = document(bare)
    assert set(made) == {"@context", "id", "type", "name", "issuer", "validFrom", "credentialSubject"}
    assert set(made["issuer"]) == {"id", "type", "name"}


@pytest.mark.parametrize(
    "build",
    [
        lambda: Issuer("https://school.example", "School"),
        lambda: Issuer("did:web:school.example", " "),
        lambda: Issuer("did:web:school.example", "School", country="Poland"),
        lambda: Learner("anna@example.org"),
        lambda: Learner("sha256$abc"),
        lambda: LearningOutcome("plan", "Plans"),
        lambda: LearningOutcome("urn:uuid:1", ""),
        lambda: replace(TESTING, id="testing"),
        lambda: replace(TESTING, title=""),
        lambda: replace(TESTING, workload_hours=0),
        lambda: replace(TESTING, credits_ects=Decimal(0)),
        lambda: replace(TESTING, level=Level("PRK", "2016", 5)),
        lambda: replace(TESTING, level=Level("EQF", "2017", 9)),
        lambda: replace(AWARD, issued=datetime(2026, 1, 1)),  # noqa: DTZ001  that is what is refused
        lambda: replace(AWARD, valid_until=ISSUED),
        lambda: replace(AWARD, started=date(2026, 3, 1), ended=date(2026, 2, 1)),
        lambda: Concept("no address", "name"),
        lambda: Concept("https://x.example", " "),
    ],
)
def test_what_could_not_be_a_good_credential_cannot_be_built(build: Any) -> None:
    with pytest.raises(ValueRefusedError):
        build()


TEXTS = st.text(min_size=1, max_size=40).filter(lambda text: text.strip() and text.isprintable())


@given(
    title=TEXTS,
    learner=TEXTS,
    hours=st.integers(1, 5000),
    credits_ects=st.decimals("0.1", "60", places=1),
    level=st.integers(1, 8),
    supervision=st.sampled_from(Supervision),
    days=st.integers(1, 4000),
)
def test_any_award_can_be_signed_verified_and_read_back(
    title: str, learner: str, hours: int, credits_ects: Decimal, level: int, supervision: Supervision, days: int
) -> None:
    achievement = replace(
        TESTING,
        title=title,
        workload_hours=hours,
        credits_ects=credits_ects,
        level=Level("EQF", "2017", level),
        supervision=supervision,
    )
    award = replace(
        AWARD,
        achievement=achievement,
        learner=replace(ANNA, name=learner),
        valid_until=NOW.astimezone(UTC) + timedelta(days=days),
    )
    report = judge(signed(award))
    assert report.headline is Headline.VERIFIED_ISSUER_KNOWN
    assert report.credential is not None
    assert (report.credential.title, report.credential.subject_name) == (title, learner)
    assert report.credential.elements["level"] == [f"EQF {level}"]
    assert report.credential.elements["workload"][0] == f"PT{hours}H"


def test_the_european_lists_are_found_by_name_and_by_address() -> None:
    """Addresses as the Europass authority lists publish them."""
    written = entry(EuropeanList.ASSESSMENT, "  Written  Examination ")
    assert written.uri == "http://data.europa.eu/snb/assessment/6e6cb2cc78"
    assert entry(EuropeanList.ASSESSMENT, written.uri) == written
    with pytest.raises(ValueRefusedError, match="written examination"):
        entry(EuropeanList.ASSESSMENT, "written exam")
