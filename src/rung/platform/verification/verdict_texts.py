"""The headline of a report in words: what it is called, and one sentence on what it means for the reader."""

from dataclasses import dataclass
from typing import Final

from django.utils.html import format_html
from django.utils.timezone import localtime
from django.utils.translation import gettext, gettext_noop

from rung.credentials.finding_kinds import Check
from rung.credentials.findings import Headline
from rung.credentials.report import Report
from rung.platform.verification.texts import day, isolated, sentence


@dataclass(frozen=True, slots=True)
class Verdict:
    """What parts/verdict.html shows. `kind` is its kind; an empty `title` is the usual one of that kind.

    `card_word` is the same in a word or two, for the card beneath.
    """

    kind: str
    title: str
    text: str
    card_word: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """English title, explanation and word for the card, marked for translation."""

    title: str
    text: str
    card_word: str = ""


_KINDS: Final = {
    Headline.VERIFIED_ISSUER_KNOWN: "verified",
    Headline.INTACT_ISSUER_NOT_CONFIRMED: "unconfirmed",
    Headline.NOT_VALID: "invalid",
    Headline.NOT_READABLE: "unreadable",
}

_UNKNOWN_ISSUER: Final = Words(
    "",
    gettext_noop(
        "Nothing was changed since it was signed. But nobody we know vouches for whoever signed it: the name in it "
        "is what the signer calls itself. That is neither a yes nor a no. Ask the issuer, by an address you already "
        "have, whether this is theirs."
    ),
    gettext_noop("Issuer not confirmed"),
)

_STATUS_OPEN: Final = Words(
    gettext_noop("Genuine, but we cannot see whether it still holds"),
    gettext_noop(
        "The signature is good and we know who made it. Whether the issuer has withdrawn the credential since "
        "could not be checked."
    ),
    gettext_noop("Not fully confirmed"),
)

_CHANGED: Final = Words(
    gettext_noop("Not valid: the signature does not fit"),
    gettext_noop(
        "Something was changed after it was signed, or somebody else signed it. Do not rely on anything it says."
    ),
)

REASONS: Final = {
    "proof.signature": _CHANGED,
    "proof.missing": Words(
        gettext_noop("Not valid: nobody signed it"),
        gettext_noop("It carries no signature, so anybody may have written it. Ask for the signed credential."),
    ),
    "proof.key_revoked": Words(
        gettext_noop("Not valid: the key was revoked"),
        gettext_noop("Its owner declared the key that signed it unsafe. Ask the issuer for a new credential."),
    ),
    "status.revoked": Words(
        gettext_noop("Not valid any more: its issuer withdrew it"),
        gettext_noop("It was genuine when it was issued, and its issuer took it back since."),
        gettext_noop("Withdrawn"),
    ),
    "status.suspended": Words(
        gettext_noop("Not valid at present: its issuer suspended it"),
        gettext_noop("It may become valid again. Ask the issuer."),
        gettext_noop("Suspended"),
    ),
    "validity.expired": Words(
        gettext_noop("Not valid any more: it has expired"),
        gettext_noop("Its time is over, and the signature is intact. Ask the learner whether it was renewed."),
        gettext_noop("Expired"),
    ),
    "validity.not_yet": Words(
        gettext_noop("Not valid yet"),
        gettext_noop("It begins to hold on a later day."),
        gettext_noop("Not valid yet"),
    ),
}
"""Finding that decided against it → words. The first that applies, in the order of the report."""

_UNSOUND: Final = Words(
    "",
    gettext_noop("It does not meet the standard for such credentials, so nothing it says can be relied on."),
)

_UNREADABLE: Final = Words(
    "",
    gettext_noop("So we could not judge it: it is neither confirmed nor refused."),
)


CAME_AFTER: Final = {
    "status.revoked_later": gettext_noop("Its issuer withdrew it afterwards."),
    "validity.ended_since": gettext_noop("It has expired since."),
    "status.suspended_later": gettext_noop("Its issuer suspended it afterwards."),
}
"""Finding about what came after the day in question → the sentence that has to stand beside a good answer."""


def verdict(report: Report) -> Verdict:
    """Return the headline of `report` in the language of the reader."""
    kind = _KINDS[report.headline]
    if report.headline is Headline.VERIFIED_ISSUER_KNOWN and report.issuer:
        if report.judged_at < report.asked_at:
            return _held_then(report, report.issuer.name)
        text = gettext("{issuer} signed it. Nothing was changed since, and it holds today.")
        return Verdict(kind, "", format_html(text, issuer=isolated(report.issuer.name)), gettext("Verified"))
    words = _words(report)
    text = gettext(words.text)
    if words in (_UNREADABLE, _UNSOUND):
        text = format_html("{} {}", sentence(report.because[0]), text)
    return Verdict(kind, _translated(words.title), text, _translated(words.card_word))


def _held_then(report: Report, issuer: str) -> Verdict:
    """A good answer about the past is no good answer about today: what came after takes the green away."""
    told = {one.code for one in report.findings}
    after = [gettext(words) for code, words in CAME_AFTER.items() if code in told]
    day_then = day(localtime(report.judged_at))
    text = gettext("{issuer} signed it, and it held at the end of {day}.")
    said = format_html(text, issuer=isolated(issuer), day=day_then)
    word = gettext("Held on {day}").format(day=day_then)
    if not after:
        return Verdict("verified", gettext("Genuine, and it held on {day}").format(day=day_then), said, word)
    title = gettext("It held on {day}, but see what came after").format(day=day_then)
    return Verdict("unconfirmed", title, format_html("{} {}", said, " ".join(after)), word)


def _translated(words: str) -> str:
    """An empty text stays empty; asked for one, a catalogue answers with its head."""
    return gettext(words) if words else ""


def _words(report: Report) -> Words:
    if report.headline is Headline.NOT_READABLE:
        return _UNREADABLE
    if report.headline is Headline.NOT_VALID:
        return next((REASONS[one.code] for one in report.because if one.code in REASONS), _UNSOUND)
    is_about_issuer = any(finding.check is Check.ISSUER for finding in report.because)
    return _UNKNOWN_ISSUER if is_about_issuer or report.issuer is None else _STATUS_OPEN
