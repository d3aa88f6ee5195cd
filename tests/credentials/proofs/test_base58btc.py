import base58
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rung.credentials.base58btc import decode_base58btc, encode_base58btc


@given(st.binary(max_size=120))
def test_it_writes_and_reads_what_the_package_base58_does(data: bytes) -> None:
    text = "z" + base58.b58encode(data).decode()
    assert encode_base58btc(data) == text
    assert decode_base58btc(text, len(text)) == data


@given(st.integers(0, 40), st.binary(max_size=30))
def test_leading_zeros_are_kept(zeros: int, data: bytes) -> None:
    assert decode_base58btc(encode_base58btc(bytes(zeros) + data), 200) == bytes(zeros) + data


@pytest.mark.parametrize(
    ("data", "text"),
    [
        # draft-msporny-base58-03 §5, test vectors.
        (b"Hello World!", "z2NEpo7TZRRrLZSi2U"),
        (
            b"The quick brown fox jumps over the lazy dog.",
            "zUSm3fpXnKG5EUBx2ndxBDMPVciP5hGey2Jh4NDv6gmeo1LkMeiKrLJUUBk6Z",
        ),
        (bytes.fromhex("0000287fb4cd"), "z11233QC4"),
        (b"", "z"),
    ],
)
def test_the_published_examples(data: bytes, text: str) -> None:
    assert (encode_base58btc(data), decode_base58btc(text, 100)) == (text, data)


@pytest.mark.parametrize("text", ["", "1", "Z1", "z0", "zO", "zI", "zl", "z ", "z1\n", "z\u0661", "u11"])
def test_it_refuses_everything_else(text: str) -> None:
    with pytest.raises(ValueError, match=r"^.?$"):
        decode_base58btc(text, 100)


def test_the_length_comes_first() -> None:
    with pytest.raises(ValueError, match="z"):
        decode_base58btc("z" + "2" * 100, 100)
