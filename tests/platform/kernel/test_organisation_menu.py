from uuid import UUID

import pytest

from rung.platform.kernel.errors import DeclarationError
from rung.platform.kernel.permissions import Actor, ActorKind, Right
from rung.platform.kernel.registries import organisation_menu
from rung.platform.kernel.registries.organisation_menu import menu_entry, ways_for

HERE = UUID("00000000-0000-7000-8000-000000000001")
PREPARE, ACTIVATE = Right("test.prepare", "prepare"), Right("test.activate", "activate")


@pytest.fixture(autouse=True)
def _menu(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(organisation_menu, "_entries", {})
    menu_entry("For everybody", "organisation_home")
    menu_entry("For either", "invite_member", PREPARE, ACTIVATE, about="one right is enough")


def titles(*rights: Right) -> list[object]:
    actor = Actor(ActorKind.PERSON, HERE, grants={HERE: frozenset(rights)})
    return [way.title for way in ways_for(actor, HERE)]


def test_a_member_sees_what_her_rights_open() -> None:
    assert titles() == ["For everybody"]
    assert titles(PREPARE) == titles(ACTIVATE) == ["For everybody", "For either"]


def test_an_entry_leads_into_that_organisation() -> None:
    ways = ways_for(Actor(ActorKind.PERSON, HERE, grants={HERE: frozenset({PREPARE})}), HERE)
    assert [way.url for way in ways] == [f"/organisations/{HERE}/", f"/organisations/{HERE}/invite/"]


def test_a_route_stands_in_the_menu_once() -> None:
    with pytest.raises(DeclarationError, match="twice"):
        menu_entry("Again", "organisation_home")
