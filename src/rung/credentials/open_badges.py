"""The shape of an Open Badges 3.0 credential, as a table of rules (Open Badges 3.0 Appendix B; VC DM 2.0 §4).

Each row of a shape names a member, whether it must stand there, and what it has to be. A broken row gives a
finding with the JSON pointer of the place. Words outside the vocabulary are no matter of shape: the signature
check refuses them, because they would not be signed.
"""

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from itertools import islice
from typing import Any

from rung.core.errors import ValueRefusedError
from rung.credentials import contexts
from rung.credentials.errors import UnsupportedFormatError
from rung.credentials.findings import Finding, refusal
from rung.credentials.moments import parse_moment
from rung.credentials.reading import Kind
from rung.credentials.shapes import (
    Choice,
    Judge,
    Leaf,
    Place,
    Shape,
    any_of,
    boolean,
    day_or_moment,
    may,
    moment,
    must,
    number,
    text,
    uri,
)
from rung.credentials.statements import as_list
from rung.credentials.strict_json import pointer

_INDEX = re.compile(r"\d{1,10}\Z", re.ASCII)

_NOT_READ_HERE = frozenset({"@context", "proof"})
_ODD_TERM = re.compile(r"^@|:", re.MULTILINE)
_LIST_IN_LIST = "@list"

MOST_FAULTS = 20
"""Faults listed by name; that there are more is said. A person mends a few at a time."""


def _is_index(value: Any) -> bool:
    """A decimal text; a JSON number is accepted, because 1EdTech's own samples write one."""
    return _INDEX.match(str(value)) is not None and not isinstance(value, float)


def _status_entry(value: Any) -> Judge:
    """Status entries of other kinds are left to the status check, which names them as not supported."""
    is_bitstring = isinstance(value, dict) and value.get("type") == "BitstringStatusListEntry"
    return BITSTRING_ENTRY if is_bitstring else TYPED


def _profile(_value: Any) -> Judge:
    return PROFILE


def _profile_or_uri(value: Any) -> Judge:
    return uri if isinstance(value, str) else PROFILE


IMAGE = Shape("Image", (must("id", uri), may("caption", text)))
ALIGNMENT = Shape(
    "Alignment",
    (
        must("targetName", text),
        must("targetUrl", uri),
        may("targetCode", text),
        may("targetDescription", text),
        may("targetFramework", text),
        may("targetType", text),
    ),
)
IDENTIFIER_ENTRY = Shape("IdentifierEntry", (must("identifier", text), must("identifierType", text)))
IDENTITY_OBJECT = Shape(
    "IdentityObject",
    (must("hashed", boolean), must("identityHash", text), must("identityType", text), may("salt", text)),
)
GEO = Shape("GeoCoordinates", (must("latitude", number), must("longitude", number)))
ADDRESS = Shape(
    "Address",
    (
        may("addressCountry", text),
        may("addressCountryCode", text),
        may("addressRegion", text),
        may("addressLocality", text),
        may("geo", GEO),
    ),
)
PROFILE = Shape(
    "Profile",
    (
        must("id", uri),
        may("name", text),
        may("url", uri),
        may("description", text),
        may("email", text),
        may("address", ADDRESS),
        may("image", IMAGE),
        any_of("otherIdentifier", IDENTIFIER_ENTRY),
        may("parentOrg", Choice(_profile)),
    ),
)
RUBRIC_LEVEL = Shape("RubricCriterionLevel", (must("id", uri), must("name", text), any_of("alignment", ALIGNMENT)))
RESULT_DESCRIPTION = Shape(
    "ResultDescription",
    (
        must("id", uri),
        must("name", text),
        must("resultType", text),
        any_of("alignment", ALIGNMENT),
        any_of("allowedValue", text),
        may("requiredLevel", uri),
        may("requiredValue", text),
        any_of("rubricCriterionLevel", RUBRIC_LEVEL),
        may("valueMax", text),
        may("valueMin", text),
    ),
)
RESULT = Shape(
    "Result",
    (
        may("achievedLevel", uri),
        any_of("alignment", ALIGNMENT),
        may("resultDescription", uri),
        may("status", text),
        may("value", text),
    ),
)
CRITERIA = Shape("", (may("id", uri), may("narrative", text)))
RELATED = Shape("Related", (must("id", uri), may("inLanguage", text), may("version", text)))
ACHIEVEMENT = Shape(
    "Achievement",
    (
        must("id", uri),
        must("name", text),
        must("description", text),
        must("criteria", CRITERIA),
        may("achievementType", text),
        any_of("alignment", ALIGNMENT),
        may("creator", PROFILE),
        may("creditsAvailable", number),
        may("fieldOfStudy", text),
        may("humanCode", text),
        may("image", IMAGE),
        may("inLanguage", text),
        any_of("otherIdentifier", IDENTIFIER_ENTRY),
        any_of("related", RELATED),
        any_of("resultDescription", RESULT_DESCRIPTION),
        may("specialization", text),
        any_of("tag", text),
        may("version", text),
    ),
)
ACHIEVEMENT_SUBJECT = Shape(
    "AchievementSubject",
    (
        may("id", uri),
        must("achievement", ACHIEVEMENT),
        may("activityStartDate", day_or_moment),
        may("activityEndDate", day_or_moment),
        may("creditsEarned", number),
        any_of("identifier", IDENTITY_OBJECT),
        may("image", IMAGE),
        may("licenseNumber", text),
        may("narrative", text),
        any_of("result", RESULT),
        may("role", text),
        may("source", PROFILE),
        may("term", text),
    ),
)
ENDORSEMENT_SUBJECT = Shape("EndorsementSubject", (must("id", uri), may("endorsementComment", text)))
EVIDENCE = Shape(
    "Evidence",
    (
        may("id", uri),
        may("name", text),
        may("description", text),
        may("narrative", text),
        may("genre", text),
        may("audience", text),
    ),
)
SCHEMA = Shape("", (must("id", uri), must("type", text)))
TYPED = Shape("", (must("type", text),))
BITSTRING_ENTRY = Shape(
    "BitstringStatusListEntry",
    (
        may("id", uri),
        must("statusPurpose", text),
        must("statusListIndex", Leaf("format.not_index", _is_index)),
        must("statusListCredential", uri),
    ),
)

_COMMON = (
    must("id", uri),
    must("name", text),
    may("description", text),
    must("issuer", Choice(_profile_or_uri)),
    may("awardedDate", moment),
    any_of("credentialSchema", SCHEMA),
    any_of("credentialStatus", Choice(_status_entry)),
    any_of("evidence", EVIDENCE),
    may("image", IMAGE),
    any_of("refreshService", TYPED),
    any_of("termsOfUse", TYPED),
)
_DATES = {
    contexts.CREDENTIALS_V2: ("validFrom", "validUntil"),
    contexts.CREDENTIALS_V1: ("issuanceDate", "expirationDate"),
}
_SUBJECTS = {Kind.ACHIEVEMENT: ACHIEVEMENT_SUBJECT, Kind.ENDORSEMENT: ENDORSEMENT_SUBJECT}
_CREDENTIALS = {
    (dates, kind): Shape(
        "VerifiableCredential",
        (*_COMMON, must(dates[0], moment), may(dates[1], moment), must("credentialSubject", subject)),
    )
    for dates in _DATES.values()
    for kind, subject in _SUBJECTS.items()
}

OPEN_BADGES_VERSIONS = (
    contexts.OPEN_BADGES_3_0_3,
    contexts.OPEN_BADGES_3_0_2,
    contexts.OPEN_BADGES_3_0_1,
    contexts.OPEN_BADGES_3_0_0,
)
"""The vocabularies read, newest first. The newest is the one to write with."""

FURTHER_CONTEXTS = (
    contexts.OPEN_BADGES_EXTENSIONS,
    contexts.DATA_INTEGRITY_V1,
    contexts.DATA_INTEGRITY_V2,
    contexts.ED25519_2020_V1,
)
"""What may follow the two required contexts. None of them renames a word of the two."""


def check(document: dict[str, Any], kind: Kind) -> tuple[Finding, ...]:
    """Return everything wrong with the shape of `document`, and remarks on its age and on what is not checked.

    Raises `UnsupportedFormatError` for JSON-LD keywords and addresses in the place of plain terms: such a
    document may be right, but its words would escape the rules here.
    """
    terms = document.keys() - {"@context"}
    _collect_terms(document, terms)
    if _ODD_TERM.search("\n".join(terms)):
        _refuse_odd_terms(document, (), may_bring_context=True)
    faults = list(islice(_faults(document, kind), MOST_FAULTS + 1))
    if len(faults) > MOST_FAULTS:
        faults = [*faults[:MOST_FAULTS], Finding.of("format.more_faults")]
    return (*faults, *_remarks(document, terms))


def credential_shape(dates: tuple[str, str], kind: Kind) -> Shape:
    """Return the shape of a whole credential; `dates` are the terms of its start and end."""
    return _CREDENTIALS[dates, kind]


def date_terms(document: dict[str, Any]) -> tuple[str, str]:
    """Return the terms under which start and end of validity stand in this version of the data model."""
    is_version_1 = as_list(document.get("@context"))[:1] == [contexts.CREDENTIALS_V1]
    return _DATES[contexts.CREDENTIALS_V1 if is_version_1 else contexts.CREDENTIALS_V2]


def _faults(document: dict[str, Any], kind: Kind) -> Iterator[Finding]:
    yield from _context_faults(document)
    start, until = date_terms(document)
    shape = credential_shape((start, until), kind)
    if not shape.accepts(document):
        yield from shape.faults(document, ())
    yield from _period_faults(document, start, until)
    yield from _learner_faults(document.get("credentialSubject"), kind)


def _context_faults(document: dict[str, Any]) -> Iterator[Finding]:
    named = as_list(document.get("@context"))
    expected = (tuple(_DATES), OPEN_BADGES_VERSIONS)
    for index, allowed in enumerate(expected):
        if index >= len(named) or named[index] not in allowed:
            yield Finding.of("format.context_order", pointer=f"/@context/{index}", expected=allowed[0])
    for index, context in enumerate(named[len(expected) :], len(expected)):
        if not isinstance(context, str):
            yield Finding.of("format.context_inline", pointer=f"/@context/{index}")
        elif context not in FURTHER_CONTEXTS:
            yield Finding.of("format.context_unknown", pointer=f"/@context/{index}", context=context)


def _period_faults(document: dict[str, Any], start: str, until: str) -> Iterator[Finding]:
    try:
        reversed_period = parse_moment(document.get(until)) < parse_moment(document.get(start))
    except ValueRefusedError:
        return
    if reversed_period:
        yield Finding.of("format.period_reversed", start=document[start], until=document[until])


def _learner_faults(subject: Any, kind: Kind) -> Iterator[Finding]:
    if (
        kind is Kind.ACHIEVEMENT
        and isinstance(subject, dict)
        and not subject.get("id")
        and not subject.get("identifier")
    ):
        yield Finding.of("format.learner_missing", pointer="/credentialSubject")


def _remarks(document: dict[str, Any], terms: AbstractSet[str]) -> Iterator[Finding]:
    named = as_list(document.get("@context"))
    if named[:1] == [contexts.CREDENTIALS_V1]:
        yield Finding.of("format.data_model_1")
    older = [context for context in named if context in OPEN_BADGES_VERSIONS[1:]]
    if older:
        yield Finding.of("format.context_older", context=older[0], current=OPEN_BADGES_VERSIONS[0])
    if schemas := _ids(document.get("credentialSchema")):
        yield Finding.of("format.schema_not_checked", schemas=schemas)
    if "endorsement" in terms and (endorsements := _count_endorsements(document)):
        yield Finding.of("format.endorsements_not_checked", count=endorsements)
    if addresses := _ids(document.get("refreshService")):
        yield Finding.of("format.refresh_not_followed", addresses=addresses)


def _ids(value: Any) -> list[str]:
    return [str(entry["id"]) for entry in as_list(value) if isinstance(entry, dict) and "id" in entry]


def _count_endorsements(value: Any) -> int:
    if isinstance(value, list):
        return sum(_count_endorsements(entry) for entry in value)
    if not isinstance(value, dict):
        return 0
    return len(as_list(value.get("endorsement"))) + sum(_count_endorsements(entry) for entry in value.values())


def _collect_terms(value: dict[str, Any], found: set[str]) -> None:
    """Add the terms of all objects below `value`, but for what stands in contexts and proofs."""
    for term, inner in value.items():
        if isinstance(inner, str) or term in _NOT_READ_HERE:
            continue
        for entry in inner if isinstance(inner, list) else (inner,):
            if isinstance(entry, dict):
                found.update(entry)
                _collect_terms(entry, found)
            elif isinstance(entry, list):
                found.add(_LIST_IN_LIST)


def _refuse_odd_terms(value: Any, where: Place, *, may_bring_context: bool) -> None:
    """Terms only, no keywords, no addresses as keys; `@context` on the credential and on endorsements.

    Proofs are left to the proof core, which knows what may stand in them.
    """
    if isinstance(value, dict):
        for term, inner in value.items():
            if (term[:1] == "@" or ":" in term) and not (may_bring_context and term == "@context"):
                raise _odd_term(term, (*where, term))
            if isinstance(inner, dict | list) and term not in _NOT_READ_HERE:
                _refuse_odd_terms(inner, (*where, term), may_bring_context=term == "endorsement")
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            if isinstance(inner, list):
                raise _odd_term("a list in a list", (*where, index))
            if isinstance(inner, dict):
                _refuse_odd_terms(inner, (*where, index), may_bring_context=may_bring_context)


def _odd_term(term: str, where: Place) -> UnsupportedFormatError:
    return refusal(UnsupportedFormatError, "format.unsupported_term", term=term, pointer=pointer(*where))
