"""What accounts tidy up by night."""

from datetime import timedelta

from django.contrib.sessions.backends.db import SessionStore

from rung.platform.kernel.jobs import job


@job("people.drop_ended_sessions", every=timedelta(days=1))
def drop_ended_sessions() -> None:
    """Delete the rows of sign-ins that have ended by themselves."""
    SessionStore.clear_expired()
