"""Values of JSON-LD as literals of N-Quads, and how a refusal finds the place where it happened."""

from typing import Any, Final

from rung.credentials.data_loss import Place, loss, pointer
from rung.credentials.errors import CredentialError, WorkLimitError
from rung.credentials.jcs import UnfitJsonError, write_json
from rung.credentials.nquads import (
    RDF_JSON,
    XSD_DOUBLE,
    datatype_suffix,
    is_language_tag,
    literal,
    typed_boolean,
    typed_number,
)


class NeedsGeneralAlgorithm(Exception):  # noqa: N818  a change of road, not an error
    """The document uses a corner of JSON-LD that term tables do not cover."""


TOO_LARGE: Final = "too_large"
"""The reason of a refusal that becomes a `WorkLimitError`."""


class RefusedError(Exception):
    """A loss, or an excess, on its way up to the document; each level it passes adds its step to the place.

    Keeping the place of every value at hand would cost a third of the time, and honest documents never need it.
    """

    def __init__(self, reason: str, value: object = "", *steps: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.value = value
        self.steps = [*reversed(steps)]

    def located(self) -> CredentialError:
        """Return the error for a person."""
        place: Place = tuple(step if isinstance(step, int) else str(step) for step in reversed(self.steps))
        if self.reason != TOO_LARGE:
            return loss(self.reason, place, self.value)
        return WorkLimitError(
            f"The document is larger or deeper at {pointer(place) or 'its top'} than any honest credential.",
            place=pointer(place),
        )


def json_literal(value: Any, depth: int) -> str:
    """Return a value as one JSON literal, in canonical form (JSON-LD 1.1 API §8.6)."""
    try:
        return literal(write_json(value, depth).decode()) + RDF_JSON
    except UnfitJsonError as cause:
        raise RefusedError(cause.reason, cause.value) from cause


def scalar(value: object, datatype: str | None) -> str:
    """Return the literal of a number or truth value."""
    if isinstance(value, bool):
        return typed_boolean(value, datatype=datatype)
    if isinstance(value, int | float):
        return typed_number(value, datatype)
    raise RefusedError("null" if value is None else "not_a_value")


def tagged(content: object, language: object) -> str:
    """Return a text with its language, in lower case as JSON-LD processors write it."""
    if not isinstance(content, str):
        raise RefusedError("value_object")
    if not isinstance(language, str) or not is_language_tag(language):
        raise RefusedError("language_tag", language)
    return f"{literal(content)}@{language.lower()}"


def typed_text(content: str, datatype: str) -> str:
    """Return a text with its datatype; doubles have a canonical form that the general algorithm knows."""
    if datatype == XSD_DOUBLE:
        raise NeedsGeneralAlgorithm
    return literal(content) + datatype_suffix(datatype)
