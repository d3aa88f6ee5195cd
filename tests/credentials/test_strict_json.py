import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rung.credentials import strict_json
from rung.credentials.errors import TooLargeError, UnreadableError
from rung.credentials.limits import MAX_DEPTH, MAX_INPUT_BYTES


def refused(data: bytes) -> UnreadableError:
    with pytest.raises(UnreadableError) as caught:
        strict_json.parse(data)
    return caught.value


def test_it_names_the_doubled_key_and_its_place() -> None:
    error = refused(b'{\n  "a": {"b": 1},\n  "b": 2,\n  "a": 3\n}')
    assert error.data == {"finding": "format.json_duplicate_key", "key": "a", "line": 4, "column": 3}
    assert "“a” stands twice" in error.sentence


def test_it_sees_through_an_escape_in_a_doubled_key() -> None:
    assert refused(rb'{"name": 1, "na\u006de": 2}').data["key"] == "name"


def test_the_same_key_in_two_objects_is_no_doubled_key() -> None:
    assert strict_json.parse(b'{"a": {"a": 1}, "b": [{"a": 2}, {"a": 3}]}') == {
        "a": {"a": 1},
        "b": [{"a": 2}, {"a": 3}],
    }


def test_a_value_that_looks_like_the_key_is_not_mistaken_for_it() -> None:
    error = refused(b'{"x": "a", "a": "a", "a": 1}')
    assert (error.data["line"], error.data["column"]) == (1, 22)


@pytest.mark.parametrize("literal", ["NaN", "Infinity", "-Infinity"])
def test_it_refuses_what_is_no_number(literal: str) -> None:
    error = refused(f'{{"text": "{literal}", "n": {literal}}}'.encode())
    assert error.data["finding"] == "format.json_not_a_number"
    assert error.data["column"] == len(f'{{"text": "{literal}", "n": ') + 1


@pytest.mark.parametrize("literal", ["9007199254740992", "-9007199254740992", "1e999", "9" * 5000])
def test_it_refuses_numbers_that_readers_disagree_on(literal: str) -> None:
    assert refused(f"[{literal}]".encode()).data["finding"] == "format.json_number_too_large"


def test_it_reads_the_largest_exact_integer() -> None:
    assert strict_json.parse(b"[9007199254740991, -9007199254740991]") == [2**53 - 1, 1 - 2**53]


def test_it_refuses_half_a_character_and_points_at_it() -> None:
    assert refused(rb'{"a/b": ["ok", "\ud83d"]}').data["pointer"] == "/a~1b/1"
    assert strict_json.parse(rb'["\ud83d\ude00"]') == ["\N{GRINNING FACE}"]


def test_it_refuses_bytes_that_are_not_utf_8() -> None:
    assert refused(b'{"a": "\xff"}').data == {"finding": "format.not_utf8", "offset": 7}


def test_it_skips_a_byte_order_mark() -> None:
    assert strict_json.parse(b'\xef\xbb\xbf{"a": 1}') == {"a": 1}


@pytest.mark.parametrize("data", [b"", b"  \n"])
def test_it_says_that_nothing_is_there(data: bytes) -> None:
    assert refused(data).data["finding"] == "format.empty"


def test_it_names_line_and_column_of_a_break() -> None:
    assert refused(b'{"a": 1,\n "b" 2}').data == {"finding": "format.json_syntax", "line": 2, "column": 6}


def test_it_reads_to_the_depth_allowed_and_no_further() -> None:
    deep = b"[" * MAX_DEPTH + b"]" * MAX_DEPTH
    assert strict_json.parse(deep) is not None
    error = refused(b"[" + deep + b"]")
    assert isinstance(error, TooLargeError)
    assert error.data["column"] == MAX_DEPTH + 1


def test_brackets_inside_texts_are_no_depth() -> None:
    assert strict_json.parse(json.dumps({"a": '[{"\\' * 100}).encode()) == {"a": '[{"\\' * 100}


def test_it_refuses_more_bytes_than_a_credential_has() -> None:
    assert isinstance(refused(b'"' + b"x" * MAX_INPUT_BYTES + b'"'), TooLargeError)


JSON_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=20,
)


@given(JSON_VALUES)
def test_it_reads_what_the_standard_library_writes(value: object) -> None:
    assert strict_json.parse(json.dumps(value, ensure_ascii=False).encode()) == value
    assert strict_json.parse(json.dumps(value).encode()) == value


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused_with_a_finding(data: bytes) -> None:
    try:
        strict_json.parse(data)
    except UnreadableError as error:
        assert error.data["finding"].startswith("format.")  # noqa: PT017  both ends are allowed


@pytest.mark.parametrize(
    ("steps", "expected"),
    # RFC 6901 §5
    [((), ""), (("foo", 0), "/foo/0"), (("a/b",), "/a~1b"), (("m~n",), "/m~0n"), (("",), "/")],
)
def test_pointers_are_written_as_rfc_6901_does(steps: tuple[str | int, ...], expected: str) -> None:
    assert strict_json.pointer(*steps) == expected
