"""Where personal data lies: what a person is given of it and what erasure does to it.

A slice joins with `personal_data.py`. The build fails for a model that seems to hold personal data and is in no list:
either its fields are registered here, or an exemption says why they are not personal or must stay.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import models
from django.utils.functional import Promise

from rung.platform.kernel.errors import DeclarationError

Rows = models.QuerySet[Any]
Eraser = Callable[[Rows], None]
Words = str | Promise
"""A text for a person, translated when it is shown."""

TELLING_NAMES = frozenset(
    {"email", "name", "first_name", "last_name", "full_name", "phone", "address", "birth_date", "date_of_birth",
     "national_id", "pesel", "photo", "iban", "gender", "sex", "nationality", "person_id", "actor_id", "session_data",
     "ip", "ip_address"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PersonalRecords:
    """The personal fields of one model, the lookup from a row to its person, and how a row is erased.

    `title` and the labels of `fields` (lookup → label) are what a person reads about it.
    """

    model: type[models.Model]
    title: Words
    fields: Mapping[str, Words]
    person: str
    erase: Eraser

    def rows_of(self, person_id: UUID) -> Rows:
        """Return the person's rows, past every scope: it is her right."""
        return self.model._base_manager.filter(**{self.person: person_id})  # noqa: SLF001 — Django's own door

    def export(self, person_id: UUID) -> list[dict[str, Any]]:
        """Return the registered fields of each of her rows."""
        return list(self.rows_of(person_id).values(*self.fields))


@dataclass(slots=True)
class _Registry:
    records: dict[str, PersonalRecords] = field(default_factory=dict)
    exempt: dict[str, dict[str, str]] = field(default_factory=dict)


_registry = _Registry()


def delete_rows(rows: Rows) -> None:
    """Erase by deleting: right wherever nothing else needs the row."""
    rows.delete()


def personal(
    model: type[models.Model], *, title: Words, fields: Mapping[str, Words], person: str, erase: Eraser
) -> None:
    """Register the personal fields of a model."""
    label = model._meta.label  # noqa: SLF001 — Django's public name for a model's label
    if label in _registry.records:
        raise DeclarationError(f"{label} is registered twice.")
    _registry.records[label] = PersonalRecords(model, title, fields, person, erase)


def not_personal(label: str, **reasons: str) -> None:
    """Exempt fields of a model, by name, each with the reason why it is not personal or must stay."""
    _registry.exempt.setdefault(label, {}).update(reasons)


def registered() -> tuple[PersonalRecords, ...]:
    """Return every registration, by model."""
    return tuple(_registry.records[label] for label in sorted(_registry.records))


def export_of(person_id: UUID) -> dict[str, list[dict[str, Any]]]:
    """Return everything that the platform holds about a person, by model."""
    exported = {records.model._meta.label: records.export(person_id) for records in registered()}  # noqa: SLF001
    return {label: rows for label, rows in exported.items() if rows}


def held_about(person_id: UUID) -> list[tuple[Words, list[list[tuple[Words, Any]]]]]:
    """Return the same for reading: (title, rows), each row a list of (label, value)."""
    return [
        (records.title, [[(records.fields[name], value) for name, value in row.items()] for row in rows])
        for records in registered()
        if (rows := records.export(person_id))
    ]


def erase(person_id: UUID) -> dict[str, int]:
    """Erase a person everywhere, in the caller's transaction; return how many rows each model had of her."""
    touched: dict[str, int] = {}
    for records in registered():
        rows = records.rows_of(person_id)
        touched[records.model._meta.label] = rows.count()  # noqa: SLF001
        records.erase(rows)
    return touched


def seems_personal(candidate: models.Field[Any, Any]) -> bool:
    """Tell whether a field looks like personal data: an address, a telling name, or a link to a person."""
    if isinstance(candidate, models.EmailField) or candidate.name in TELLING_NAMES:
        return True
    related = candidate.related_model
    return isinstance(related, type) and related._meta.label == settings.AUTH_USER_MODEL  # noqa: SLF001


def unregistered(all_models: Iterable[type[models.Model]]) -> list[str]:
    """Return `app.Model.field` for everything that seems personal and is neither registered nor exempt."""
    missing = []
    for model in all_models:
        label = model._meta.label  # noqa: SLF001
        records = _registry.records.get(label)
        known = {*(records.fields if records else ()), *_registry.exempt.get(label, {})}
        known |= {records.person.removesuffix("_id"), records.person} if records else set()
        missing += [
            f"{label}.{candidate.name}"
            for candidate in model._meta.concrete_fields  # noqa: SLF001
            if seems_personal(candidate) and candidate.name not in known
        ]
    return sorted(missing)
