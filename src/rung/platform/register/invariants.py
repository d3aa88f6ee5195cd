"""What must always be true of designs."""

from collections.abc import Iterator

from rung.platform.kernel.jobs import system_scope
from rung.platform.kernel.registries.invariants import invariant
from rung.platform.register import elements, queries
from rung.platform.register.models import State


@invariant("register.complete", "Every design that is awarded states every element that Annex I asks for.")
def every_active_design_is_complete() -> Iterator[str]:
    """Name the active versions that lack something."""
    with system_scope("invariant register.complete") as scope:
        for version in queries.loaded_in(scope).filter(state=State.ACTIVE).iterator(chunk_size=200):
            for one in elements.missing(version, version.design.organisation):
                yield f"version {version.pk} lacks {one.code} {one.language}".rstrip()
