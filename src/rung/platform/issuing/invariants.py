"""What must always be true of awards."""

from collections.abc import Iterator

from django.db.models import Count, F

from rung.credentials.bitstring_status_list import Bitstring
from rung.platform.issuing.models import Award, Chunk, Run, SignedCredential, StatusList
from rung.platform.issuing.queries import ISSUED
from rung.platform.kernel.jobs import system_scope
from rung.platform.kernel.models import AuditEntry
from rung.platform.kernel.registries.invariants import invariant


@invariant("issuing.exact", "Every run that is done has exactly one signed credential for each of its good rows.")
def every_run_is_exact() -> Iterator[str]:
    """Name the runs with too few or too many credentials."""
    with system_scope("invariant issuing.exact") as scope:
        runs = Run.objects.in_scope(scope).filter(state=Run.State.DONE)
        for run in runs.annotate(signed=Count("awards__credential")).exclude(signed=F("good_rows")):
            yield f"run {run.pk} has {run.signed} credentials for {run.good_rows} good rows"


@invariant("issuing.reserved", "A reservation is signed, unless its chunk still waits for a worker.")
def every_reservation_is_signed() -> Iterator[str]:
    """Name the awards that nobody will ever sign."""
    with system_scope("invariant issuing.reserved") as scope:
        at_work = Chunk.objects.in_scope(scope).filter(state=Chunk.State.RESERVED).values("run")
        for award in Award.objects.in_scope(scope).filter(credential=None).exclude(run__in=at_work):
            yield f"award {award.pk} is reserved and not signed"


@invariant("issuing.places", "The place of every award is marked as taken on its status list.")
def every_place_is_taken() -> Iterator[str]:
    """Name the places that could be given out a second time."""
    with system_scope("invariant issuing.places") as scope:
        for status_list in StatusList.objects.in_scope(scope):
            taken = Bitstring(bytes(status_list.taken))
            places = Award.objects.in_scope(scope).filter(status_list=status_list)
            for index in places.values_list("status_index", flat=True).iterator():
                if not taken[index]:
                    yield f"place {index} of list {status_list.pk} is not marked as taken"


@invariant("issuing.logged", "The log tells of every signed credential, with its digest.")
def every_credential_is_logged() -> Iterator[str]:
    """Name the credentials that the log does not know."""
    with system_scope("invariant issuing.logged") as scope:
        told = AuditEntry.objects.in_scope(scope).filter(action=ISSUED)
        logged = {
            (entry["object_id"], entry["facts"]["digest"]) for entry in told.values("object_id", "facts").iterator()
        }
        for award_id, digest in SignedCredential.objects.in_scope(scope).values_list("award_id", "digest").iterator():
            if (str(award_id), digest) not in logged:
                yield f"credential {award_id} is not in the log as it is"
