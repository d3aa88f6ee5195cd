"""Was the credential withdrawn? Judged from records or status lists that the caller supplies, never from the network.

A list is believed only if it is signed by the issuer of the credential, is about the same purpose and speaks of
the moment in question (W3C Bitstring Status List v1.0 §3.2). A status that could not be checked is said to be so
and keeps the verdict from "verified".
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rung.core.errors import ValueRefusedError
from rung.credentials import contexts, data_integrity, status_list_answers, strict_json
from rung.credentials.bitstring_status_list import MAX_BYTES, Bitstring
from rung.credentials.data_integrity import ProofCheck
from rung.credentials.did import DidDocuments
from rung.credentials.errors import CredentialError, StatusListError
from rung.credentials.findings import Finding
from rung.credentials.moments import parse_moment, written
from rung.credentials.statements import Thing, as_list
from rung.credentials.status_history import StatusChange, StatusRecords, standing
from rung.credentials.status_list_answers import WITHDRAWN, Answer, Told, Weight, no_answer

MOST_ENTRIES = 16
"""Entries looked up. Honest credentials have one or two; each may cost the check of another list's signature."""

MOST_PLACES = MAX_BYTES * 8
"""Places of the longest list; records are not asked about a place beyond."""


@dataclass(frozen=True, slots=True)
class StatusCheck:
    """What checking takes: lists by address, records, DID documents, the moments, and who signed the credential.

    `moment` is the one in question, `now` that of asking; several lists of one address are weighed against each other.
    """

    lists_of: Callable[[str], Sequence[bytes]]
    records: StatusRecords | None
    documents: DidDocuments
    now: datetime
    moment: datetime
    issuer_id: str
    signer: ProofCheck

    def findings(self, credential: Thing) -> Iterator[Finding]:
        """Yield what there is to say about each status entry of `credential`, or that it names none."""
        entries = credential.things("credentialStatus")
        if not entries:
            yield Finding.of("status.none_named")
        for entry in entries[:MOST_ENTRIES]:
            yield from self._about(entry)
        if len(entries) > MOST_ENTRIES:
            yield Finding.of("status.too_many", count=len(entries), limit=MOST_ENTRIES)

    def _about(self, entry: Thing) -> Iterator[Finding]:
        kind, purpose, url = entry.text("type"), entry.text("statusPurpose"), entry.text("statusListCredential")
        if kind != "BitstringStatusListEntry":
            yield Finding.of("status.kind_unsupported", kind=kind)
        elif purpose not in WITHDRAWN:
            yield Finding.of("status.purpose_unknown", purpose=purpose)
        else:
            try:
                yield from self._looked_up(purpose, url, _index(entry))
            except StatusListError as error:
                yield _refused(url, error)

    def _looked_up(self, purpose: str, url: str, index: int) -> Iterator[Finding]:
        """Ask the records, which know since when; else the lists."""
        changes = self.records.changes(url, index, purpose) if self.records and index < MOST_PLACES else None
        if changes is not None:
            yield from self._recorded(changes, purpose, url, index)
        elif lists := self.lists_of(url):
            yield status_list_answers.best(self._answer(data, purpose, url, index) for data in lists)
        else:
            yield Finding.of("status.list_not_supplied", url=url)

    def _recorded(self, changes: Sequence[StatusChange], purpose: str, url: str, index: int) -> Iterator[Finding]:
        stood = standing(changes, purpose, self.moment, self.now)
        if stood.since is not None:
            since = written(stood.since)
            yield Finding.of(WITHDRAWN[purpose], url=url, index=index, since=since, reason=stood.reason)
            yield (
                Finding.of("status.since_with_reason", moment=since, reason=stood.reason)
                if stood.reason
                else Finding.of("status.since", moment=since)
            )
            return
        yield Finding.of("status.not_withdrawn", url=url, index=index, purpose=purpose)
        if stood.later is not None:
            yield Finding.of(f"{WITHDRAWN[purpose]}_later", moment=written(stood.later.at))

    def _answer(self, data: bytes, purpose: str, url: str, index: int) -> Answer:
        try:
            return self._read(data, purpose, url, index)
        except (CredentialError, ValueRefusedError) as error:
            return no_answer(_refused(url, error))

    def _read(self, data: bytes, purpose: str, url: str, index: int) -> Answer:
        held = read_list(data)
        checks = self._checked(held)
        if not self._is_the_issuers(held, checks):
            return no_answer(Finding.of("status.list_other_issuer", url=url))
        subject = held["credentialSubject"]
        if purpose not in as_list(subject.get("statusPurpose")):
            return no_answer(Finding.of("status.purpose_differs", url=url, purpose=purpose))
        bits = Bitstring.decode(subject["encodedList"])
        if index >= len(bits):
            return Answer(
                Weight.DECIDED, Finding.of("status.index_beyond_list", url=url, index=index, entries=len(bits))
            )
        start, until = _period(held)
        told = Told(
            url, index, purpose, bits[index], str(held.get("id", "")), start=start, until=until, made=_made(checks)
        )
        return status_list_answers.answer(told, moment=self.moment, now=self.now)

    def _checked(self, held: dict[str, Any]) -> tuple[ProofCheck, ...]:
        checks = data_integrity.check_proofs(held, documents=self.documents, now=self.now)
        if any(check.outcome != "passed" for check in checks):
            raise StatusListError("The signature of the status list does not hold.")
        return checks

    def _is_the_issuers(self, held: dict[str, Any], checks: tuple[ProofCheck, ...]) -> bool:
        """The list names the credential's issuer, and its key is that issuer's, or the one of the credential."""
        same_key = {check.verification_method for check in checks} == {self.signer.verification_method}
        is_bound = all(check.bound_to_issuer for check in checks)
        return issuer_of(held) == self.issuer_id and (is_bound or same_key)


def read_list(data: bytes) -> dict[str, Any]:
    """Return the status list credential that `data` holds, of right shape, its signature not yet checked.

    Raises `UnreadableError` for broken JSON and `StatusListError` for anything but a status list credential.
    """
    held = strict_json.parse(data)
    if not isinstance(held, dict) or "BitstringStatusListCredential" not in as_list(held.get("type")):
        raise StatusListError("This is no status list credential: give the file that the credential names.")
    if as_list(held.get("@context"))[:1] != [contexts.CREDENTIALS_V2]:
        raise StatusListError("A status list credential begins with the credentials/v2 context.")
    subject = held.get("credentialSubject")
    if not isinstance(subject, dict) or "BitstringStatusList" not in as_list(subject.get("type")):
        raise StatusListError("The status list credential holds no BitstringStatusList.")
    if not isinstance(subject.get("encodedList"), str):
        raise StatusListError("The status list credential holds no encodedList.")
    return held


def issuer_of(document: dict[str, Any]) -> str:
    """Return the identifier of the issuer, which stands there as a text or in an object."""
    issuer = document.get("issuer")
    return str(issuer.get("id", "")) if isinstance(issuer, dict) else str(issuer or "")


def _index(entry: Thing) -> int:
    stated = entry.texts("statusListIndex")
    if len(stated) != 1:
        raise StatusListError("The status entry names several places in the list: the issuer has to mend it.")
    return int(stated[0])


def _refused(url: str, error: CredentialError | ValueRefusedError) -> Finding:
    reason = error.data.get("finding", error.code)
    return Finding.of("status.list_refused", url=url, detail=error.sentence, reason=reason)


def _made(checks: tuple[ProofCheck, ...]) -> datetime | None:
    """Return the latest moment at which a proof was made; `None` if one of them does not say."""
    created = [check.created for check in checks]
    return max(map(parse_moment, created)) if all(created) else None


def _period(held: dict[str, Any]) -> tuple[datetime | None, datetime | None]:
    start, until = held.get("validFrom"), held.get("validUntil")
    return (parse_moment(start) if start else None, parse_moment(until) if until else None)
