"""What must hold before anything runs: `rung manage check` fails the build otherwise."""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.db import models
from django.urls import get_resolver
from django.utils.module_loading import import_string

from rung.platform.kernel import routes
from rung.platform.kernel.registries import personal_data
from rung.platform.kernel.scope import ScopedManager, ScopedModel

OURS = "rung."


def our_models() -> list[type[models.Model]]:
    """Return the models of Rung's own slices."""
    return [model for model in apps.get_models() if model.__module__.startswith(OURS)]


@register
def every_route_is_declared(**_options: Any) -> list[CheckMessage]:
    """Name each route that says nothing about who may use it."""
    operations = routes.undeclared_operations(import_string(settings.PUBLIC_API))
    missing = [*routes.undeclared(get_resolver().url_patterns), *operations]
    return [
        Error(f"The route “{path}” is undeclared.", hint="Put @declare(…) with its access on it.", id="rung.E001")
        for path in missing
    ]  # fmt: skip


@register
def every_personal_field_is_registered(**_options: Any) -> list[CheckMessage]:
    """Name each field that seems personal and is neither exported, erased nor exempt."""
    return [
        Error(f"{name} seems personal and is in no list.", hint="Register it in personal_data.py.", id="rung.E002")
        for name in personal_data.unregistered(apps.get_models(include_auto_created=True))
    ]  # fmt: skip


@register
def every_model_states_its_scope(**_options: Any) -> list[CheckMessage]:
    """Name each model of ours that neither offers scopes, by its only manager, nor says why it needs none."""
    silent = [
        model for model in our_models()
        if not (issubclass(model, ScopedModel) and hasattr(model, "scope_rule")
                and isinstance(model._default_manager, ScopedManager))  # noqa: SLF001
        and not getattr(model, "unscoped_because", "")
    ]  # fmt: skip
    return [
        Error(f"{model.__name__} states no scope.", hint="Derive from ScopedModel; give a ScopeRule.", id="rung.E003")
        for model in silent
    ]  # fmt: skip
