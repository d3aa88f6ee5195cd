"""Canonical N-Quads of datasets that differ in a few terms: what stays the same is prepared once.

Whoever issues a thousand credentials of one design canonicalises a thousand almost equal datasets. Here the lines
without an open term are written beforehand, and the first-degree hashes of blank nodes that no open term touches are
computed beforehand. What remains for each dataset is to fill the other lines and to sort.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import islice
from operator import eq
from typing import Final

from rung.credentials.rdfc10 import Quad

MOST_BLANK_NODES: Final = 64
"""Blank nodes of a template. Each is written once for each label it gets, so their square counts."""

_END: Final = " ."


class CanonicalTemplate:
    """A dataset of which some terms are left open.

    `openings` are the terms, as they stand in `quads`, that vary; each dataset gives one term for each.
    """

    def __init__(self, quads: Iterable[Quad], openings: Sequence[str], *, hash_name: str = "sha256") -> None:
        dataset = list(dict.fromkeys(quads))
        self._new_hash = hashlib.sha384 if hash_name == "sha384" else hashlib.sha256
        self._fields = {term: f"{{{place}}}" for place, term in enumerate(openings)}
        self._blanks = list(dict.fromkeys(term for quad in dataset for term in quad if _is_blank(term)))
        self._settled: list[bytes] = []
        self._labelled: list[list[str]] = [[] for _ in self._blanks]
        self._written: dict[tuple[int, int], list[bytes]] = {}
        self._open = self._sorted_out(dataset, len(openings))
        self._settled_nodes: list[tuple[str, int]] = []
        self._open_nodes: list[tuple[str, int]] = []
        self._prepare_nodes(dataset)

    @property
    def blank_nodes(self) -> int:
        """How many blank nodes the dataset has."""
        return len(self._blanks)

    def filled(self, terms: Sequence[str]) -> bytes | None:
        """Return the canonical N-Quads of the dataset with `terms` in the open places (RDFC-1.0 §4.4), in UTF-8.

        `None` if this dataset needs the general algorithm: two blank nodes have the same first-degree hash, or two
        statements have become the same. Bytes of UTF-8 sort like the characters they encode, so lines are sorted as
        bytes, most of them encoded beforehand.
        """
        order = self._order(terms)
        if order is None:
            return None
        labels = [""] * len(order)
        lines = self._settled.copy()
        for number, place in enumerate(order):
            labels[place] = f"_:c14n{number}"
            lines += self._written.get((place, number)) or self._write(place, number)
        lines += self._open.format(*terms, *labels).encode().split(b"\n")
        lines.sort()
        if any(map(eq, lines, islice(lines, 1, None))):
            return None
        lines.append(b"")
        return b"\n".join(lines)

    def _order(self, terms: Sequence[str]) -> list[int] | None:
        """Return the blank nodes in the order of their hashes, or `None` where two cannot be told apart by them."""
        if len(self._blanks) == 1:
            return [0]
        hashed = [(self._first_degree(lines.format(*terms)), place) for lines, place in self._open_nodes]
        hashed += self._settled_nodes
        hashed.sort()
        digests = [digest for digest, _ in hashed]
        if any(map(eq, digests, islice(digests, 1, None))):
            return None
        return [place for _, place in hashed]

    def _write(self, place: int, number: int) -> list[bytes]:
        """Return the lines in which a blank node is all that is not settled, with its label; kept for next time."""
        label = f"_:c14n{number}"
        written = self._written[place, number] = [line.format(label).encode() for line in self._labelled[place]]
        return written

    def _sorted_out(self, dataset: Iterable[Quad], openings: int) -> str:
        """Keep each line with its like; return the lines that have open terms or several blank nodes."""
        lines = []
        labels = {blank: f"{{{place}}}" for place, blank in enumerate(self._blanks, openings)}
        for quad in dataset:
            blanks = {term for term in quad if _is_blank(term)}
            is_open = not self._fields.keys().isdisjoint(quad)
            if is_open or len(blanks) > 1:
                lines.append(self._line(quad, labels))
            elif blanks:
                blank = blanks.pop()
                self._labelled[self._blanks.index(blank)].append(self._line(quad, {blank: "{0}"}))
            else:
                self._settled.append(self._line(quad, {}).format().encode())
        self._settled.sort()
        return "\n".join(lines)

    def _line(self, quad: Quad, stand_ins: dict[str, str]) -> str:
        """Return a quad as a format: `stand_ins` for blank nodes, numbered fields for open terms."""
        fields = self._fields
        terms = [fields.get(term) or stand_ins.get(term) or _escaped(term) for term in quad if term]
        return " ".join(terms) + _END

    def _prepare_nodes(self, dataset: Iterable[Quad]) -> None:
        """Hash the blank nodes that no open term touches; keep the lines of the others (RDFC-1.0 §4.6)."""
        mentions: dict[str, list[Quad]] = defaultdict(list)
        for quad in dataset:
            for blank in {term for term in quad if _is_blank(term)}:
                mentions[blank].append(quad)
        for place, blank in enumerate(self._blanks):
            stand_ins = dict.fromkeys(self._blanks, "_:z") | {blank: "_:a"}
            lines = "\n".join(self._line(quad, stand_ins) for quad in mentions[blank])
            if all(self._fields.keys().isdisjoint(quad) for quad in mentions[blank]):
                self._settled_nodes.append((self._first_degree(lines.format()), place))
            else:
                self._open_nodes.append((lines, place))

    def _first_degree(self, lines: str) -> str:
        text = "\n".join(sorted(lines.split("\n"))) + "\n"
        return self._new_hash(text.encode()).hexdigest()


def _is_blank(term: str) -> bool:
    return term.startswith("_:")


def _escaped(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")
