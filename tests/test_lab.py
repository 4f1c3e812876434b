"""What a student meets after `make lab`: the first page, and nothing to click away before it."""

import json

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_first_page_opens_with_nothing_to_click_away(lab, page):
    lab.open(page)
    page.wait_for_timeout(3000)  # the news pop-up of a plain JupyterLab takes up to two seconds
    assert page.locator(".jp-Dialog").count() == 0
    assert page.locator(".Toastify__toast").count() == 0
    assert page.locator(".jp-NotebookPanel:visible").count() == 1
    assert page.get_by_role("heading", level=1).first.is_visible()


def test_every_output_of_the_first_page_is_there_without_scrolling(lab, page):
    lab.open(page)
    stored = page.locator(".jp-Notebook .jp-CodeCell .jp-OutputArea-output")
    cells = [cell for cell in notebook_cells(lab) if cell["cell_type"] == "code"]
    wanted = sum(len(cell["outputs"]) for cell in cells)
    page.wait_for_function("n => document.querySelectorAll('.jp-Notebook .jp-CodeCell .jp-OutputArea-output').length >= n", arg=wanted)
    assert stored.count() == wanted


def notebook_cells(lab):
    """Read the first page as it lies on disk."""
    return json.loads((lab.folder / "notebooks/00_start_here.ipynb").read_text(encoding="utf-8"))["cells"]
