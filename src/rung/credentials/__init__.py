"""Credentials: read, verify, build, sign, withdraw and bake them.

A pure library: it knows no database, no network and no clock. Time, keys, DID documents, status lists and whom to
trust are arguments. Start with `verify` to judge a file, with `award.document` and `data_integrity.sign` to make one,
with `BatchSigner` to make many.
"""

from rung.credentials.award import Achievement, Award, Issuer, Learner, LearningOutcome, StatusEntry
from rung.credentials.award import document as open_badge
from rung.credentials.batch import BatchSigner
from rung.credentials.bitstring_status_list import Bitstring
from rung.credentials.data_integrity import check_proofs, sign
from rung.credentials.findings import Finding, Headline
from rung.credentials.reading import Document, read
from rung.credentials.report import Report
from rung.credentials.trust import Accreditation, KnownIssuer, TrustList, TrustRegistry
from rung.credentials.verification import verify

__all__ = [
    "Accreditation",
    "Achievement",
    "Award",
    "BatchSigner",
    "Bitstring",
    "Document",
    "Finding",
    "Headline",
    "Issuer",
    "KnownIssuer",
    "Learner",
    "LearningOutcome",
    "Report",
    "StatusEntry",
    "TrustList",
    "TrustRegistry",
    "check_proofs",
    "open_badge",
    "read",
    "sign",
    "verify",
]
