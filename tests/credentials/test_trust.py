import json
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rung.core import Period
from rung.credentials import look_alikes
from rung.credentials.errors import TrustFileError, UnreadableError
from rung.credentials.trust import Accreditation, KnownRung, TrustList, as_trust_file
from tests.credentials.cast import DOCUMENTS, KNOWN_SCHOOL, SCHOOL_DID, TRUST, as_bytes

FILE: dict[str, Any] = {
    "issuers": [
        {
            "did": SCHOOL_DID,
            "names": {"en": "School of Testing", "pl": "Szkoła Testowania"},
            "didDocument": DOCUMENTS[SCHOOL_DID],
            "accreditations": [
                {
                    "body": "Quality Board",
                    "from": "2025-01-01",
                    "until": "2027-01-01",
                    "fields": ["061"],
                    "levels": [4, 5],
                }
            ],
        }
    ],
    "issues": [{"id": "urn:uuid:1", "digest": "ab", "moment": "2026-04-01T10:00:00Z"}],
}


def test_a_trust_file_says_who_is_known_and_for_what() -> None:
    trust = TrustList.from_json(as_bytes(FILE))
    assert trust.known_issuer(SCHOOL_DID) == KNOWN_SCHOOL
    assert trust.known_issuer("did:web:other.example") is None
    assert trust.documents == DOCUMENTS
    assert trust.proven_issue("urn:uuid:1", "ab") == datetime(2026, 4, 1, 10, tzinfo=UTC)
    assert trust.proven_issue("urn:uuid:1", "cd") is None


def test_a_trust_file_that_was_written_is_read_back_the_same() -> None:
    known = replace(KNOWN_SCHOOL, keys=(f"{SCHOOL_DID}#key-1",))
    again = TrustList.from_json(json.dumps(as_trust_file((known,), DOCUMENTS)).encode())
    assert (again.issuers, again.documents) == ({SCHOOL_DID: known}, DOCUMENTS)


def test_everything_that_a_trust_file_can_say_about_an_issuer_is_read_back_the_same() -> None:
    decision = Accreditation(
        "Quality Board",
        Period(date(2025, 1, 1)),
        levels=(5,),
        units=("https://school.example/achievements/software-testing",),
        decision="QB/2025/17",
        withdrawn=date(2026, 4, 1),
    )
    period = Period(date(2025, 1, 1), date(2028, 1, 1))
    known = replace(KNOWN_SCHOOL, accreditations=(decision,), period=period)
    assert TrustList.from_json(as_bytes(as_trust_file((known,), {}))).issuers == {SCHOOL_DID: known}


def test_a_trust_file_names_the_rungs_whose_evidence_counts() -> None:
    trust = TrustList.from_json(
        as_bytes({"issuers": [], "rungs": [{"did": "did:key:z6Mk", "name": "Rung of Mazowsze"}]})
    )
    assert trust.known_rung("did:key:z6Mk") == KnownRung("did:key:z6Mk", "Rung of Mazowsze")
    assert trust.known_rung("did:key:z6Mx") is None
    assert TrustList.from_json(as_bytes({"issuers": []})).rungs == {}


@pytest.mark.parametrize(
    ("held", "place"),
    [
        ({"rungs": [{"did": "did:key:z6Mk"}]}, "/rungs/0"),
        ({"rungs": [{"did": 7, "name": "Rung"}]}, "/rungs/0"),
        ({"rungs": ["did:key:z6Mk"]}, "/rungs/0"),
        ({"rungs": {"did:key:z6Mk": "Rung"}}, "/rungs"),
        ({"rungs": 7}, "/rungs"),
        ({"issues": 7}, "/issues"),
        ({"issuers": [{"did": "did:web:x", "names": {"en": "X"}, "until": "2027-01-01"}]}, "/issuers/0"),
        ({"issuers": [{"did": "did:web:x", "names": {"en": "X"}, "from": "2027"}]}, "/issuers/0"),
    ],
)
def test_a_broken_rung_or_period_is_named_with_its_place(held: dict[str, Any], place: str) -> None:
    with pytest.raises(TrustFileError) as caught:
        TrustList.from_json(as_bytes({"issuers": [], **held}))
    assert caught.value.data["place"] == place


def test_a_withdrawal_ends_an_accreditation_on_its_day() -> None:
    decision = Accreditation("B", Period(date(2026, 1, 1), date(2026, 6, 1)), withdrawn=date(2026, 3, 1))
    days = (date(2025, 12, 31), date(2026, 1, 1), date(2026, 2, 28), date(2026, 3, 1), date(2026, 5, 31))
    assert [decision.in_force(day) for day in days] == [False, True, True, False, False]
    assert not replace(decision, withdrawn=date(2026, 1, 1)).in_force(date(2026, 1, 1))  # on its first day: never held
    assert not replace(decision, withdrawn=date(2026, 9, 1)).in_force(date(2026, 6, 1))  # its end comes first


def test_no_list_of_accreditations_is_not_an_empty_one() -> None:
    silent = {name: value for name, value in FILE["issuers"][0].items() if name != "accreditations"}
    known = TrustList.from_json(as_bytes({"issuers": [silent]})).known_issuer(SCHOOL_DID)
    assert known is not None
    assert not known.accreditations_known


@pytest.mark.parametrize(
    ("entry", "word"),
    [
        ({"names": {"en": "X"}}, "did"),
        ({"did": "did:web:x", "names": {}}, "language"),
        ({"did": "did:web:x"}, "names"),
        ({"did": 7, "names": {"en": "X"}}, "text"),
        ({"did": "did:web:x", "names": {"en": "X"}, "accreditations": [{"body": "B"}]}, "from"),
        ({"did": "did:web:x", "names": {"en": "X"}, "accreditations": [{"body": "B", "from": "2026"}]}, "day"),
        ("did:web:x", "cannot be used"),
    ],
)
def test_a_broken_entry_is_named_with_its_place(entry: Any, word: str) -> None:
    with pytest.raises(TrustFileError, match=word) as caught:
        TrustList.from_json(as_bytes({"issuers": [KNOWN_ENTRY, entry]}))
    assert caught.value.data["place"] == "/issuers/1"


KNOWN_ENTRY = FILE["issuers"][0]


@pytest.mark.parametrize("data", [b"[]", b"{}", b'{"issuers": {}}'])
def test_a_file_of_another_form_is_refused(data: bytes) -> None:
    with pytest.raises(TrustFileError):
        TrustList.from_json(data)


def test_a_trust_file_is_read_as_strictly_as_a_credential() -> None:
    with pytest.raises(UnreadableError, match="twice"):
        TrustList.from_json(b'{"issuers": [], "issuers": []}')


def test_a_field_code_covers_the_longer_ones_that_begin_with_it() -> None:
    accreditation = Accreditation("B", Period(date(2026, 1, 1)), fields=("061",), levels=(4,))
    assert [accreditation.covers_field(code) for code in ("061", "0613", "06", "0413")] == [True, True, False, False]
    assert [accreditation.covers_level(level) for level in (4, 5)] == [True, False]


def test_a_registry_names_each_issuer_once_among_look_alikes() -> None:
    assert [one.did for one in TRUST.look_alikes("Szkola Testowania")] == [SCHOOL_DID]


# --- Look-alikes ---


@pytest.mark.parametrize(
    ("claimed", "known"),
    [
        ("UNIVERSITY OF WARSAW", "University of Warsaw"),
        ("Unіvеrsіty of Wаrsаw", "University of Warsaw"),
        ("University of Wαrsαw", "University of Warsaw"),
        ("Univers1ty 0f Warsaw", "University of Warsaw"),
        ("Politechnika Lodzka", "Politechnika Łódzka"),
        ("Univesity of Warsaw", "University of Warsaw"),
        ("Official University of Warsaw Certificates", "University of Warsaw"),
        ("Uni versity-of.Warsaw", "University of Warsaw"),
        ("Modem College", "Modern College"),
        ("Ｕniversity of Warsaw", "University of Warsaw"),
    ],
)
def test_a_name_that_could_be_taken_for_another_is_found(claimed: str, known: str) -> None:
    assert look_alikes.look_alikes(claimed, [known, "Cooking Academy"]) == (known,)


@pytest.mark.parametrize("claimed", ["Cooking School", "Warsaw", "", "  ", "!!!"])
def test_another_name_resembles_nobody(claimed: str) -> None:
    assert look_alikes.look_alikes(claimed, ["University of Warsaw"]) == ()


def test_the_likest_come_first_and_five_are_enough() -> None:
    known = ["University of Warsaw", *(f"University of Warsaw {number}" for number in range(9))]
    found = look_alikes.look_alikes("University of Warsaw", known)
    assert (found[0], len(found)) == ("University of Warsaw", 5)


@given(st.text(max_size=60), st.text(max_size=60))
def test_likeness_is_symmetrical_and_between_0_and_1(one: str, other: str) -> None:
    assert look_alikes.similarity(one, other) == look_alikes.similarity(other, one)
    assert 0 <= look_alikes.similarity(one, other) <= 1


@given(st.text(min_size=1, max_size=60).filter(look_alikes.skeleton))
def test_every_name_resembles_itself(name: str) -> None:
    assert look_alikes.similarity(name, name) == 1
