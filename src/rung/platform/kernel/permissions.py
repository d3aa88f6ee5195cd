"""Who may do what to which object. The one place that decides; routes and commands ask here.

A right is held *in* an organisation. Where it comes from (memberships, mandates) is known to a slice, which joins as a
grant source; this module only asks, so that a cookie, a token and a job are judged by the same rule.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Self
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from rung.platform.kernel.errors import DeclarationError, NotAllowedError, NotFoundError
from rung.platform.kernel.scope import Scope


@dataclass(frozen=True, slots=True)
class Right:
    """Something one may be allowed to do in an organisation, for example `credential.sign`."""

    code: str
    what: str | Promise = field(compare=False)  # a translated text is not who a right is


_rights: dict[str, Right] = {}


def right(code: str, what: str | Promise) -> Right:
    """Declare a right; `what` completes the sentence “may …”."""
    if code in _rights:
        raise DeclarationError(f"The right {code} is declared twice.")
    _rights[code] = Right(code, what)
    return _rights[code]


def declared_rights() -> tuple[Right, ...]:
    """Return every right of the platform, by code."""
    return tuple(_rights[code] for code in sorted(_rights))


Grants = Mapping[UUID, frozenset[Right]]
"""Organisation → the rights held in it. An organisation with no rights in it is still one's own."""

GrantSource = Callable[[UUID, date], Grants]
_sources: list[GrantSource] = []


def grant_source(source: GrantSource) -> GrantSource:
    """Register a function that tells which rights a person holds where, on a day."""
    _sources.append(source)
    return source


def grants_of(person_id: UUID, on: date) -> Grants:
    """Return all rights of a person on a day, joined over every source."""
    joined: dict[UUID, frozenset[Right]] = {}
    for source in _sources:
        for organisation_id, rights in source(person_id, on).items():
            joined[organisation_id] = joined.get(organisation_id, frozenset()) | rights
    return joined


class ActorKind(StrEnum):
    """What kind of somebody acts."""

    ANONYMOUS = "anonymous"
    PERSON = "person"
    TOKEN = "token"  # noqa: S105 — a kind of actor
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who acts: a person with her rights, a program with a token, nobody in particular, or a job."""

    kind: ActorKind
    person_id: UUID | None = None
    is_operator: bool = False
    grants: Grants = field(default_factory=dict)
    name: str = field(default="", repr=False, compare=False)
    token_id: UUID | None = None

    @classmethod
    def anonymous(cls) -> Self:
        """Return the visitor whom nobody knows."""
        return cls(ActorKind.ANONYMOUS)

    @classmethod
    def system(cls) -> Self:
        """Return the platform itself, as jobs and the command line act."""
        return cls(ActorKind.SYSTEM)

    @property
    def is_signed_in(self) -> bool:
        """Whether this is a person whom we know."""
        return self.kind is ActorKind.PERSON

    @property
    def is_known(self) -> bool:
        """Whether this is somebody in particular: a person, or a program with a token."""
        return self.kind in {ActorKind.PERSON, ActorKind.TOKEN}

    @property
    def id(self) -> UUID | None:
        """Who acts, as the audit log tells it: the id of the person or of the token."""
        return self.person_id or self.token_id

    def may(self, asked: Right, organisation_id: UUID) -> bool:
        """Tell whether the actor holds the right in that organisation."""
        return asked in self.grants.get(organisation_id, frozenset())

    def own_id(self) -> UUID:
        """Return the id of the person who acts; raise where nobody is signed in, and for a token."""
        if self.person_id is None:
            raise NotAllowedError(_("Sign in first: this belongs to a person."))
        return self.person_id

    def scope_in(self, organisation_id: UUID) -> Scope:
        """Return the scope of an organisation to which the actor belongs; a foreign one is simply not found."""
        if organisation_id not in self.grants:
            raise NotFoundError(_("There is no such organisation among yours."))
        return Scope.organisation(organisation_id)


def require(actor: Actor, asked: Right, organisation_id: UUID) -> None:
    """Raise unless the actor holds the right there. In a foreign organisation the answer is “not found”."""
    scope = actor.scope_in(organisation_id)
    if not actor.may(asked, organisation_id):
        raise NotAllowedError(
            _("Your role does not let you %(act)s. An administrator of the organisation can change that.")
            % {"act": asked.what},
            right=asked.code,
            organisation=str(scope.subject),
        )


def require_operator(actor: Actor) -> None:
    """Raise unless the actor runs this platform (or is the platform itself)."""
    if not actor.is_operator and actor.kind is not ActorKind.SYSTEM:
        raise NotAllowedError(_("Only an administrator of this Rung may do that."))
