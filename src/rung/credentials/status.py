"""Was the credential withdrawn? Judged from status lists that the caller supplies, never from the network.

A list is believed only if it is signed by the issuer of the credential, is about the same purpose and speaks of
the moment in question (W3C Bitstring Status List v1.0 §3.2). A status that could not be checked is said to be so
and keeps the verdict from "verified".
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rung.core.errors import ValueRefusedError
from rung.credentials import contexts, data_integrity, strict_json
from rung.credentials.bitstring_status_list import Bitstring
from rung.credentials.data_integrity import ProofCheck
from rung.credentials.did import DidDocuments
from rung.credentials.errors import CredentialError, StatusListError
from rung.credentials.findings import Finding
from rung.credentials.moments import parse_moment
from rung.credentials.statements import Thing, as_list

MOST_ENTRIES = 16
"""Entries looked up. Honest credentials have one or two; each may cost the check of another list's signature."""

_WITHDRAWN = {"revocation": "status.revoked", "suspension": "status.suspended"}


@dataclass(frozen=True, slots=True)
class StatusCheck:
    """What checking takes: the lists by address, DID documents, the moment, and who signed the credential."""

    lists: Mapping[str, bytes]
    documents: DidDocuments
    now: datetime
    issuer_id: str
    signer: ProofCheck

    def findings(self, credential: Thing) -> Iterator[Finding]:
        """Yield a finding per status entry of `credential`, or the one that it names none."""
        entries = credential.things("credentialStatus")
        if not entries:
            yield Finding.of("status.none_named")
        for entry in entries[:MOST_ENTRIES]:
            yield self._finding(entry)
        if len(entries) > MOST_ENTRIES:
            yield Finding.of("status.too_many", count=len(entries), limit=MOST_ENTRIES)

    def _finding(self, entry: Thing) -> Finding:
        kind, purpose, url = entry.text("type"), entry.text("statusPurpose"), entry.text("statusListCredential")
        if kind != "BitstringStatusListEntry":
            return Finding.of("status.kind_unsupported", kind=kind)
        if purpose not in _WITHDRAWN:
            return Finding.of("status.purpose_unknown", purpose=purpose)
        if url not in self.lists:
            return Finding.of("status.list_not_supplied", url=url)
        try:
            return self._looked_up(purpose, url, _index(entry))
        except (CredentialError, ValueRefusedError) as error:
            reason = error.data.get("finding", error.code)
            return Finding.of("status.list_refused", url=url, detail=error.sentence, reason=reason)

    def _looked_up(self, purpose: str, url: str, index: int) -> Finding:
        held = read_list(self.lists[url])
        if not self._signed_by_the_issuer(held):
            return Finding.of("status.list_other_issuer", url=url)
        subject = held["credentialSubject"]
        if purpose not in as_list(subject.get("statusPurpose")):
            return Finding.of("status.purpose_differs", url=url, purpose=purpose)
        bits = Bitstring.decode(subject["encodedList"])
        if index >= len(bits):
            return Finding.of("status.index_beyond_list", url=url, index=index, entries=len(bits))
        return self._weighed(held, purpose, url, index, is_set=bits[index])

    def _weighed(self, held: dict[str, Any], purpose: str, url: str, index: int, *, is_set: bool) -> Finding:
        """A revocation stands for good, so an old list still proves it; anything else has to be current."""
        start, until = _period(held)
        too_early = start is not None and self.now < start
        too_late = until is not None and self.now >= until
        if too_early or (too_late and not (is_set and purpose == "revocation")):
            return Finding.of(
                "status.list_not_current", url=url, start=held.get("validFrom", ""), until=held.get("validUntil", "")
            )
        if is_set:
            return Finding.of(_WITHDRAWN[purpose], url=url, index=index)
        if held.get("id") != url:
            return Finding.of("status.list_address_differs", url=url, found=str(held.get("id", "")))
        return Finding.of("status.not_withdrawn", url=url, index=index, purpose=purpose)

    def _signed_by_the_issuer(self, held: dict[str, Any]) -> bool:
        """The list names the credential's issuer, and its key is that issuer's, or the one of the credential."""
        checks = data_integrity.check_proofs(held, documents=self.documents, now=self.now)
        if not checks or any(check.outcome != "passed" for check in checks):
            raise StatusListError("The signature of the status list does not hold.")
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


def _period(held: dict[str, Any]) -> tuple[datetime | None, datetime | None]:
    start, until = held.get("validFrom"), held.get("validUntil")
    return (parse_moment(start) if start else None, parse_moment(until) if until else None)
