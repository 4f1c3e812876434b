"""A table is shown with its pedigree or not at all."""

import json
import pathlib
import shutil

import pytest

from essay_kit.errors import ContentError, CourseError, UnknownIdError
from essay_kit.tables import Tables, pedigree_mistakes, seal

ROOT = pathlib.Path(__file__).parent.parent


@pytest.fixture
def folder(toy_data, tmp_path):
    return shutil.copytree(toy_data, tmp_path / "data")


def test_values_have_the_types_of_the_descriptor_and_blanks_stay_blank(folder):
    rows = Tables(folder)["bakeries"].by_key
    assert rows["OAK", 1990] == {"town": "OAK", "year": 1990, "bakeries": 40, "loaves_per_head": 61.5}
    assert rows["OAK", 2010]["loaves_per_head"] is None


def test_the_frame_has_the_columns_and_the_missing_value(folder):
    frame = Tables(folder)["bakeries"].frame
    assert list(frame.columns) == ["town", "year", "bakeries", "loaves_per_head"]
    assert len(frame) == 8 and frame.loaves_per_head.isna().sum() == 1


def test_a_changed_number_is_noticed(folder):
    path = folder / "tables" / "bakeries.csv"
    path.write_text(path.read_text().replace("40,61.5", "41,61.5"))
    with pytest.raises(CourseError, match="not the one that datapackage.json describes"):
        Tables(folder)["bakeries"]


def test_a_meant_change_can_be_sealed(folder):
    path = folder / "tables" / "bakeries.csv"
    path.write_text(path.read_text().replace("40,61.5", "41,61.5"))
    assert seal(folder) == ["bakeries"]
    assert Tables(folder)["bakeries"].by_key["OAK", 1990]["bakeries"] == 41


def test_windows_line_ends_are_no_change(folder):
    path = folder / "tables" / "bakeries.csv"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert Tables(folder)["bakeries"].by_key["ELM", 2020]["bakeries"] == 17


def test_a_missing_table_is_said(folder):
    (folder / "tables" / "towns.csv").unlink()
    with pytest.raises(CourseError, match=r"towns.csv is missing"):
        Tables(folder)["towns"]


def test_an_unknown_table_names_the_nearest(folder):
    with pytest.raises(UnknownIdError, match="did you mean towns"):
        Tables(folder)["town"]


def test_a_word_where_a_number_should_be_is_said_with_its_line(folder):
    path = folder / "tables" / "bakeries.csv"
    path.write_text(path.read_text().replace("OAK,2000,31", "OAK,2000,many"))
    seal(folder)
    with pytest.raises(CourseError, match="line 3"):
        Tables(folder)["bakeries"]


@pytest.mark.parametrize("key", ["title", "publisher", "citation", "licenses", "sources", "caveat", "derivation", "retrieved"])
def test_a_table_without_pedigree_is_a_mistake(folder, key):
    about = json.loads((folder / "datapackage.json").read_text())["resources"][0]
    assert pedigree_mistakes(about) == []
    del about[key]
    assert any(key in line for line in pedigree_mistakes(about))


@pytest.mark.parametrize("raw", ["{", "[]", "{}", '{"resources": [{}]}'])
def test_a_broken_descriptor_is_a_sentence(folder, raw):
    (folder / "datapackage.json").write_text(raw)
    with pytest.raises(ContentError, match="datapackage.json"):
        Tables(folder)


@pytest.mark.slow
def test_every_row_of_every_table_keeps_to_its_descriptor():
    from frictionless import Package, system

    with system.use_context(trusted=True):
        report = Package(str(ROOT / "data/datapackage.json")).validate()
    wrong = [(task.name, error.message) for task in report.tasks for error in task.errors]
    assert report.valid, wrong[:10] or [error.message for error in report.errors]
    assert len(report.tasks) == len(list((ROOT / "data/tables").glob("*.csv")))
