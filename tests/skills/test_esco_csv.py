import zipfile
from pathlib import Path

import pytest

from rung.skills import esco_archive
from rung.skills.concept import ConceptKind, Label, LabelKind
from rung.skills.errors import ArchiveRefusedError
from rung.skills.esco_csv import read_esco
from tests.skills.cast import ESCO, esco_zip
from tests.skills.skills_data import skills_path


def test_a_download_becomes_a_taxonomy(tmp_path: Path) -> None:
    taxonomy = read_esco("9.9", esco_zip(tmp_path / "esco.zip")).taxonomy
    bread = taxonomy.concept("http://x.eu/skill/1")
    assert bread.labels == (
        Label("en", LabelKind.PREFERRED, "bread baking"),
        Label("en", LabelKind.ALTERNATIVE, "bake bread"),
    )
    assert bread.description_in("en") == "Baking loaves."
    assert taxonomy.concept("http://x.eu/skill/2").labels_in("en")[1].kind is LabelKind.HIDDEN
    assert taxonomy.concept("http://x.eu/occupation/1").code == "7512"
    assert taxonomy.essential("http://x.eu/occupation/1") == ("http://x.eu/skill/1",)
    assert taxonomy.ancestors("http://x.eu/skill/1") == ("http://x.eu/skill/S1",)


def test_a_withdrawn_concept_stays_out(tmp_path: Path) -> None:
    assert "http://x.eu/skill/9" not in read_esco("9.9", esco_zip(tmp_path / "esco.zip")).taxonomy


def test_a_folder_and_a_zip_give_the_same_release(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    for name, text in ESCO.items():
        (folder / name).write_text(text, "utf-8")
    zipped = read_esco("9.9", esco_zip(tmp_path / "esco.zip")).taxonomy
    assert read_esco("9.9", folder).taxonomy.release == zipped.release


def test_a_second_language_adds_its_labels(tmp_path: Path) -> None:
    folder = tmp_path / "pl"
    folder.mkdir()
    polish = ESCO["skills_en.csv"].replace("bread baking,", "wypiek chleba,")
    (folder / "skills_pl.csv").write_text(polish, "utf-8")
    taxonomy = read_esco("9.9", esco_zip(tmp_path / "esco.zip"), folder).taxonomy
    assert taxonomy.concept("http://x.eu/skill/1").name("pl") == "wypiek chleba"


def test_a_truncated_zip_is_refused_whole(tmp_path: Path) -> None:
    path = esco_zip(tmp_path / "esco.zip")
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(ArchiveRefusedError, match="cannot be read as a zip"):
        read_esco("9.9", path)


def test_a_zip_with_a_flipped_byte_is_refused_whole(tmp_path: Path) -> None:
    path = esco_zip(tmp_path / "esco.zip")
    data = bytearray(path.read_bytes())
    data[120] ^= 0xFF
    path.write_bytes(data)
    with pytest.raises(ArchiveRefusedError):
        read_esco("9.9", path)


def test_what_unpacks_to_more_than_the_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(esco_archive, "MAX_UNPACKED_BYTES", 10_000)
    path = esco_zip(tmp_path / "esco.zip", skills_en=ESCO["skills_en.csv"] + "x" * 20_000)
    assert path.stat().st_size < 10_000
    with pytest.raises(ArchiveRefusedError, match="unpacks to more than"):
        read_esco("9.9", path)


def test_a_file_name_that_stands_twice_is_refused(tmp_path: Path) -> None:
    path = esco_zip(tmp_path / "esco.zip")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("elsewhere/skills_en.csv", "conceptUri")
    with pytest.raises(ArchiveRefusedError, match="a file name twice"):
        read_esco("9.9", path)


def test_a_missing_table_is_named(tmp_path: Path) -> None:
    path = esco_zip(tmp_path / "esco.zip", ISCOGroups_en=None)
    with pytest.raises(ArchiveRefusedError, match="lacks ISCOGroups"):
        read_esco("9.9", path)


@pytest.mark.parametrize(
    ("table", "text", "told"),
    [
        ("skills_en", "conceptUri,preferredLabel\nhttp://x.eu/1,bread\n", "lacks one of the columns"),
        ("occupations_en", ESCO["occupations_en.csv"].replace(",Bakers bake.", ""), "line 2 has 6 fields instead of 7"),
        ("skillGroups_en", ESCO["skillGroups_en.csv"] + '"open', "unexpected end of data"),
        ("occupationSkillRelations", ESCO["occupationSkillRelations.csv"].replace("essential", "vital"), "neither"),
        (
            "broaderRelationsSkillPillar",
            ESCO["broaderRelationsSkillPillar.csv"].replace("S1", "S2"),
            "lead to concepts",
        ),
        ("skills_en", ESCO["skills_en.csv"].replace("dough making", ""), "needs 1 to 500"),
    ],
)
def test_a_broken_table_refuses_the_whole(tmp_path: Path, table: str, text: str, told: str) -> None:
    with pytest.raises(ArchiveRefusedError, match=told):
        read_esco("9.9", esco_zip(tmp_path / "esco.zip", **{table: text}))


def test_text_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "skills_en.csv").write_bytes("conceptUri\nż".encode("iso-8859-2"))
    with pytest.raises(ArchiveRefusedError, match="is not UTF-8"):
        read_esco("9.9", tmp_path)


@pytest.mark.conformance
def test_the_official_download_is_read_whole() -> None:
    # 13,896 released skills, 3,007 occupations and 64,946 essential relations are ESCO 1.1.1's own figures; 55 of the
    # latter are among the 75 relations of that release to concepts that it no longer has.
    parts = [skills_path("esco", f"ESCO-1.1.1-{name}-csv.zip") for name in ("classification-en", "relations")]
    found = read_esco("1.1.1", *parts)
    assert len(found.taxonomy.of_kind(ConceptKind.OCCUPATION)) == 3_007
    assert len(found.taxonomy.of_kind(ConceptKind.SKILL)) == 13_896
    essential = sum(len(found.taxonomy.essential(one.uri)) for one in found.taxonomy)
    dangling = [one for one in found.dangling if one.kind == "essential"]
    assert (essential + len(dangling), len(found.dangling)) == (64_946, 75)
