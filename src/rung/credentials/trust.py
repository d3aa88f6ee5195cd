"""Whom a verifier trusts: known issuers, what they were accredited for and when, and proven moments of issue.

Trust never comes from a credential. It comes from a registry that the verifier chose, behind one protocol: the
platform supplies its own, a file will do for the command line.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol, TypeVar

from rung.core.errors import ValueRefusedError
from rung.core.lang_text import LangText
from rung.core.period import Period
from rung.credentials import look_alikes as names
from rung.credentials import strict_json
from rung.credentials.errors import TrustFileError
from rung.credentials.moments import parse_day, parse_moment

Entry = TypeVar("Entry")


@dataclass(frozen=True, slots=True)
class Accreditation:
    """A body accredited an issuer for a half-open period, for fields and levels, or for all of them.

    `fields` are ISCED-F 2013 codes; a code covers the longer ones that begin with it. `levels` are EQF levels,
    `units` the identifiers of achievements. Empty means unrestricted. `decision` is the number under which the body
    decided, `withdrawn` the first day on which it held no more because the body took it back.
    """

    body: str
    period: Period
    fields: tuple[str, ...] = ()
    levels: tuple[int, ...] = ()
    units: tuple[str, ...] = ()
    decision: str = ""
    withdrawn: date | None = None

    def in_force(self, day: date) -> bool:
        """Tell whether it held on `day`: within its period and not withdrawn by then."""
        return day in self.period and (self.withdrawn is None or day < self.withdrawn)

    def covers_unit(self, achievement_id: str) -> bool:
        """Tell whether the achievement with this identifier is among the accredited units."""
        return not self.units or achievement_id in self.units

    def covers_field(self, code: str) -> bool:
        """Tell whether the ISCED-F code `code` lies within the accredited fields."""
        return not self.fields or any(code.startswith(own) for own in self.fields)

    def covers_level(self, level: int) -> bool:
        """Tell whether the EQF level lies within the accredited ones."""
        return not self.levels or level in self.levels


@dataclass(frozen=True, slots=True)
class KnownIssuer:
    """An issuer that the registry vouches for, under its true names.

    `keys` are the verification methods that the registry has seen it use; empty means any that its DID lists.
    `accreditations_known` is false where the registry keeps no record of accreditation, which is not the same as
    none. `period` are the days on which the DID was this issuer's: what it signs on another day is not. Without one,
    every day counts.
    """

    did: str
    names: LangText
    keys: tuple[str, ...] = ()
    accreditations: tuple[Accreditation, ...] = ()
    accreditations_known: bool = True
    period: Period | None = None

    @property
    def name(self) -> str:
        """Its name in English, or else in its own first language."""
        return self.names.best("en")[1]

    def held_on(self, day: date) -> bool:
        """Tell whether the DID was this issuer's on `day`."""
        return self.period is None or day in self.period

    def calls_itself(self, name: str) -> bool:
        """Tell whether `name` is one of its names, but for case and accents."""
        return any(names.skeleton(name) == names.skeleton(own) for _, own in self.names)


@dataclass(frozen=True, slots=True)
class KnownRung:
    """A Rung whose word about issuers and days of issue the verifier takes, where it signed an evidence bundle."""

    did: str
    name: str


class TrustRegistry(Protocol):
    """What a verdict asks of whoever keeps the known issuers."""

    def known_issuer(self, did: str) -> KnownIssuer | None:
        """Return the issuer with exactly this DID; `None` if nobody vouches for it, which is an answer."""
        ...

    def look_alikes(self, name: str) -> tuple[KnownIssuer, ...]:
        """Return known issuers whose name a person could take for `name`, the likest first."""
        ...

    def proven_issue(self, credential_id: str, digest: str) -> datetime | None:
        """Return the moment at which a log that cannot be rewritten first saw exactly this credential.

        `digest` is `reading.digest` of the signed document. `None` if no log proves it.
        """
        ...

    def known_rung(self, did: str) -> KnownRung | None:
        """Return the Rung with this DID if its evidence bundles are to be believed; `None` if not."""
        ...


@dataclass(frozen=True, slots=True)
class TrustList:
    """A registry in memory: issuers by DID, DID documents for offline use, proven issues by (id, digest), Rungs."""

    issuers: Mapping[str, KnownIssuer] = field(default_factory=dict)
    documents: Mapping[str, dict[str, Any]] = field(default_factory=dict)
    issues: Mapping[tuple[str, str], datetime] = field(default_factory=dict)
    rungs: Mapping[str, KnownRung] = field(default_factory=dict)

    @classmethod
    def of(cls, *issuers: KnownIssuer) -> "TrustList":
        """Return the registry that knows exactly `issuers`."""
        return cls({issuer.did: issuer for issuer in issuers})

    @classmethod
    def from_json(cls, data: bytes) -> "TrustList":
        """Read a trust file. Its form is described in the reference page of `rung verify`.

        Raises `TrustFileError`, naming the entry and the remedy, and `UnreadableError` for broken JSON.
        """
        held = strict_json.parse(data)
        if not isinstance(held, dict) or not isinstance(held.get("issuers"), list):
            raise TrustFileError('A trust file is an object with a list "issuers".', place="/")
        issuers = _read_all(_issuer, held, "issuers")
        return cls(
            issuers={issuer.did: issuer for issuer in issuers},
            documents={one["did"]: one["didDocument"] for one in held["issuers"] if "didDocument" in one},
            issues=dict(_read_all(_issue, held, "issues")),
            rungs={rung.did: rung for rung in _read_all(_rung, held, "rungs")},
        )

    def known_issuer(self, did: str) -> KnownIssuer | None:
        """See `TrustRegistry`."""
        return self.issuers.get(did)

    def look_alikes(self, name: str) -> tuple[KnownIssuer, ...]:
        """See `TrustRegistry`. Compares every known name."""
        by_name = {own: issuer for issuer in self.issuers.values() for _, own in issuer.names}
        found = {by_name[own].did: by_name[own] for own in names.look_alikes(name, by_name)}
        return tuple(found.values())

    def proven_issue(self, credential_id: str, digest: str) -> datetime | None:
        """See `TrustRegistry`."""
        return self.issues.get((credential_id, digest))

    def known_rung(self, did: str) -> KnownRung | None:
        """See `TrustRegistry`."""
        return self.rungs.get(did)


def as_trust_file(issuers: tuple[KnownIssuer, ...], documents: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    """Return the trust file that names `issuers`, with the DID documents of those that have one in `documents`."""
    return {"issuers": [_issuer_entry(issuer, documents) for issuer in issuers]}


def _issuer_entry(issuer: KnownIssuer, documents: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    entry: dict[str, Any] = {"did": issuer.did, "names": issuer.names.as_dict()}
    if issuer.keys:
        entry["keys"] = list(issuer.keys)
    if issuer.accreditations_known:
        entry["accreditations"] = [accreditation_entry(one) for one in issuer.accreditations]
    if issuer.period:
        entry.update(period_entry(issuer.period))
    if issuer.did in documents:
        entry["didDocument"] = documents[issuer.did]
    return entry


def accreditation_entry(one: Accreditation) -> dict[str, Any]:
    """Return `one` as a JSON object. Number, units and withdrawal are left out where there are none."""
    scope = {"fields": list(one.fields), "levels": list(one.levels)}
    further = {
        "units": list(one.units),
        "decision": one.decision,
        "withdrawn": one.withdrawn.isoformat() if one.withdrawn else "",
    }
    stated = {name: value for name, value in further.items() if value}
    return {"body": one.body, **period_entry(one.period), **scope, **stated}


def period_entry(period: Period) -> dict[str, str]:
    """Return `period` as members of a JSON object: `from`, and `until` if it has an end."""
    until = {"until": period.end.isoformat()} if period.end else {}
    return {"from": period.start.isoformat(), **until}


def _issuer(entry: Any) -> KnownIssuer:
    return KnownIssuer(
        did=_text(entry, "did"),
        names=LangText.of(entry["names"]),
        keys=tuple(entry.get("keys", ())),
        accreditations=tuple(_accreditation(one) for one in entry.get("accreditations", ())),
        accreditations_known="accreditations" in entry,
        period=_period(entry) if {"from", "until"} & entry.keys() else None,
    )


def _accreditation(entry: Any) -> Accreditation:
    return Accreditation(
        body=_text(entry, "body"),
        period=_period(entry),
        fields=tuple(str(code) for code in entry.get("fields", ())),
        levels=tuple(int(level) for level in entry.get("levels", ())),
        units=tuple(str(unit) for unit in entry.get("units", ())),
        decision=str(entry.get("decision", "")),
        withdrawn=parse_day(entry["withdrawn"]) if "withdrawn" in entry else None,
    )


def _period(entry: Any) -> Period:
    until = entry.get("until")
    return Period(parse_day(entry["from"]), parse_day(until) if until else None)


def _rung(entry: Any) -> KnownRung:
    return KnownRung(_text(entry, "did"), _text(entry, "name"))


def _issue(entry: Any) -> tuple[tuple[str, str], datetime]:
    return (_text(entry, "id"), _text(entry, "digest")), parse_moment(entry["moment"])


def _text(entry: Any, name: str) -> str:
    value = entry[name]
    if not isinstance(value, str) or not value.strip():
        raise ValueRefusedError(f"“{name}” has to be a text.")
    return value


def _read_all(reader: Callable[[Any], Entry], held: dict[str, Any], name: str) -> list[Entry]:
    entries = held.get(name, [])
    if not isinstance(entries, list):
        raise TrustFileError(f'"{name}" in a trust file is a list: put its entries in brackets.', place=f"/{name}")
    return [_read(reader, entry, f"/{name}/{index}") for index, entry in enumerate(entries)]


def _read(reader: Callable[[Any], Entry], entry: Any, place: str) -> Entry:
    try:
        return reader(entry)
    except KeyError as error:
        raise TrustFileError(f"The entry at {place} lacks {error}: add it.", place=place) from error
    except (TypeError, AttributeError, ValueError) as error:
        raise TrustFileError(f"The entry at {place} cannot be used: {error}", place=place) from error
