"""What a learner sees of a credential in a word: its title, how it stands, since when and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext, gettext_lazy, gettext_noop

from rung.core import LangText
from rung.platform.issuing.queries import Award, Stand, Standing
from rung.platform.verification.queries import day

WORDS: Final = {
    Standing.VALID: gettext_lazy("Valid"),
    Standing.SUSPENDED: gettext_lazy("Suspended"),
    Standing.EXPIRED: gettext_lazy("Expired"),
    Standing.REVOKED: gettext_lazy("Withdrawn"),
}
"""How a credential stands, in a word."""


SENTENCES: Final = {
    Standing.VALID: gettext_noop("It holds until {until}."),
    Standing.SUSPENDED: gettext_noop(
        "{issuer} suspended it on {since}. The reason: {reason}. It may come to hold again."
    ),
    Standing.EXPIRED: gettext_noop("It held until {until}. Ask {issuer} how to renew it."),
    Standing.REVOKED: gettext_noop("{issuer} withdrew it for good on {since}. The reason: {reason}."),
}
"""The same in a sentence; {names} are filled in."""


@dataclass(frozen=True, slots=True)
class Card:
    """What parts/credential.html shows of a credential in the wallet."""

    award_id: UUID
    title: str
    title_lang: str
    kind: str
    holder: str
    issuer: str
    issued: datetime
    state: str
    state_word: str


def cards_of(awards: Sequence[Award], stands: Mapping[UUID, Stand]) -> list[Card]:
    """Return the cards of credentials, given how each stands."""
    return [card_of(award, stands[award.pk]) for award in awards]


def card_of(award: Award, stand: Stand) -> Card:
    """Return the card of one credential."""
    language, title = title_of(award)
    return Card(
        award_id=award.pk,
        title=title,
        title_lang=language,
        kind=award.design_version.get_award_type_display(),
        holder=award.recipient_name,
        issuer=award.organisation.legal_name,
        issued=localtime(award.issued_at),
        state="verified" if stand.standing is Standing.VALID else "ended",
        state_word=str(WORDS[stand.standing]),
    )


def title_of(award: Award) -> tuple[str, str]:
    """Return (language, title) as the credential says it."""
    return LangText.of(award.design_version.title).best(award.language)


def standing_sentence(award: Award, stand: Stand) -> SafeString:
    """Return how a credential stands, since when and why, in a sentence for its holder."""
    if stand.standing is Standing.VALID and award.valid_until is None:
        return format_html("{}", gettext("It holds, and it has no end."))
    said = {
        "issuer": award.organisation.legal_name,
        "since": day(localtime(stand.since)),
        "until": day(localtime(award.valid_until)) if award.valid_until else "",
        "reason": stand.change.get_reason_display() if stand.change else "",
    }
    return format_html(gettext(SENTENCES[stand.standing]), **said)
