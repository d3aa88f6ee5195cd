"""Keeps built indexes in a folder, as arrays that are mapped into memory rather than read.

One folder an index, named by the release's digest, the language and the form of the index. Several processes share
the mapped pages, and none of them builds twice.
"""

import json
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from rung.skills.errors import IndexRefusedError
from rung.skills.skill_index import SkillIndex, build_skill_index, everyday_lemmas
from rung.skills.sparse import SparseRows
from rung.skills.taxonomy import Release, Taxonomy

_FORM = 1
"""Raised whenever what an index holds, or how it is computed, changes: older ones are then built again."""

_ARRAYS = ("first_label", "needs", "lemma_weights", "lemma_skills", "gram_weights")
_SPARSE = ("labels", "label_postings", "gram_postings", "centroid_postings")
_PARTS = ("starts", "columns", "values")
_ABOUT = "index.json"


def stored_skill_index(taxonomy: Taxonomy, language: str, folder: Path) -> SkillIndex:
    """Return the index from `folder`; build and keep it there if it is not. Safe for several processes at once.

    Raises `IndexRefusedError` if what lies there is damaged.
    """
    place = folder / f"{taxonomy.release.digest}-{language}-{_FORM}"
    if not (place / _ABOUT).exists():
        _save(build_skill_index(taxonomy, language), place)
    return _load(place, taxonomy.release, language)


def _save(index: SkillIndex, place: Path) -> None:
    """Write aside and rename, so that nobody meets half an index."""
    place.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=f"{place.name}.", dir=place.parent))
    try:
        for name in _ARRAYS:
            np.save(aside / f"{name}.npy", getattr(index, name))
        for name in _SPARSE:
            rows: SparseRows = getattr(index, name)
            for part in _PARTS:
                np.save(aside / f"{name}.{part}.npy", getattr(rows, part))
        (aside / _ABOUT).write_text(json.dumps(_about(index), ensure_ascii=False), "utf-8")
        if not place.exists():
            aside.rename(place)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _about(index: SkillIndex) -> dict[str, Any]:
    return {
        "form": _FORM,
        "digest": index.release.digest,
        "language": index.language,
        "widths": {name: getattr(index, name).width for name in _SPARSE},
        "uris": index.uris,
        "labels": index.label_texts,
        "lemmas": list(index.lemma_ids),
        "grams": list(index.gram_ids),
    }


def _load(place: Path, release: Release, language: str) -> SkillIndex:
    try:
        about = json.loads((place / _ABOUT).read_text("utf-8"))
        arrays = {name: np.load(place / f"{name}.npy", mmap_mode="r") for name in _ARRAYS}
        sparse = {name: _sparse(place, name, about["widths"][name]) for name in _SPARSE}
        lemma_ids = _numbered(about["lemmas"])
        _check(about, release, language, arrays, sparse)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise IndexRefusedError(
            f"The index in {place.name} cannot be used ({error}). Delete that folder: it is built again.",
            folder=place.name,
        ) from error
    parts: dict[str, Any] = {**arrays, **sparse}
    return SkillIndex(
        release=release,
        language=language,
        uris=tuple(about["uris"]),
        label_texts=tuple(about["labels"]),
        lemma_ids=lemma_ids,
        gram_ids=_numbered(about["grams"]),
        everyday=everyday_lemmas(lemma_ids, language),
        **parts,
    )


def _sparse(place: Path, name: str, width: int) -> SparseRows:
    starts, columns, values = (np.load(place / f"{name}.{part}.npy", mmap_mode="r") for part in _PARTS)
    if starts[-1] != len(columns) or len(columns) != len(values):
        raise ValueError(f"{name} is not whole")
    return SparseRows(starts, columns, values, width)


def _check(
    about: dict[str, Any], release: Release, language: str, arrays: dict[str, Any], sparse: dict[str, SparseRows]
) -> None:
    """Refuse arrays that do not fit each other or were made of something else."""
    sizes: Sequence[Iterable[int]] = (
        (len(about["uris"]) + 1, len(arrays["needs"]) + 1, len(arrays["first_label"])),
        (len(about["labels"]), sparse["labels"].height, int(arrays["first_label"][-1])),
        (len(about["lemmas"]), len(arrays["lemma_weights"]), sparse["label_postings"].height),
        (len(about["grams"]), len(arrays["gram_weights"]), sparse["gram_postings"].height),
        (len(about["lemmas"]), sparse["centroid_postings"].height, sparse["labels"].width),
    )
    made_of = (about["form"], about["digest"], about["language"])
    if made_of != (_FORM, release.digest, language) or any(len(set(one)) != 1 for one in sizes):
        raise ValueError("its parts do not fit together")


def _numbered(terms: Iterable[str]) -> dict[str, int]:
    return {term: number for number, term in enumerate(terms)}
