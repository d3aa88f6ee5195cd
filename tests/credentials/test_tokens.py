"""The whole verdict over credentials that come as JSON Web Tokens."""

import hashlib
import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from rung.credentials import baking_png, reading, vc_jwt
from rung.credentials import report as reports
from rung.credentials.findings import Headline
from rung.credentials.software_signer import SoftwareKey, SoftwareSigner
from tests.credentials import cast
from tests.credentials.test_baking_png import picture


def token(document: dict[str, Any], profile: str = vc_jwt.OPEN_BADGE, key: SoftwareKey = cast.SCHOOL_KEY) -> bytes:
    method = key.verification_method
    return vc_jwt.sign(
        document,
        signer=SoftwareSigner(key),
        key_id=method,
        verification_method=method,
        documents=cast.DOCUMENTS,
        profile=profile,
    ).encode()


@pytest.mark.parametrize("profile", [vc_jwt.VC_JWT, vc_jwt.OPEN_BADGE])
def test_a_token_of_a_known_issuer_is_verified_like_the_same_credential_with_a_proof(profile: str) -> None:
    report = cast.judge(token(cast.unsigned(), profile))
    assert report.headline is Headline.VERIFIED_ISSUER_KNOWN
    assert report.credential == cast.judge(cast.signed()).credential
    assert cast.codes(report) == cast.codes(cast.judge(cast.signed()))


def test_the_report_says_that_it_was_a_token_and_which() -> None:
    text = token(cast.unsigned())
    report = cast.judge(b" " + text + b"\n")
    assert (report.form, report.digest) == ("jwt", hashlib.sha256(text).hexdigest())
    Draft202012Validator(json.loads(reports.schema())).validate(report.as_dict())


def test_a_forged_token_is_not_valid_and_shows_nothing() -> None:
    head, _, tail = token(cast.unsigned()).split(b".")
    forged = cast.unsigned() | {"name": "Doctor of everything"}
    body = token(forged, key=cast.STRANGER_KEY).split(b".")[1]
    report = cast.judge(b".".join((head, body, tail)))
    assert (report.headline, report.credential) == (Headline.NOT_VALID, None)
    assert "proof.signature" in cast.codes(report)


def test_a_stranger_who_signs_in_the_name_of_the_school_is_not_confirmed() -> None:
    report = cast.judge(token(cast.unsigned(), key=cast.STRANGER_KEY))
    assert report.headline is Headline.INTACT_ISSUER_NOT_CONFIRMED
    assert "issuer.key_not_bound" in cast.codes(report)


def test_a_proof_inside_a_token_counts_for_nothing() -> None:
    head, _, tail = token(cast.unsigned()).split(b".")
    body = token(cast.unsigned() | {"description": "x"}).split(b".")[1]
    report = cast.judge(b".".join((head, body, tail)))
    assert report.headline is Headline.NOT_VALID


def test_a_token_may_be_baked_into_a_picture() -> None:
    text = token(cast.unsigned())
    document = reading.read(baking_png.bake(picture(), text))
    assert (document.form, document.text, document.json) == (reading.Form.PNG, text, cast.unsigned())
