"""RDF Dataset Canonicalization 1.0 (W3C Recommendation of 21 May 2024): the same statements, the same bytes.

A quad is a tuple of four finished N-Quads terms `(subject, predicate, object, graph)`, graph `""` for the default
graph. Blank nodes start with `_:`, IRIs with `<`, literals with `"`.

Own code, because the usual libraries either run without bound on hostile graphs or differ from the standard on
nodes that are related more than once. Blank nodes whose first-degree hashes differ are named at once; only ties
pay for Hash N-Degree Quads, which walks each *distinct* order of related nodes and stops at a limit of work.
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Protocol, TypeAlias

from rung.credentials.errors import WorkLimitError
from rung.credentials.limits import MAX_CANONICAL_STEPS, MAX_NDEGREE_CALLS, MAX_NDEGREE_DEPTH

Quad: TypeAlias = tuple[str, str, str, str]
"""Subject, predicate, object, graph, each a finished N-Quads term; graph `""` is the default graph."""


class _Hash(Protocol):
    def hexdigest(self) -> str: ...


_HASHES: dict[str, Callable[[bytes], _Hash]] = {"sha256": hashlib.sha256, "sha384": hashlib.sha384}


def canonicalize(quads: Iterable[Quad], *, hash_name: str = "sha256") -> str:
    """Return the canonical N-Quads document of the dataset (RDFC-1.0 §4.4).

    Raises `WorkLimitError` when the graph is more symmetrical than an honest credential can be.
    """
    dataset = set(quads)
    sorted_out = _SortedOut(dataset)
    return sorted_out.text(_labels_of(dataset, sorted_out, hash_name))


def canonical_labels(quads: Iterable[Quad], *, hash_name: str = "sha256") -> dict[str, str]:
    """Return the issued identifiers map: blank node of the input to `_:c14n…` (RDFC-1.0 §4.4.3 step 7)."""
    dataset = set(quads)
    return _labels_of(dataset, _SortedOut(dataset), hash_name)


class _SortedOut:
    """The quads of a dataset by what renaming blank nodes does to them.

    Most quads keep their line, or have one blank node, at the start or at the end: of those the rest of the line is
    written once, for the hashes and for the outcome. Only `linked` quads, with several, are written anew.
    """

    def __init__(self, dataset: Iterable[Quad]) -> None:
        self._settled: list[str] = []
        self._tails: dict[str, list[str]] = defaultdict(list)
        self._heads: dict[str, list[str]] = defaultdict(list)
        self._linked: list[Quad] = []
        self._links: dict[str, list[Quad]] = defaultdict(list)
        for quad in dataset:
            subject, predicate, object_, graph = quad
            if graph or (object_[0] == "_" and subject[0] == "_"):
                self._link(quad)
            elif subject[0] == "_":
                self._tails[subject].append(f" {predicate} {object_} .\n")
            elif object_[0] == "_":
                self._heads[object_].append(f"{subject} {predicate} ")
            else:
                self._settled.append(f"{subject} {predicate} {object_} .\n")

    def _link(self, quad: Quad) -> None:
        self._linked.append(quad)
        for node in {term for term in quad if term[:1] == "_"}:
            self._links[node].append(quad)

    @property
    def nodes(self) -> Iterable[str]:
        """Every blank node, once."""
        return dict.fromkeys((*self._tails, *self._heads, *self._links))

    def first_degree_text(self, node: str) -> str:
        """Return the sorted quads that mention `node`, it as `_:a`, every other blank node as `_:z` (RDFC-1.0 §4.6)."""
        tails, heads = sorted(self._tails.get(node, ())), sorted(self._heads.get(node, ()))
        if node not in self._links:  # "<" sorts before "_", so heads come first
            return "_:a .\n".join((*heads, "")) + "_:a".join(("", *tails))
        lines = [_line([term and _stand_in(term, node) for term in quad]) for quad in self._links[node]]
        lines += [f"_:a{tail}" for tail in tails]
        lines += [f"{head}_:a .\n" for head in heads]
        return "".join(sorted(lines))

    def text(self, labels: Mapping[str, str]) -> str:
        """Return the quads in order, blank nodes renamed.

        Those about named things come first, then each blank node's together: a space sorts before any digit.
        """
        named, blocks = self._settled.copy(), {labels[node]: tails.copy() for node, tails in self._tails.items()}
        for node, heads in self._heads.items():
            end = f"{labels[node]} .\n"
            named += [head + end for head in heads]
        for quad in self._linked:
            subject, predicate, object_, graph = [labels.get(term, term) for term in quad]
            tail = f" {predicate} {object_} {graph + ' ' if graph else ''}.\n"
            if subject[0] == "_":
                blocks.setdefault(subject, []).append(tail)
            else:
                named.append(subject + tail)
        named.sort()
        named += [label.join(("", *sorted(blocks[label]))) for label in sorted(blocks, key=_with_space)]
        return "".join(named)


def _with_space(label: str) -> str:
    return label + " "


def _stand_in(term: str, node: str) -> str:
    if term[0] != "_":
        return term
    return "_:a" if term == node else "_:z"


def _line(quad: Sequence[str]) -> str:
    subject, predicate, object_, graph = quad
    return f"{subject} {predicate} {object_} {graph + ' ' if graph else ''}.\n"


def _labels_of(dataset: set[Quad], sorted_out: _SortedOut, hash_name: str) -> dict[str, str]:
    return _Canonicalization(dataset, sorted_out, _HASHES[hash_name]).labels()


def _mentions(dataset: Iterable[Quad]) -> dict[str, list[Quad]]:
    """Return, for each blank node, the quads that mention it, each once (RDFC-1.0 §4.4.3 step 2)."""
    mentions: dict[str, list[Quad]] = defaultdict(list)
    for quad in dataset:
        subject, _, object_, graph = quad
        if subject[0] == "_":
            mentions[subject].append(quad)
        if object_[0] == "_" and object_ != subject:
            mentions[object_].append(quad)
        if graph and graph[0] == "_" and graph not in (subject, object_):
            mentions[graph].append(quad)
    return mentions


class _Issuer:
    """Hands out identifiers in order: prefix and counter (RDFC-1.0 §4.5)."""

    __slots__ = ("issued", "prefix")

    def __init__(self, prefix: str, issued: dict[str, str] | None = None) -> None:
        self.prefix = prefix
        self.issued = issued if issued is not None else {}

    def issue(self, node: str) -> str:
        label = self.issued.get(node)
        if label is None:
            label = self.issued[node] = f"{self.prefix}{len(self.issued)}"
        return label

    def copy(self) -> "_Issuer":
        return _Issuer(self.prefix, self.issued.copy())


class _Canonicalization:
    """The canonicalization state of one dataset (RDFC-1.0 §4.3)."""

    def __init__(self, dataset: set[Quad], sorted_out: _SortedOut, new_hash: Callable[[bytes], _Hash]) -> None:
        self._dataset = dataset
        self._sorted_out = sorted_out
        self._mentions: dict[str, list[Quad]] = {}
        self._new_hash = new_hash
        self._canonical = _Issuer("_:c14n")
        self._first_degree: dict[str, str] = {}
        self._calls = 0
        self._depth = 0
        self._steps = 0

    def labels(self) -> dict[str, str]:
        """Return the canonical label of every blank node (RDFC-1.0 §4.4.3 steps 3 to 5)."""
        by_hash: dict[str, list[str]] = defaultdict(list)
        for node in self._sorted_out.nodes:
            digest = self._first_degree[node] = self._digest(self._sorted_out.first_degree_text(node))
            by_hash[digest].append(node)
        ties = []
        for _, nodes in sorted(by_hash.items()):
            if len(nodes) == 1:
                self._canonical.issue(nodes[0])
            else:
                ties.append(nodes)
        if ties:
            self._mentions = _mentions(self._dataset)
        for nodes in ties:
            self._name_tied(nodes)
        return self._canonical.issued

    def _name_tied(self, nodes: list[str]) -> None:
        """Name blank nodes that share a first-degree hash by their n-degree hashes."""
        results = []
        for node in nodes:
            if node not in self._canonical.issued:
                temporary = _Issuer("_:b")
                temporary.issue(node)
                results.append(self._hash_n_degree(node, temporary))
        for _, issuer in sorted(results, key=lambda result: result[0]):
            for node in issuer.issued:
                self._canonical.issue(node)

    def _digest(self, text: str) -> str:
        return self._new_hash(text.encode()).hexdigest()

    def _hash_related(self, related: str, quad: Quad, issuer: _Issuer, position: str) -> str:
        """Hash Related Blank Node (RDFC-1.0 §4.7)."""
        name = self._canonical.issued.get(related) or issuer.issued.get(related) or self._first_degree[related]
        predicate = "" if position == "g" else quad[1]
        return self._digest(f"{position}{predicate}{name}")

    def _hash_n_degree(self, node: str, issuer: _Issuer) -> tuple[str, _Issuer]:
        """Hash N-Degree Quads (RDFC-1.0 §4.8): the hash, and the issuer that produced it."""
        self._enter_call()
        data = []
        for related_hash, related in sorted(self._related(node, issuer).items()):
            path, issuer = self._shortest_path(related, issuer)
            data.append(related_hash + path)
        self._depth -= 1
        return self._digest("".join(data)), issuer

    def _related(self, node: str, issuer: _Issuer) -> dict[str, list[str]]:
        """Group the blank nodes that stand beside `node` by related hash; one entry per appearance."""
        groups: dict[str, list[str]] = defaultdict(list)
        quads = self._mentions[node]
        self._count_steps(len(quads))
        for quad in quads:
            for position, other in (("s", quad[0]), ("o", quad[2]), ("g", quad[3])):
                if other and other[0] == "_" and other != node:
                    groups[self._hash_related(other, quad, issuer, position)].append(other)
        return groups

    def _shortest_path(self, related: list[str], issuer: _Issuer) -> tuple[str, _Issuer]:
        """Return the least path through `related` over all their orders, and its issuer (§4.8.3 step 5)."""
        chosen_path = ""
        chosen_issuer = issuer
        for order in _distinct_orders(related):
            self._count_steps(len(order))
            path, used = self._path(order, issuer.copy(), chosen_path)
            if not chosen_path or path < chosen_path:
                chosen_path, chosen_issuer = path, used
        return chosen_path, chosen_issuer

    def _path(self, order: Sequence[str], issuer: _Issuer, best: str) -> tuple[str, _Issuer]:
        """Return the path for one order; given up as soon as it can no longer beat `best` (§4.8.3 step 5.4)."""
        path = ""
        to_visit = []
        for related in order:
            canonical = self._canonical.issued.get(related)
            if canonical is not None:
                path += canonical
            else:
                if related not in issuer.issued:
                    to_visit.append(related)
                path += issuer.issue(related)
            if _hopeless(path, best):
                return path, issuer
        for related in to_visit:
            digest, result = self._hash_n_degree(related, issuer)
            path += f"{result.issue(related)}<{digest}>"
            issuer = result
            if _hopeless(path, best):
                return path, issuer
        return path, issuer

    def _enter_call(self) -> None:
        self._calls += 1
        self._depth += 1
        if self._calls > MAX_NDEGREE_CALLS or self._depth > MAX_NDEGREE_DEPTH:
            raise _too_symmetrical(calls=self._calls, depth=self._depth)

    def _count_steps(self, steps: int) -> None:
        self._steps += steps
        if self._steps > MAX_CANONICAL_STEPS:
            raise _too_symmetrical(steps=self._steps)


def _hopeless(path: str, best: str) -> bool:
    return bool(best) and len(path) >= len(best) and path > best


def _too_symmetrical(**work: int) -> WorkLimitError:
    return WorkLimitError(
        "The nameless parts of this document are so alike that telling them apart would take unbounded work:"
        " give them ids.",
        **work,
    )


def _distinct_orders(nodes: list[str]) -> Iterator[tuple[str, ...]]:
    """Yield every distinct order of a list that may name a node more than once.

    The standard walks all permutations of the list; equal ones give equal paths, so each is walked once.
    """
    if len(nodes) == 1:
        yield (nodes[0],)
        return
    counts = dict.fromkeys(sorted(set(nodes)), 0)
    for node in nodes:
        counts[node] += 1
    yield from _arrange(counts, len(nodes), ())


def _arrange(counts: dict[str, int], left: int, prefix: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    if not left:
        yield prefix
        return
    for node, count in counts.items():
        if count:
            counts[node] = count - 1
            yield from _arrange(counts, left - 1, (*prefix, node))
            counts[node] = count
