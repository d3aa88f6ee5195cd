"""Whatever is changed in a signed credential: it is refused, or what was signed is still said, byte for byte."""

import copy
import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.credentials.proofs.documents import SUITES, checks, micro_credential, signed, small_credential

from rung.credentials.errors import CredentialError
from rung.credentials.jcs import canonical_json
from rung.credentials.jsonld import canonical_nquads
from rung.credentials.strict_json import parse


def _passes(document: Any) -> bool:
    if not isinstance(document, dict):
        return False
    try:
        return all(check.outcome == "passed" for check in checks(document))
    except CredentialError:
        return False


def _signed_form(document: dict[str, Any], suite: str) -> tuple[object, ...]:
    """Return everything the signature is over, and the signature."""
    (proof,) = document["proof"] if isinstance(document["proof"], list) else [document["proof"]]
    unsecured = {name: value for name, value in document.items() if name != "proof"}
    configuration = {name: value for name, value in proof.items() if name != "proofValue"}
    if suite == "eddsa-jcs-2022":
        unsecured["@context"] = configuration.get("@context", unsecured["@context"])
        return canonical_json(unsecured), canonical_json(configuration), proof["proofValue"]
    configuration["@context"] = unsecured["@context"]
    return canonical_nquads(unsecured), canonical_nquads(configuration), proof["proofValue"]


def _refused_or_the_same(changed: Any, original: dict[str, Any], suite: str) -> str:
    if not _passes(changed):
        return "refused"
    assert _signed_form(changed, suite) == _signed_form(original, suite)
    return "same statements"


@pytest.mark.parametrize("suite", SUITES)
def test_a_change_of_any_byte_is_refused_or_says_the_same(suite: str) -> None:
    original = signed(small_credential(), suite)
    data = json.dumps(original, indent=1).encode()
    seen: Counter[str] = Counter()
    for changed in _byte_changes(data):
        try:
            document = parse(changed)
        except CredentialError:
            seen["refused"] += 1
            continue
        seen[_refused_or_the_same(document, original, suite)] += 1
    assert seen["refused"] > 0.8 * sum(seen.values())  # the rest is white space and the order of members
    assert seen["same statements"] > 0


def _byte_changes(data: bytes) -> Iterator[bytes]:
    for place, byte in enumerate(data):
        yield data[:place] + bytes([byte ^ 1]) + data[place + 1 :]
        yield data[:place] + bytes([byte ^ 32]) + data[place + 1 :]
        yield data[:place] + data[place + 1 :]
        yield data[:place] + bytes([byte]) + data[place:]


_VALUES: st.SearchStrategy[Any] = st.sampled_from(
    [
        None, True, 0, 1, -1, 1.5, "", "x", "Ada", [], {}, ["x"], [[]], {"id": "urn:x"}, {"@value": "x"},
        "urn:x", "2026-02-01T09:00:00Z", "Profile", {"@value": "x", "@language": "en"}, "https://university.example/",
    ]
)  # fmt: skip
_NAMES = st.sampled_from(
    ["id", "@id", "type", "@type", "name", "issuer", "validUntil", "credentialStatus", "@context", "@graph", "@nest",
     "proof", "https://schema.org/name", "credentialSubject", "undefined", "description", "@index", "@included"]
)  # fmt: skip


def _objects(value: Any) -> list[dict[str, Any]]:
    """Return every object in a document, outermost first, those in proofs included."""
    if isinstance(value, dict):
        return [value, *(found for part in value.values() for found in _objects(part))]
    if isinstance(value, list):
        return [found for part in value for found in _objects(part)]
    return []


def _change(document: dict[str, Any], draw: Any) -> None:
    """Change one thing: remove, replace, add, rename, double, swap or wrap a member of any object."""
    target = draw(st.sampled_from([found for found in _objects(document) if found]))
    name = draw(st.sampled_from(sorted(target)))
    how = draw(st.sampled_from(["remove", "replace", "add", "rename", "double", "swap", "wrap"]))
    if how in ("remove", "rename"):
        value = target.pop(name)
        if how == "rename":
            target[draw(_NAMES)] = value
    elif how == "replace":
        target[name] = draw(_VALUES)
    elif how == "swap":
        other = draw(st.sampled_from(sorted(target)))
        target[name], target[other] = target[other], target[name]
    elif how == "wrap":
        target[name] = draw(st.sampled_from([[target[name]], {"@set": [target[name]]}, {"name": target[name]}]))
    else:
        target[draw(_NAMES)] = target[name] if how == "double" else draw(_VALUES)


@pytest.mark.parametrize("suite", SUITES)
@settings(max_examples=250, deadline=None)
@given(data=st.data())
def test_a_change_of_any_field_is_refused_or_says_the_same(suite: str, data: st.DataObject) -> None:
    original = signed(micro_credential(), suite)
    changed = copy.deepcopy(original)
    _change(changed, data.draw)
    _refused_or_the_same(changed, original, suite)


@pytest.mark.parametrize("suite", SUITES)
def test_the_order_of_members_does_not_matter(suite: str) -> None:
    original = signed(micro_credential(), suite)
    turned = dict(reversed(original.items()))
    assert _refused_or_the_same(turned, original, suite) == "same statements"


@pytest.mark.parametrize("suite", SUITES)
def test_every_single_text_counts(suite: str) -> None:
    original = signed(micro_credential(), suite)
    for changed in _with_one_text_changed(original):
        assert not _passes(changed)


def _with_one_text_changed(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the document with one text made longer, for every text in it."""
    texts = json.dumps(document).count('"')
    for number in range(texts):
        changed = copy.deepcopy(document)
        if _lengthen(changed, [number]):
            yield changed


def _lengthen(value: Any, left: list[int]) -> bool:
    """Lengthen the text number `left[0]` in place, counting down; tell whether it was there."""
    for key, part in value.items() if isinstance(value, dict) else enumerate(value):
        if isinstance(part, str):
            left[0] -= 1
            if left[0] < 0:
                value[key] = f"{part}x"
                return True
        elif isinstance(part, dict | list) and _lengthen(part, left):
            return True
    return False
