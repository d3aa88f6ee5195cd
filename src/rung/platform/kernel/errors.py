"""Errors of the kernel. `status` is the HTTP status under which the web shows them (RFC 9457)."""

from typing import ClassVar

from rung.core import RungError


class PlatformError(RungError):
    """The base of everything a command, a query or a route refuses."""

    code = "platform.refused"
    status: ClassVar[int] = 400


class RuleBrokenError(PlatformError):
    """A rule about our records forbids the act; the sentence says which."""

    code = "platform.rule_broken"
    status = 409


class NotAllowedError(PlatformError):
    """The actor is known, sees the object, and lacks the right."""

    code = "platform.not_allowed"
    status = 403


class NotFoundError(PlatformError):
    """There is no such thing within what the actor may see. A foreign thing and a missing one look the same."""

    code = "platform.not_found"
    status = 404


class ScopeError(RungError):
    """A programming error: a query without scope, or with one that its model does not offer."""

    code = "kernel.scope"


class OutsideTransactionError(RungError):
    """A programming error: what must share the transaction of its cause was called outside of one."""

    code = "kernel.outside_transaction"


class DeclarationError(RungError):
    """A programming error: two declarations collide, or one names something unknown."""

    code = "kernel.declaration"
