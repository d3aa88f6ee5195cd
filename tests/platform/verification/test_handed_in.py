import io
import json
import time

import pytest
from PIL import Image

from rung.platform.verification import own_links, qr, samples
from rung.platform.verification.code_contents import Content, content_of
from rung.platform.verification.handed_in import credential_in
from rung.platform.verification.refusals import (
    ForeignLinkError,
    NothingInPictureError,
    OtherContentError,
    OwnLinkUnknownError,
    PictureDamagedError,
    PictureTooLargeError,
    SeveralCodesError,
    TooLargeError,
)
from tests.platform.verification.conftest import qr_picture

OURS = ["localhost"]
GENUINE = samples.credential_of("genuine")
SMALL = json.dumps({"type": "OpenBadgeCredential", "name": "Zażółć gęślą jaźń"}, ensure_ascii=False)


def saved(picture: Image.Image, kind: str, **options: object) -> bytes:
    data = io.BytesIO()
    picture.save(data, kind, **options)
    return data.getvalue()


def as_kind(picture: bytes, kind: str) -> bytes:
    return saved(Image.open(io.BytesIO(picture)).convert("RGB"), kind)


def corner_marks(side: int) -> Image.Image:
    """A picture full of the smallest corner marks of QR codes, the dearest thing to search that we know of."""
    mark = Image.new("L", (8, 8), 255)
    mark.paste(0, (0, 0, 7, 7))
    mark.paste(255, (1, 1, 6, 6))
    mark.paste(0, (2, 2, 5, 5))
    tiled = Image.new("L", (side, side), 255)
    for x in range(0, side, 8):
        for y in range(0, side, 8):
            tiled.paste(mark, (x, y))
    return tiled


@pytest.mark.parametrize("text", [GENUINE, b"nothing known", b"", b"\x00\xff\xfe", b"{", b"%PDF-1.7", b"<svg/>"])
def test_what_is_no_picture_and_no_address_is_left_to_the_library(text: bytes) -> None:
    assert credential_in(text, hosts=OURS) == text


def test_a_badge_picture_is_left_as_it_is() -> None:
    badge = samples.picture_of("genuine").content
    assert credential_in(badge, hosts=OURS) == badge


def test_a_damaged_badge_picture_is_left_to_the_library_to_explain() -> None:
    badge = bytearray(samples.picture_of("genuine").content)
    badge[-40] ^= 1
    assert credential_in(bytes(badge), hosts=OURS) == bytes(badge)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
def test_a_credential_is_read_from_a_picture_of_its_code(kind: str) -> None:
    assert credential_in(as_kind(qr_picture(SMALL), kind), hosts=OURS).decode() == SMALL


def test_a_code_drawn_on_nothing_is_read() -> None:
    code = Image.open(io.BytesIO(qr_picture(SMALL))).convert("L")
    clear = Image.new("RGBA", code.size, (0, 0, 0, 0))
    clear.paste((0, 0, 0, 255), mask=code.point(lambda shade: 255 - shade))
    assert credential_in(saved(clear, "PNG"), hosts=OURS).decode() == SMALL


def test_the_first_frame_of_a_moving_picture_counts() -> None:
    frames = [Image.open(io.BytesIO(qr_picture(text))).convert("L").resize((400, 400)) for text in (SMALL, "other")]
    moving = saved(frames[0], "GIF", save_all=True, append_images=frames[1:])
    assert credential_in(moving, hosts=OURS).decode() == SMALL


def test_the_largest_code_is_read_from_a_screenshot_of_a_phone() -> None:
    text = "{" + "x" * 2_900 + "}"  # 2,902 of the 2,953 bytes that the largest code holds
    screen = Image.new("RGB", (1_080, 2_400), "white")
    code = Image.open(io.BytesIO(qr_picture(text, scale=5))).convert("RGB")
    screen.paste(code, ((1_080 - code.width) // 2, 600))
    assert credential_in(saved(screen, "PNG"), hosts=OURS).decode() == text


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("openid-credential-offer://?credential_offer_uri=https%3A%2F%2Fissuer.example", Content.WALLET_OFFER),
        ("OPENID4VP://authorize?client_id=x", Content.WALLET_REQUEST),
        ("WIFI:T:WPA;S:Cafe;P:secret;;", Content.WIFI),
        ("BEGIN:VCARD\nVERSION:3.0\nN:Nowak", Content.CONTACT),
        ("BEGIN:VEVENT\nSUMMARY:Exam", Content.CALENDAR),
        ("BCD\n002\n1\nSCT\n\nRed Cross", Content.PAYMENT),
        ("1234567890|PL|12345678901234567890123456|001000|Nowak|Exam", Content.PAYMENT),
        ("mailto:a@b.example", Content.MESSAGE),
        ("geo:49.8,19.0", Content.PLACE),
        ("otpauth://totp/x?secret=y", Content.SIGN_IN),
        ("HC1:6BF", Content.HEALTH),
        ("Meet me at noon", Content.TEXT),
    ],
)
def test_a_code_for_something_else_is_named(text: str, content: Content) -> None:
    with pytest.raises(OtherContentError) as refused:
        credential_in(qr_picture(text), hosts=OURS)
    assert refused.value.data["kind"] == content
    assert refused.value.sentence.startswith("This is ")


@pytest.mark.parametrize("text", ["openid-credential-offer://?x=1", "WIFI:S:Cafe;;", "otpauth://totp/x"])
def test_the_same_pasted_is_named_too(text: str) -> None:
    with pytest.raises(OtherContentError):
        credential_in(text.encode(), hosts=OURS)


def test_a_compact_signature_counts_as_a_credential() -> None:
    assert content_of("eyJhbGciOiJFZERTQSJ9.eyJpc3MiOiJ4In0.c2ln") is Content.CREDENTIAL
    assert content_of("eyJhbGciOiJFZERTQSJ9.eyJpc3MiOiJ4In0.c2ln~WyJ4Il0~") is Content.CREDENTIAL


def test_a_picture_without_code_is_refused_with_the_remedy() -> None:
    with pytest.raises(NothingInPictureError, match="ask for the original file"):
        credential_in(saved(Image.new("RGB", (300, 300), "white"), "JPEG"), hosts=OURS)


def test_two_codes_are_refused_because_nobody_could_say_which_was_checked() -> None:
    both = Image.new("L", (900, 400), 255)
    for place, text in enumerate(("one", "two")):
        both.paste(Image.open(io.BytesIO(qr_picture(text, scale=8))).convert("L"), (place * 450, 0))
    with pytest.raises(SeveralCodesError):
        credential_in(saved(both, "PNG"), hosts=OURS)


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff\xe0" + b"\x00" * 200,
        b"GIF89a" + b"\xff" * 100,
        b"RIFF\x00\x00\x00\x00WEBPVP8 ",
        saved(Image.new("RGB", (300, 300)), "JPEG")[:400],
        saved(Image.new("RGB", (300, 300)), "WEBP")[:60],
    ],
)
def test_a_damaged_picture_is_refused(data: bytes) -> None:
    if data.startswith(b"\x89PNG"):
        assert credential_in(data, hosts=OURS) == data  # the library tells at which byte it breaks off
        return
    with pytest.raises((PictureDamagedError, NothingInPictureError)):
        credential_in(data, hosts=OURS)


@pytest.mark.parametrize(("kind", "side"), [("PNG", 3_000), ("GIF", 3_000), ("JPEG", 2_100), ("WEBP", 1_800)])
def test_a_picture_that_would_unpack_too_large_is_refused_unread(kind: str, side: int) -> None:
    with pytest.raises(PictureTooLargeError, match=f"{side} × {side}"):
        qr.read(saved(Image.new("L", (side, side), 255).convert("RGB"), kind))


def test_a_picture_bomb_is_refused_by_its_header() -> None:
    bomb = saved(Image.new("1", (16_000, 16_000)), "PNG")
    assert len(bomb) < 100_000
    with pytest.raises(PictureTooLargeError):
        credential_in(bomb, hosts=OURS)


def test_the_dearest_picture_that_we_know_takes_less_than_a_second() -> None:
    dearest = saved(corner_marks(2_800), "PNG")
    assert len(dearest) < 1 << 20
    before = time.process_time()
    with pytest.raises(NothingInPictureError):
        qr.read(dearest)
    assert time.process_time() - before < 1.0


def test_more_than_a_mebibyte_is_refused() -> None:
    with pytest.raises(TooLargeError):
        credential_in(b" " * ((1 << 20) + 1), hosts=OURS)


@pytest.mark.parametrize(
    "link",
    [
        "https://badges.example.org/assertions/1",
        "http://169.254.169.254/latest/meta-data/",
        "https://localhost.evil.example/verify/sample/genuine/",
        "https://localhost@evil.example/verify/sample/genuine/",
        "https://evil.example#@localhost/verify/sample/genuine/",
        "HTTPS://EVIL.EXAMPLE/",
    ],
)
def test_a_link_to_elsewhere_is_never_followed(link: str) -> None:
    for handed_in in (link.encode(), qr_picture(link)):
        with pytest.raises(ForeignLinkError, match="We never fetch from elsewhere"):
            credential_in(handed_in, hosts=OURS)


@pytest.mark.parametrize("path", ["/verify/sample/genuine/", "/verify/sample/genuine/file/"])
def test_a_link_to_a_sample_here_gives_the_sample(path: str) -> None:
    for handed_in in (f" http://localhost{path}\n".encode(), qr_picture(f"http://LOCALHOST{path}")):
        assert credential_in(handed_in, hosts=OURS) == GENUINE


@pytest.mark.parametrize("path", ["/", "/verify/", "/verify/sample/none/", "/nowhere", "/desk/", "//["])
def test_a_link_here_without_credential_behind_it_says_so(path: str) -> None:
    with pytest.raises((OwnLinkUnknownError, ForeignLinkError)):
        credential_in(f"http://localhost{path}".encode(), hosts=OURS)


def test_a_link_that_is_no_address_is_refused() -> None:
    with pytest.raises(OwnLinkUnknownError):
        own_links.credential_behind("https://[", hosts=OURS)
