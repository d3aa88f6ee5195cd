"""What awards leave for later: the check of a file, the issue of a chunk, fresh status lists, forgetting."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction

from rung.platform.issuing import services
from rung.platform.issuing.models import PublishedStatusList, Purpose, RowProblem, Run, StatusList
from rung.platform.issuing.services import checking, lists
from rung.platform.kernel import world
from rung.platform.kernel.jobs import job, system_scope
from rung.platform.keys.services import signer_behind

KEPT_AFTER_THE_END = timedelta(days=30)


@job("issuing.check_run", atomic=False, lease=timedelta(minutes=15))
def check(organisation_id: str, run_id: str) -> None:
    """Check the file of a run; cut off, it begins anew."""
    checking.check_run(organisation_id=UUID(organisation_id), run_id=UUID(run_id))


@job("issuing.issue_chunk", atomic=False, attempts=8)
def issue(organisation_id: str, chunk_id: int) -> None:
    """Issue one chunk of a run; run twice, it issues once."""
    services.issue_chunk(organisation_id=UUID(organisation_id), chunk_id=chunk_id)


@job("issuing.refresh_status_lists", atomic=False, every=timedelta(hours=12), lease=timedelta(minutes=15))
def refresh_status_lists() -> None:
    """Sign every published list anew that has lived half its time, so that none is ever served out of date."""
    due = world.now() + lists.LIST_LASTS / 2
    with system_scope("refresh status lists") as scope:
        waiting = PublishedStatusList.objects.in_scope(scope).filter(valid_until__lt=due)
        for list_id, purpose in list(waiting.values_list("status_list_id", "purpose")):
            with transaction.atomic():
                status_list = StatusList.objects.in_scope(scope).select_for_update().get(pk=list_id)
                lists.publish(status_list, Purpose(purpose), signer_behind(status_list.did))


@job("issuing.forget_row_problems", every=timedelta(days=1))
def forget_row_problems() -> None:
    """Delete what was wrong with rows, which may name people, a month after the order came to its end."""
    with system_scope("forget row problems") as scope:
        over = Run.objects.in_scope(scope).filter(created_at__lt=world.now() - KEPT_AFTER_THE_END)
        RowProblem.objects.in_scope(scope).filter(run__in=over).delete()
