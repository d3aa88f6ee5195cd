"""Whom this Rung knows, and what they were accredited for, as a verdict asks it: the records behind the protocol."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from rung.core import LangText, Period
from rung.credentials import look_alikes as names
from rung.credentials.trust import Accreditation, KnownIssuer
from rung.platform.organisations import queries

UNKNOWN_LANGUAGE = "und"
"""A legal name is the same in every language (BCP 47: undetermined)."""


@dataclass(frozen=True)
class OrganisationTrust:
    """The organisations that operators confirmed, seen from the day on which a credential says it was issued.

    An identity counts if it was the organisation's on `day`: a key that is retired later does not devalue what it
    signed before, and one that was retired already signs for nobody. `achievement_id` is what was awarded, for
    accreditations that name single units. Every method asks the database at most twice.
    """

    day: date
    achievement_id: str = ""

    def known_issuer(self, did: str) -> KnownIssuer | None:
        """See `TrustRegistry`."""
        known = queries.known_issuer(did)
        if known is None or self.day not in Period(known.start, known.end):
            return None
        return _named(known, self._accreditations(known))

    def look_alikes(self, name: str) -> tuple[KnownIssuer, ...]:
        """See `TrustRegistry`. Every organisation once, whatever the day: a borrowed name may be an old one."""
        return tuple(_named(known) for known in self.organisations_alike(name))

    def organisations_alike(self, name: str) -> tuple[queries.KnownIssuer, ...]:
        """Return the known organisations whose legal name could be taken for `name`, the likest first."""
        by_name = {known.legal_name: known for known in self._everybody}
        return tuple(by_name[alike] for alike in names.look_alikes(name, by_name))

    def proven_issue(self, credential_id: str, digest: str) -> datetime | None:  # noqa: ARG002 — the protocol's names
        """See `TrustRegistry`. This Rung keeps no log of issues, so every date is as its issuer claims it."""
        return None

    @cached_property
    def _everybody(self) -> Sequence[queries.KnownIssuer]:
        return queries.known_issuers()

    def _accreditations(self, known: queries.KnownIssuer) -> tuple[Accreditation, ...]:
        """A withdrawal ends an accreditation early; one withdrawn on its first day never held."""
        return tuple(
            Accreditation(
                body=decision.body.legal_name,
                period=Period(decision.start, _earlier(decision.end, decision.withdrawn_on)),
                fields=tuple(decision.fields),
                levels=tuple(decision.levels),
            )
            for decision in queries.accreditations_of(known.organisation_id)
            if decision.withdrawn_on != decision.start and (not decision.units or self.achievement_id in decision.units)
        )


def _named(known: queries.KnownIssuer, accreditations: tuple[Accreditation, ...] = ()) -> KnownIssuer:
    return KnownIssuer(known.did, LangText.of({UNKNOWN_LANGUAGE: known.legal_name}), accreditations=accreditations)


def _earlier(one: date | None, other: date | None) -> date | None:
    return min((end for end in (one, other) if end is not None), default=None)
