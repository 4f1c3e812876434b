"""Run every notebook and store its outputs, without widget views: `make outputs`.

The stored outputs are what a reader sees before anything is run, and what nbval compares each run with. A widget view is
left out, since without its kernel it says only that it cannot be shown.
"""

from __future__ import annotations

import os
import pathlib
import sys
import tempfile

import nbformat
from nbclient import NotebookClient

ROOT = pathlib.Path(__file__).parent.parent
WIDGET = "application/vnd.jupyter.widget-view+json"


def run(path: pathlib.Path) -> nbformat.NotebookNode:
    """Run a notebook in its own folder and give it back with outputs, every code cell hidden and no widget state."""
    notebook = nbformat.read(path, 4)
    NotebookClient(notebook, timeout=60, resources={"metadata": {"path": str(path.parent)}}).execute()
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = [o for o in cell.outputs if WIDGET not in o.get("data", {})]
            cell.metadata = {"jupyter": {"source_hidden": True}}
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    return notebook


def main(names: list[str]) -> None:
    """Run the notebooks named, or all of them, with an answer file of their own."""
    with tempfile.TemporaryDirectory() as answers:
        os.environ["ESSAY_KIT_ANSWERS"] = answers
        for path in [pathlib.Path(n) for n in names] or sorted((ROOT / "notebooks").glob("*.ipynb")):
            nbformat.write(run(path), path)
            print(f"{path.name}: {path.stat().st_size / 1000:.0f} KB")


if __name__ == "__main__":
    main(sys.argv[1:])
