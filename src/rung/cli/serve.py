"""Serves the site on granian (WSGI) until it is told to stop.

Behind a proxy that ends TLS, set RUNG_PUBLIC_URL to the address that people type.
"""

import argparse
import os
import socket
import sys

from rung.cli import django_setup
from rung.core.errors import RungError

WSGI = "rung.platform.site.wsgi:application"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take where to listen and with how many processes."""
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine only)")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--workers", type=int, default=2, help="processes that answer requests")


class AddressTakenError(RungError):
    """Something else listens where the site was to."""

    code = "cli.address_taken"


def require_free(host: str, port: int) -> None:
    """Raise, with the remedy, if the address cannot be listened on; the web server itself would share it silently."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise AddressTakenError(
            f"Rung cannot listen on {host}:{port} ({error.strerror}): choose another port, such as --port {port + 1}"
            f" (make demo PORT={port + 1})."
        ) from error


def command(host: str, port: int, workers: int) -> list[str]:
    """Return the command line of the web server."""
    return [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port),
        "--workers", str(workers), "--blocking-threads", "4", "--no-ws", "--log-level", "warning", WSGI,
    ]  # fmt: skip


def prepare() -> None:
    """Bring database and static files up to date."""
    django_setup.start()
    from django.core.management import call_command

    django_setup.migrate()
    call_command("collectstatic", verbosity=0, interactive=False)


def run(arguments: argparse.Namespace) -> int:
    """Prepare, then become the web server."""
    require_free(arguments.host, arguments.port)
    prepare()
    print(f"Rung listens on http://{arguments.host}:{arguments.port}/", flush=True)
    served = command(arguments.host, arguments.port, arguments.workers)
    os.execv(served[0], served)  # noqa: S606 — no shell, and nothing in it comes from outside
