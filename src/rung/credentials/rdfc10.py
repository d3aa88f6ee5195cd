"""RDF Dataset Canonicalization 1.0 (W3C Recommendation of 21 May 2024): the same statements, the same bytes.

A quad is a tuple of four finished N-Quads terms `(subject, predicate, object, graph)`, graph `""` for the default
graph. Blank nodes start with `_:`, IRIs with `<`, literals with `"`.

Own code, because the usual libraries either run without bound on hostile graphs or differ from the standard on
nodes that are related more than once. Blank nodes whose first-degree hashes differ are named at once; only ties
pay for Hash N-Degree Quads, which walks each *distinct* order of related nodes and stops at a limit of work.
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
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
    labels = _labels_of(dataset, hash_name)
    return "".join(sorted(_lines(dataset, labels)))


def canonical_labels(quads: Iterable[Quad], *, hash_name: str = "sha256") -> dict[str, str]:
    """Return the issued identifiers map: blank node of the input to `_:c14n…` (RDFC-1.0 §4.4.3 step 7)."""
    return _labels_of(set(quads), hash_name)


def _lines(dataset: Iterable[Quad], labels: dict[str, str]) -> Iterator[str]:
    """Yield each quad as one line of N-Quads, blank nodes renamed."""
    rename = labels.get
    for subject, predicate, object_, graph in dataset:
        if graph:
            yield (f"{rename(subject, subject)} {predicate} {rename(object_, object_)} {rename(graph, graph)} .\n")
        else:
            yield f"{rename(subject, subject)} {predicate} {rename(object_, object_)} .\n"


def _labels_of(dataset: set[Quad], hash_name: str) -> dict[str, str]:
    mentions = _mentions(dataset)
    return _Canonicalization(mentions, _HASHES[hash_name]).labels() if mentions else {}


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

    def __init__(self, mentions: dict[str, list[Quad]], new_hash: Callable[[bytes], _Hash]) -> None:
        self._mentions = mentions
        self._new_hash = new_hash
        self._canonical = _Issuer("_:c14n")
        self._first_degree: dict[str, str] = {}
        self._calls = 0
        self._depth = 0
        self._steps = 0

    def labels(self) -> dict[str, str]:
        """Return the canonical label of every blank node (RDFC-1.0 §4.4.3 steps 3 to 5)."""
        by_hash: dict[str, list[str]] = defaultdict(list)
        for node in self._mentions:
            by_hash[self._hash_first_degree(node)].append(node)
        ties = []
        for _, nodes in sorted(by_hash.items()):
            if len(nodes) == 1:
                self._canonical.issue(nodes[0])
            else:
                ties.append(nodes)
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

    def _hash_first_degree(self, node: str) -> str:
        """Hash First Degree Quads (RDFC-1.0 §4.6): the node is `_:a`, every other blank node `_:z`."""
        lines = []
        for subject, predicate, object_, graph in self._mentions[node]:
            if subject[0] == "_":
                subject = "_:a" if subject == node else "_:z"  # noqa: PLW2901  the stand-in replaces the name
            if object_[0] == "_":
                object_ = "_:a" if object_ == node else "_:z"  # noqa: PLW2901  as above
            if graph and graph[0] == "_":
                graph = "_:a" if graph == node else "_:z"  # noqa: PLW2901  as above
            lines.append(f"{subject} {predicate} {object_} {graph + ' ' if graph else ''}.\n")
        lines.sort()
        digest = self._first_degree[node] = self._digest("".join(lines))
        return digest

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
