"""The notebooks for Colab: the course's own, after a cell that installs it where it is missing and does nothing elsewhere."""

import json
import os
import pathlib
import subprocess
import sys
import types
import venv

import nbformat
import pytest
from nbclient import NotebookClient

from essay_kit import colab
from essay_kit.__main__ import main

ROOT = pathlib.Path(__file__).parent.parent
# Runs the cell as a notebook does, with pip written down instead of called, and tells what came of it.
SHELL = """
import importlib.abc, json, sys
from IPython.core.interactiveshell import InteractiveShell
class Hidden(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name == "essay_kit":
            raise ModuleNotFoundError("No module named 'essay_kit'", name=name)
if sys.argv[1] == "hidden":
    sys.meta_path.insert(0, Hidden())
shell, asked = InteractiveShell(), []
shell.register_magic_function(asked.append, "line", "pip")
wrong = shell.run_cell(sys.stdin.read()).error_in_exec
open("told.json", "w").write(json.dumps([asked, type(wrong).__name__, str(wrong)]))
"""


def run_cell(place, *, hidden):
    """Run the first cell in a folder; give what pip was asked for, the kind of error, and its words."""
    words = [sys.executable, "-c", SHELL, "hidden" if hidden else "installed"]
    env = os.environ | {"IPYTHONDIR": str(place / "ipython"), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(words, input=colab.CELL, text=True, cwd=place, env=env, capture_output=True, check=True)
    return *json.loads((place / "told.json").read_text()), done.stdout + done.stderr


def test_where_the_course_is_installed_the_cell_does_nothing(tmp_path):
    assert run_cell(tmp_path, hidden=False) == ([], "NoneType", "None", "")


def test_on_colab_the_cell_installs_the_wheel_beside_it_and_asks_no_index_for_the_course(tmp_path):
    (tmp_path / "essay_kit-2026.1-py3-none-any.whl").write_text("a wheel")
    asked, kind, _, _ = run_cell(tmp_path, hidden=True)
    assert kind == "NoneType"
    assert asked == ['install -q "anywidget>=0.9.18,<1"', "install -q --no-deps essay_kit-*.whl"]
    assert '"anywidget>=0.9.18,<1"' in (ROOT / "pyproject.toml").read_text("utf-8")


def test_without_the_wheel_a_sentence_says_what_to_do_and_nothing_is_installed(tmp_path):
    asked, kind, words, shown = run_cell(tmp_path, hidden=True)
    assert (asked, kind, words) == ([], "SystemExit", colab.MISSING)
    assert colab.MISSING in shown and "Traceback" not in shown


def test_a_copy_is_the_notebook_with_two_cells_before_it(tmp_path):
    copies = colab.write(ROOT / "notebooks", tmp_path)
    assert len(copies) == 11
    for copy in copies:
        own, made = (nbformat.read(path, 4) for path in (ROOT / "notebooks" / copy.name, copy))
        nbformat.validate(made)
        assert made.cells[2:] == own.cells and made.metadata == own.metadata
        assert [cell.cell_type for cell in made.cells[:2]] == ["markdown", "code"]
        assert len({cell.id for cell in made.cells}) == len(made.cells)


def test_what_is_wrong_is_a_sentence(tmp_path, capsys):
    (tmp_path / "books").mkdir()
    words = ["colab", str(ROOT / "tests/toy_essay/data"), str(tmp_path / "books"), str(tmp_path)]
    assert main(words) == 1
    assert "There is no notebook in" in capsys.readouterr().out
    (tmp_path / "books/a.ipynb").write_text("{half")
    assert main(words) == 1
    assert "a.ipynb is not a notebook, or it is damaged." in capsys.readouterr().out
    (tmp_path / "books/a.ipynb").write_text('{"cells": []}')
    (tmp_path / "colab").write_text("in the way")
    assert main(words) == 1
    assert "cannot be written" in capsys.readouterr().out


def test_on_colab_a_form_says_where_its_manager_is(kit, monkeypatch):
    shown, enabled = [], []
    output = types.ModuleType("google.colab.output")
    output.enable_custom_widget_manager = lambda: enabled.append(1)
    output._widgets = types.SimpleNamespace(_installed_url="manager.js")
    monkeypatch.setitem(sys.modules, "google.colab.output", output)
    monkeypatch.setattr("IPython.display.display", lambda data, **more: shown.append((data, more.get("metadata"))))
    kit.predict("gain")._ipython_display_()
    widget = "application/vnd.jupyter.widget-view+json"
    [about] = [about for data, about in shown if widget in data]
    assert enabled and about == {widget: {"colab": {"custom_widget_manager": {"url": "manager.js"}}}}


@pytest.mark.slow
@pytest.mark.skipif(not os.environ.get("ESSAY_KIT_PROOFS"), reason="NOT RUN: makes an environment anew; `make proofs` runs it")
def test_in_a_fresh_environment_without_the_course_a_copy_runs_whole(tmp_path, monkeypatch):
    """With packages as old as Colab's were when this was written; needs the network."""
    venv.create(tmp_path / "env", with_pip=True)
    python = tmp_path / "env" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    like_colab = "pandas==2.2.2 plotly==5.24.1 ipywidgets==7.7.1 ipykernel pydantic PyYAML filelock platformdirs mistune"
    subprocess.run([python, "-m", "pip", "install", "-q", *like_colab.split()], check=True)
    colab.write(ROOT / "notebooks", tmp_path)
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path / colab.FOLDER], cwd=ROOT, check=True)
    spec = {"argv": [str(python), "-m", "ipykernel_launcher", "-f", "{connection_file}"], "display_name": "fresh", "language": "python"}
    (tmp_path / "jupyter/kernels/fresh").mkdir(parents=True)
    (tmp_path / "jupyter/kernels/fresh/kernel.json").write_text(json.dumps(spec))
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "jupyter"))
    monkeypatch.setenv("ESSAY_KIT_ANSWERS", str(tmp_path / "answers"))
    notebook = nbformat.read(tmp_path / colab.FOLDER / "00_start_here.ipynb", 4)
    where = {"metadata": {"path": str(tmp_path / colab.FOLDER)}}
    NotebookClient(notebook, timeout=600, kernel_name="fresh", resources=where).execute()
    said = [str(output) for cell in notebook.cells[1:4] if cell.cell_type == "code" for output in cell.outputs]
    assert any("Ready." in line for line in said) and not any("ERROR" in line for line in said)
