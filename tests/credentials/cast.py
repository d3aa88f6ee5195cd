"""The cast: a school that issues, a learner, a micro-credential with all 16 elements, and whom a verifier trusts."""

import copy
import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from rung.core import LangText, Level, Period
from rung.credentials import award, data_integrity
from rung.credentials.alignments import ISCED_F, Concept
from rung.credentials.award import Achievement, Award, Issuer, Learner, LearningOutcome, Supervision
from rung.credentials.cryptosuites import EDDSA_RDFC_2022
from rung.credentials.did import did_document
from rung.credentials.european_lists import EuropeanList, entry
from rung.credentials.report import Report
from rung.credentials.software_signer import SoftwareKey, SoftwareSigner
from rung.credentials.trust import Accreditation, KnownIssuer, TrustList
from rung.credentials.verification import verify

NOW = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)
ISSUED = datetime(2026, 4, 1, 9, 30, tzinfo=UTC)
LIST_URL = "https://school.example/status/1"

SCHOOL_DID = "did:web:school.example"
SCHOOL_KEY = SoftwareKey(f"{SCHOOL_DID}#key-1", SCHOOL_DID, bytes(range(32)))
SCHOOL = Issuer(did=SCHOOL_DID, name="School of Testing", country="PL", region="Mazowieckie")
STRANGER_KEY = SoftwareKey.of_did_key(bytes(range(32, 64)))
STRANGER = Issuer(did=STRANGER_KEY.controller, name="Schооl of Testing")
"""Its name is that of the school, with two Cyrillic letters."""

DOCUMENTS = {SCHOOL_DID: did_document(SCHOOL_DID, {"key-1": SCHOOL_KEY.multikey})}

ANNA = Learner(id="urn:uuid:7f5c9f3e-8f33-4bb4-9c63-0d5a9a3d1111", name="Anna Nowak")

SKILL = Concept("http://data.europa.eu/esco/skill/b590d4e4-7c62-4b4f-a7a8-ba8d9cf6c1ba", "execute software tests")

TESTING = Achievement(
    id="https://school.example/achievements/software-testing",
    title="Software testing",
    description="Plans, runs and reports tests of web applications.",
    criteria="A practical assessment and a written examination.",
    outcomes=(
        LearningOutcome("https://school.example/outcomes/plan", "Plans a test", (SKILL,)),
        LearningOutcome("https://school.example/outcomes/report", "Reports a defect"),
    ),
    workload_hours=60,
    credits_ects=Decimal("2.5"),
    level=Level("EQF", "2017", 5),
    assessment=(entry(EuropeanList.ASSESSMENT, "practical assessment"),),
    participation=(entry(EuropeanList.PARTICIPATION, "blended"),),
    quality_assurance=(entry(EuropeanList.QUALITY_ASSURANCE, "program quality assurance"),),
    prerequisites="Reads English at B1.",
    supervision=Supervision.SUPERVISED_IDENTITY_CHECKED,
    related=("https://school.example/achievements/tester",),
    field=Concept(f"{ISCED_F}0613", "Software and applications development and analysis"),
)

AWARD = Award(
    id="urn:uuid:0a3bb2a4-1c1e-4d6c-9a54-3a4a6d7e2222",
    issuer=SCHOOL,
    achievement=TESTING,
    learner=ANNA,
    issued=ISSUED,
    valid_until=ISSUED + timedelta(days=730),
    grade="4.5",
    started=date(2026, 2, 2),
    ended=date(2026, 3, 27),
)

ACCREDITED = Accreditation("Quality Board", Period(date(2025, 1, 1), date(2027, 1, 1)), fields=("061",), levels=(4, 5))
KNOWN_SCHOOL = KnownIssuer(
    SCHOOL_DID, LangText.of({"en": "School of Testing", "pl": "Szkoła Testowania"}), accreditations=(ACCREDITED,)
)
TRUST = TrustList.of(KNOWN_SCHOOL)


def unsigned(of: Award = AWARD) -> dict[str, Any]:
    """Return the document of an award, a fresh copy."""
    return copy.deepcopy(award.document(of))


def sign(document: dict[str, Any], key: SoftwareKey = SCHOOL_KEY, suite: str = EDDSA_RDFC_2022) -> dict[str, Any]:
    """Return `document` signed by `key` on the day of issue."""
    return data_integrity.sign(
        document,
        signer=SoftwareSigner(key),
        key_id=key.verification_method,
        verification_method=key.verification_method,
        created=ISSUED,
        cryptosuite=suite,
        documents=DOCUMENTS,
    )


def signed(of: Award = AWARD, key: SoftwareKey = SCHOOL_KEY, suite: str = EDDSA_RDFC_2022) -> dict[str, Any]:
    """Return the signed document of an award."""
    return sign(unsigned(of), key, suite)


def as_bytes(document: Any) -> bytes:
    """Return `document` as a file."""
    return json.dumps(document, ensure_ascii=False).encode()


def judge(document: dict[str, Any] | bytes, **changed: Any) -> Report:
    """Return the report of a verifier who knows the school; `changed` replaces arguments of `verify`."""
    data = document if isinstance(document, bytes) else as_bytes(document)
    return verify(data, **{"now": NOW, "trust": TRUST, "documents": DOCUMENTS, **changed})


def codes(report: Report) -> list[str]:
    """Return the codes of all findings, in the order of the report."""
    return [finding.code for finding in report.findings]
