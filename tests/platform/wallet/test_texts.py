"""The sentences of the wallet that are kept in tables."""

from rung.platform.wallet import cards
from tests.platform.verification.test_texts import placeholders, polish

__all__ = ["polish"]


def test_every_standing_has_its_sentence_in_polish_with_the_same_placeholders(polish: dict[str, str]) -> None:
    words = [*cards.SENTENCES.values(), *(str(word) for word in cards.WORDS.values())]
    assert [word for word in words if not polish.get(word)] == []
    assert [word for word in words if placeholders(word) != placeholders(polish[word])] == []
