import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from rung.skills import index_store
from rung.skills.errors import IndexRefusedError
from rung.skills.extraction import Extractor
from rung.skills.index_store import stored_skill_index
from rung.skills.skill_index import SkillIndex
from rung.skills.starter import starter_taxonomy
from rung.skills.taxonomy import Taxonomy
from tests.skills.cast import kitchen
from tests.skills.extractors import starter_index

AD = "Testy manualne, SQL i praca w zespole oraz mycie okien"


def test_a_stored_index_answers_as_the_built_one(tmp_path: Path) -> None:
    stored_skill_index(starter_taxonomy(), "pl", tmp_path)
    again = stored_skill_index(starter_taxonomy(), "pl", tmp_path)
    assert Extractor(again).extract(AD) == Extractor(starter_index("pl")).extract(AD)


def test_it_is_built_once_and_mapped_into_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stored_skill_index(kitchen(), "en", tmp_path)

    def never(taxonomy: Taxonomy, language: str) -> SkillIndex:
        pytest.fail("built twice")

    monkeypatch.setattr(index_store, "build_skill_index", never)
    assert isinstance(stored_skill_index(kitchen(), "en", tmp_path).label_postings.values, np.memmap)


def test_nothing_but_the_index_is_left_behind(tmp_path: Path) -> None:
    stored_skill_index(kitchen(), "en", tmp_path)
    stored_skill_index(kitchen(), "pl", tmp_path)
    assert sorted(one.name for one in tmp_path.iterdir()) == [
        f"{kitchen().release.digest}-{language}-1" for language in ("en", "pl")
    ]


def test_another_release_gets_an_index_of_its_own(tmp_path: Path) -> None:
    stored_skill_index(kitchen(), "en", tmp_path)
    stored_skill_index(starter_taxonomy(), "en", tmp_path)
    assert len(list(tmp_path.iterdir())) == 2


def forget_a_label(place: Path) -> None:
    about = json.loads((place / "index.json").read_text("utf-8"))
    about["labels"].pop()
    (place / "index.json").write_text(json.dumps(about), "utf-8")


def claim_another_release(place: Path) -> None:
    text = (place / "index.json").read_text("utf-8")
    (place / "index.json").write_text(text.replace(kitchen().release.digest, "0" * 64), "utf-8")


@pytest.mark.parametrize(
    "damage",
    [
        lambda place: (place / "labels.values.npy").unlink(),
        lambda place: (place / "labels.values.npy").write_bytes(b"\x93NUMPY"),
        lambda place: (place / "index.json").write_text("{", "utf-8"),
        lambda place: np.save(place / "labels.columns.npy", np.zeros(1, np.int32)),
        forget_a_label,
        claim_another_release,
    ],
    ids=["missing", "cut short", "no JSON", "too few", "a label less", "another release"],
)
def test_a_damaged_index_is_refused_with_the_remedy(tmp_path: Path, damage: Callable[[Path], object]) -> None:
    stored_skill_index(kitchen(), "en", tmp_path)
    damage(next(tmp_path.iterdir()))
    with pytest.raises(IndexRefusedError, match="Delete that folder"):
        stored_skill_index(kitchen(), "en", tmp_path)
