"""The run over the notebooks is strict about all that is stored and blind to widget views alone."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CHART_AND_VIEW = """
import ipywidgets
from IPython.display import display
display({"text/plain": "a chart", "application/vnd.plotly.v1+json": {"data": [{"y": [1, 2]}]}}, raw=True)
display(ipywidgets.IntSlider())
"""


def chart(last: int = 2, text: str = "a chart") -> list[dict]:
    """Give the stored output of a chart."""
    data = {"text/plain": text, "application/vnd.plotly.v1+json": {"data": [{"y": [1, last]}]}}
    return [{"output_type": "display_data", "metadata": {}, "data": data}]


@pytest.fixture
def outcome(tmp_path: Path):
    """Run a notebook of one cell as `make test` does, and give the exit code."""

    def run(source: str, outputs: list[dict]) -> int:
        cell = {"cell_type": "code", "id": "a", "execution_count": 1, "metadata": {}, "source": source, "outputs": outputs}
        kernel = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
        notebook = {"cells": [cell], "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
        (tmp_path / "it.ipynb").write_text(json.dumps(notebook))
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "tests.nbval_views", "--nbval"]
        env = {key: value for key, value in os.environ.items() if not key.startswith("PYTEST_")}
        return subprocess.run([*command, str(tmp_path)], cwd=ROOT, env=env, capture_output=True, timeout=120).returncode

    return run


@pytest.mark.slow
@pytest.mark.parametrize(
    ("source", "outputs", "code"),
    [
        pytest.param(CHART_AND_VIEW, chart(), 0, id="a view beside a chart is left out"),
        pytest.param(CHART_AND_VIEW, chart(last=3), 1, id="a changed number in a chart fails"),
        pytest.param(CHART_AND_VIEW, chart(text="another"), 1, id="a changed text twin fails"),
        pytest.param(CHART_AND_VIEW, [], 1, id="a chart that is not stored fails"),
        pytest.param("None", chart(), 1, id="a stored chart that does not come fails"),
        pytest.param("1 / 0", [], 1, id="an error fails"),
    ],
)
def test_run_over_a_notebook(outcome, source, outputs, code):
    assert outcome(source, outputs) == code


@pytest.mark.slow
def test_one_changed_number_in_a_table_fails_the_notebook_that_shows_it(tmp_path):
    for name in ("notebooks", "data"):
        shutil.copytree(ROOT / name, tmp_path / name)
    table = tmp_path / "data/tables/population.csv"
    text = table.read_text("utf-8")
    assert "143.534" in text
    table.write_text(text.replace("143.534", "143.634"), "utf-8")
    subprocess.run([sys.executable, "-m", "essay_kit", "seal", str(tmp_path / "data")], check=True, capture_output=True)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "tests.nbval_views", "--nbval"]
    env = {key: value for key, value in os.environ.items() if not key.startswith("PYTEST_")} | {"ESSAY_KIT_ANSWERS": str(tmp_path)}
    done = subprocess.run(
        [*command, str(tmp_path / "notebooks/00_start_here.ipynb")], cwd=ROOT, env=env, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 1
    assert "143.6" in done.stdout
