"""The JSON-LD contexts that Rung knows: bundled, pinned by SHA-256, looked up by exact URL, never fetched.

A context decides what every word of a credential means. Whoever can change it changes what was signed, so the set
is closed: a document may name these URLs and no others, and may not bring definitions of its own.
"""

import hashlib
import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

from rung.credentials.errors import ContextCorruptError, UnknownContextError, WorkLimitError
from rung.credentials.limits import MAX_CONTEXTS

CREDENTIALS_V1: Final = "https://www.w3.org/2018/credentials/v1"
CREDENTIALS_V2: Final = "https://www.w3.org/ns/credentials/v2"
STATUS_LIST_V1: Final = "https://www.w3.org/ns/credentials/status/v1"
DATA_INTEGRITY_V1: Final = "https://w3id.org/security/data-integrity/v1"
DATA_INTEGRITY_V2: Final = "https://w3id.org/security/data-integrity/v2"
MULTIKEY_V1: Final = "https://w3id.org/security/multikey/v1"
ED25519_2020_V1: Final = "https://w3id.org/security/suites/ed25519-2020/v1"
OPEN_BADGES_3_0_0: Final = "https://purl.imsglobal.org/spec/ob/v3p0/context.json"
OPEN_BADGES_3_0_1: Final = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json"
OPEN_BADGES_3_0_2: Final = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json"
OPEN_BADGES_3_0_3: Final = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
OPEN_BADGES_EXTENSIONS: Final = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"

_FOLDER = files("rung.credentials") / "data" / "contexts"


@dataclass(frozen=True, slots=True)
class BundledContext:
    """One file of the bundle, as its register `ORIGIN.toml` describes it."""

    url: str
    file: str
    package: str
    version: str
    licence: str
    sha256: str
    comparison: str
    compared_sha256: str = ""

    def load(self) -> dict[str, Any]:
        """Return the context document; raise `ContextCorruptError` if the file is not the pinned one."""
        content = (_FOLDER / self.file).read_bytes()
        if hashlib.sha256(content).hexdigest() != self.sha256:
            raise ContextCorruptError(
                f"The bundled context {self.file} is not the file that was pinned: install Rung again.",
                url=self.url,
                expected=self.sha256,
            )
        document: dict[str, Any] = json.loads(content)
        return document


class KnownContexts:
    """A closed set of contexts. Two sets never share compiled tables, so identity is what counts."""

    def __init__(self, bundled: Mapping[str, BundledContext], more: Mapping[str, object] | None = None) -> None:
        self._bundled = dict(bundled)
        self._more = {url: json.dumps(document) for url, document in (more or {}).items()}

    def __contains__(self, url: object) -> bool:
        return url in self._bundled or url in self._more

    @property
    def urls(self) -> tuple[str, ...]:
        """The URLs of the set, sorted."""
        return tuple(sorted({*self._bundled, *self._more}))

    def load(self, url: str) -> dict[str, Any]:
        """Return a fresh copy of the context under exactly this URL, or raise `UnknownContextError`."""
        if url in self._more:
            document: dict[str, Any] = json.loads(self._more[url])
            return document
        if url not in self._bundled:
            raise unknown_context(url)
        return self._bundled[url].load()

    def with_more(self, documents: Mapping[str, object]) -> "KnownContexts":
        """Return this set and `documents` (URL to context document), for tests against published vectors."""
        return KnownContexts(self._bundled, documents)

    def urls_of(self, context: object) -> tuple[str, ...]:
        """Return the value of an `@context` as a tuple of known URLs.

        Raises `UnknownContextError` for an unknown URL, a definition written into the document, or anything
        else that is no URL, and `WorkLimitError` for more than `MAX_CONTEXTS`.
        """
        entries = context if isinstance(context, list | tuple) else (context,)
        if len(entries) > MAX_CONTEXTS:
            raise WorkLimitError(
                f"The document names {len(entries)} contexts; {MAX_CONTEXTS} are allowed.", contexts=len(entries)
            )
        for entry in entries:
            if not isinstance(entry, str):
                raise UnknownContextError(
                    "The document defines terms of its own inside @context: only the addresses of known contexts"
                    " may stand there.",
                )
            if entry not in self:
                raise unknown_context(entry)
        return tuple(entries)


def unknown_context(url: str) -> UnknownContextError:
    """Return the error for a context outside the set."""
    return UnknownContextError(
        f"The context {url[:200]} is not one that Rung knows, so the words it defines have no meaning here.",
        url=url,
    )


def register() -> tuple[BundledContext, ...]:
    """Return what `ORIGIN.toml` says about every bundled file: where it comes from and under which licence."""
    rows = tomllib.loads((_FOLDER / "ORIGIN.toml").read_text("utf-8"))["context"]
    return tuple(BundledContext(**row) for row in rows)


@lru_cache(maxsize=1)
def bundled_contexts() -> KnownContexts:
    """Return the one set that the product uses. Files are read when first asked for, and checked then."""
    return KnownContexts({entry.url: entry for entry in register()})
