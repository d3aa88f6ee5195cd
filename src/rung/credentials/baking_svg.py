"""Credentials baked into SVG pictures (Open Badges 3.0 §5.3.2).

Pictures are read as a stream of elements: no tree is built, no entity resolved, nothing outside fetched. A
picture that is to carry a credential must be a plain drawing, for a badge is shown on other people's pages.
"""

import json
import re
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from rung.credentials.errors import TooLargeError, UnreadableError, UnsupportedFormatError
from rung.credentials.findings import refusal

NAMESPACE = "https://purl.imsglobal.org/ob/v3p0"
NAMESPACE_2 = "http://openbadges.org"
"""What Open Badges 2 used; such a picture is recognised and not read."""

MAX_DEPTH = 256
"""Drawing programs nest groups some 30 deep; the limit keeps the list of open elements short."""

_SVG = "{http://www.w3.org/2000/svg}"
_DRAWING_NAMES = """
svg g path rect circle ellipse line polyline polygon text tspan defs symbol use title desc metadata
linearGradient radialGradient stop clipPath mask pattern marker
"""
_DRAWING = {f"{_SVG}{name}" for name in _DRAWING_NAMES.split()}
"""Elements that draw and can neither run a script nor show foreign content."""

_LINK = re.compile(r"(?:\{http://www\.w3\.org/1999/xlink\})?(?:href|src)\Z")
_OUTSIDE = re.compile(r"url\(\s*['\"]?(?!#)|@import|expression\(|javascript:", re.IGNORECASE)


class _BakedCredentials:
    """Collects what is baked into a stream of elements; a target of ElementTree's parser."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self.is_version_2 = False
        self.root = ""
        self.root_end = -1
        self.expat: Any = None
        self._depth = 0
        self._inside = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self.root = self.root or tag
        if self._depth > MAX_DEPTH:
            raise refusal(TooLargeError, "format.svg_too_deep", limit=MAX_DEPTH)
        self.is_version_2 = self.is_version_2 or tag.startswith(f"{{{NAMESPACE_2}}}")
        if tag == f"{{{NAMESPACE}}}credential":
            self._inside = True
            self.found += [verify] if (verify := attributes.get("verify", "")) else []
            self.found.append("")

    def data(self, text: str) -> None:
        if self._inside:
            self.found[-1] += text

    def end(self, tag: str) -> None:
        self._depth -= 1
        if tag == f"{{{NAMESPACE}}}credential":
            self._inside = False
        if self._depth == 0:
            self.root_end = self.expat.CurrentByteIndex

    @property
    def found_texts(self) -> list[str]:
        return [text for text in self.found if text.strip()]


class _PlainDrawing(_BakedCredentials):
    """Refuses, on top, every element and attribute that is not a plain drawing."""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        super().start(tag, attributes)
        if tag.startswith(_SVG) and tag not in _DRAWING:
            raise refusal(UnreadableError, "format.svg_active_content", found=tag.removeprefix(_SVG))
        for name, value in attributes.items():
            outside_link = _LINK.match(name) and not value.startswith("#")
            if outside_link or name.lower().startswith("on") or _OUTSIDE.search(value):
                raise refusal(UnreadableError, "format.svg_active_content", found=name)


def extract(picture: bytes) -> bytes:
    """Return the text baked into `picture`: the JSON or the compact JWS of its `credential` element."""
    target = _BakedCredentials()
    found = _parse(picture, target)
    if len(found) > 1:
        raise refusal(UnreadableError, "format.svg_baked_twice")
    if not found and target.is_version_2:
        raise refusal(UnsupportedFormatError, "format.unsupported_open_badges_2")
    if not found:
        raise refusal(UnreadableError, "format.svg_nothing_baked")
    return found[0].strip().encode()


def bake(picture: bytes, text: bytes) -> bytes:
    """Return `picture` with the JSON credential `text` baked in before its end.

    The picture has to be UTF-8 and a plain drawing without a credential. The text is written in ASCII, so
    that no declared encoding of the picture can change it.
    """
    target = _PlainDrawing()
    if _parse(picture, target) or target.is_version_2:
        raise refusal(UnreadableError, "format.svg_already_baked")
    if target.root != f"{_SVG}svg":
        raise refusal(UnreadableError, "format.svg_not_a_picture", found=target.root)
    if not picture[target.root_end :].startswith(b"</"):
        raise refusal(UnreadableError, "format.svg_empty")
    ascii_json = json.dumps(json.loads(text)).replace("]]>", "]]\\u003e")
    element = f'<ob:credential xmlns:ob="{NAMESPACE}"><![CDATA[{ascii_json}]]></ob:credential>'
    return picture[: target.root_end] + element.encode("ascii") + picture[target.root_end :]


def _parse(picture: bytes, target: _BakedCredentials) -> list[str]:
    try:
        picture.decode("utf-8")
    except UnicodeDecodeError as error:
        raise refusal(UnreadableError, "format.not_utf8", offset=error.start) from error
    parser = DefusedXMLParser(target=target)
    target.expat = parser.parser
    try:
        parser.feed(picture)
        parser.close()
    except DefusedXmlException as error:
        raise refusal(UnreadableError, "format.svg_entities") from error
    except ParseError as error:
        line, column = error.position
        raise refusal(UnreadableError, "format.svg_broken", line=line, column=column + 1) from error
    return target.found_texts
