"""A process to be killed while it issues a list; the parent counts what is left.

prepare ROWS BAD [careless]   sets up a provider, orders a list with so many bad rows, checks and confirms it
work [careless]               issues the list, and prints the rows of each chunk when it is done
report                        prints what is there, as JSON
"""

import io
import json
import os
import sys
import time
from pathlib import Path

from rung.cli import django_setup

django_setup.start()

from django.db import connection, transaction  # noqa: E402 — Django is up only now

from rung.platform.issuing.drafts import Draft  # noqa: E402
from rung.platform.issuing.models import Award, Chunk, RowProblem, Run, SignedCredential  # noqa: E402
from rung.platform.issuing.services import confirm_run, issue_run, issuing, order_run  # noqa: E402
from rung.platform.issuing.services.checking import check_run  # noqa: E402
from rung.platform.kernel.models import AuditEntry  # noqa: E402
from rung.platform.kernel.scope import Scope  # noqa: E402
from rung.platform.keys.services import HeldKey  # noqa: E402
from rung.platform.register import queries as register  # noqa: E402
from tests.platform.issuing.ready import list_of, stand_alone  # noqa: E402

MARKER = Path(os.environ["PROBE_MARKER"])
UNIQUE_KEYS = {"one_award_per_row", "one_award_per_place"}


def prepare(rows: int, bad: int, *, careless: bool) -> None:
    django_setup.migrate()
    if careless:
        _drop_unique_keys()
    provider = stand_alone()
    people = [f"person{number}@example.org" for number in range(rows)]
    wrong = {f"row_{(number + 1) * rows // (bad + 1)}": {"email": "nobody"} for number in range(bad)}
    text = list_of(*people, **wrong).encode()
    run = order_run(**provider.who(), version_id=provider.version_id, key="probe", file=io.BytesIO(text))
    check_run(organisation_id=provider.organisation_id, run_id=run.pk)
    confirm_run(**provider.who(), run_id=run.pk)


def _drop_unique_keys() -> None:
    """Take the keys out of the model first: SQLite builds the table anew from what is left there, without triggers."""
    dropped = [one for one in Award._meta.constraints if one.name in UNIQUE_KEYS]
    Award._meta.constraints = [one for one in Award._meta.constraints if one.name not in UNIQUE_KEYS]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("DROP TRIGGER only_the_holder_shares")
    with connection.schema_editor() as editor:
        for constraint in dropped:
            editor.remove_constraint(Award, constraint)


def _reserve_carelessly(scope: Scope, chunk_id: int, key: HeldKey) -> None:
    """Commit the awards apart from the state of the chunk: the mistake that the harness must see."""
    chunk = Chunk.objects.in_scope(scope).select_related("run").get(pk=chunk_id)
    if chunk.state != Chunk.State.CHECKED:
        return
    with transaction.atomic():
        version = register.version_in(scope, chunk.run.design_version_id)
        issuing._store(chunk.run, version, [Draft.of_json(said) for said in chunk.drafts], key)
    if not MARKER.exists():
        MARKER.touch()
        time.sleep(60)
    chunk.state = Chunk.State.RESERVED
    chunk.save()


def work(*, careless: bool) -> None:
    if careless:
        issuing._reserve = _reserve_carelessly
    run = Run._base_manager.get()
    issue_run(organisation_id=run.organisation_id, run_id=run.pk, progress=tell)


def tell(rows: int) -> None:
    """Tell the parent how many rows were just dealt with."""
    print(rows, flush=True)  # noqa: T201 — the parent reads it


def report() -> None:
    run = Run._base_manager.get()
    rows = list(Award._base_manager.filter(credential__isnull=False).values_list("row", flat=True))
    places = Award._base_manager.values_list("status_list", "status_index")
    print(  # noqa: T201 — the parent reads it
        json.dumps(
            {
                "state": run.state,
                "bad": sorted(RowProblem._base_manager.values_list("row", flat=True)),
                "signed": SignedCredential._base_manager.count(),
                "rows": len(set(rows)),
                "places": len(set(places)),
                "logged": AuditEntry._base_manager.filter(action="issue.award").count(),
                "reserved": Award._base_manager.count(),
            }
        )
    )


if __name__ == "__main__":
    verb, *words = sys.argv[1:]
    if verb == "prepare":
        prepare(int(words[0]), int(words[1]), careless="careless" in words)
    elif verb == "work":
        work(careless="careless" in words)
    else:
        report()
