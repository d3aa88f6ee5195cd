"""Opens the account of somebody who runs this Rung. She then sets a password through "forgotten password".

The first operator of a new installation is made this way; nobody can become one over the web.
"""

import argparse

from rung.cli import django_setup


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take an address and a name."""
    parser.add_argument("email", metavar="ADDRESS")
    parser.add_argument("--name", required=True)


def run(arguments: argparse.Namespace) -> int:
    """Open the account."""
    django_setup.start()
    django_setup.require_migrated()
    from rung.platform.kernel.permissions import Actor
    from rung.platform.people.services import open_account

    person = open_account(actor=Actor.system(), email=arguments.email, name=arguments.name, is_operator=True)
    print(f"{person.email} may now set a password at /account/password/reset/ and sign in.")
    return 0
