"""The reference pages that no person writes: what rooms declared, as Markdown.

Events, rights, jobs, invariants, the register of personal data and the routes come from their registries. The actions
of the audit log and the codes of errors are read from the source, where each is a literal.
"""

import ast
import dataclasses
import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any, Final, get_type_hints

from django.urls import URLPattern, URLResolver, get_resolver

import rung
from rung.platform.kernel import events, jobs, permissions, routes
from rung.platform.kernel.registries import invariants, personal_data

SOURCE: Final = Path(rung.__file__).parent
NOTE: Final = "<!-- Written by `rung manage write_reference`. Change the code, not this page. -->"
NONE: Final = "none"

Row = tuple[str, ...]


def pages() -> dict[str, str]:
    """Return every page by the name of its file. The same declarations give the same bytes."""
    written: dict[str, Callable[[], Iterator[str]]] = {
        "audit-actions.md": audit_actions,
        "error-codes.md": error_codes,
        "events.md": event_catalogue,
        "invariants.md": invariant_list,
        "jobs.md": job_list,
        "personal-data.md": personal_data_register,
        "rights.md": right_list,
        "routes.md": route_list,
    }
    return {name: "\n\n".join([NOTE, *blocks()]) + "\n" for name, blocks in written.items()}


def stale(folder: Path) -> list[str]:
    """Return the names of pages in `folder` that are missing, differ, or belong to nothing any more."""
    wanted = pages()
    found = {path.name: path.read_text("utf-8") for path in folder.glob("*.md")}
    return sorted(name for name in {*wanted, *found} if wanted.get(name) != found.get(name))


def write(folder: Path) -> None:
    """Bring `folder` to what `pages` says."""
    folder.mkdir(parents=True, exist_ok=True)
    wanted = pages()
    for name in stale(folder):
        if name in wanted:
            (folder / name).write_text(wanted[name], "utf-8")
        else:
            (folder / name).unlink()


# --- What the registries hold ----------------------------------------------------------------------------------------


def event_catalogue() -> Iterator[str]:
    """Yield the page of events: when each happens, what it carries, who hears it."""
    yield "# Events"
    yield (
        "An event is told inside the transaction in which it happened. Handlers run at once and may refuse it; a "
        "channel sends it out of the process afterwards, at least once. Events carry ids and codes, never content."
    )
    for declared in events.declared_events():
        handlers, channels = events.listeners(declared)
        yield f"## `{declared.name}`"
        yield meaning(declared)
        yield table(("field", "type"), ((f"`{name}`", f"`{kind}`") for name, kind in _fields(declared)))
        yield f"Handlers: {_codes(handlers)}. Channels: {_codes(channels)}."


def right_list() -> Iterator[str]:
    """Yield the page of rights."""
    yield "# Rights"
    yield (
        "A right is held in one organisation. Memberships and mandates give it, from a day and up to another. "
        "In an organisation that is not one's own, the answer to everything is “not found”."
    )
    rights = permissions.declared_rights()
    yield table(("right", "lets a person"), ((f"`{right.code}`", str(right.what)) for right in rights))


def job_list() -> Iterator[str]:
    """Yield the page of jobs."""
    yield "# Jobs"
    yield (
        "An atomic job commits its effect together with its completion, so that a worker killed in between leaves "
        "nothing behind. One that is not atomic talks to the outside and bears to run twice."
    )
    heads = ("job", "what it does", "runs", "atomic", "attempts", "lease")
    yield table(heads, (_job_row(job) for job in jobs.declared_jobs()))


def invariant_list() -> Iterator[str]:
    """Yield the page of invariants."""
    yield "# Invariants"
    yield "What must always be true of the records. `rung doctor` checks it and names every place where it is not."
    declared = invariants.declared_invariants()
    yield table(("code", "statement"), ((f"`{each.code}`", each.statement) for each in declared))


def personal_data_register() -> Iterator[str]:
    """Yield the register of personal data: what is kept, what erasure does to it, and what is exempt."""
    yield "# Register of personal data"
    yield (
        "What a person is given when she asks for her data, and what happens to it when she asks to be erased. "
        "A field that seems personal and stands on neither list fails the build."
    )
    yield "## Given out and erased"
    for records in personal_data.registered():
        yield f"### `{_label(records)}`"
        yield f"Fields: {_codes(records.fields)}. The person is found by `{records.person}`."
        yield f"Erasure: {meaning(records.erase)}"
    yield "## Exempt"
    yield table(("field", "reason"), sorted(_exemptions()))


def route_list() -> Iterator[str]:
    """Yield the page of routes: every address, and who may use it."""
    yield "# Addresses and who may use them"
    yield "A route that declares nobody fails the build. The API's operations have a description of their own."
    yield table(("address", "who", "why"), sorted(_routes(get_resolver().url_patterns)))


def _fields(declared: type[events.Event]) -> Iterator[Row]:
    hints = get_type_hints(declared)
    for field in dataclasses.fields(declared):
        yield field.name, getattr(hints[field.name], "__name__", str(hints[field.name]))


def _job_row(job: jobs.Job) -> Row:
    runs = f"every {duration(job.every)}" if job.every else "when asked for"
    atomic = "yes" if job.atomic else "no"
    return f"`{job.name}`", meaning(job.function), runs, atomic, str(job.attempts), duration(job.lease)


def _label(records: personal_data.PersonalRecords) -> str:
    return records.model._meta.label  # noqa: SLF001 — Django's public name for a model's label


def _exemptions() -> Iterator[Row]:
    exempt = personal_data._registry.exempt  # noqa: SLF001 — the register is the one list that shows all of it
    for label, reasons in exempt.items():
        for field, reason in reasons.items():
            yield f"`{label}.{field}`", reason


def _routes(patterns: Iterable[Any], prefix: str = "/") -> Iterator[Row]:
    for pattern in patterns:
        path = prefix + str(pattern.pattern).removeprefix("^").removesuffix("$")
        if isinstance(pattern, URLResolver):
            yield from _routes(pattern.url_patterns, path)
        elif isinstance(pattern, URLPattern):
            yield f"`{path}`", *_access(pattern.callback.access)  # type: ignore[attr-defined]


def _access(access: routes.Access) -> Row:
    match access:
        case routes.Public(reason=reason):
            return "everybody", reason
        case routes.SignedIn():
            return "whoever is signed in", ""
        case routes.Operator():
            return "operators", ""
        case routes.InOrganisation(right=None):
            return "members of the organisation", ""
        case routes.InOrganisation(right=right):
            return f"members with `{right.code}`", ""  # type: ignore[union-attr]
    raise TypeError(access)


# --- What only the source holds --------------------------------------------------------------------------------------


def audit_actions() -> Iterator[str]:
    """Yield the page of audit actions: what commands write into the log, and with which facts."""
    yield "# Actions in the audit log"
    yield (
        "What commands write into the log. Beside these facts an entry tells the moment, who acted, on what, and in "
        "which organisation, each by id. Facts never hold a person's name or address."
    )
    found = {row for path in _modules() for row in _recorded(path)}
    yield table(("action", "facts", "written by"), sorted(found))


def error_codes() -> Iterator[str]:
    """Yield the page of error codes."""
    yield "# Error codes"
    yield (
        "A code is stable; its sentence may be reworded. The command line prints the sentence. The API answers with "
        "problem+json (RFC 9457), whose `title` is the code, under the status that stands here, or else under 422."
    )
    classes = [node for path in _modules() for node in _syntax(path).body if isinstance(node, ast.ClassDef)]
    by_name = {node.name: node for node in classes}
    found = (_error_row(node, by_name) for node in classes if "code" in _constants(node))
    yield table(("code", "meaning", "status"), sorted(found))


def _modules() -> Iterator[Path]:
    yield from (path for path in sorted(SOURCE.rglob("*.py")) if "migrations" not in path.parts)


def _syntax(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def _recorded(path: Path) -> Iterator[Row]:
    """Yield each `audit.record("verb.noun", …)` of a module."""
    where = ".".join(path.relative_to(SOURCE.parent).with_suffix("").parts).removesuffix(".__init__")
    for node in ast.walk(_syntax(path)):
        match node:
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id="audit"), attr="record"),
                args=[ast.Constant(value=str(action))],
                keywords=given,
            ):
                facts = [word.arg for word in given if word.arg not in {"actor", "on", "organisation_id", None}]
                yield f"`{action}`", _codes(facts), f"`{where}`"


def _error_row(node: ast.ClassDef, classes: Mapping[str, ast.ClassDef]) -> Row:
    code = _constants(node)["code"]
    return f"`{code}`", _first_paragraph(ast.get_docstring(node) or ""), _status(node, classes)


def _status(node: ast.ClassDef, classes: Mapping[str, ast.ClassDef]) -> str:
    """Return the HTTP status that a class fixes or inherits, empty where there is none."""
    if own := _constants(node).get("status"):
        return own
    bases = (classes[base.id] for base in node.bases if isinstance(base, ast.Name) and base.id in classes)
    return next((status for base in bases if (status := _status(base, classes))), "")


def _constants(node: ast.ClassDef) -> dict[str, str]:
    """Return the literals that a class assigns to plain names."""
    fixed = {}
    for statement in node.body:
        match statement:
            case (
                ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value=value))
                | ast.AnnAssign(target=ast.Name(id=name), value=ast.Constant(value=value))
            ):
                fixed[name] = str(value)
    return fixed


# --- Markdown ---------------------------------------------------------------------------------------------------------


def table(heads: Row, rows: Iterable[Row]) -> str:
    """Return a Markdown table; a bar in a cell is escaped, so that it does not end the cell."""
    lines = [heads, tuple("---" for _ in heads), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines)


def meaning(documented: Any) -> str:
    """Return the first paragraph of what something says about itself, on one line."""
    return _first_paragraph(inspect.getdoc(documented) or "")


def _first_paragraph(docstring: str) -> str:
    return " ".join(docstring.partition("\n\n")[0].split())


def _codes(names: Iterable[str | None]) -> str:
    return ", ".join(f"`{name}`" for name in names) or NONE


def duration(span: timedelta) -> str:
    """Return a span in the largest unit that divides it: `1 day`, `2 minutes`, `90 seconds`."""
    seconds = int(span.total_seconds())
    units = {"day": 86_400, "hour": 3_600, "minute": 60, "second": 1}
    unit = next(name for name, length in units.items() if seconds % length == 0)
    count = seconds // units[unit]
    return f"{count} {unit}" if count == 1 else f"{count} {unit}s"
