"""What leaves the process: written with its cause, sent after it, at least once.

A channel (mail, a web hook) asks for an event by name. The message is stored in the transaction of the event together
with the job that sends it, so neither exists without the other. A message's id tells a receiver what came twice.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from rung.platform.kernel import world
from rung.platform.kernel.errors import DeclarationError
from rung.platform.kernel.jobs import enqueue, job
from rung.platform.kernel.models import OutboxMessage

Channel = Callable[[OutboxMessage], None]

_channels: dict[str, dict[str, Channel]] = {}


def outgoing(event: str, *, channel: str) -> Callable[[Channel], Channel]:
    """Send every event of that name out of the process through the decorated function."""

    def subscribe(send: Channel) -> Channel:
        channels = _channels.setdefault(event, {})
        if channel in channels:
            raise DeclarationError(f"{event} is sent twice to {channel}.")
        channels[channel] = send
        return send

    return subscribe


def channels_of(event: str) -> tuple[str, ...]:
    """Return the names of the channels that ask for an event."""
    return tuple(_channels.get(event, {}))


def put(event: str, payload: dict[str, Any]) -> None:
    """Store one message for each channel that asks for the event, and queue its sending. Call inside a transaction."""
    for channel in channels_of(event):
        message = OutboxMessage.objects.create(event=event, channel=channel, payload=payload)
        enqueue(send, key=f"outbox:{message.pk}", message_id=str(message.pk))


@job("kernel.send_message", atomic=False, attempts=8)
def send(message_id: str) -> None:
    """Send one message through its channel, then note that it left."""
    message = OutboxMessage.objects.get(pk=UUID(message_id))
    if message.delivered_at is not None:
        return
    try:
        channel = _channels[message.event][message.channel]
    except KeyError:
        raise DeclarationError(f"Nothing sends {message.event} to {message.channel} any more.") from None
    channel(message)
    message.delivered_at = world.now()
    message.save(update_fields=["delivered_at"])
