"""Evidence bundles, read strictly: every member is known, of its type and within its limit, or the file is refused.

What is read is only of right shape. Whether anybody signed it, and whether it belongs to the credential beside it,
is asked afterwards (`evidence_bundle_check`).
"""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, NoReturn, TypeVar

from rung.core.errors import ValueRefusedError
from rung.core.period import Period
from rung.credentials import strict_json
from rung.credentials.errors import CredentialError
from rung.credentials.evidence_bundle import (
    TYPE,
    VERSION,
    AccreditationStatement,
    Evidence,
    EvidenceBundle,
    EvidenceBundleError,
    ProvenIssue,
    TakenDidDocument,
    TakenStatusList,
    digest_of,
)
from rung.credentials.limits import MAX_INPUT_BYTES, MAX_PROOFS
from rung.credentials.moments import parse_day, parse_moment
from rung.credentials.shapes import is_identifier
from rung.credentials.status import MOST_ENTRIES
from rung.credentials.strict_json import pointer
from rung.credentials.trust import Accreditation

MAX_BUNDLE_BYTES: Final = MAX_INPUT_BYTES
"""As for a credential, and with the same promise of time and space. Two full status lists take some 50 kB."""

MOST_STATUS_LISTS: Final = MOST_ENTRIES
"""A credential has no more of its entries looked up."""

MOST_DID_DOCUMENTS: Final = MAX_PROOFS
"""A credential has no more of its proofs checked."""

MOST_ACCREDITATIONS: Final = 1_000
"""Decisions about one issuer; also fields, levels or units of one decision."""

LONGEST_TEXT: Final = 2_048
"""Characters of a name, a number or an address."""

Value = TypeVar("Value")

_DID = re.compile(r"did:[a-z0-9]+:[A-Za-z0-9._:%\-]+\Z", re.ASCII)


def read(data: bytes) -> EvidenceBundle:
    """Return the bundle that `data` holds, not yet checked.

    Raises `UnreadableError` for what is no strict JSON of at most `MAX_BUNDLE_BYTES`, and `EvidenceBundleError` with
    the JSON pointer of the place (`data["pointer"]`) for anything else that does not have the form.
    """
    bundle = _Place(strict_json.parse(data), ())
    bundle.has(("type", "version", "evidence", "attestation"))
    if bundle.member("type").value != TYPE or bundle.member("version").number() != VERSION:
        bundle.refuse(f"is no {TYPE} of version {VERSION}")
    attestation = bundle.member("attestation")
    attestation.has(("@context", "type", "issuer", "validFrom", "credentialSubject", "relatedResource", "proof"))
    attested = attestation.member("validFrom").moment()
    attestation.member("issuer").text(_DID.match, "a DID")
    attestation.member("proof").members()
    evidence = bundle.member("evidence")
    return EvidenceBundle(
        _evidence(evidence, attested), evidence.built(digest_of, built=evidence.value), attestation.value
    )


@dataclass(frozen=True, slots=True)
class _Place:
    """A value and where it stands, so that a refusal can name the place."""

    value: Any
    steps: tuple[str | int, ...]

    def refuse(self, what: str) -> NoReturn:
        where = pointer(*self.steps)
        raise EvidenceBundleError(f"{where or 'The file'} {what}.", pointer=where)

    def members(self) -> dict[str, Any]:
        if not isinstance(self.value, dict):
            self.refuse("is not an object")
        return self.value

    def has(self, required: Collection[str], optional: Collection[str] = ()) -> None:
        """Refuse an object that lacks a required member or has one that nobody knows."""
        held = self.members()
        for name in required:
            if name not in held:
                self.refuse(f"lacks “{name}”")
        for name in held:
            if name not in required and name not in optional:
                self.member(name).refuse("is not part of the form")

    def member(self, name: str) -> "_Place":
        return _Place(self.value[name], (*self.steps, name))

    def items(self, most: int) -> list["_Place"]:
        if not isinstance(self.value, list) or len(self.value) > most:
            self.refuse(f"is not a list of at most {most} entries")
        return [_Place(value, (*self.steps, index)) for index, value in enumerate(self.value)]

    def text(self, fits: Callable[[str], object] = bool, wanted: str = "a text") -> str:
        if not isinstance(self.value, str) or not self.value.strip() or len(self.value) > LONGEST_TEXT:
            self.refuse(f"is not {wanted} of at most {LONGEST_TEXT} characters")
        if not fits(self.value):
            self.refuse(f"is not {wanted}")
        return self.value

    def number(self) -> int:
        if not isinstance(self.value, int) or isinstance(self.value, bool) or self.value < 0:
            self.refuse("is not a whole number from 0")
        return self.value

    def moment(self) -> datetime:
        return self._parsed(parse_moment)

    def day(self) -> date:
        return self._parsed(parse_day)

    def built(self, kind: Callable[..., Value], **members: Any) -> Value:
        """Return the value `kind` of `members`; what it refuses is refused at this place."""
        try:
            return kind(**members)
        except (ValueRefusedError, CredentialError) as error:
            self.refuse(f"cannot be used: {error.sentence.rstrip('.')}")

    def _parsed(self, parse: Callable[[Any], Value]) -> Value:
        try:
            return parse(self.value)
        except ValueRefusedError as error:
            self.refuse(f"cannot be used: {error.sentence.rstrip('.')}")


def _evidence(held: _Place, attested: datetime) -> Evidence:
    held.has(("credential", "didDocuments", "statusLists"), ("accreditation", "issue"))
    credential = held.member("credential")
    credential.has(("id", "digest"))
    documents = held.member("didDocuments").items(MOST_DID_DOCUMENTS)
    lists = held.member("statusLists").items(MOST_STATUS_LISTS)
    return held.built(
        Evidence,
        credential_id=credential.member("id").text(is_identifier, "an absolute identifier"),
        digest=credential.member("digest").text(),
        did_documents=tuple(_did_document(one, attested) for one in documents),
        status_lists=tuple(_status_list(one, attested) for one in lists),
        statement=_statement(held.member("accreditation"), attested) if "accreditation" in held.value else None,
        issue=_issue(held.member("issue"), attested) if "issue" in held.value else None,
    )


def _retrieved(held: _Place, attested: datetime) -> datetime:
    retrieved = held.member("retrieved")
    if retrieved.moment() > attested:
        retrieved.refuse("lies after the moment at which the evidence was attested")
    return retrieved.moment()


def _did_document(held: _Place, attested: datetime) -> TakenDidDocument:
    held.has(("retrieved", "document"))
    document = held.member("document")
    if "id" not in document.members():
        document.refuse("lacks “id”")
    document.member("id").text(_DID.match, "a DID")
    return TakenDidDocument(document.value, _retrieved(held, attested))


def _status_list(held: _Place, attested: datetime) -> TakenStatusList:
    held.has(("retrieved", "url", "list"))
    url = held.member("url").text(is_identifier, "an absolute address")
    return TakenStatusList(url, held.member("list").members(), _retrieved(held, attested))


def _issue(held: _Place, attested: datetime) -> ProvenIssue:
    held.has(("retrieved", "logged", "sequence"))
    retrieved, logged = _retrieved(held, attested), held.member("logged")
    if logged.moment() > retrieved:
        logged.refuse("lies after the moment at which it was read from the log")
    return ProvenIssue(logged.moment(), held.member("sequence").number(), retrieved)


def _statement(held: _Place, attested: datetime) -> AccreditationStatement:
    held.has(("retrieved", "did", "legalName", "country", "from", "accreditations"), ("until",))
    return held.built(
        AccreditationStatement,
        did=held.member("did").text(_DID.match, "a DID"),
        legal_name=held.member("legalName").text(),
        country=held.member("country").text(),
        period=_period(held),
        accreditations=tuple(_accreditation(one) for one in held.member("accreditations").items(MOST_ACCREDITATIONS)),
        retrieved=_retrieved(held, attested),
    )


def _accreditation(held: _Place) -> Accreditation:
    held.has(("body", "from", "fields", "levels"), ("until", "units", "decision", "withdrawn"))
    units = held.member("units").items(MOST_ACCREDITATIONS) if "units" in held.value else []
    return Accreditation(
        body=held.member("body").text(),
        period=_period(held),
        fields=tuple(one.text() for one in held.member("fields").items(MOST_ACCREDITATIONS)),
        levels=tuple(one.number() for one in held.member("levels").items(MOST_ACCREDITATIONS)),
        units=tuple(one.text() for one in units),
        decision=held.member("decision").text() if "decision" in held.value else "",
        withdrawn=held.member("withdrawn").day() if "withdrawn" in held.value else None,
    )


def _period(held: _Place) -> Period:
    end = held.member("until").day() if "until" in held.value else None
    return held.built(Period, start=held.member("from").day(), end=end)
