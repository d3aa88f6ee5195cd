import json
from dataclasses import replace

import pytest
from tests.conformance_data import conformance_path

from rung.credentials import contexts
from rung.credentials.contexts import bundled_contexts, register
from rung.credentials.errors import ContextCorruptError, UnknownContextError, WorkLimitError

COMPARED = {
    contexts.CREDENTIALS_V1: ("ob3", "contexts", "2018-credentials-v1.jsonld"),
    contexts.CREDENTIALS_V2: ("w3c", "contexts", "credentials-v2.jsonld"),
    contexts.STATUS_LIST_V1: ("w3c", "vc-bitstring-status-list", "contexts", "v1.jsonld"),
    contexts.DATA_INTEGRITY_V1: ("ob3", "contexts", "data-integrity-v1.jsonld"),
    contexts.ED25519_2020_V1: ("ob3", "contexts", "suites-ed25519-2020.jsonld"),
    contexts.OPEN_BADGES_3_0_0: ("ob3", "contexts", "ob-v3p0.json"),
    contexts.OPEN_BADGES_3_0_1: ("ob3", "contexts", "ob-v3p0-3.0.1.json"),
    contexts.OPEN_BADGES_3_0_2: ("ob3", "contexts", "ob-v3p0-3.0.2.json"),
    contexts.OPEN_BADGES_EXTENSIONS: ("ob3", "contexts", "ob-v3p0-extensions.json"),
}


@pytest.mark.parametrize("entry", register(), ids=lambda entry: entry.file)
def test_every_bundled_context_is_the_pinned_file(entry: contexts.BundledContext) -> None:
    assert set(entry.load()) == {"@context"}


def test_it_refuses_a_file_that_is_not_the_pinned_one() -> None:
    damaged = replace(register()[0], sha256="0" * 64)
    with pytest.raises(ContextCorruptError, match=damaged.file):
        damaged.load()


@pytest.mark.conformance
@pytest.mark.parametrize(("url", "parts"), COMPARED.items(), ids=COMPARED.keys())
def test_bundled_contexts_equal_the_published_copies(url: str, parts: tuple[str, ...]) -> None:
    assert bundled_contexts().load(url) == json.loads(conformance_path(*parts).read_text("utf-8"))


@pytest.mark.conformance
def test_the_later_open_badges_3_0_3_adds_exactly_two_terms() -> None:
    later = json.loads(conformance_path("ob3", "contexts", "ob-v3p0-3.0.3.json").read_text("utf-8"))["@context"]
    ours = bundled_contexts().load(contexts.OPEN_BADGES_3_0_3)["@context"]
    assert later.keys() - ours.keys() == {"endorsementJwt", "jti"}
    assert {name: later[name] for name in ours} == ours


def test_every_named_address_is_in_the_bundle_and_no_other() -> None:
    named = {value for name, value in vars(contexts).items() if name.isupper() and isinstance(value, str)}
    assert set(bundled_contexts().urls) == named


@pytest.mark.parametrize(
    "url",
    [
        "https://www.w3.org/ns/credentials/v3",
        "http://www.w3.org/ns/credentials/v2",
        "https://www.w3.org/ns/credentials/v2#",
        "HTTPS://www.w3.org/ns/credentials/v2",
        "",
    ],
)
def test_it_refuses_an_unknown_address_and_names_it(url: str) -> None:
    with pytest.raises(UnknownContextError) as refused:
        bundled_contexts().urls_of([contexts.CREDENTIALS_V2, url])
    assert refused.value.data == {"url": url}


@pytest.mark.parametrize("entry", [{"name": "https://schema.org/alternateName"}, {}, None, 7, [contexts.MULTIKEY_V1]])
def test_it_refuses_definitions_written_into_the_document(entry: object) -> None:
    with pytest.raises(UnknownContextError, match="of its own"):
        bundled_contexts().urls_of([contexts.CREDENTIALS_V2, entry])


def test_it_refuses_more_contexts_than_a_credential_needs() -> None:
    with pytest.raises(WorkLimitError):
        bundled_contexts().urls_of([contexts.CREDENTIALS_V2] * 9)


def test_a_caller_cannot_change_a_bundled_context() -> None:
    bundled_contexts().load(contexts.MULTIKEY_V1)["@context"].clear()
    assert bundled_contexts().load(contexts.MULTIKEY_V1)["@context"]
