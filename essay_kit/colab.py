"""The notebooks for Google Colab, where the course is not installed: each begins with a cell that installs it.

The course's own notebooks stay as plain as they are. The cell does nothing where the course is installed already, and asks no
index for the course: it takes the wheel that lies beside the notebook, as it is, after the one package that Colab lacks (the
other way round pip would count up, in red, in what Colab's packages differ from the course's).
"""

from __future__ import annotations

import json
import pathlib
import shutil

from .errors import CourseError

FOLDER = "colab"
PROSE = """**On Colab, first:** open the folder of files at the left edge and drag the file `essay_kit-….whl` into it, which came with
this notebook. Then choose **Runtime**, **Run all**. Your answers are in the file `my_answers.json` in the same folder. Colab takes it
away when the session ends: download it before, and drag it in next time. Charts are pictures here, and the evidence may stand open
before you have said what you expect: answer first, then scroll."""
MISSING = (
    "The course is not here yet. Drag the file essay_kit-….whl into the folder of files at the left edge of this page, wait until it is "
    "listed there, and run this cell again."
)
CELL = f"""from glob import glob
try:
    import essay_kit
except ModuleNotFoundError:  # on Colab, once a session; elsewhere the course is installed
    if not glob("essay_kit-*.whl"):
        raise SystemExit("{MISSING}")
    %pip install -q "anywidget>=0.9.18,<1"
    %pip install -q --no-deps essay_kit-*.whl"""


def write(notebooks: pathlib.Path, place: pathlib.Path) -> list[pathlib.Path]:
    """Write the folder `colab` below `place`, anew, with a copy of each notebook, and return the copies.

    Raises CourseError where a notebook cannot be read or the folder not be written; then nothing is written.
    """
    folder, copies = place / FOLDER, {}
    for path in sorted(notebooks.glob("*.ipynb")):
        try:
            copies[path.name] = _with_first_cell(json.loads(path.read_text("utf-8")))
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            raise CourseError(f"{path.name} is not a notebook, or it is damaged. Restore it from the course.") from None
    if not copies:
        raise CourseError(f"There is no notebook in {notebooks}.")
    try:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for name, text in copies.items():
            (folder / name).write_text(text, "utf-8")
    except OSError as wrong:
        raise CourseError(f"The notebooks cannot be written to {folder}: {wrong.strerror or wrong}.") from None
    return [folder / name for name in copies]


def _with_first_cell(notebook: dict) -> str:
    first = {"cell_type": "code", "id": "on-colab", "execution_count": None, "metadata": {}, "outputs": [], "source": CELL}
    prose = {"cell_type": "markdown", "id": "on-colab-how", "metadata": {}, "source": PROSE}
    return json.dumps({**notebook, "cells": [prose, first, *notebook["cells"]]}, ensure_ascii=False, indent=1) + "\n"
