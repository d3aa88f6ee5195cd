"""Whom this Rung knows, and what they were accredited for, as a verdict asks it: the records behind the protocol."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings

from rung.core import LangText, Period
from rung.credentials import look_alikes as names
from rung.credentials.trust import Accreditation, KnownIssuer, KnownRung
from rung.platform.issuing import queries as issuing
from rung.platform.keys import queries as keys
from rung.platform.organisations import queries

UNKNOWN_LANGUAGE = "und"
"""A legal name is the same in every language (BCP 47: undetermined)."""


@dataclass(frozen=True)
class OrganisationTrust:
    """The organisations that operators confirmed, each with the days on which an identifier was its own.

    A key that is retired later does not devalue what it signed before, and one that was retired already signs for
    nobody; the library judges that by the day of issue. Every method asks the database at most twice.
    """

    def known_issuer(self, did: str) -> KnownIssuer | None:
        """See `TrustRegistry`."""
        known = queries.known_issuer(did)
        return None if known is None else _named(known, accreditations_of(known.organisation_id))

    def look_alikes(self, name: str) -> tuple[KnownIssuer, ...]:
        """See `TrustRegistry`. Every organisation once, whatever the day: a borrowed name may be an old one."""
        return tuple(_named(known) for known in self.organisations_alike(name))

    def organisations_alike(self, name: str) -> tuple[queries.KnownIssuer, ...]:
        """Return the known organisations whose legal name could be taken for `name`, the likest first."""
        by_name = {known.legal_name: known for known in self._everybody}
        return tuple(by_name[alike] for alike in names.look_alikes(name, by_name))

    def proven_issue(self, credential_id: str, digest: str) -> datetime | None:
        """See `TrustRegistry`. The audit log tells of every credential that this Rung signed, and of no other."""
        return issuing.proven_issue(credential_id, digest)

    def known_rung(self, did: str) -> KnownRung | None:
        """See `TrustRegistry`. Only evidence that this Rung signed itself is believed."""
        own = keys.keys_of(None).filter(did=did).exists()
        return KnownRung(did, urlsplit(settings.PUBLIC_URL).netloc or "Rung") if own else None

    @cached_property
    def _everybody(self) -> Sequence[queries.KnownIssuer]:
        return queries.known_issuers()


def accreditations_of(organisation_id: UUID) -> tuple[Accreditation, ...]:
    """Return every decision about a provider, withdrawn or not, newest first. One query."""
    return tuple(
        Accreditation(
            body=decision.body.legal_name,
            period=Period(decision.start, decision.end),
            fields=tuple(decision.fields),
            levels=tuple(decision.levels),
            units=tuple(decision.units),
            decision=decision.decision_number,
            withdrawn=decision.withdrawn_on,
        )
        for decision in queries.accreditations_of(organisation_id)
    )


def _named(known: queries.KnownIssuer, accreditations: tuple[Accreditation, ...] = ()) -> KnownIssuer:
    return KnownIssuer(
        known.did,
        LangText.of({UNKNOWN_LANGUAGE: known.legal_name}),
        accreditations=accreditations,
        period=Period(known.start, known.end),
    )
