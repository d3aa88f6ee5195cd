from concurrent.futures import ThreadPoolExecutor
from itertools import permutations

import pytest
from tests.credentials.proofs.documents import checks, micro_credential, signed, small_credential

from rung.credentials import contexts, limits, term_tables
from rung.credentials.contexts import bundled_contexts
from rung.credentials.errors import UnknownContextError, WorkLimitError
from rung.credentials.jsonld import canonical_nquads
from rung.credentials.term_tables import Budget, TermTables

OPEN_BADGES = (contexts.CREDENTIALS_V2, contexts.OPEN_BADGES_3_0_3)


def test_a_table_is_compiled_once() -> None:
    tables = TermTables(bundled_contexts())
    first, second = Budget(), Budget()
    compiled = tables.root(OPEN_BADGES, first).for_types(("Profile",), first)
    assert tables.root(OPEN_BADGES, second).for_types(("Profile",), second) is compiled
    assert first.left == limits.MAX_TABLES_PER_DOCUMENT - 2  # the list of contexts, and the type
    assert second.left == limits.MAX_TABLES_PER_DOCUMENT


def test_types_that_have_no_scope_share_the_table_of_those_that_have() -> None:
    tables, budget = TermTables(bundled_contexts()), Budget()
    root = tables.root(OPEN_BADGES, budget)
    profile = root.for_types(("Profile",), budget)
    assert root.for_types(("https://example.org/T", "Profile"), budget) is profile
    assert root.for_types(("https://example.org/T",), budget) is root


def test_a_document_may_not_cause_unbounded_compilation() -> None:
    tables, budget = TermTables(bundled_contexts()), Budget()
    table = tables.root(OPEN_BADGES, budget)
    while budget.left:
        table = table.for_contexts(OPEN_BADGES, budget)
    with pytest.raises(WorkLimitError):
        table.for_contexts(OPEN_BADGES, budget)


def test_old_lists_of_contexts_are_forgotten_and_compiled_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(term_tables, "MAX_TABLES", 8)
    tables = TermTables(bundled_contexts())
    small = (contexts.MULTIKEY_V1, contexts.STATUS_LIST_V1, contexts.DATA_INTEGRITY_V1, contexts.OPEN_BADGES_EXTENSIONS)
    for urls in permutations(small, 2):
        budget = Budget()
        try:
            tables.root(urls, budget)
        except UnknownContextError:
            continue
        assert sum(family.size + 1 for family in tables._families.values()) <= 8 + 1  # and the one just begun
    assert "BitstringStatusList" in tables.root((contexts.STATUS_LIST_V1,), Budget()).terms


def test_one_list_of_contexts_forgets_its_scopes_when_they_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = canonical_nquads(micro_credential())
    monkeypatch.setattr(term_tables, "MAX_TABLES", 4)
    known = bundled_contexts().with_more({})
    assert canonical_nquads(micro_credential(), contexts=known) == expected
    assert canonical_nquads(micro_credential(), contexts=known) == expected


def test_many_threads_may_compile_and_read_at_once() -> None:
    documents = [signed(micro_credential()), signed(small_credential())] * 20
    known = bundled_contexts().with_more({})
    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(lambda document: checks(document, contexts=known)[0].outcome, documents))
    assert outcomes == ["passed"] * len(documents)
