"""Ways to change a credential: every field, every kind of change, and every byte."""

import copy
from collections.abc import Iterator
from typing import Any

Path = tuple[str | int, ...]

_SUBJECT, _ACHIEVEMENT = ("credentialSubject",), ("credentialSubject", "achievement")
_MENTIONS = [
    (_SUBJECT, "source"),
    (_ACHIEVEMENT, "creator"),
    (_ACHIEVEMENT, "image"),
    (_ACHIEVEMENT, "related"),
    (("issuer",), "parentOrg"),
    ((), "evidence"),
]
"""Places where something else can be mentioned."""

RENAMED = ("x", "name", "description", "alignment", "Criteria", "@type", "@id", "@index", "https://schema.org/name")
"""What a key is renamed to: nonsense, terms that other things have, a class with the address of a property, keywords
and a full address of a term."""


def paths(value: Any, here: Path = ()) -> Iterator[Path]:
    """Yield the path of every member and entry below `value`."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield (*here, name)
            yield from paths(inner, (*here, name))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield (*here, index)
            yield from paths(inner, (*here, index))


def at(document: Any, path: Path) -> Any:
    """Return the value at `path`."""
    for step in path:
        document = document[step]
    return document


def replaced(document: Any, path: Path, value: Any) -> Any:
    """Return a copy of `document` with `value` at `path`."""
    changed = copy.deepcopy(document)
    at(changed, path[:-1])[path[-1]] = value
    return changed


def deleted(document: Any, path: Path) -> Any:
    """Return a copy of `document` without what stands at `path`."""
    changed = copy.deepcopy(document)
    del at(changed, path[:-1])[path[-1]]
    return changed


def renamed(document: Any, path: Path, name: str) -> Any:
    """Return a copy of `document` in which the key at the end of `path` is called `name`, in the same place."""
    changed = copy.deepcopy(document)
    parent = at(changed, path[:-1])
    members = [(name if key == path[-1] else key, value) for key, value in parent.items()]
    parent.clear()
    parent.update(members)
    return changed


def other_values(value: Any) -> list[Any]:
    """Return what could stand in the place of `value`: other values, other types, other ways to write the same."""
    common = [None, [], [value], [[value]], [value, value], {"@value": value}, {"id": value}, {"@set": [value]}]
    if isinstance(value, str):
        return [
            *common,
            value + "x",
            value.upper(),
            " " + value,
            "",
            7,
            True,
            {"@id": value},
            {"@value": value, "x": 1},
        ]
    if isinstance(value, bool):
        return [*common, not value, str(value).lower(), int(value)]
    if isinstance(value, int | float):
        return [*common, value + 1, str(value), float(value), -value]
    if isinstance(value, list):
        return [*common, value[::-1], value[1:], value + value[:1], {"@list": value}, value[0] if value else "x"]
    if value is None:
        return [*common, "x", 0, False]
    return [*common, {}, {**value, "id": "urn:uuid:00000000-0000-4000-8000-000000000000"}, {"@graph": value}, "x"]


def field_changes(document: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield every single change of a field, with a word about it."""
    for path in paths(document):
        yield f"delete {path}", deleted(document, path)
        for value in other_values(at(document, path)):
            yield f"{path} = {str(value)[:60]}", replaced(document, path, value)
        if isinstance(path[-1], str):
            for name in RENAMED:
                yield f"rename {path} to {name}", renamed(document, path, name)


def moved_members(document: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield changes that tell part of what is said about a thing at another mention of its `id`.

    Linked data merges what is said about one `id`, so such a change can leave the signature good.
    """
    things = [path for path in paths(document) if isinstance(at(document, path), dict) and "id" in at(document, path)]
    for path in things:
        thing = at(document, path)
        for name in thing:
            if name in ("id", "type"):
                continue
            mention = {"id": thing["id"], "type": thing.get("type", []), name: thing[name]}
            for host, place in _MENTIONS:
                changed = deleted(document, (*path, name))
                if path == host[: len(path)] and name in host:
                    continue
                at(changed, host)[place] = mention
                yield f"tell {name} of {path} at {(*host, place)}", changed


def byte_changes(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield every change of a single byte: another bit, another digit or letter, one less, one more."""
    for place, byte in enumerate(data):
        for other in {byte ^ 1, byte ^ 0x20, 0x30 if byte != 0x30 else 0x31} - {byte}:
            yield f"byte {place} = {other}", data[:place] + bytes([other]) + data[place + 1 :]
        yield f"delete byte {place}", data[:place] + data[place + 1 :]
        yield f"double byte {place}", data[:place] + data[place : place + 1] + data[place:]
