import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rung.credentials import reading
from rung.credentials.errors import TooLargeError, UnreadableError, UnsupportedFormatError
from rung.credentials.findings import Headline
from rung.credentials.reading import Form
from tests.credentials.cast import as_bytes, judge, signed, unsigned


def refused(data: bytes) -> UnreadableError:
    with pytest.raises(UnreadableError) as caught:
        reading.read(data)
    return caught.value


def test_the_bytes_are_kept_as_they_were_received() -> None:
    data = b"\xef\xbb\xbf\n" + as_bytes(signed())
    document = reading.read(data)
    assert (document.received, document.form) == (data, Form.JSON)


def test_the_digest_ignores_white_space_and_order_and_nothing_else() -> None:
    document = signed()
    spaced = json.dumps(dict(reversed(document.items())), indent=4).encode()
    assert reading.read(spaced).digest == reading.read(as_bytes(document)).digest
    assert reading.digest({**document, "name": "Other"}) != reading.digest(document)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"eyJhbGciOiJFZERTQSJ9.eyJ2YyI6e319.c2ln", "format.unsupported_jwt"),
        (b" eyJhbGciOiJFZERTQSJ9.e30.c2ln\n", "format.unsupported_jwt"),
        (b"eyJhbGciOiJFUzI1NiJ9.e30.c2ln~WyJhIl0~", "format.unsupported_sd_jwt"),
        (b'{"payload": "x", "signatures": []}', "format.unsupported_jws"),
        (b'{"@context": "https://w3id.org/openbadges/v2", "type": "Assertion"}', "format.unsupported_open_badges_2"),
        (b'{"type": ["VerifiableCredential", "ClrCredential"]}', "format.unsupported_clr"),
        (b'{"type": ["VerifiableCredential", "EuropeanDigitalCredential"]}', "format.unsupported_elm"),
        (b'{"credential": {}}', "format.unsupported_elm"),
        (b'{"type": "VerifiablePresentation"}', "format.unsupported_presentation"),
        (b'{"type": ["VerifiableCredential", "BitstringStatusListCredential"]}', "format.unsupported_status_list"),
        (b'{"type": ["VerifiableCredential", "AlumniCredential"]}', "format.unsupported_credential"),
        (b"%PDF-1.7", "format.unsupported_pdf"),
    ],
)
def test_a_form_that_is_not_supported_yet_is_refused_by_name(data: bytes, code: str) -> None:
    error = refused(data)
    assert isinstance(error, UnsupportedFormatError)
    assert error.data["finding"] == code
    assert judge(data).headline is Headline.NOT_READABLE


@pytest.mark.parametrize(
    "data", [b"hello", b"\xff\xd8\xff\xe0 JFIF", b"a.b", b'{"a": 1}', b'{"type": 7}', b"[1]", b'{"type": [[]]}']
)
def test_what_is_no_credential_is_said_to_be_none(data: bytes) -> None:
    assert refused(data).data["finding"] in {"format.not_recognised", "format.json_not_an_object"}


def test_a_file_beyond_the_limit_is_not_read() -> None:
    assert isinstance(refused(as_bytes({**unsigned(), "description": "x" * (1 << 20)})), TooLargeError)
    assert isinstance(refused(b"\x89PNG\r\n\x1a\n" + bytes(reading.MAX_PICTURE_BYTES)), TooLargeError)


def test_a_credential_cannot_be_of_two_kinds() -> None:
    both = {**unsigned(), "type": ["VerifiableCredential", "OpenBadgeCredential", "EndorsementCredential"]}
    assert refused(as_bytes(both)).data["finding"] == "format.unsupported_credential"


@given(st.binary(max_size=300))
def test_no_bytes_at_all_make_verification_fail_without_a_report(data: bytes) -> None:
    assert judge(data).headline is Headline.NOT_READABLE


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["id", "type", "name", "@context", "achievement", "proof"]), inner, max_size=4
            )
        ),
        max_leaves=15,
    )
)
def test_no_json_in_any_place_of_a_credential_makes_verification_fail_without_a_report(value: object) -> None:
    document = signed()
    for place in document:
        assert judge({**document, place: value}).headline in {Headline.NOT_VALID, Headline.NOT_READABLE} or (
            document[place] == value
        )
