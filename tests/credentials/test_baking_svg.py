import json

import pytest

from rung.credentials import baking_svg, reading
from rung.credentials.errors import UnreadableError
from rung.credentials.findings import Headline
from tests.credentials.cast import as_bytes, judge, signed

OPEN = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:ob="https://purl.imsglobal.org/ob/v3p0" viewBox="0 0 1 1">'
DRAWING = f'<?xml version="1.0"?>\n{OPEN}<rect width="1" height="1"/></svg><!-- made </by> hand -->'.encode()


def svg(inside: str, before: str = "") -> bytes:
    return f"{before}{OPEN}{inside}</svg>".encode()


def refused(data: bytes) -> str:
    with pytest.raises(UnreadableError) as caught:
        baking_svg.extract(data)
    return str(caught.value.data["finding"])


def test_what_is_baked_in_comes_out_with_the_same_value() -> None:
    document = {"name": "Zażółć ]]> gęślą", "nested": [{"a": "]]>"}]}
    assert json.loads(baking_svg.extract(baking_svg.bake(DRAWING, as_bytes(document)))) == document


def test_a_baked_credential_is_verified() -> None:
    report = judge(baking_svg.bake(DRAWING, as_bytes(signed())))
    assert (report.headline, report.form) == (Headline.VERIFIED_ISSUER_KNOWN, "svg")


def test_a_compact_jws_in_the_attribute_is_named_and_not_supported() -> None:
    assert baking_svg.extract(svg('<ob:credential verify="a.b.c"/>')) == b"a.b.c"
    with pytest.raises(UnreadableError, match="JSON Web Token"):
        reading.read(svg('<ob:credential verify="a.b.c"/>'))


def test_two_credentials_in_one_picture_are_refused() -> None:
    assert refused(svg("<ob:credential>{}</ob:credential>" * 2)) == "format.svg_baked_twice"
    assert refused(svg('<ob:credential verify="a.b.c">{}</ob:credential>')) == "format.svg_baked_twice"


def test_a_declared_document_type_without_entities_is_read() -> None:
    doctype = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
    assert baking_svg.extract(svg("<ob:credential>{}</ob:credential>", doctype)) == b"{}"


@pytest.mark.parametrize(
    "declaration",
    [
        '<!ENTITY a "x">',
        '<!ENTITY a SYSTEM "file:///etc/passwd">',
        '<!ENTITY % a SYSTEM "http://127.0.0.1/x.dtd"> %a;',
        '<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;">',
    ],
)
def test_entities_are_refused_before_they_mean_anything(declaration: str) -> None:
    assert (
        refused(svg("<ob:credential>&a;</ob:credential>", f"<!DOCTYPE svg [{declaration}]>")) == "format.svg_entities"
    )


def test_deep_nesting_is_refused() -> None:
    assert refused(svg("<g>" * 100_000)) == "format.svg_too_deep"


def test_broken_xml_is_refused_with_its_place() -> None:
    with pytest.raises(UnreadableError) as caught:
        baking_svg.extract(svg("\n<g></h>"))
    assert caught.value.data == {"finding": "format.svg_broken", "line": 2, "column": 6}


def test_other_pictures_are_named() -> None:
    assert refused(DRAWING) == "format.svg_nothing_baked"
    assert refused(b"<svg/>") == "format.svg_nothing_baked"
    assert refused("<svg>ż</svg>".encode("iso-8859-2")) == "format.not_utf8"
    version_2 = svg('<a:assertion xmlns:a="http://openbadges.org" verify="https://x.example/1"/>')
    assert refused(version_2) == "format.unsupported_open_badges_2"


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<rect onload="alert(1)"/>',
        '<rect OnClick="alert(1)"/>',
        "<foreignObject/>",
        '<image href="https://x.example/track.png"/>',
        '<use href="https://x.example/a.svg#a"/>',
        '<use xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="data:image/svg+xml,x"/>',
        "<style>@import 'https://x.example/a.css'</style>",
        '<rect style="fill: url(https://x.example/a)"/>',
        '<rect fill="url( &quot;//x.example/a&quot;)"/>',
        '<a href="javascript:alert(1)"><rect/></a>',
        '<animate attributeName="href" to="javascript:alert(1)"/>',
        '<set attributeName="onload" to="alert(1)"/>',
    ],
)
def test_nothing_is_baked_into_a_picture_that_can_run_or_load_something(inside: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        baking_svg.bake(svg(inside), b"{}")
    assert caught.value.data["finding"] == "format.svg_active_content"


@pytest.mark.parametrize(
    ("drawing", "finding"),
    [
        (svg("<ob:credential>{}</ob:credential>"), "format.svg_already_baked"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "format.svg_empty"),
        (b"<html></html>", "format.svg_not_a_picture"),
    ],
)
def test_baking_refuses_what_is_no_fresh_drawing(drawing: bytes, finding: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        baking_svg.bake(drawing, b"{}")
    assert caught.value.data["finding"] == finding


def test_a_gradient_inside_the_picture_is_a_plain_drawing() -> None:
    drawing = svg('<defs><linearGradient id="a"/></defs><rect fill="url(#a)"/><use href="#a"/>')
    assert baking_svg.extract(baking_svg.bake(drawing, b"{}")) == b"{}"
