"""Awards as programs order them: once under a key, in lists that are confirmed, with refusals that say what to mend."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rung.core import FrozenClock
from rung.credentials import verify
from rung.credentials.findings import Headline
from rung.credentials.trust import TrustList
from rung.platform.issuing import queries
from rung.platform.issuing.models import Award, Run, SignedCredential, StatusChange
from rung.platform.issuing.services import issue_run, ordering
from rung.platform.issuing.services.checking import check_run
from rung.platform.organisations.models import Membership
from rung.platform.organisations.services import create_token
from tests.platform.conftest import Cast, acting
from tests.platform.issuing.ready import Provider, cells_of, list_of
from tests.platform.issuing.test_pages import about_awards


@pytest.fixture
def program(provider: Provider, cast: Cast) -> Client:
    """A program that Marek, who is administrator for the occasion, lets prepare and sign."""
    Membership.objects.create(
        organisation=cast.provider, person=cast.marek, role="administrator", start=cast.provider.created_at.date()
    )
    return by_token(provider, cast, "award.prepare", "credential.sign")


def by_token(provider: Provider, cast: Cast, *rights: str) -> Client:
    made = create_token(
        actor=acting(cast.marek), organisation_id=provider.organisation_id, name=" ".join(rights), scopes=rights,
        lasts=timedelta(days=1),
    )  # fmt: skip
    return Client(enforce_csrf_checks=True, headers={"authorization": f"Bearer {made.secret}"})


def path(provider: Provider, rest: str) -> str:
    return f"/api/v1/organisations/{provider.organisation_id}/{rest}"


def order_for(provider: Provider, email: str = "barbara@example.org", **changes: Any) -> dict[str, Any]:
    return {"design_version_id": str(provider.version_id), **cells_of(email), **changes}


def ordered(program: Client, provider: Provider, order: Any, key: str = "order-1") -> Any:
    return program.post(
        path(provider, "awards"), order, content_type="application/json", headers={"idempotency-key": key}
    )  # fmt: skip


def sent(program: Client, provider: Provider, text: str, key: str = "list-1") -> Any:
    form = {"design_version_id": str(provider.version_id), "file": SimpleUploadedFile("list.csv", text.encode())}
    return program.post(path(provider, "award-runs"), form, headers={"idempotency-key": key})


def problem_in(answer: Any, status: int) -> Any:
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/problem+json"
    return answer.json()


def test_an_order_sent_twice_is_one_award_and_the_same_answer(provider: Provider, program: Client) -> None:
    first = ordered(program, provider, order_for(provider))
    second = ordered(program, provider, order_for(provider))
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.content == second.content
    assert SignedCredential._base_manager.count() == 1


def test_the_answer_stays_the_same_whatever_became_of_the_award(
    provider: Provider, program: Client, clock: FrozenClock
) -> None:
    first = ordered(program, provider, order_for(provider))
    program.post(
        path(provider, f"awards/{first.json()['id']}/status"), {"act": "revoke", "reason": "misconduct"},
        content_type="application/json",
    )  # fmt: skip
    clock.advance(timedelta(hours=3))
    assert ordered(program, provider, order_for(provider)).content == first.content


@pytest.mark.parametrize("moment", ["_checked", "signer_of"])
def test_the_same_order_twice_at_once_is_one_award(
    provider: Provider, program: Client, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    """The second request comes in whole after the first has looked for its key: before its check, and after it."""
    untouched, answers = getattr(ordering, moment), list[Any]()

    def interrupted(*args: Any) -> Any:
        monkeypatch.setattr(ordering, moment, untouched)
        answers.append(ordered(program, provider, order_for(provider)))
        return untouched(*args)

    monkeypatch.setattr(ordering, moment, interrupted)
    answers.append(ordered(program, provider, order_for(provider)))
    assert [answer.status_code for answer in answers] == [201, 201]  # the key was known to neither when it came
    assert answers[0].content == answers[1].content
    assert Award._base_manager.count() == Run._base_manager.count() == 1


def test_a_key_with_another_content_is_refused(provider: Provider, program: Client) -> None:
    ordered(program, provider, order_for(provider))
    told = problem_in(ordered(program, provider, order_for(provider, "anna@example.org")), 422)
    assert told["title"] == "issuing.key_reused"
    assert Award._base_manager.count() == 1


@pytest.mark.parametrize("key", ["", " ", "k" * 201])
def test_an_order_without_a_good_key_is_refused(provider: Provider, program: Client, key: str) -> None:
    assert problem_in(ordered(program, provider, order_for(provider), key), 422)["title"] == "request.invalid"


@pytest.mark.parametrize(
    ("change", "column", "code"),
    [
        ({"grade": ""}, "grade", "cell.empty"),
        ({"outcomes": [2]}, "outcomes", "outcomes.missing"),
        ({"outcomes": []}, "outcomes", "cell.empty"),
        ({"assessor": "AK-2"}, "assessor", "assessor.unknown"),
        ({"name": "=cmd"}, "name", "cell.formula"),
        ({"name": "A\u0000"}, "name", "cell.characters"),
        ({"renews": True}, "renews", "renews.nothing"),
    ],
)
def test_a_refused_row_names_what_to_mend(
    provider: Provider, program: Client, change: dict[str, Any], column: str, code: str
) -> None:
    told = problem_in(ordered(program, provider, order_for(provider, **change)), 422)
    assert told["title"] == "issuing.row_refused"
    (problem,) = told["errors"][0]["problems"]
    assert (problem["column"], problem["code"]) == (column, code)
    assert Run._base_manager.count() == 0


@pytest.mark.parametrize(
    "order", [{}, [], {"email": 1}, {"design_version_id": "x"}, {"surplus": 1}, {"name": "\ud800"}, {"outcomes": "1"}]
)
def test_what_has_another_form_is_refused(provider: Provider, program: Client, order: Any) -> None:
    body = {**order_for(provider), **order} if isinstance(order, dict) and order else order
    assert problem_in(ordered(program, provider, json.dumps(body)), 422)["errors"]


def test_a_broken_body_is_a_problem(provider: Provider, program: Client) -> None:
    problem_in(ordered(program, provider, "{"), 400)


def test_outcomes_may_be_listed_by_number(provider: Provider, program: Client) -> None:
    assert ordered(program, provider, order_for(provider, outcomes=[1, 2])).status_code == 201


def test_an_award_answers_with_the_signed_credential_and_its_history(provider: Provider, program: Client) -> None:
    made = ordered(program, provider, order_for(provider)).json()
    place = path(provider, f"awards/{made['id']}")
    with CaptureQueriesContext(connection) as captured:
        told = program.get(place).json()
    assert len(about_awards(captured)) == 3
    assert {name: told[name] for name in made} == made
    assert (told["email"], told["standing"], told["changes"]) == ("barbara@example.org", "valid", [])
    award = queries.award_in(provider.scope, Award._base_manager.get().pk)
    report = verify(
        json.dumps(told["credential"]).encode(), now=award.issued_at, trust=TrustList(),
        status_lists=queries.published_lists_for(award),
    )  # fmt: skip
    assert report.headline is Headline.INTACT_ISSUER_NOT_CONFIRMED
    SignedCredential._base_manager.update(document="")  # as erasure leaves it
    assert program.get(place).json()["credential"] is None


def test_a_status_is_changed_and_revoked_is_for_ever(provider: Provider, program: Client) -> None:
    made = ordered(program, provider, order_for(provider)).json()
    place = path(provider, f"awards/{made['id']}/status")

    def changed(act: str, reason: str) -> Any:
        return program.post(place, {"act": act, "reason": reason}, content_type="application/json")

    assert changed("suspend", "under-review").json()["standing"] == "suspended"
    assert problem_in(changed("suspend", "under-review"), 409)["title"] == "platform.rule_broken"
    assert changed("reinstate", "review-closed").json()["standing"] == "valid"
    told = changed("revoke", "misconduct").json()
    assert told["standing"] == "revoked"
    assert [change["act"] for change in told["changes"]] == ["suspend", "reinstate", "revoke"]
    problem_in(changed("reinstate", "review-closed"), 409)
    problem_in(changed("revoke", "for fun"), 422)
    assert StatusChange._base_manager.count() == 3


def test_a_list_is_sent_checked_confirmed_and_issued(provider: Provider, program: Client) -> None:
    first = sent(program, provider, list_of("a@example.org", "b@example.org", row_3={"grade": ""}))
    assert (first.status_code, first.json()["state"]) == (202, "received")
    place = path(provider, f"award-runs/{first.json()['id']}")
    assert problem_in(program.post(place + "/confirm"), 409)
    check_run(organisation_id=provider.organisation_id, run_id=Run._base_manager.get().pk)
    with CaptureQueriesContext(connection) as captured:
        told = program.get(place).json()
    assert len(about_awards(captured)) == 3
    assert (told["state"], told["rows"], told["good_rows"], told["bad_rows"]) == ("checked", 2, 1, 1)
    (problem,) = told["problems"]
    assert problem == {"row": 3, "column": "grade", "code": "cell.empty", "what": "The cell is empty. Fill it in."}
    for _time in range(2):
        assert program.post(place + "/confirm").status_code == 202
    issue_run(organisation_id=provider.organisation_id, run_id=Run._base_manager.get().pk)
    done = program.get(place).json()
    assert (done["state"], done["issued_rows"]) == ("done", 1)


def test_the_same_list_under_the_same_key_is_one_run(provider: Provider, program: Client) -> None:
    ids = {sent(program, provider, list_of("a@example.org")).json()["id"] for _time in range(2)}
    assert len(ids) == Run._base_manager.count() == 1
    assert problem_in(sent(program, provider, list_of("b@example.org")), 422)["title"] == "issuing.key_reused"


def test_a_list_larger_than_a_form_may_be_is_taken_whole(provider: Provider, program: Client) -> None:
    """3 MB, more than the 2.5 MB that other requests may have."""
    text = list_of("a@example.org") + (" " * 99 + "\n") * 30_000  # rows without anybody
    assert sent(program, provider, text).status_code == 202
    check_run(organisation_id=provider.organisation_id, run_id=Run._base_manager.get().pk)
    assert Run._base_manager.get().good_rows == 1


def test_a_list_beyond_the_limit_is_refused_by_its_length(provider: Provider, program: Client) -> None:
    """64 MiB and the envelope of 1,000,000 bytes, and one more."""
    answer = program.generic(
        "POST", path(provider, "award-runs"), b"x", content_type="multipart/form-data; boundary=x",
        headers={"idempotency-key": "k"}, CONTENT_LENGTH=str((64 << 20) + 1_000_001),
    )  # fmt: skip
    assert problem_in(answer, 413)["title"] == "kernel.upload_too_large"


def test_a_browser_may_send_a_list_with_its_form_secret_and_not_without(provider: Provider, cast: Cast) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(cast.marek)
    assert sent(browser, provider, list_of("a@example.org")).status_code == 403
    assert Run._base_manager.count() == 0


@pytest.mark.parametrize(
    ("held", "missing"), [("award.prepare", "credential.sign"), ("credential.sign", "award.prepare")]
)
def test_a_token_does_only_what_it_may(
    provider: Provider, program: Client, cast: Cast, held: str, missing: str
) -> None:
    made = ordered(program, provider, order_for(provider)).json()
    limited = by_token(provider, cast, held)
    answers = {
        "credential.sign": ordered(limited, provider, order_for(provider, "anna@example.org"), "order-2"),
        "award.prepare": limited.get(path(provider, f"awards/{made['id']}")),
    }
    assert problem_in(answers[missing], 403)["errors"][0]["right"] == missing
    assert answers[held].status_code in {200, 201}


def test_a_foreign_organisation_is_not_found(provider: Provider, program: Client, cast: Cast) -> None:
    made = ordered(program, provider, order_for(provider)).json()
    run = provider.order(list_of("a@example.org"), key="other")
    stranger = Client()
    stranger.force_login(cast.jan)
    for rest in (f"awards/{made['id']}", f"award-runs/{run.pk}"):
        problem_in(stranger.get(path(provider, rest)), 404)
        foreign = f"/api/v1/organisations/{cast.employer.pk}/{rest}"
        assert stranger.get(foreign).status_code in {403, 404}
    problem_in(ordered(stranger, provider, order_for(provider), "order-3"), 404)
