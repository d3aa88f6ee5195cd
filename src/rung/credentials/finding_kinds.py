"""The table of everything that a verdict can say, read from `data/findings.toml`."""

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files


class Check(StrEnum):
    """The questions of a verdict, in the order in which a report answers them."""

    FORMAT = "format"
    PROOF = "proof"
    ISSUER = "issuer"
    ACCREDITATION = "accreditation"
    STATUS = "status"
    VALIDITY = "validity"
    DESCRIPTORS = "descriptors"
    EVIDENCE = "evidence"


ASKED_ALWAYS = tuple(check for check in Check if check is not Check.EVIDENCE)
"""The questions that every report answers; evidence is judged only where some was handed in."""


class Outcome(StrEnum):
    """How one question was answered. *Not checked* is an answer of its own, never a pass."""

    PASSED = "passed"
    WARNING = "warning"
    FAILED = "failed"
    NOT_CHECKED = "not_checked"


class Effect(StrEnum):
    """What a finding does to the headline."""

    NONE = "none"
    KEEPS_FROM_GREEN = "keeps_from_green"
    INVALID = "invalid"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class FindingKind:
    """A row of the table: what a finding of this code says, and what follows from it."""

    code: str
    check: Check
    outcome: Outcome
    effect: Effect
    template: str


def _load() -> dict[str, FindingKind]:
    table = tomllib.loads(files("rung.credentials").joinpath("data/findings.toml").read_text("utf-8"))
    kinds: dict[str, FindingKind] = {}
    for group in table["group"]:
        check, outcome, effect = Check(group["check"]), Outcome(group["outcome"]), Effect(group["effect"])
        for name, template in group["sentences"].items():
            code = f"{check}.{name}"
            kinds[code] = FindingKind(code, check, outcome, effect, template)
    return kinds


KINDS: dict[str, FindingKind] = _load()
"""Finding code → its row. Codes are stable: programs and translations rely on them."""
