"""A provider that is ready to award: a key, an assessor, an active design with two outcomes, and lists of people."""

import io
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from rung.core import Level
from rung.platform.assessment.services import authorise_assessor
from rung.platform.issuing import queries
from rung.platform.issuing.models import Award, Run
from rung.platform.issuing.services import award_one, confirm_run, issue_run, order_run
from rung.platform.issuing.services.checking import check_run
from rung.platform.kernel import world
from rung.platform.kernel.permissions import Actor
from rung.platform.kernel.scope import Scope
from rung.platform.keys.services import create_signing_key
from rung.platform.organisations.models import Mandate, Membership
from rung.platform.organisations.services import found_organisation
from rung.platform.register.content import DesignContent, OutcomeContent, SkillContent, StatedLevel
from rung.platform.register.models import AwardType, LevelBasis
from rung.platform.register.services import activate, create_design, submit_for_review
from tests.platform.conftest import acting, person

CONTENT = DesignContent(
    title={"pl": "Testowanie aplikacji mobilnych", "en": "Testing mobile apps"},
    description={"pl": "Planowanie i prowadzenie testów.", "en": "Planning and running tests."},
    criteria={"pl": "Zadanie praktyczne i rozmowa.", "en": "A practical task and an interview."},
    outcomes=(
        OutcomeContent(
            {"pl": "Pisze przypadki testowe", "en": "Writes test cases"},
            (SkillContent("https://example.org/skills/design", {"pl": "projektowanie testów", "en": "test design"}),),
        ),
        OutcomeContent({"pl": "Zgłasza błędy", "en": "Reports defects"}),
    ),
    workload_hours=40,
    credits_ects=Decimal("1.5"),
    level=StatedLevel(LevelBasis.SELF_DECLARED, Level("EQF", "2017", 4)),
    assessment=("http://data.europa.eu/snb/assessment/6a4db9f11d",),
    participation=("http://data.europa.eu/snb/learning-assessment/e92d221e4d",),
    quality_assurance=("http://data.europa.eu/snb/accreditation/bb4618238e",),
    prerequisites={"pl": "Obsługa komputera", "en": "Using a computer"},
    supervision="supervised-identity-checked",
    is_graded=True,
    stacks_into=("https://example.org/qualifications/tester",),
    further_information={"pl": "Kurs wieczorowy", "en": "An evening course"},
    validity_months=24,
)  # fmt: skip
HEADER = "email,name,assessor,assessed_on,identity_check,outcomes,grade,language,renews"


@dataclass(frozen=True, slots=True)
class Provider:
    """The provider of the cast, ready to award; `signer` may prepare and sign, `administrator` may activate."""

    organisation_id: UUID
    version_id: UUID
    signer: Actor
    administrator: Actor

    @property
    def scope(self) -> Scope:
        return Scope.organisation(self.organisation_id)

    def who(self) -> dict[str, Any]:
        return {"actor": self.signer, "organisation_id": self.organisation_id}

    def award(self, email: str = "barbara@example.org", key: str = "", **cells: str) -> Award:
        """Award to one person, at once."""
        given = {**cells_of(email), **cells}
        run = award_one(**self.who(), version_id=self.version_id, key=key or f"one:{email}:{cells}", cells=given)
        found: Award = queries.awards_in(self.scope).get(run=run)
        return found

    def order(self, text: str | bytes, key: str = "list") -> Run:
        """Order from a file and check it."""
        data = text.encode() if isinstance(text, str) else text
        run = order_run(**self.who(), version_id=self.version_id, key=key, file=io.BytesIO(data), file_name="list.csv")
        check_run(organisation_id=self.organisation_id, run_id=run.pk)
        run.refresh_from_db()
        return run

    def issue(self, run: Run) -> Run:
        """Confirm a run and issue it, here and now."""
        confirm_run(**self.who(), run_id=run.pk)
        issue_run(organisation_id=self.organisation_id, run_id=run.pk)
        run.refresh_from_db()
        return run


def made_ready(organisation_id: UUID, *, signer: Actor, administrator: Actor) -> Provider:
    """Give an organisation a key, an assessor and an active design."""
    create_signing_key(actor=administrator, organisation_id=organisation_id)
    authorise_assessor(
        actor=administrator, organisation_id=organisation_id, code="AK-1", name="Adam Kos",
        start=world.today() - timedelta(days=365),
    )  # fmt: skip
    version = create_design(
        actor=signer, organisation_id=organisation_id, award_type=AwardType.MICRO_CREDENTIAL, content=CONTENT
    )
    named = {"organisation_id": organisation_id, "version_id": version.pk}
    submit_for_review(actor=signer, **named)
    activate(actor=administrator, **named)
    return Provider(organisation_id, version.pk, signer, administrator)


def stand_alone() -> Provider:
    """Found an organisation with two members in an empty database and make it ready, where there are no fixtures."""
    ewa, marek = person("Ewa Lis"), person("Marek Wilk")
    organisation = found_organisation(
        actor=Actor.system(), legal_name="Akademia Beskidzka", kind="provider", country="PL", administrator_id=ewa.pk
    )
    today = world.today()
    Membership.objects.create(organisation=organisation, person=marek, role="issuer_staff", start=today)
    Mandate.objects.create(organisation=organisation, person=marek, act="sign", granted_by=ewa, start=today)
    return made_ready(organisation.pk, signer=acting(marek), administrator=acting(ewa))


def cells_of(email: str) -> dict[str, str]:
    """Return a good row for somebody."""
    return {
        "email": email,
        "name": email.partition("@")[0].title(),
        "assessor": "AK-1",
        "assessed_on": "2026-11-01",
        "identity_check": "on-site",
        "outcomes": "all",
        "grade": "5",
    }


def list_of(*addresses: str, **changes: dict[str, str]) -> str:
    """Return a file with a good row for each address; `changes` replaces cells of the row with that number."""
    rows = [HEADER]
    for number, email in enumerate(addresses, 2):
        cells = {**cells_of(email), **changes.get(f"row_{number}", {})}
        rows.append(",".join(cells.get(name, "") for name in HEADER.split(",")))
    return "\n".join(rows) + "\n"
