"""The content is in order and every notebook cell works; add tests of the facts that your prose relies on."""

import pathlib

import nbformat
import pytest

import essay_kit

ROOT = pathlib.Path(__file__).parent.parent


def test_the_content_is_in_order():
    assert essay_kit.check(ROOT / "data") == []


@pytest.mark.parametrize("path", sorted((ROOT / "notebooks").glob("*.ipynb")), ids=lambda p: p.name)
def test_every_cell_works(path, tmp_path, monkeypatch):
    monkeypatch.setenv("ESSAY_KIT_ANSWERS", str(tmp_path))
    calls = [cell.source for cell in nbformat.read(path, 4).cells if cell.cell_type == "code"][1:]
    kit = essay_kit.load(ROOT / "data")
    assert all(repr(eval(call, {"kit": kit})) for call in calls)
