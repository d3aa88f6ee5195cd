"""Tokens by which programs act for an organisation. The secret is shown once; what is kept is its hash."""

import hashlib
import hmac
import re
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from rung.platform.kernel import audit, events, world
from rung.platform.kernel.errors import NotAllowedError, NotFoundError, RuleBrokenError
from rung.platform.kernel.permissions import Actor, ActorKind, Right, grants_of, require
from rung.platform.organisations.events import TokenCreated, TokenWithdrawn
from rung.platform.organisations.models import ApiToken
from rung.platform.organisations.rights import MANAGE_TOKENS, NEVER_BY_TOKEN

LONGEST: Final = timedelta(days=365)
SECRET_BYTES: Final = 32
PREFIX: Final = "rung_"
"""So that whoever finds a token, a scanner of public repositories above all, knows what it is."""

_BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_DIGITS = 43
"""62^42 < 2^256 < 62^43: so many digits hold 32 bytes."""
_TOKEN = re.compile(rf"{PREFIX}[0-9A-Za-z]{{{_DIGITS}}}")


@dataclass(frozen=True, slots=True)
class NewToken:
    """A token that was just created. Its secret is nowhere else and is not shown again."""

    token: ApiToken
    secret: str = field(repr=False)


def offered_scopes(actor: Actor, organisation_id: UUID) -> tuple[Right, ...]:
    """Return what the actor may let a program do: what she herself may, and what a program ever may."""
    held = actor.grants.get(organisation_id, frozenset()) - NEVER_BY_TOKEN
    return tuple(sorted(held, key=lambda right: right.code))


def create_token(
    *, actor: Actor, organisation_id: UUID, name: str, scopes: Collection[str], lasts: timedelta
) -> NewToken:
    """Create a token for `lasts`, at most a year. `scopes` are codes of rights that the actor holds herself."""
    require(actor, MANAGE_TOKENS, organisation_id)
    _refuse_unless_offered(scopes, offered_scopes(actor, organisation_id))
    if not timedelta(0) < lasts <= LONGEST:
        raise RuleBrokenError(_("A token lasts at most %(days)d days.") % {"days": LONGEST.days})
    secret, now = _new_secret(), world.now()
    try:
        with transaction.atomic():
            token = ApiToken.objects.create(
                organisation_id=organisation_id,
                name=name,
                hash=_hash(secret),
                scopes=sorted(scopes),
                created_by_id=actor.own_id(),
                created_at=now,
                expires_at=now + lasts,
            )
            audit.record("create.token", actor=actor, on=token, organisation_id=organisation_id,
                         scopes=token.scopes, expires=token.expires_at)  # fmt: skip
            events.publish(TokenCreated(token_id=token.pk, organisation_id=organisation_id))
    except IntegrityError:
        raise RuleBrokenError(
            _("There is a token with the name %(name)s already. Withdraw it, or choose another name.") % {"name": name}
        ) from None
    return NewToken(token, secret)


def withdraw_token(*, actor: Actor, organisation_id: UUID, token_id: UUID) -> ApiToken:
    """Make a token worth nothing, now and for good."""
    require(actor, MANAGE_TOKENS, organisation_id)
    with transaction.atomic():
        tokens = ApiToken.objects.in_scope(actor.scope_in(organisation_id)).select_for_update()
        token: ApiToken | None = tokens.filter(pk=token_id, withdrawn_at=None).first()
        if token is None:
            raise NotFoundError(_("There is no such token in your organisation."))
        token.withdrawn_at = world.now()
        token.save(update_fields=["withdrawn_at"])
        audit.record("withdraw.token", actor=actor, on=token, organisation_id=organisation_id)
        events.publish(TokenWithdrawn(token_id=token.pk, organisation_id=organisation_id))
    return token


def actor_behind(secret: str) -> Actor | None:
    """Return who acts by a token: its scopes, as far as its creator holds them today. None if it is worth nothing.

    Three queries, and one more on the first use of a day. The search is by hash: how long it takes tells nothing about
    a secret that one does not have.
    """
    if not _TOKEN.fullmatch(secret):
        return None
    hashed = _hash(secret)
    token = ApiToken._base_manager.filter(  # noqa: SLF001 — the secret is the right to see it
        hash=hashed, withdrawn_at=None, expires_at__gt=world.now(), created_by__is_active=True
    ).first()
    if token is None or not hmac.compare_digest(token.hash, hashed):
        return None
    held = grants_of(token.created_by_id, world.today()).get(token.organisation_id)
    if held is None:
        return None
    _note_use(token)
    rights = frozenset(right for right in held - NEVER_BY_TOKEN if right.code in token.scopes)
    return Actor(ActorKind.TOKEN, token_id=token.pk, grants={token.organisation_id: rights}, name=token.name)


def _refuse_unless_offered(scopes: Collection[str], offered: Collection[Right]) -> None:
    if not scopes:
        raise RuleBrokenError(_("Choose at least one thing that the token may do."))
    beyond = set(scopes) - {right.code for right in offered}
    if beyond:
        raise NotAllowedError(
            _(
                "A token may do no more than you may yourself, and never manage people, keys or tokens. "
                "Leave out: %(codes)s."
            )
            % {"codes": ", ".join(sorted(beyond))}
        )


def _new_secret() -> str:
    number = int.from_bytes(world.random_bytes(SECRET_BYTES), "big")
    digits = []
    for _place in range(_DIGITS):
        number, digit = divmod(number, len(_BASE62))
        digits.append(_BASE62[digit])
    return PREFIX + "".join(reversed(digits))


def _hash(secret: str) -> str:
    """Return SHA-256 in hex. The secret holds 256 random bits, so it needs no salt and no slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _note_use(token: ApiToken) -> None:
    today = world.today()
    if token.last_used_on != today:
        ApiToken._base_manager.filter(pk=token.pk).update(last_used_on=today)  # noqa: SLF001 — as above
