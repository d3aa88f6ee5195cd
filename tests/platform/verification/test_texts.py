import string
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.utils import translation

from rung.credentials.finding_kinds import KINDS, Check
from rung.credentials.findings import Finding
from rung.platform.kernel import european_texts
from rung.platform.verification import element_texts, refusals, texts, verdict_texts
from rung.platform.verification.code_contents import OTHER_REMEDY, REMEDY, WHAT, Content
from rung.platform.verification.finding_sentences import TEMPLATES

CATALOGUE = Path(texts.__file__).parents[1] / "locale" / "pl" / "LC_MESSAGES" / "django.po"
REFUSALS = [
    one for one in vars(refusals).values()
    if isinstance(one, type) and issubclass(one, refusals.RefusalError) and one.template
]  # fmt: skip


@pytest.fixture(scope="module")
def polish() -> dict[str, str]:
    """The Polish of the platform, as translators wrote it."""
    with CATALOGUE.open("rb") as file:
        return {str(message.id): str(message.string) for message in read_po(file, locale="pl") if message.id}


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def own_words() -> list[str]:
    """Every word for people that is kept in a table, so that nothing gathers it by accident only."""
    words = [*TEMPLATES.values(), *(one.template for one in REFUSALS), *WHAT.values(), *REMEDY.values(), OTHER_REMEDY]
    words += [*texts.CHECKS.values(), *european_texts.ELEMENTS.values(), *element_texts.STATUSES.values()]
    words += verdict_texts.CAME_AFTER.values()
    for reason in verdict_texts.REASONS.values():
        words += [word for word in (reason.title, reason.text, reason.card_word) if word]
    return [*words, *european_texts.ENTRIES]


def test_every_code_of_the_library_has_its_sentence_here() -> None:
    assert {code: kind.template for code, kind in KINDS.items()} == TEMPLATES


def test_every_sentence_has_polish_with_the_same_placeholders(polish: dict[str, str]) -> None:
    without = [words for words in own_words() if not polish.get(words)]
    differing = [words for words in own_words() if placeholders(words) != placeholders(polish.get(words, ""))]
    assert without == []
    assert differing == []


@pytest.mark.parametrize("code", sorted(KINDS))
def test_a_sentence_is_filled_from_the_data_of_its_finding_alone(code: str) -> None:
    data = {name: f"<{name}>" for name in placeholders(TEMPLATES[code])}
    if "form" in data:
        data["form"] = "json"
    shown = texts.sentence(Finding(code, data))
    assert "{" not in shown
    assert "<bdi>&lt;" in shown or not data.keys() - {"form", "detail"}
    assert all(f"&lt;{name}&gt;" in shown for name in data if name != "form")


def test_sentences_of_ours_hold_no_markup(polish: dict[str, str]) -> None:
    assert not [words for words in own_words() for told in (words, polish[words]) if set("<>&") & set(told)]


@pytest.mark.parametrize("check", list(Check))
def test_every_check_has_a_name(check: Check) -> None:
    assert texts.finding_name(Finding.of(f"{check}.not_reached" if check is not Check.FORMAT else "format.empty"))


def test_every_other_content_of_a_code_is_named() -> None:
    assert set(WHAT) == set(Content) - {Content.CREDENTIAL, Content.LINK}


def test_missing_elements_are_named_in_the_language_of_the_reader() -> None:
    finding = Finding.of("descriptors.incomplete", missing=["workload", "level"], names=["notional workload", "level"])
    assert str(texts.sentence(finding)).endswith("it lacks: Workload, Level.")


def test_moments_are_written_as_people_read_them() -> None:
    # 10:00 UTC is noon in Warsaw in September
    assert texts.moment("2026-09-15T10:00:00Z") == "15 September 2026, 12:00"
    assert texts.moment("soon") == "soon"
    assert texts.moment("0001-01-01T00:00:00+14:00") == "0001-01-01T00:00:00+14:00"


@pytest.mark.parametrize(
    ("written", "shown"), [("PT60H", "60 hours"), ("PT1H", "1 hour"), ("2 ECTS", "2 ECTS"), ("P1M", "P1M")]
)
def test_a_workload_is_said_in_hours(written: str, shown: str) -> None:
    assert element_texts.workload(written) == shown


def test_a_long_identifier_is_shortened_in_a_sentence_and_an_address_never() -> None:
    did = "did:key:z6MkuabCUSy6xqFJpY2ZFTH7XwRkE1pqa69V76SVVnrzRLzM"
    finding = Finding.of("issuer.unknown", name="X", issuer=did)
    assert "did:key:z6MkuabCUS…VnrzRLzM" in texts.sentence(finding)
    method = Finding.of("proof.holds", cryptosuite="eddsa-rdfc-2022", verification_method=f"{did}#{did[8:]}")
    assert "key <bdi>did:key:z6MkuabCUS…VnrzRLzM</bdi>)" in texts.sentence(method)
    alike = Finding.of("issuer.unknown_look_alike", name="X", issuer=did, look_alikes=[f"Y ({did})"])
    assert "<bdi>Y (did:key:z6MkuabCUS…VnrzRLzM)</bdi>" in texts.sentence(alike)
    named = "did:web:bank.example.and.a.long.way.down.evil.example"
    assert named in texts.sentence(Finding.of("issuer.unknown", name="X", issuer=named))
    url = "https://issuer.example/" + "x" * 60
    assert url in texts.sentence(Finding.of("status.list_not_supplied", url=url))


def test_words_of_a_refusal_are_translated_and_words_of_others_are_not() -> None:
    error = refusals.ForeignLinkError(host="plain text")
    assert "a link to plain text." in texts.refusal(error)
