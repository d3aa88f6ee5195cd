"""Each gate is shown a planted fault and must see it; beside it, the same gate on the product as it is sees none.

The faults that live in the database (an edited audit row, an unscoped query) are in tests/platform/kernel.
"""

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.test.utils import isolate_apps
from django.urls import get_resolver, path
from ninja import NinjaAPI

from rung.platform.kernel import checks, routes
from rung.platform.kernel.registries import personal_data
from rung.platform.kernel.routes import Public, declare
from rung.platform.kernel.scope import ScopedModel, ScopeRule
from rung.platform.people.models import Person
from tests.gates import translations

ROOT = Path(__file__).parents[2]


def arrows_in_a_copy(tmp_path: Path, file: str, line: str) -> str:
    """Return what import-linter says of a copy of the product in which `line` was added to `file`."""
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("static", "locale", "__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    target = tmp_path / "src" / file
    target.write_text(target.read_text() + f"\n{line}\n")
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    said = subprocess.run(
        command, cwd=tmp_path, env={"PYTHONPATH": str(tmp_path / "src")}, capture_output=True, text=True, check=False
    )
    return said.stdout if said.returncode else ""


@pytest.mark.parametrize(
    ("file", "line", "named"),
    [
        pytest.param(
            "rung/credentials/limits.py", "import django", "rung.credentials.limits -> django", id="Django in a library"
        ),
        pytest.param("rung/core/money.py", "import nacl", "rung.core.money -> nacl", id="a package in the core"),
        pytest.param(
            "rung/platform/people/queries.py",
            "from rung.platform.organisations import queries",
            "rung.platform.people.queries -> rung.platform.organisations",
            id="a slice importing to its left",
        ),
        pytest.param(
            "rung/platform/kernel/world.py",
            "from rung.platform.people import models",
            "rung.platform.kernel.world -> rung.platform.people",
            id="the kernel knowing a slice",
        ),
        pytest.param(
            "rung/cli/verify.py",
            "from rung.platform.kernel import world",
            "rung.cli.verify -> rung.platform",
            id="`rung verify` reaching for the platform",
        ),
    ],
)
def test_an_arrow_against_the_plan_is_seen(tmp_path: Path, file: str, line: str, named: str) -> None:
    assert named in " ".join(arrows_in_a_copy(tmp_path, file, line).split())


def test_the_arrows_of_the_product_go_one_way(tmp_path: Path) -> None:
    assert arrows_in_a_copy(tmp_path, "rung/core/money.py", "") == ""


PUBLIC_FACES = {"services", "queries", "events", "rights"}
"""What a slice may take from a slice to its right. Models, forms, pages and templates are its own affair."""


def reaches_inside(file: Path, source: str) -> list[str]:
    """Return the imports by which one slice reaches past the public face of another."""
    own = file.relative_to(ROOT / "src/rung/platform").parts[0]
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("rung.platform."):
            _, _, slice_name, *rest = (node.module or "").split(".")
            parts = rest or [alias.name for alias in node.names]
            if slice_name not in {own, "kernel"} and not set(parts[:1]) <= PUBLIC_FACES:
                found.append(f"{own} imports {node.module}")
    return found


SLICES = [
    file
    for file in sorted((ROOT / "src/rung/platform").rglob("*.py"))
    if "migrations" not in file.parts and "site" not in file.parts
]


@pytest.mark.parametrize("file", SLICES, ids=lambda file: str(file.relative_to(ROOT / "src/rung/platform")))
def test_slices_meet_by_their_public_faces_only(file: Path) -> None:
    assert reaches_inside(file, file.read_text()) == []


def test_a_slice_that_reaches_for_the_models_of_another_is_seen() -> None:
    planted = "from rung.platform.people.models import Person"
    file = ROOT / "src/rung/platform/organisations/queries.py"
    assert reaches_inside(file, planted) == ["organisations imports rung.platform.people.models"]


def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def test_an_undeclared_route_is_seen() -> None:
    assert routes.undeclared([path("open/", page), path("told/", declare(Public("test"))(page))]) == ["open/"]


def test_an_undeclared_operation_of_the_api_is_seen() -> None:
    api = NinjaAPI(urls_namespace="planted")
    api.get("/open")(page)
    api.get("/told")(declare(Public("test"))(page))
    assert routes.undeclared_operations(api) == ["GET /open"]


def test_the_product_declares_every_route() -> None:
    assert settings.PUBLIC_API
    assert len(get_resolver().reverse_dict) > 10  # it was looked at
    assert checks.every_route_is_declared() == []


@isolate_apps("rung.platform.people")
def test_a_personal_field_without_eraser_is_seen() -> None:
    class Diary(ScopedModel):
        scope_rule = ScopeRule()
        phone = models.CharField(max_length=20)
        reader_address = models.EmailField()
        writer = models.ForeignKey(Person, models.CASCADE, related_name="+")
        pages = models.IntegerField()

        class Meta:
            app_label = "people"

        def __str__(self) -> str:
            return self.phone

    assert personal_data.unregistered([Diary]) == [
        "people.Diary.phone",
        "people.Diary.reader_address",
        "people.Diary.writer",
    ]


def test_every_personal_field_of_the_product_is_registered() -> None:
    assert len(personal_data.registered()) >= 5  # accounts, addresses, confirmations, memberships, mandates
    assert checks.every_personal_field_is_registered() == []


@isolate_apps("rung.platform.people")
def test_a_model_without_scope_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    class Loose(models.Model):
        class Meta:
            app_label = "people"

        def __str__(self) -> str:
            return "loose"

    monkeypatch.setattr(checks, "our_models", lambda: [Loose])
    assert [error.id for error in checks.every_model_states_its_scope()] == ["rung.E003"]


def test_every_model_of_the_product_states_its_scope() -> None:
    assert len(checks.our_models()) >= 10  # it looked at them
    assert checks.every_model_states_its_scope() == []


@pytest.mark.skipif(shutil.which("xgettext") is None, reason="needs xgettext (Debian: gettext)")
def test_a_missing_translation_is_seen(tmp_path: Path) -> None:
    platform = tmp_path / "platform"
    shutil.copytree(translations.PLATFORM, platform, ignore=shutil.ignore_patterns("static", "__pycache__"))
    assert translations.faults(platform) == []
    template = platform / "site" / "templates" / "site" / "planted.html"
    template.write_text('{% translate "A sentence that nobody has put into Polish yet" %}')
    assert translations.faults(platform) == ["no Polish for: A sentence that nobody has put into Polish yet"]
