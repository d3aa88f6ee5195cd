from typing import Any

import pytest

from rung.credentials import open_badges, reading, statements
from rung.credentials.errors import UnsupportedFormatError
from rung.credentials.finding_kinds import Effect
from rung.credentials.reading import Kind
from rung.credentials.shapes import is_identifier
from tests.credentials import tampering
from tests.credentials.cast import as_bytes, unsigned

ACHIEVEMENT = ("credentialSubject", "achievement")


def faults(document: dict[str, Any]) -> list[tuple[str, str]]:
    found = open_badges.check(document, Kind.ACHIEVEMENT)
    return [(one.code, one.data.get("pointer", "")) for one in found if one.effect is Effect.INVALID]


@pytest.mark.parametrize(
    "path",
    [
        ("id",),
        ("name",),
        ("issuer",),
        ("validFrom",),
        ("credentialSubject",),
        ("issuer", "id"),
        ACHIEVEMENT,
        (*ACHIEVEMENT, "id"),
        (*ACHIEVEMENT, "name"),
        (*ACHIEVEMENT, "description"),
        (*ACHIEVEMENT, "criteria"),
        (*ACHIEVEMENT, "alignment", 0, "targetName"),
        (*ACHIEVEMENT, "alignment", 1, "targetUrl"),
        (*ACHIEVEMENT, "resultDescription", 0, "resultType"),
        ("credentialSubject", "identifier", 0, "identityHash"),
    ],
)
def test_a_missing_member_is_named_by_its_pointer(path: tuple[str | int, ...]) -> None:
    document = tampering.deleted(unsigned(), path)
    assert faults(document) == [("format.missing", "/" + "/".join(map(str, path)))]


@pytest.mark.parametrize(
    ("path", "value", "code"),
    [
        (("type",), ["OpenBadgeCredential"], "format.wrong_type"),
        (("issuer", "type"), ["Organisation"], "format.wrong_type"),
        (("credentialSubject", "type"), "Subject", "format.wrong_type"),
        ((*ACHIEVEMENT, "type"), [], "format.wrong_type"),
        (("name",), 7, "format.not_text"),
        (("name",), "  ", "format.not_text"),
        (("name",), ["Software testing"], "format.not_text"),
        (("validFrom",), "2026-04-01", "format.not_moment"),
        (("validFrom",), "2026-04-01T00:00:00", "format.not_moment"),
        (("validFrom",), "2026-02-30T00:00:00Z", "format.not_moment"),
        (("validUntil",), "soon", "format.not_moment"),
        (("id",), "relative/path", "format.not_uri"),
        (("id",), "ob:credential", "format.not_uri"),
        (("issuer", "id"), "_:b0", "format.not_uri"),
        ((*ACHIEVEMENT, "criteria"), "https://x.example", "format.not_object"),
        ((*ACHIEVEMENT, "creditsAvailable"), "2", "format.not_number"),
        ((*ACHIEVEMENT, "creditsAvailable"), True, "format.not_number"),
        (("credentialSubject", "activityStartDate"), "yesterday", "format.not_moment"),
        (("credentialSubject", "identifier", 0, "hashed"), "false", "format.not_boolean"),
        (("@context", 0), "https://www.w3.org/2018/credentials/v2", "format.context_order"),
        (("@context", 1), "https://example.org/ob.json", "format.context_order"),
    ],
)
def test_a_value_of_another_kind_is_named(path: tuple[str | int, ...], value: Any, code: str) -> None:
    found = faults(tampering.replaced(unsigned(), path, value))
    assert (code, "/" + "/".join(map(str, path))) in found


def test_the_two_contexts_stand_in_their_order() -> None:
    document = unsigned()
    document["@context"].reverse()
    assert [code for code, _ in faults(document)] == ["format.context_order"] * 2


def test_further_contexts_are_those_that_are_known() -> None:
    document = unsigned()
    contexts = [*document["@context"], "https://example.org/more.json", {"name": "https://example.org/name"}]
    assert faults({**document, "@context": contexts}) == [
        ("format.context_unknown", "/@context/2"),
        ("format.context_inline", "/@context/3"),
    ]


def test_an_end_before_the_start_is_refused() -> None:
    assert faults({**unsigned(), "validUntil": "2026-03-01T00:00:00Z"}) == [("format.period_reversed", "")]


def test_a_subject_needs_an_id_or_an_identifier() -> None:
    document = unsigned()
    del document["credentialSubject"]["id"]
    assert faults(document) == []
    del document["credentialSubject"]["identifier"]
    assert faults(document) == [("format.learner_missing", "/credentialSubject")]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("name",), {"@value": "Software testing"}),
        (("https://schema.org/name",), "Forged"),
        (("credentialSubject", "@type"), "AchievementSubject"),
        (("issuer", "@context"), {"name": "https://example.org/name"}),
        ((*ACHIEVEMENT, "tag"), [["nested"]]),
    ],
)
def test_other_ways_of_writing_linked_data_are_not_supported_rather_than_misread(path: Any, value: Any) -> None:
    with pytest.raises(UnsupportedFormatError):
        open_badges.check(tampering.replaced(unsigned(), path, value), Kind.ACHIEVEMENT)


def test_at_most_twenty_faults_are_listed_and_the_rest_is_mentioned() -> None:
    document = unsigned()
    document["credentialSubject"]["achievement"]["alignment"] = [{}] * 100_000
    found = [code for code, _ in faults(document)]
    assert len(found) == open_badges.MOST_FAULTS + 1
    assert found[-1] == "format.more_faults"


def test_the_data_model_of_2018_is_read_and_remarked_on() -> None:
    document = unsigned()
    document["@context"] = [
        "https://www.w3.org/2018/credentials/v1",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json",
    ]
    document["issuanceDate"], document["expirationDate"] = document.pop("validFrom"), document.pop("validUntil")
    remarks = [one.code for one in open_badges.check(document, Kind.ACHIEVEMENT)]
    assert remarks == ["format.data_model_1", "format.context_older"]


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("https://x.example/a?b#c", True),
        ("did:key:z6Mk", True),
        ("urn:uuid:1", True),
        ("mailto:a@x.example", True),
        ("schema:name", False),
        ("xsd:date", False),
        ("_:b0", False),
        ("relative", False),
        ("https:", False),
        ("https://x.example/a b", False),
        ("https://x.example/<a>", False),
        ("HTTPS://x.example", False),
        ("https://x.example\n", False),
    ],
)
def test_an_identifier_is_absolute_and_no_shorthand(text: str, is_one: bool) -> None:  # noqa: FBT001  a table of cases
    assert is_identifier(text) is is_one


# --- Statements: linked data read as it is signed ---


def test_what_is_said_at_two_mentions_of_one_id_is_said_about_one_thing() -> None:
    document = {
        "id": "urn:uuid:1",
        "issuer": "urn:uuid:2",
        "creator": {"id": "urn:uuid:2", "name": "School", "tag": ["b", "a"]},
        "other": {"id": "urn:uuid:2", "name": "School", "tag": "c"},
    }
    issuer = statements.Statements(document).credential.thing("issuer")
    assert (issuer.text("name"), issuer.texts("tag")) == ("School", ("a", "b", "c"))


def test_different_names_of_one_thing_are_all_shown() -> None:
    document = {"issuer": {"id": "urn:1", "name": "B"}, "creator": {"id": "urn:1", "name": "A"}}
    assert statements.Statements(document).credential.thing("issuer").text("name") == "A / B"


def test_of_two_things_in_the_place_of_one_none_is_picked_by_its_order() -> None:
    one, other = {"id": "urn:1", "name": "A"}, {"id": "urn:2", "name": "B"}
    for subjects in ([one, other], [other, one]):
        subject = statements.Statements({"credentialSubject": subjects}).credential.thing("credentialSubject")
        assert (subject.id, subject.text("name")) == ("urn:1 / urn:2", "A / B")


def test_a_proof_says_nothing_about_anything() -> None:
    document = {"issuer": {"id": "urn:1"}, "proof": {"id": "urn:1", "name": "Forged"}}
    assert statements.Statements(document).credential.thing("issuer").texts("name") == ()


@pytest.mark.parametrize(("value", "text"), [(2, "2"), (2.0, "2"), (2.5, "2.5"), (True, "true"), ("2", "2")])
def test_numbers_read_as_they_are_signed(value: Any, text: str) -> None:
    assert statements.Statements({"a": value}).credential.text("a") == text


def test_nothing_said_is_an_empty_thing() -> None:
    nothing = statements.Statements({}).credential.thing("issuer")
    assert (nothing.id, nothing.text("name"), nothing.things("address"), nothing.identifiers("image")) == (
        "",
        "",
        (),
        (),
    )


def test_reading_recognises_a_credential_by_its_type_alone() -> None:
    assert reading.read(as_bytes(unsigned())).kind is Kind.ACHIEVEMENT
    endorsement = {**unsigned(), "type": ["VerifiableCredential", "EndorsementCredential"]}
    assert reading.read(as_bytes(endorsement)).kind is Kind.ENDORSEMENT
