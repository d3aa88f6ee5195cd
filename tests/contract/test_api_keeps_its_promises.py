"""Requests made up by schemathesis from the description: every answer has to be one that is described.

In the process itself, without network; the same requests every time, some hundreds of them.
"""

import json
from collections.abc import Callable
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance

from rung.platform.site.wsgi import application

pytestmark = [pytest.mark.contract, pytest.mark.django_db]

schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application, headers={"Host": "localhost"})


@schema.parametrize()
@settings(
    max_examples=150,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_every_answer_is_one_that_is_described(case: "schemathesis.Case[Any]") -> None:
    """No schema can say what a readable evidence bundle is, that an empty part is none, or which days have passed."""
    brings_evidence = isinstance(case.body, dict) and "evidence" in case.body
    excluded: list[Any] = (
        [positive_data_acceptance, negative_data_rejection] if brings_evidence or "as_of" in (case.query or {}) else []
    )
    case.call_and_validate(headers={"Host": "localhost"}, excluded_checks=excluded)


# --- The harness itself: an API that breaks its promises has to be seen -----------------------------------------------

ANSWER = {"200": {"description": "Fine.", "content": {"application/json": {"schema": {"type": "object"}}}}}
PLANTED = {
    "openapi": "3.1.0",
    "info": {"title": "Planted", "version": "1"},
    "paths": {"/broken": {"post": {"responses": ANSWER}}, "/other": {"post": {"responses": ANSWER}}},
}


def planted(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
    """An API that describes itself well and answers otherwise."""
    path = environ["PATH_INFO"]
    status = "500 Broken" if path == "/broken" else "200 OK"
    start_response(status, [("Content-Type", "application/json" if path == "/openapi.json" else "text/plain")])
    return [json.dumps(PLANTED).encode()]


@pytest.mark.parametrize(("path", "named"), [("/broken", "Server error"), ("/other", "Undocumented Content-Type")])
def test_an_answer_that_is_not_described_is_seen(path: str, named: str) -> None:
    described = schemathesis.openapi.from_wsgi("/openapi.json", planted)
    case = described[path]["POST"].Case()
    with pytest.raises(FailureGroup) as seen:
        case.call_and_validate()
    assert named in str([failure.title for failure in seen.value.exceptions])
