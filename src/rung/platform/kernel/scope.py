"""Every query states for whom it looks: an organisation, a person, the public, or the system itself.

A model says by a `ScopeRule` how each scope narrows its rows. A query that states none raises `ScopeError` instead of
showing everybody's rows; so does one whose scope the model does not offer.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar, Self, TypeVar
from uuid import UUID

from django.db import models

from rung.platform.kernel.errors import ScopeError

_M = TypeVar("_M", bound=models.Model)


class Kind(StrEnum):
    """For whom a query looks."""

    ORGANISATION = "organisation"
    PERSON = "person"
    PUBLIC = "public"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Scope:
    """A stated scope. Ask `Actor.scope_in` for an organisation's: it proves that the actor belongs there."""

    kind: Kind
    subject: UUID | None = None

    @classmethod
    def organisation(cls, organisation_id: UUID) -> Self:
        """See the rows of one organisation."""
        return cls(Kind.ORGANISATION, organisation_id)

    @classmethod
    def person(cls, person_id: UUID) -> Self:
        """See the rows that belong to one person."""
        return cls(Kind.PERSON, person_id)

    @classmethod
    def public(cls) -> Self:
        """See what everybody may see."""
        return cls(Kind.PUBLIC)


@dataclass(frozen=True, slots=True)
class ScopeRule:
    """How a model's rows are narrowed: the lookup for an organisation, for a person, the condition for the public."""

    organisation: str | None = None
    person: str | None = None
    public: models.Q | None = None

    def condition(self, scope: Scope) -> models.Q:
        """Return the filter for `scope`, or raise if the model does not offer it."""
        if scope.kind is Kind.SYSTEM:
            return models.Q()
        if scope.kind is Kind.PUBLIC and self.public is not None:
            return self.public
        lookup = {Kind.ORGANISATION: self.organisation, Kind.PERSON: self.person}.get(scope.kind)
        if lookup is None:
            raise ScopeError(f"These rows have no {scope.kind} scope: declare it in the model's ScopeRule.")
        return models.Q(**{lookup: scope.subject})


_system_reason: ContextVar[str | None] = ContextVar("system_reason", default=None)
_in_request: ContextVar[bool] = ContextVar("in_request", default=False)


@contextmanager
def answering_a_request() -> Iterator[None]:
    """Keep the system scope shut for the block: no page and no API route may see everybody's rows."""
    token = _in_request.set(True)
    try:
        yield
    finally:
        _in_request.reset(token)


@contextmanager
def opened_system_scope(reason: str) -> Iterator[Scope]:
    """Open the system scope for the block. Only `kernel.jobs.system_scope` calls this, after auditing the reason.

    Raises `ScopeError` while a request is being answered: the system scope is for jobs and the command line.
    """
    if _in_request.get():
        raise ScopeError("The system scope stays shut while a request is answered: leave the work to a job.")
    token = _system_reason.set(reason)
    try:
        yield Scope(Kind.SYSTEM)
    finally:
        _system_reason.reset(token)


class ScopedQuerySet(models.QuerySet[_M]):
    """A query set that refuses to touch the database before its scope is stated."""

    _scope: Scope | None = None

    def in_scope(self, scope: Scope) -> Self:
        """Return the rows that `scope` may see."""
        if scope.kind is Kind.SYSTEM and _system_reason.get() is None:
            raise ScopeError("The system scope is open only inside `system_scope(reason=…)` of a job.")
        rule: ScopeRule = self.model.scope_rule  # type: ignore[attr-defined]
        narrowed = self.filter(rule.condition(scope))
        narrowed._scope = scope  # noqa: SLF001 — its own copy
        return narrowed

    def stated(self) -> Self:
        """Return itself if its scope was stated, and raise otherwise."""
        if self._scope is None:
            raise ScopeError(f"A query on {self.model.__name__} states no scope: begin with .in_scope(…).")
        return self

    def _clone(self) -> Self:
        clone: Self = super()._clone()  # type: ignore[misc]
        clone._scope = self._scope
        return clone

    def _fetch_all(self) -> None:
        if self._result_cache is None:
            self.stated()
        super()._fetch_all()

    def _combinator_query(self, combinator: str, *others: Any, **options: Any) -> Self:
        for one in (self, *others):
            one.stated()
        combined: Self = super()._combinator_query(combinator, *others, **options)  # type: ignore[misc]
        return combined

    def resolve_expression(self, *args: Any, **kwargs: Any) -> Any:
        """Check the scope of a query that becomes part of another one."""
        self.stated()
        return super().resolve_expression(*args, **kwargs)


def _guarded(name: str) -> Any:
    def method(self: ScopedQuerySet[Any], *args: Any, **kwargs: Any) -> Any:
        self.stated()
        return getattr(models.QuerySet, name)(self, *args, **kwargs)

    method.__name__ = name
    return method


# Everything by which a query set reaches the database without filling its own result cache.
for _name in ("iterator", "aiterator", "count", "exists", "aggregate", "update", "_update", "delete", "_raw_delete",
              "explain", "contains"):  # fmt: skip
    setattr(ScopedQuerySet, _name, _guarded(_name))


class ScopedManager(models.Manager[_M]):
    """The only door to the rows of a slice."""

    def get_queryset(self) -> ScopedQuerySet[_M]:
        """Return a query that does not know its scope yet."""
        return ScopedQuerySet(self.model, using=self._db)

    def in_scope(self, scope: Scope) -> ScopedQuerySet[_M]:
        """Return the rows that `scope` may see."""
        return self.get_queryset().in_scope(scope)


class ScopedModel(models.Model):
    """The base of every record of a slice."""

    scope_rule: ClassVar[ScopeRule]
    objects = ScopedManager()

    class Meta:
        """Rows live in the subclasses."""

        abstract = True


class UnscopedModel(models.Model):
    """The base of the few records that belong to nobody in particular; each says why it needs no scope."""

    unscoped_because: ClassVar[str]

    class Meta:
        """Rows live in the subclasses."""

        abstract = True
