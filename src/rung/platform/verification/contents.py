"""What a credential says, row by row, each value escaped, isolated and marked with the credential's language."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from rung.core.errors import ValueRefusedError
from rung.credentials.claims import Claims
from rung.credentials.moments import parse_moment
from rung.credentials.plain_text import plain
from rung.platform.kernel import european_texts
from rung.platform.verification import element_texts, texts

Row = tuple[str, SafeString]
"""The name of a thing and what the credential says about it."""

LONGEST_TEXT: Final = 4_000
"""Characters of one value; a description is a few hundred."""

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}\Z", re.ASCII)

_ELSEWHERE: Final = frozenset(
    {"learner", "title", "awarding_body", "date_of_issue", "further_information", "learning_outcomes"}
)
"""Elements that the card or a row of their own shows."""


@dataclass(frozen=True, slots=True)
class Contents:
    """The rows about `said`, which a good signature covers."""

    said: Claims

    def rows(self) -> Iterator[Row]:
        """Yield everything that the card does not show."""
        yield from self._text(_("Description"), self.said.description)
        yield from self._text(_("Comment"), self.said.comment)
        yield from self._results()
        yield from self._list(_("Skills"), (self._linked(address, name) for address, name in self.said.skills))
        yield from self._elements()
        yield from self._text(_("What had to be done"), self.said.criteria)
        yield from self._criteria_address()
        yield from self._dates()
        evidence = (self._linked(address, name or address) for address, name in self.said.evidence)
        yield from self._list(_("Evidence"), evidence)

    def _text(self, name: str, text: str) -> Iterator[Row]:
        lines = [line for line in text[:LONGEST_TEXT].splitlines() if line.strip()]
        language = format_html(' lang="{}"', language_of(self.said)) if language_of(self.said) else ""
        if lines:
            shown = ((language, plain(line, LONGEST_TEXT)) for line in lines)
            yield name, format_html_join("", '<p dir="auto"{}>{}</p>', shown)

    def _results(self) -> Iterator[Row]:
        """Outcomes with how each came out; or the bare outcomes where nothing is said about that."""
        if self.said.results:
            yield from self._list(_("Results"), (self._result(what, outcome) for what, outcome in self.said.results))
        else:
            outcomes = self.said.elements.get("learning_outcomes", ())
            yield from self._list(_("Learning outcomes"), (self._value(one) for one in outcomes))

    def _result(self, what: str, outcome: str) -> SafeString:
        said = texts.isolated(element_texts.status_name(outcome))
        name = (
            self._value(what) if what not in european_texts.ENTRIES else texts.isolated(european_texts.entry_name(what))
        )
        return format_html("{}: <strong>{}</strong>", name, said)

    def _elements(self) -> Iterator[Row]:
        elsewhere = _ELSEWHERE | ({"grade"} if self.said.results else set())
        for code, values in self.said.elements.items():
            if code not in elsewhere:
                yield from self._list(european_texts.element_name(code), (_element(code, value) for value in values))

    def _criteria_address(self) -> Iterator[Row]:
        address = self.said.criteria_url
        if address.startswith(("https:", "http:")):
            yield _("More about that"), self._linked(address, address)

    def _dates(self) -> Iterator[Row]:
        started, ended = moment_of(self.said.learning_started), moment_of(self.said.learning_ended)
        if started and ended:
            yield _("Time of learning"), texts.isolated(f"{texts.day(started)} – {texts.day(ended)}")
        if self.said.ends:
            yield _("Holds until"), texts.isolated(texts.moment(self.said.ends))

    def _list(self, name: str, values: Iterable[SafeString]) -> Iterator[Row]:
        found = list(values)
        if len(found) == 1:
            yield name, found[0]
        elif found:
            yield name, format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((one,) for one in found)))

    def _value(self, text: str) -> SafeString:
        return texts.isolated(text, language_of(self.said))

    def _linked(self, address: str, name: str) -> SafeString:
        """Only https is linked, and the other side learns nothing of where the reader came from."""
        if not address.startswith("https://") or any(char.isspace() for char in address):
            return self._value(name)
        return format_html('<a href="{}" rel="noreferrer nofollow">{}</a>', address, self._value(name))


def language_of(said: Claims) -> str:
    """Return the language in which the credential says it is written; of none or a malformed one, nothing."""
    return said.language if _LANGUAGE.match(said.language) else ""


def moment_of(text: str) -> datetime | None:
    """Return the moment that `text` names; of a missing or malformed one nothing is shown."""
    try:
        return parse_moment(text)
    except ValueRefusedError:
        return None


def _element(code: str, value: str) -> SafeString:
    return texts.isolated(element_texts.workload(value) if code == "workload" else european_texts.entry_name(value))
