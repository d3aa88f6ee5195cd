import json
import random
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyld import jsonld
from tests.conformance_data import conformance_path
from tests.credentials.proofs.nquads_reader import read_nquads

from rung.credentials.errors import WorkLimitError
from rung.credentials.rdfc10 import Quad, canonical_labels, canonicalize

SUITE = ("w3c", "rdf-canon")
ENTRIES = 86
"""64 evaluations, 21 maps, 1 refusal: `manifest.csv` of the W3C suite."""

HASHES = {None: "sha256", "SHA384": "sha384"}


def _entries() -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = json.loads(conformance_path(*SUITE, "manifest.jsonld").read_text("utf-8"))[
        "entries"
    ]
    return entries


def _text(name: str) -> str:
    with conformance_path(*SUITE, name).open(encoding="utf-8", newline="") as file:
        return file.read()


def _run(entry: dict[str, Any]) -> None:
    quads = read_nquads(_text(entry["action"]))
    hash_name = HASHES[entry.get("hashAlgorithm")]
    if entry["type"].endswith("NegativeEvalTest"):
        with pytest.raises(WorkLimitError):
            canonicalize(quads, hash_name=hash_name)
    elif entry["type"].endswith("MapTest"):
        labels = canonical_labels(quads, hash_name=hash_name)
        expected = json.loads(_text(entry["result"]))
        assert {old.removeprefix("_:"): new.removeprefix("_:") for old, new in labels.items()} == expected
    else:
        assert canonicalize(quads, hash_name=hash_name) == _text(entry["result"])


@pytest.mark.conformance
def test_it_passes_every_entry_of_the_w3c_suite() -> None:
    entries = _entries()
    assert len(entries) == ENTRIES
    for entry in entries:
        _run(entry)


@pytest.mark.conformance
def test_it_refuses_the_poison_graph_within_a_twentieth_of_a_second() -> None:
    quads = read_nquads(_text("rdfc10/test074-in.nq"))
    spent = []
    for _ in range(3):
        start = time.process_time()
        with pytest.raises(WorkLimitError, match="alike"):
            canonicalize(quads)
        spent.append(time.process_time() - start)
    assert min(spent) < 0.05  # the promise: 50 ms of CPU time


def test_it_names_nodes_by_what_is_said_about_them_not_by_their_labels() -> None:
    quads: list[Quad] = [
        ("_:x", "<urn:p>", '"1"', ""),
        ("_:y", "<urn:p>", '"2"', ""),
        ("_:x", "<urn:q>", "_:y", "_:x"),
    ]
    renamed = [tuple({"_:x": "_:y", "_:y": "_:x"}.get(term, term) for term in quad) for quad in quads]
    assert canonicalize(quads) == canonicalize(renamed)  # type: ignore[arg-type]  # four terms each


def test_a_dataset_is_a_set() -> None:
    quad = ("<urn:s>", "<urn:p>", "<urn:o>", "")
    assert canonicalize([quad, quad]) == "<urn:s> <urn:p> <urn:o> .\n"


def test_it_refuses_a_long_chain_of_equal_nodes_instead_of_exhausting_the_stack() -> None:
    chain: list[Quad] = [(f"_:n{index}", "<urn:next>", f"_:n{index + 1}", "") for index in range(5_000)]
    with pytest.raises(WorkLimitError):
        canonicalize(chain)


_TERM = st.sampled_from(["_:a", "_:b", "_:c", "_:d", "<urn:i>", "<urn:j>"])
_QUAD = st.tuples(
    _TERM,
    st.sampled_from(["<urn:p>", "<urn:q>"]),
    _TERM | st.sampled_from(['"1"', '"2"@pl']),
    st.sampled_from(["", "", "_:a", "<urn:g>"]),
)


def _mentions_one_node_twice(quad: Quad) -> bool:
    """PyLD counts such a quad twice and gets other bytes; rdf-canonize and the standard count it once."""
    blanks = [term for term in quad if term.startswith("_:")]
    return len(set(blanks)) < len(blanks)


@settings(max_examples=150, deadline=None)
@given(st.lists(_QUAD.filter(lambda quad: not _mentions_one_node_twice(quad)), min_size=1, max_size=9))
def test_it_agrees_with_pyld_on_small_graphs(quads: list[Quad]) -> None:
    text = "".join(f"{' '.join(term for term in quad if term)} .\n" for quad in quads)
    options = {"algorithm": "URDNA2015", "inputFormat": "application/n-quads", "format": "application/n-quads"}
    assert canonicalize(quads) == jsonld.normalize(text, options)


@settings(max_examples=100, deadline=None)
@given(st.lists(_QUAD, min_size=1, max_size=12), st.randoms())
def test_the_bytes_do_not_depend_on_order_or_labels(quads: list[Quad], chance: random.Random) -> None:
    labels = ["_:a", "_:b", "_:c", "_:d"]
    names = dict(zip(labels, chance.sample(labels, len(labels)), strict=True))
    shuffled = [(names.get(s, s), p, names.get(o, o), names.get(g, g)) for s, p, o, g in quads]
    chance.shuffle(shuffled)
    assert canonicalize(quads) == canonicalize(shuffled)
