"""`rung VERB …`: finds the verb's module, parses, runs, and turns an error into a sentence and an exit code."""

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from types import ModuleType

from rung.core.errors import RungError

VERBS: dict[str, tuple[str, str]] = {
    "verify": ("rung.cli.verify", "check a credential file and say why it can be trusted or not"),
    "issue": ("rung.cli.issue", "sign credentials for a list of people, without a server"),
    "award": ("rung.cli.award", "award a design of this Rung to everybody in a file"),
    "stack": ("rung.cli.stack", "say whether credentials add up to a qualification, with the proof"),
    "fund": ("rung.cli.fund", "say who may have which money for learning, and who pays what"),
    "demo": ("rung.cli.demo", "set up everything and show Rung with the story loaded"),
    "serve": ("rung.cli.serve", "serve the site"),
    "worker": ("rung.cli.worker", "run jobs that wait"),
    "doctor": ("rung.cli.doctor", "check what must always be true and name what is not"),
    "operator": ("rung.cli.operator", "open the account of somebody who runs this Rung"),
    "manage": ("rung.cli.manage", "pass on to Django's own management commands"),
}
"""Verb → (module, what it does). A module has `add_arguments(parser)` and `run(arguments) -> exit code`."""

UNUSABLE_INPUT = 2


def build_parser() -> argparse.ArgumentParser:
    """Return the outer parser, which knows every verb but imports none."""
    verbs = "\n".join(f"  {verb:<10} {what}" for verb, (_, what) in VERBS.items())
    parser = argparse.ArgumentParser(
        prog="rung",
        description="Rung carries a person from what jobs ask for to a job, with proof of skill.",
        epilog=f"verbs:\n{verbs}\n\n`rung VERB --help` explains one.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        add_help=False,
    )
    parser.add_argument("verb", nargs="?", metavar="VERB", choices=[*VERBS, None])
    parser.add_argument("-h", "--help", action="store_true")
    return parser


def run_verb(verb: str, rest: Sequence[str]) -> int:
    """Import the module of `verb`, parse `rest` with its parser and return its exit code."""
    module_name, what = VERBS[verb]
    module: ModuleType = importlib.import_module(module_name)
    parser = argparse.ArgumentParser(
        prog=f"rung {verb}", description=f"{what[0].upper()}{what[1:]}.", epilog=module.__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    module.add_arguments(parser)
    return int(module.run(parser.parse_args(rest)))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 yes, 1 no, 2 unusable input, 3 not confirmed."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    parser = build_parser()
    if not given or given[0] in {"-h", "--help"}:
        print(parser.format_help())
        return 0
    verb = parser.parse_args(given[:1]).verb
    try:
        return run_verb(verb, given[1:])
    except RungError as error:
        print(error.diagnostics(), file=sys.stderr)
        return UNUSABLE_INPUT
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return UNUSABLE_INPUT
    except KeyboardInterrupt:
        return 130
