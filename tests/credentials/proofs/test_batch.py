"""A batch gives byte for byte what signing one by one gives, and refuses what that refuses."""

import copy
import json
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.credentials.proofs.documents import CREATED, KEY, SIGNER, micro_credential, signed, small_credential

from rung.credentials.batch import BatchSigner
from rung.credentials.contexts import bundled_contexts
from rung.credentials.document_template import DocumentTemplate
from rung.credentials.errors import CredentialError, DataLossError, KeyUnusableError, ProofMalformedError
from rung.credentials.proof_making import ProofMaker
from rung.credentials.software_signer import SoftwareKey


def batch(key: SoftwareKey = KEY, **more: Any) -> BatchSigner:
    method = key.verification_method
    return BatchSigner(signer=SIGNER, key_id=method, verification_method=method, created=CREATED, **more)


def award(number: int, **changed: Any) -> dict[str, Any]:
    """Return a micro-credential of which everything that differs between learners differs."""
    document = micro_credential()
    subject, status = document["credentialSubject"], document["credentialStatus"]
    document["id"] = f"urn:uuid:award-{number}"
    document["validFrom"] = f"2026-02-{number % 28 + 1:02}T09:00:00Z"
    subject["id"] = f"did:example:learner-{number}"
    subject["identifier"] = [
        {"type": "IdentityObject", "hashed": False, "identityHash": f"Name {number}", "identityType": "name"}
    ]
    subject["result"][0]["value"] = str(number)
    status["id"], status["statusListIndex"] = f"https://university.example/status/3#{number}", str(number)
    return {**document, **changed}


def learnt() -> BatchSigner:
    """Return a batch that has a template for `award`."""
    one = batch()
    for number in (1, 2):
        one.sign_one(award(number))
    return one


def outcome(sign: Any, document: Mapping[str, Any]) -> str:
    """Return the signed document as text, or the refusal."""
    try:
        return json.dumps(sign(document))
    except CredentialError as error:
        return f"{type(error).__name__}: {error.sentence}"


@pytest.fixture
def general(monkeypatch: pytest.MonkeyPatch) -> list[Mapping[str, Any]]:
    """The documents that were signed the general way."""
    taken: list[Mapping[str, Any]] = []
    sign = ProofMaker.sign

    def counted(self: ProofMaker, document: Mapping[str, Any], *, as_list: bool = True) -> dict[str, Any]:
        taken.append(document)
        return sign(self, document, as_list=as_list)

    monkeypatch.setattr(ProofMaker, "sign", counted)
    return taken


TEXTS = st.one_of(
    st.text(max_size=30),
    st.text(
        alphabet=st.sampled_from('"\\\n\r\t\b\f\0\x7f\x85\u2028{}%<>_:. ^@\ud800\udfff\ufffe\U0001f393żŁ'), max_size=12
    ),
    st.sampled_from(['" .\n<urn:a> <urn:b> "c', "{0}", "{{", "%s", "rung-open-place-b7c1d2", "_:c14n0"]),
)
IRIS = st.one_of(
    st.tuples(
        st.sampled_from(["urn:", "did:", "https://", "http://", "mailto:", "HTTPS://", "_:", "schema:", ""]), TEXTS
    ).map("".join),
    st.sampled_from(["https://university.example/evidence/4711", "urn:uuid:award-1", "urn:" + "x" * 600, "https:/x"]),
)


@settings(max_examples=300, deadline=None)
@given(identifier=IRIS, learner=IRIS, name=TEXTS, grade=TEXTS, start=TEXTS, status=IRIS)
@example(identifier="urn:a", learner="urn:a", name="Ada", grade="5", start="2026", status="urn:a")
@example(identifier="urn:a", learner="urn:a> <urn:b", name='Ada"', grade="\\", start="\n", status="urn:c")
def test_whatever_varies_it_says_what_signing_alone_says(
    identifier: str, learner: str, name: str, grade: str, start: str, status: str
) -> None:
    document = award(3, id=identifier, validFrom=start)
    document["credentialSubject"]["id"] = learner
    document["credentialSubject"]["identifier"][0]["identityHash"] = name
    document["credentialSubject"]["result"][0]["value"] = grade
    document["credentialStatus"]["id"] = status
    assert outcome(LEARNT.sign_one, document) == outcome(signed, document)


LEARNT = learnt()
"""Shared by the examples of the test above, so that what one of them teaches reaches the next."""


JSON_LEAVES = st.one_of(TEXTS, IRIS, st.booleans(), st.integers(-3, 3), st.floats(allow_nan=False), st.none())


def leaves(value: Any, place: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the place of every leaf."""
    if isinstance(value, dict | list):
        for key, part in value.items() if isinstance(value, dict) else enumerate(value):
            yield from leaves(part, (*place, key))
    else:
        yield place


PLACES = list(leaves(award(1)))


@settings(max_examples=300, deadline=None)
@given(changes=st.lists(st.tuples(st.sampled_from(PLACES), JSON_LEAVES), min_size=1, max_size=4))
def test_any_member_may_change_to_anything(changes: list[tuple[tuple[Any, ...], Any]]) -> None:
    document = award(4)
    for place, value in changes:
        part: Any = document
        for key in place[:-1]:
            part = part[key]
        part[place[-1]] = value
    assert outcome(LEARNT.sign_one, document) == outcome(signed, document)


def test_only_the_first_two_of_a_design_go_the_general_way(general: list[Mapping[str, Any]]) -> None:
    documents = [award(number) for number in range(1, 30)]
    proofs = list(batch().sign(documents))
    assert general == documents[:2]
    assert proofs == [signed(document) for document in documents]


def test_an_optional_member_makes_another_template(general: list[Mapping[str, Any]]) -> None:
    documents = [award(number) for number in range(12)]
    for document in documents[::2]:
        del document["validUntil"]
    proofs = list(batch().sign(documents))
    assert general == documents[:4]
    assert proofs == [signed(document) for document in documents]


def test_designs_that_are_built_alike_have_templates_of_their_own(general: list[Mapping[str, Any]]) -> None:
    def other(value: Any) -> Any:
        """Return the same with every text lengthened, but for types and numbers."""
        if isinstance(value, dict):
            return {key: part if key == "type" else other(part) for key, part in value.items()}
        if isinstance(value, list):
            return [other(part) for part in value]
        return f"{value}-b" if isinstance(value, str) else value

    documents = [award(number) for number in range(12)]
    for document in documents[1::2]:
        document["credentialSubject"]["achievement"] = other(document["credentialSubject"]["achievement"])
    proofs = list(batch().sign(documents))
    assert len(general) == 4
    assert proofs == [signed(document) for document in documents]


def test_a_member_that_varies_late_is_learnt_late(general: list[Mapping[str, Any]]) -> None:
    documents = [award(number) for number in range(8)]
    for document in documents[4:]:
        document["validUntil"] = f"2031-02-01T09:00:{document['credentialStatus']['statusListIndex']:0>2}Z"
    assert list(batch().sign(documents)) == [signed(document) for document in documents]
    assert len(general) == 3 + len(documents)  # the first two, the one with the news; then the comparison


@pytest.mark.parametrize("credits_", [True, 1.0, 1.5, 0, False, "1", None, [1]])
def test_a_number_is_not_taken_for_what_python_holds_equal(credits_: Any) -> None:
    one = batch()
    for number in (1, 2, 3):
        document = award(number)
        document["credentialSubject"]["creditsEarned"] = 1
        one.sign_one(document)
    document = award(5)
    document["credentialSubject"]["creditsEarned"] = credits_
    assert outcome(one.sign_one, document) == outcome(signed, document)


def test_the_limit_of_work_holds_for_what_is_filled_in() -> None:
    # The identifier of the credential stands in more than ten statements: over eight million characters.
    document = award(5, id="urn:" + "x" * 850_000)
    assert outcome(learnt().sign_one, document).startswith("WorkLimitError")
    assert outcome(learnt().sign_one, document) == outcome(signed, document)


def test_a_context_that_gives_a_scheme_a_meaning_lets_no_address_be_open() -> None:
    context = {"urn": {"@id": "https://prefix.example/", "@prefix": True}, "of": "https://word.example/of"}
    url = "https://context.example/"
    contexts = bundled_contexts().with_more({url: {"@context": context}})
    document = {"@context": [url], "@id": "did:example:1", "of": "Ada"}
    assert DocumentTemplate.of(document, [("of",)], contexts=contexts) is not None
    assert DocumentTemplate.of(document, [("@id",)], contexts=contexts) is None
    assert DocumentTemplate.of(document, [("@id",)], contexts=bundled_contexts()) is None  # and an unknown one, nothing


def test_a_text_that_looks_like_a_mark_is_a_text() -> None:
    mark = "https://rung-open-place-b7c1d2-0-"
    documents = [award(number, name=mark, description=f"{mark}{number}") for number in range(4)]
    assert list(batch().sign(documents)) == [signed(document) for document in documents]


def test_nameless_things_that_become_alike_go_the_general_way(general: list[Mapping[str, Any]]) -> None:
    def pair(number: int, one: str, other: str) -> dict[str, Any]:
        document = small_credential()
        document["id"] = f"urn:uuid:{number}"
        document["credentialSubject"] = [{"name": one}, {"name": other}]
        return document

    documents = [pair(1, "A", "B"), pair(2, "C", "D"), pair(3, "E", "E"), pair(4, "F", "G")]
    proofs = list(batch().sign(documents))
    assert general == documents[:3]
    assert proofs == [signed(document) for document in documents]


def test_statements_that_become_the_same_go_the_general_way(general: list[Mapping[str, Any]]) -> None:
    def about(number: int, one: str, other: str) -> dict[str, Any]:
        document = small_credential()
        document["id"] = f"urn:uuid:{number}"
        document["credentialSubject"] = [{"id": one, "name": "Ada"}, {"id": other, "name": "Ada"}]
        return document

    documents = [about(1, "urn:a", "urn:b"), about(2, "urn:c", "urn:d"), about(3, "urn:e", "urn:e")]
    proofs = list(batch().sign(documents))
    assert general == documents
    assert proofs == [signed(document) for document in documents]


def test_what_a_caller_changes_afterwards_changes_no_template() -> None:
    shared = micro_credential()["credentialSubject"]["achievement"]
    one = batch()
    for number in (1, 2, 3):
        document = award(number)
        document["credentialSubject"]["achievement"] = shared
        one.sign_one(document)
    shared["alignment"][0]["targetName"] = "forge documents"
    document = award(4)
    document["credentialSubject"]["achievement"] = shared
    assert one.sign_one(document) == signed(document)


def test_a_word_that_decides_over_meaning_is_never_open(general: list[Mapping[str, Any]]) -> None:
    def spoken(number: int, language: str) -> dict[str, Any]:
        name = {"@value": f"Ada {number}", "@language": language}
        return {**small_credential(), "id": f"urn:uuid:{number}", "name": name}

    documents = [spoken(number, language) for number, language in enumerate(("pl", "en") * 3)]
    assert list(batch().sign(documents)) == [signed(document) for document in documents]
    assert len(general) == 4 + len(documents)  # two of each language; then the comparison


def test_after_a_refusal_the_next_document_can_be_signed() -> None:
    one = learnt()
    refused = award(5, id="not an address")
    with pytest.raises(DataLossError):
        one.sign_one(refused)
    assert one.sign_one(award(6)) == signed(award(6))


def test_a_document_with_a_proof_gets_a_second_one() -> None:
    document = signed(award(7))
    assert learnt().sign_one(document) == signed(document)
    with pytest.raises(ProofMalformedError):
        batch(as_list=False).sign_one(document)


def test_proofs_over_canonical_json_are_made_the_general_way() -> None:
    documents = [award(number) for number in range(4)]
    proofs = list(batch(cryptosuite="eddsa-jcs-2022").sign(documents))
    assert proofs == [signed(document, "eddsa-jcs-2022") for document in documents]


def test_one_proof_may_stand_as_an_object() -> None:
    documents = [award(number) for number in range(4)]
    for document, got in zip(documents, batch(as_list=False).sign(documents), strict=True):
        assert [got["proof"]] == signed(document)["proof"]


def test_a_signature_by_another_key_than_the_published_one_is_never_given_out() -> None:
    class Confused:
        def sign(self, _key_id: str, message: bytes) -> bytes:
            return SIGNER.sign(KEY.verification_method, message + b"!" if message else message)

    method = KEY.verification_method
    one = BatchSigner(signer=Confused(), key_id=method, verification_method=method, created=CREATED)
    with pytest.raises(CredentialError, match="does not fit"):
        one.sign_one(award(1))


def test_a_method_that_does_not_resolve_is_refused_before_the_first_document() -> None:
    with pytest.raises(KeyUnusableError):
        BatchSigner(signer=SIGNER, key_id="x", verification_method="did:web:nobody.example#1", created=CREATED)


def test_documents_are_not_changed() -> None:
    documents = [award(number) for number in range(4)]
    before = copy.deepcopy(documents)
    list(batch().sign(documents))
    assert documents == before


def test_many_designs_are_forgotten_in_turn_and_still_signed_right() -> None:
    one = batch()
    documents = []
    for design in range(40):
        for number in range(3):
            document = {**small_credential(), "id": f"urn:uuid:{design}-{number}"}
            document["credentialSubject"] = {"id": "urn:a", "name": ["Ada"] * (design + 1)}
            documents.append(document)
    assert list(one.sign(documents)) == [signed(document) for document in documents]
