import json
from typing import Any

import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st

from rung.credentials.errors import DataLossError, WorkLimitError
from rung.credentials.jcs import canonical_json

_SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"]))
)
_JSON = st.recursive(
    _SCALARS,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner, max_size=4)
    ),
)


@settings(max_examples=300, deadline=None)
@given(_JSON)
def test_it_writes_what_the_reference_library_writes(value: Any) -> None:
    assert canonical_json(value) == rfc8785.dumps(value)


def test_it_writes_the_example_of_the_standard() -> None:
    # RFC 8785 §3.2.2 and §3.2.3: input and expected output, sorted by UTF-16 code units.
    written = {
        "numbers": [333333333.33333329, 1e30, 4.50, 2e-3, 0.000000000000000000000000001],
        "string": "\u20ac$\u000f\u000aA'\u0042\u0022\u005c\\\"/",
        "literals": [None, True, False],
    }
    expected = (
        '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],'
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
    )
    assert canonical_json(written).decode() == expected


def test_it_sorts_keys_beyond_the_basic_plane_as_the_standard_does() -> None:
    # U+1F600 is the pair D83D DE00, which sorts before U+FB33 (RFC 8785 §3.2.3); by code point it would not.
    assert list(json.loads(canonical_json({"\ufb33": 1, "\U0001f600": 2}))) == ["\U0001f600", "\ufb33"]


@pytest.mark.parametrize("value", [2**53, -(2**53), float("nan"), float("inf"), "\ud800", {"a": "\udfff"}, {1: 2}, {1}])
def test_it_refuses_what_json_readers_do_not_agree_on(value: Any) -> None:
    with pytest.raises(DataLossError):
        canonical_json(value)


def test_it_refuses_nesting_instead_of_exhausting_the_stack() -> None:
    value: Any = []
    for _ in range(10_000):
        value = [value]
    with pytest.raises(WorkLimitError):
        canonical_json(value)
