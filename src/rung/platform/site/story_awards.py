"""The chapters in which the providers of the story award, somebody claims, and one award is revoked.

Each moment is a day of the past; everything goes through the same commands as a real award.
"""

import io
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from itertools import cycle, islice
from typing import Any, Final
from uuid import UUID

from rung.platform.assessment.services import authorise_assessor
from rung.platform.issuing import queries
from rung.platform.issuing.models import Award
from rung.platform.issuing.services import award_one, claim_offered, confirm_run, issue_run, order_run, revoke
from rung.platform.issuing.services.checking import check_run
from rung.platform.kernel import world
from rung.platform.kernel.permissions import Actor
from rung.platform.kernel.scope import Scope
from rung.platform.keys.services import create_signing_key
from rung.platform.register.services import activate, create_design, submit_for_review
from rung.platform.site.story_designs import ToldDesign

BARBARA: Final = ("barbara@demo.example", "Barbara Nowak")
CLASS_SIZE: Final = 60
"""Barbara is one of them."""

FIRST_NAMES: Final = (
    "Agnieszka", "Marcin", "Halina", "Piotr", "Zofia", "Tomasz", "Danuta", "Jerzy", "Iwona", "Krzysztof", "Teresa",
    "Adam", "Bożena", "Łukasz", "Grażyna", "Michał", "Oksana", "Paweł", "Renata",
)  # fmt: skip
SURNAMES: Final = (
    "Wójcik", "Mazur", "Krawczyk", "Zając", "Wróbel", "Sikora", "Baran", "Pawlak", "Duda", "Bąk", "Gajda", "Kos",
    "Szulc", "Wilczek", "Kozioł", "Cieślik", "Bielak", "Janik", "Kubica", "Żmuda", "Tkacz", "Sowiński", "Kania",
)  # fmt: skip
ASSESSOR: Final = "AW-01"


def make_ready(providers: Mapping[str, UUID], administrator: Actor) -> None:
    """Give each provider a key and an assessor."""
    for key, organisation_id in providers.items():
        create_signing_key(actor=administrator, organisation_id=organisation_id)
        authorise_assessor(
            actor=administrator, organisation_id=organisation_id, code=ASSESSOR,
            name={"provider": "Wanda Gil", "second_provider": "Roman Hajda"}[key], start=world.today(),
        )  # fmt: skip


def activated(told: ToldDesign, organisation_id: UUID, prepares: Actor, activates: Actor) -> UUID:
    """Carry a design from its draft to its activation, and return its version."""
    version = create_design(
        actor=prepares, organisation_id=organisation_id, award_type=told.content.award_type, content=told.content
    )
    submit_for_review(actor=prepares, organisation_id=organisation_id, version_id=version.pk)
    activate(actor=activates, organisation_id=organisation_id, version_id=version.pk)
    return version.pk


def learners() -> Iterator[tuple[str, str]]:
    """Yield (address, name) of the class: Barbara first, then people whose names are put together."""
    yield BARBARA
    pairs = zip(cycle(FIRST_NAMES), cycle(SURNAMES), strict=False)
    for number, (first, last) in enumerate(islice(pairs, CLASS_SIZE - 1), 2):
        yield f"uczestnik{number:02}@demo.example", f"{first} {last}"


def award_class(signer: Actor, organisation_id: UUID, version_id: UUID) -> None:
    """Award a graded, assessed design to the whole class from a list, as a provider would."""
    day = (world.today() - timedelta(days=2)).isoformat()
    header = "email;imię i nazwisko;asesor;data oceny;tożsamość;efekty;ocena"
    rows = [
        f"{email};{name};{ASSESSOR};{day};na miejscu;wszystkie;{4 + number % 3 / 2:.1f}"
        for number, (email, name) in enumerate(learners())
    ]
    file = io.BytesIO("\n".join([header, *rows]).encode("utf-8-sig"))
    who: dict[str, Any] = {"actor": signer, "organisation_id": organisation_id}
    run = order_run(**who, version_id=version_id, key="lista wiosenna", file=file, file_name="lista-wiosenna.csv")
    check_run(organisation_id=organisation_id, run_id=run.pk)
    confirm_run(**who, run_id=run.pk)
    issue_run(organisation_id=organisation_id, run_id=run.pk)


def award(signer: Actor, organisation_id: UUID, version_id: UUID, *, assessed: bool = True) -> Award:
    """Award a design to Barbara alone."""
    email, name = BARBARA
    found = {
        "assessor": ASSESSOR, "assessed_on": world.today().isoformat(), "identity_check": "on-site", "outcomes": "all",
    }  # fmt: skip
    run = award_one(
        actor=signer, organisation_id=organisation_id, version_id=version_id, key=f"Barbara, {version_id}",
        cells={"email": email, "name": name, "language": "pl", **(found if assessed else {})},
    )  # fmt: skip
    made: Award = queries.awards_in(Scope.organisation(organisation_id)).get(run=run)
    return made


def claim_all(learner: Actor) -> None:
    """Let a learner claim whatever waits for her."""
    for offered in queries.offers_to(learner.own_id()):
        claim_offered(actor=learner, award_id=offered.pk)


def revoke_one(signer: Actor, organisation_id: UUID) -> None:
    """Revoke the award of the last of the class, whose result was another person's."""
    awards = queries.awards_in(Scope.organisation(organisation_id)).filter(recipient_email__startswith="uczestnik")
    mistaken = awards.order_by("-row")[0]
    revoke(actor=signer, organisation_id=organisation_id, award_id=mistaken.pk, reason="issued-in-error")


def on_day(month: int, day: int) -> datetime:
    """Return ten in the morning of a day of 2026."""
    return datetime(2026, month, day, 9, 0, tzinfo=UTC)
