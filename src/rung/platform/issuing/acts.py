"""What can be done to a credential that was issued, by its history, and the command that does it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from rung.platform.issuing import services
from rung.platform.issuing.models import StatusChange

Act = StatusChange.Act

COMMANDS: Final[Mapping[str, Callable[..., StatusChange]]] = {
    Act.SUSPEND: services.suspend,
    Act.REINSTATE: services.reinstate,
    Act.REVOKE: services.revoke,
}


def acts_open_to(changes: Sequence[StatusChange]) -> tuple[StatusChange.Act, ...]:
    """Return what can still be done to a credential with this history; nothing follows a revocation."""
    last = changes[-1].act if changes else None
    if last == Act.REVOKE:
        return ()
    return (Act.REINSTATE if last == Act.SUSPEND else Act.SUSPEND, Act.REVOKE)
