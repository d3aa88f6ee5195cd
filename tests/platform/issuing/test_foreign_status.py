"""A revocation of ours is seen by software that is not ours."""

import json
from typing import Any

import pytest

from rung.platform.issuing import queries
from rung.platform.issuing.models import Award
from rung.platform.issuing.services import reinstate, revoke, suspend
from rung.platform.kernel import world
from tests.foreign.node_scripts import run_script
from tests.platform.issuing.ready import Provider

pytestmark = pytest.mark.foreign


def verdicts_on(*awards: Award) -> list[bool]:
    """Ask about each award, with the lists as they are published now."""
    lists = {url: json.loads(text) for award in awards for url, text in queries.published_lists_for(award).items()}
    credentials = [json.loads(queries.document_of(award)) for award in awards]
    given: Any = {"credentials": credentials, "lists": lists, "now": world.now().isoformat()}
    return [verdict["verified"] for verdict in run_script("check_status_dcc.mjs", given=given)]


def test_a_foreign_verifier_sees_our_revocation_and_nobody_elses(provider: Provider) -> None:
    hers, other = provider.award(), provider.award("anna@example.org")
    assert verdicts_on(hers, other) == [True, True]
    revoke(**provider.who(), award_id=hers.pk, reason="issued-in-error")
    assert verdicts_on(hers, other) == [False, True]


def test_a_foreign_verifier_sees_a_suspension_come_and_go(provider: Provider) -> None:
    award = provider.award()
    who = {**provider.who(), "award_id": award.pk}
    suspend(**who, reason="under-review")
    assert verdicts_on(award) == [False]
    reinstate(**who, reason="review-closed")
    assert verdicts_on(award) == [True]
