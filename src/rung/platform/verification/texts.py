"""What a verdict says to a person, in her language: code and data in, sentence out.

Values come from a document of unknown origin. Each is made safe to show, escaped, and isolated (`<bdi>`), so that a
name written from right to left cannot reorder the sentence around it.
"""

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any, Final

from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime
from django.utils.translation import gettext, gettext_noop

from rung.core.errors import ValueRefusedError
from rung.credentials.finding_kinds import Check, Effect, Outcome
from rung.credentials.findings import Finding
from rung.credentials.moments import parse_moment
from rung.credentials.plain_text import plain
from rung.platform.issuing.queries import StatusChange
from rung.platform.kernel.european_texts import element_name
from rung.platform.verification.finding_sentences import TEMPLATES
from rung.platform.verification.refusals import RefusalError

DAY: Final = "j E Y"
MOMENT: Final = "j E Y, H:i"
"""Django's letters for dates as both languages write them."""

CHECKS: Final = {
    Check.FORMAT: gettext_noop("Format"),
    Check.PROOF: gettext_noop("Signature"),
    Check.ISSUER: gettext_noop("Issuer"),
    Check.ACCREDITATION: gettext_noop("Accreditation"),
    Check.STATUS: gettext_noop("Withdrawn or not"),
    Check.VALIDITY: gettext_noop("Dates"),
    Check.DESCRIPTORS: gettext_noop("European elements"),
    Check.EVIDENCE: gettext_noop("Evidence beside it"),
}
"""What each check is called."""

_FORMS: Final = {
    "json": gettext_noop("a JSON file"),
    "png": gettext_noop("a PNG picture"),
    "svg": gettext_noop("an SVG picture"),
}

_JSON_KINDS: Final = {
    "list": "array",
    "str": "string",
    "int": "number",
    "float": "number",
    "bool": "boolean",
    "NoneType": "null",
}
"""Python type → what JSON calls it (RFC 8259); the same in every language."""

_OWN_WORDS: Final = {"what", "remedy"}
"""Data of a refusal that are words of ours and not of the document."""

_LONG_DID: Final = re.compile(r"\b(?P<subject>did:(?:key|jwk):[^\s#()]{28,})(#[^\s()]*)?")
"""A key that serves as an identifier, too long for a sentence; the whole of it stands in the details. An identifier
with a name in it, such as did:web, is never cut: the reader has to see where the name ends."""


def sentence(finding: Finding) -> SafeString:
    """Return the sentence of a finding in the language of the reader, as HTML."""
    values = {name: _shown(finding, name) for name in finding.data}
    return mark_safe(gettext(TEMPLATES[finding.code]).format_map(values))  # noqa: S308 — own template, escaped values


def refusal(error: RefusalError) -> str:
    """Return the sentence of a refusal in the language of the reader, as text."""
    words = {name: gettext(value) if name in _OWN_WORDS else value for name, value in error.data.items()}
    return gettext(error.template).format_map(words)


def finding_name(finding: Finding) -> str:
    """Return what the check behind a finding is called; that of the day of issue has a name of its own."""
    if finding.code.startswith("validity.issue_"):
        return gettext("Date of issue")
    return gettext(CHECKS[finding.check])


def tag(finding: Finding) -> tuple[str, str, str]:
    """Return the word for how a check came out, its tone and its sign, as parts/tag.html takes them."""
    if finding.effect is Effect.KEEPS_FROM_GREEN:
        return gettext("Not confirmed"), "caution", "question"
    return {
        Outcome.PASSED: (gettext("Holds"), "good", "good"),
        Outcome.FAILED: (gettext("Fails"), "bad", "bad"),
        Outcome.WARNING: (gettext("Please note"), "caution", "caution"),
        Outcome.NOT_CHECKED: (gettext("Not checked"), "plain", "minus"),
    }[finding.outcome]


def isolated(value: Any, language: str = "") -> SafeString:
    """Return a value of the credential as HTML that cannot disturb what stands around it; `language` if it is known."""
    if language:
        return format_html('<bdi lang="{}">{}</bdi>', language, plain(value))
    return format_html("<bdi>{}</bdi>", plain(value))


def moment(text: str) -> str:
    """Return a moment, written as credentials write it, as a reader here writes it; anything else unchanged."""
    try:
        return date_format(localtime(parse_moment(text)), MOMENT)
    except (ValueRefusedError, OverflowError):
        return text


def day(value: date | datetime) -> str:
    """Return a day as a reader here writes it."""
    return date_format(value, DAY)


def _shown(finding: Finding, name: str) -> SafeString:
    value = finding.data[name]
    if name == "names" and "missing" in finding.data:
        return format_html_join(", ", "{}", ((element_name(code),) for code in finding.data["missing"]))
    if name == "found" and finding.code == "format.json_not_an_object":
        return isolated(_JSON_KINDS.get(value, value))
    if isinstance(value, list):
        return format_html_join(", ", "{}", ((isolated(_shortened(plain(one))),) for one in value))
    return _ways().get(name, isolated)(value)


def _ways() -> dict[str, Callable[[Any], SafeString]]:
    """How values of certain names are shown."""
    moments = dict.fromkeys(("start", "until", "moment", "claimed"), lambda text: isolated(moment(text) or "…"))
    reasons = dict(StatusChange.Reason.choices)
    identifiers = dict.fromkeys(("issuer", "verification_method"), lambda text: isolated(_shortened(text)))
    return {
        **moments,
        **identifiers,
        "reason": lambda code: isolated(reasons.get(code, code)),
        "day": lambda text: isolated(_day_of(text)),
        "form": lambda text: isolated(gettext(_FORMS[text])),
        "detail": lambda text: isolated(text, "en"),
    }


def _day_of(text: str) -> str:
    parsed = parse_date(text)
    return day(parsed) if parsed else text


def _shortened(text: str) -> str:
    """Shorten every key in `text` that serves as an identifier, and drop what follows its fragment sign."""
    return _LONG_DID.sub(lambda found: f"{found[0][:18]}…{found['subject'][-8:]}", text)
