"""Awards a design to everybody in a CSV file, through the same commands as the pages.

First a dry run: every bad row is named with its column and what mends it, and nothing is issued. With --issue the good
rows are then issued. Killed anywhere and started again with the same --key, it goes on where it stopped; what was done
is not done twice. The columns are described in the handbook (reference, columns of an award list).
"""

import argparse
import time
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from rung.cli import django_setup
from rung.cli.progress import Progress
from rung.core.errors import RungError

if TYPE_CHECKING:
    from rung.platform.kernel.permissions import Actor

NO = 1
PAUSE_SECONDS = 0.5


class NoSuchPersonError(RungError):
    """The address belongs to no account of this Rung."""

    code = "cli.no_such_person"


class NoSuchFileError(RungError):
    """The file cannot be read."""

    code = "cli.no_such_file"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the file, what to award, in whose name, and the key of the order."""
    parser.add_argument("file", metavar="FILE", type=Path, help="CSV in UTF-8")
    parser.add_argument("--organisation", metavar="ID", type=UUID, required=True)
    parser.add_argument("--design", metavar="ID", type=UUID, required=True, help="the active version of the design")
    parser.add_argument("--as", metavar="ADDRESS", dest="address", required=True, help="the member who orders it")
    parser.add_argument("--key", required=True, help="a name of your own for this order; the same again is the same")
    parser.add_argument("--issue", action="store_true", help="issue the good rows after the dry run")


def run(arguments: argparse.Namespace) -> int:
    """Check, tell, and issue if asked to; exit with 1 while bad rows remain or nothing was issued that should be."""
    django_setup.start()
    django_setup.require_migrated()
    actor = _actor(arguments.address)
    run_id = _ordered(actor, arguments)
    _check(arguments.organisation, run_id)
    good, bad = _tell(actor, arguments.organisation, run_id)
    if arguments.issue and good:
        _issue(actor, arguments.organisation, run_id, good)
        return 0
    return NO if bad or not good else 0


def _actor(address: str) -> "Actor":
    from rung.platform.kernel import world
    from rung.platform.kernel.permissions import Actor, ActorKind, grants_of
    from rung.platform.people.queries import person_with_address

    person_id = person_with_address(address)
    if person_id is None:
        raise NoSuchPersonError(f"There is no account with the address {address}.", address=address)
    return Actor(ActorKind.PERSON, person_id, grants=grants_of(person_id, world.today()))


def _ordered(actor: "Actor", arguments: argparse.Namespace) -> UUID:
    from rung.platform.issuing.services import order_run

    try:
        with arguments.file.open("rb") as file:
            ordered = order_run(
                actor=actor, organisation_id=arguments.organisation, version_id=arguments.design, key=arguments.key,
                file=file, file_name=arguments.file.name,
            )  # fmt: skip
    except OSError as error:
        raise NoSuchFileError(f"{arguments.file} cannot be read: {error.strerror}.") from error
    return ordered.pk


def _check(organisation_id: UUID, run_id: UUID) -> None:
    """Check the file here; where a worker has taken it over, wait for it."""
    from rung.platform.issuing.queries import run_in
    from rung.platform.issuing.services.checking import check_run
    from rung.platform.kernel.scope import Scope

    progress = Progress("Rows read")
    check_run(organisation_id=organisation_id, run_id=run_id, progress=progress.reach)
    while (checked := run_in(Scope.organisation(organisation_id), run_id)).state == "checking":
        progress.reach(checked.rows)
        time.sleep(PAUSE_SECONDS)
    progress.end()


def _tell(actor: "Actor", organisation_id: UUID, run_id: UUID) -> tuple[int, int]:
    """Print what is wrong with which row, and return how many rows are good and bad."""
    from rung.platform.issuing.problems import sentence
    from rung.platform.issuing.queries import problems_of, run_in

    scope = actor.scope_in(organisation_id)
    checked = run_in(scope, run_id)
    for problem in problems_of(scope, checked):
        place = f"row {problem.row}, {problem.column}" if problem.column else f"row {problem.row}"
        print(f"{place}: {sentence(problem.code, problem.data)}")
    print(f"{checked.good_rows:,} rows are good, {checked.bad_rows:,} are not. State: {checked.state}.")
    return checked.good_rows, checked.bad_rows


def _issue(actor: "Actor", organisation_id: UUID, run_id: UUID, good: int) -> None:
    from rung.platform.issuing.queries import awards_in
    from rung.platform.issuing.services import confirm_run, issue_run

    confirm_run(actor=actor, organisation_id=organisation_id, run_id=run_id)
    before = awards_in(actor.scope_in(organisation_id)).filter(run_id=run_id).count()
    progress = Progress("Issued", good)
    issue_run(organisation_id=organisation_id, run_id=run_id, progress=progress.advance)
    progress.end()
    issued = awards_in(actor.scope_in(organisation_id)).filter(run_id=run_id).count()
    print(f"{issued - before:,} credentials issued now, {issued:,} in all by this order.")
