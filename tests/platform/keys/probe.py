"""A process that asks for the signer of this Rung when it is told to, and prints its DID."""

import sys

from rung.cli import django_setup

django_setup.start()

from django.db import transaction  # noqa: E402 — Django is up only now

from rung.platform.keys import services  # noqa: E402

if sys.argv[1] == "prepare":
    django_setup.migrate()
else:
    print("ready", flush=True)  # noqa: T201 — the parent waits for it
    sys.stdin.readline()
    with transaction.atomic():  # as issuing does: the key is made within the transaction that needs it
        print(services.signer_of(None).did)  # noqa: T201 — the parent reads it
