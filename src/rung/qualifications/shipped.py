"""The documents that Rung ships: frameworks, stacking rules and ladders, by name."""

from importlib.resources import files

from rung.qualifications.errors import UnknownRuleError

_ROOM = "rung.qualifications"


def shipped_names(kind: str) -> tuple[str, ...]:
    """Return the names of the shipped documents of a kind (`frameworks`, `rules` or `ladders`), sorted."""
    folder = files(_ROOM).joinpath("data", kind)
    return tuple(sorted(one.name.removesuffix(".toml") for one in folder.iterdir() if one.name.endswith(".toml")))


def shipped_document(kind: str, name: str) -> bytes:
    """Return the shipped document `name` of a kind; raise `UnknownRuleError`, with the names there are, for another."""
    names = shipped_names(kind)
    if name not in names:
        raise UnknownRuleError(f"Among the shipped {kind} is no “{name}”; there are {', '.join(names)}.", name=name)
    return files(_ROOM).joinpath("data", kind, f"{name}.toml").read_bytes()
