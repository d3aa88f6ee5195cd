"""Awards for programs: one at once, or a list that is checked before it is confirmed; what became of them."""

import json
from typing import Any, BinaryIO, Final, cast
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status
from ninja.files import UploadedFile
from ninja.params.functions import File, Form, Header

from rung.core import urn
from rung.platform.issuing import api_problems as refusals
from rung.platform.issuing import queries, services
from rung.platform.issuing.acts import COMMANDS
from rung.platform.issuing.api_shapes import AwardShape, IssuedShape, OrderShape, RunShape, StandShape, StatusShape
from rung.platform.issuing.award_list import MAX_BYTES
from rung.platform.issuing.models import Award, Run
from rung.platform.issuing.problems import sentence
from rung.platform.issuing.services.ordering import LONGEST_KEY
from rung.platform.issuing.single_awards import awarded
from rung.platform.issuing.standing import stand_at
from rung.platform.kernel import world
from rung.platform.kernel.api_access import TOKEN_OR_SESSION
from rung.platform.kernel.errors import NotFoundError
from rung.platform.kernel.routes import InOrganisation, declare
from rung.platform.kernel.scope import Scope
from rung.platform.kernel.uploads import CappedUploadHandler
from rung.platform.kernel.web import actor_of
from rung.platform.organisations.rights import PREPARE_AWARDS, SIGN

router = Router(tags=["Awards"], auth=TOKEN_OR_SESSION)

KEY: Final[str] = Header(
    ..., alias="Idempotency-Key", min_length=1, max_length=LONGEST_KEY, pattern=r"\S",
    description="A key of your own for this order. Sent again with the same content, it is the same order.",
)  # fmt: skip

ORDER: Final = """\
Awards, signs and offers a credential to one person, at once. It takes the right `credential.sign`.

**Send it again as often as you like**: the same key with the same content gives the same award and the same answer,
with status 200 instead of 201. The same key with other content is refused, and nothing is awarded.
"""
LIST: Final = """\
Send a list of people (CSV in UTF-8, at most 64 MiB and 200,000 rows). It is checked in the background; ask for the run
until its state is `checked`, and confirm it. Nothing is issued before that. It takes the right `award.prepare`.
"""
CONFIRM: Final = """\
The rows are issued in the background; ask for the run until its state is `done`. To confirm twice changes nothing. It
takes the right `credential.sign`.
"""


def take_a_list(request: HttpRequest) -> None:
    """Let the operation take a large file. It stands before the ways to sign in, because one of them reads the form."""
    request.upload_handlers = [CappedUploadHandler(request, limit_bytes=MAX_BYTES)]


@router.post(
    "/organisations/{organisation_id}/awards",
    response={201: IssuedShape, 200: IssuedShape},
    summary="Award one person",
    description=ORDER,
    operation_id="award_one",
    openapi_extra={"responses": refusals.OF_ORDERS},
)
@declare(InOrganisation(SIGN))
def award_one(request: HttpRequest, organisation_id: UUID, order: OrderShape, key: str = KEY) -> Status[dict[str, Any]]:
    """Award at once. The status tells whether the key was known when the request came."""
    actor = actor_of(request)
    is_known = queries.runs_in(actor.scope_in(organisation_id)).filter(key=key).exists()
    award = awarded(
        actor=actor, organisation_id=organisation_id, version_id=order.design_version_id, key=key, cells=order.cells
    )  # fmt: skip
    return Status(200 if is_known else 201, _issued(award))


@router.get(
    "/organisations/{organisation_id}/awards/{award_id}",
    response=AwardShape,
    summary="What was awarded, and how does it stand?",
    operation_id="award",
    openapi_extra={"responses": refusals.OF_READING},
)
@declare(InOrganisation(PREPARE_AWARDS))
def award(request: HttpRequest, organisation_id: UUID, award_id: UUID) -> dict[str, Any]:
    """Answer with the award, its history and the signed credential. Three queries beside those for the asker."""
    found = queries.award_in(actor_of(request).scope_in(organisation_id), award_id)
    return {
        **_issued(found),
        **_stand(found),
        "email": found.recipient_email,
        "name": found.recipient_name,
        "claimed_at": found.claimed_at,
        "credential": _credential(found),
    }


@router.post(
    "/organisations/{organisation_id}/awards/{award_id}/status",
    response=StandShape,
    summary="Suspend, reinstate or revoke a credential",
    description="It takes effect at once, for everybody who checks the credential. **Revoking is for ever.**",
    operation_id="change_status",
    openapi_extra={"responses": refusals.OF_STATUS},
)
@declare(InOrganisation(SIGN))
def change_status(request: HttpRequest, organisation_id: UUID, award_id: UUID, change: StatusShape) -> dict[str, Any]:
    """Change the status, and answer how the credential stands now."""
    actor = actor_of(request)
    COMMANDS[change.act](actor=actor, organisation_id=organisation_id, award_id=award_id, reason=change.reason)
    return _stand(queries.award_in(actor.scope_in(organisation_id), award_id))


@router.post(
    "/organisations/{organisation_id}/award-runs",
    auth=[take_a_list, *TOKEN_OR_SESSION],
    response={202: RunShape},
    summary="Award many from a list",
    description=LIST,
    operation_id="order_run",
    openapi_extra={"responses": refusals.OF_LISTS},
)
@declare(InOrganisation(PREPARE_AWARDS))
def order_run(
    request: HttpRequest,
    organisation_id: UUID,
    file: UploadedFile = File(..., description="The list."),  # noqa: B008 — how ninja declares a parameter
    design_version_id: UUID = Form(..., description="What everybody on the list is awarded."),  # noqa: B008 — as above
    key: str = KEY,
) -> Status[dict[str, Any]]:
    """Take a list. The same key with the same list is the same run."""
    actor = actor_of(request)
    run = services.order_run(
        actor=actor, organisation_id=organisation_id, version_id=design_version_id, key=key,
        file=cast("BinaryIO", file),        file_name=file.name or "list.csv",
    )  # fmt: skip
    return Status(202, _run(actor.scope_in(organisation_id), run))


@router.get(
    "/organisations/{organisation_id}/award-runs/{run_id}",
    response=RunShape,
    summary="How far is a list, and what is to be mended?",
    operation_id="award_run",
    openapi_extra={"responses": refusals.OF_READING},
)
@declare(InOrganisation(PREPARE_AWARDS))
def award_run(request: HttpRequest, organisation_id: UUID, run_id: UUID) -> dict[str, Any]:
    """Answer with the run. Three queries beside those for the asker."""
    scope = actor_of(request).scope_in(organisation_id)
    return _run(scope, queries.run_in(scope, run_id))


@router.post(
    "/organisations/{organisation_id}/award-runs/{run_id}/confirm",
    response={202: RunShape},
    summary="Issue the good rows of a checked list",
    description=CONFIRM,
    operation_id="confirm_run",
    openapi_extra={"responses": refusals.OF_CONFIRMING},
)
@declare(InOrganisation(SIGN))
def confirm_run(request: HttpRequest, organisation_id: UUID, run_id: UUID) -> Status[dict[str, Any]]:
    """Confirm, and answer how the run stands."""
    actor = actor_of(request)
    run = services.confirm_run(actor=actor, organisation_id=organisation_id, run_id=run_id)
    return Status(202, _run(actor.scope_in(organisation_id), run))


def _issued(found: Award) -> dict[str, Any]:
    """Return what never changes about an award, so that a repeated order gets the very same answer."""
    return {
        "id": found.pk,
        "run_id": found.run_id,
        "design_version_id": found.design_version_id,
        "credential_id": urn(found.pk),
        "issued_at": found.issued_at,
        "valid_until": found.valid_until,
    }


def _stand(found: Award) -> dict[str, Any]:
    changes = queries.changes_of(found)
    return {
        "standing": stand_at(found, changes, world.now()).standing,
        "changes": [{"act": one.act, "reason": one.reason, "at": one.at} for one in changes],
    }


def _credential(found: Award) -> Any:
    try:
        return json.loads(queries.document_of(found))
    except NotFoundError:  # the learner had it erased
        return None


def _run(scope: Scope, run: Run) -> dict[str, Any]:
    told = {name: getattr(run, name) for name in RunShape.model_fields if hasattr(run, name) and name != "problems"}
    problems = queries.problems_of(scope, run)
    return {
        **told,
        "issued_rows": queries.issued_rows(scope, run),
        "problems": [
            {"row": one.row, "column": one.column, "code": one.code, "what": sentence(one.code, one.data)}
            for one in problems
        ],
    }
