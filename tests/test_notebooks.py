"""Notebooks as they are used: each cell alone, all in any order, everything twice, in one kernel without a screen."""

import pathlib
import random

import nbformat
import pytest
from nbclient import NotebookClient

import essay_kit
from essay_kit.views.view import View

ROOT = pathlib.Path(__file__).parent.parent
NOTEBOOKS = [*sorted((ROOT / "notebooks").glob("*.ipynb")), ROOT / "tests/toy_essay/notebooks/toy.ipynb"]


@pytest.fixture(params=NOTEBOOKS, ids=lambda p: p.name)
def cells(request, tmp_path, monkeypatch):
    """The calls of a notebook, and what to run them in."""
    monkeypatch.chdir(request.param.parent)
    monkeypatch.setenv("ESSAY_KIT_ANSWERS", str(tmp_path))
    code = [c.source for c in nbformat.read(request.param, 4).cells if c.cell_type == "code"]
    assert code[0].splitlines()[:2] == ["import essay_kit", 'kit = essay_kit.load("../data")']
    return code[1:]


def run(call, kit):
    shown = eval(call, {"kit": kit})
    assert not isinstance(shown, View) or repr(shown).strip()
    return repr(shown)


def test_each_cell_works_alone(cells):
    for call in cells:
        run(call, essay_kit.load("../data"))


@pytest.mark.parametrize("seed", [1, 2])
def test_cells_work_in_any_order_and_twice(cells, seed):
    kit, calls = essay_kit.load("../data"), cells * 2
    in_order = {call: run(call, kit) for call in cells}
    random.Random(seed).shuffle(calls)
    for call in calls:
        assert run(call, kit) == in_order[call]


def test_a_wrong_id_in_a_cell_is_a_sentence_and_the_cells_after_it_still_run(tmp_path, monkeypatch):
    monkeypatch.setenv("ESSAY_KIT_ANSWERS", str(tmp_path))
    toy = ROOT / "tests/toy_essay/notebooks/toy.ipynb"
    notebook = nbformat.read(toy, 4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    code[1].source = 'kit.claim("B7")'
    NotebookClient(notebook, timeout=60, resources={"metadata": {"path": str(toy.parent)}}).execute()
    assert "There is no claim 'B7'" in code[1].outputs[0].data["text/plain"]
    assert all(cell.outputs and not any(o.output_type == "error" for o in cell.outputs) for cell in code)
