"""Every notebook in JupyterLab, run and with all of it open: axe-core, colours against their ground, little room, no network.

JupyterLab's own (its toolbar, its menus, its cell frames) is none of ours; only what stands inside our outputs is looked at.
In the gate one notebook with nearly every kind of cell is walked through; `make proofs` walks through all eleven.
"""

import json
import os
import pathlib

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe
from eyes import DRAWN, LOST, OPEN_DETAILS, PAIRS, open_all, too_weak
from playwright.sync_api import expect
from test_course import NOTEBOOKS as PATHS

from essay_kit.charts.axes import GRID

ROOT = pathlib.Path(__file__).parent.parent
pytestmark = [pytest.mark.browser, pytest.mark.slow]
FULL = bool(os.environ.get("ESSAY_KIT_PROOFS"))
NOTEBOOKS = [path.stem for path in PATHS] if FULL else ["00_start_here"]
OURS = ".jp-OutputArea-output"
PARTS = ".ek-form, .ek-box, .ek-table, .ek-frames"
# Rules about a whole page, which JupyterLab makes and not we; `preload` would fetch JupyterLab's style sheets once more.
WHOLE = ("region", "page-has-heading-one", "heading-order", "landmark-one-main", "bypass")
OPTIONS = {"preload": False, "rules": {rule: {"enabled": False} for rule in WHOLE}}
# Lines of the grid help to read a value off and carry none.
QUIET = [GRID, "#e6e6e6", "#eeeeee"]
# The inside of a live chart is hidden from screen readers and is most of the page: axe would spend its time there.
EMPTY_CHARTS = "document.querySelectorAll('.js-plotly-plot svg').forEach(svg => svg.replaceChildren())"
THEMES = {"light": "JupyterLab Light", "dark": "JupyterLab Dark"}
# 1280 pixels at 200 %, and a phone.
NARROW = (640, 360)


def run_all(lab, page, notebook):
    """Run a notebook in the view that shows it alone, wait for its last form, and open everything."""
    lab.open(page, notebook, view="doc")
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for(timeout=60_000)
    page.evaluate("window.jupyterapp.commands.execute('notebook:run-all-cells')")  # answers when the last cell has run
    open_all(page)


def dress(page, theme):
    """Choose JupyterLab's theme."""
    page.evaluate("theme => window.jupyterapp.commands.execute('apputils:change-theme', { theme })", THEMES[theme])
    expect(page.locator(f"body[data-jp-theme-light={json.dumps(str(theme == 'light').lower())}]")).to_be_attached(timeout=90_000)
    page.wait_for_timeout(1500)  # the style sheet of the theme is exchanged after that


def violations(page):
    """What axe finds in our outputs, each with one place; and how many rules passed."""
    answer = Axe().run(page, context=OURS, options=OPTIONS).response
    found = {f"{v['id']}: {node['html'][:140]}": v["help"] for v in answer["violations"] for node in v["nodes"]}
    return found, len(answer["passes"])


@pytest.mark.parametrize("notebook", NOTEBOOKS)
def test_a_notebook_is_open_to_everybody(lab, page, notebook):
    run_all(lab, page, notebook)
    wrong = {}
    for theme in ("light", "dark"):
        dress(page, theme)
        pairs, drawn = page.evaluate(PAIRS, PARTS), page.evaluate(DRAWN, [f"{PARTS}, .jp-RenderedPlotly", QUIET])
        assert len(pairs) > 3 and len(drawn) > 3
        wrong[f"colours, {theme}"] = too_weak(pairs) + too_weak(drawn)
    for width in NARROW:
        page.set_viewport_size({"width": width, "height": 800})
        page.wait_for_timeout(1500)  # charts take their new width
        wrong[f"lost at {width}"] = page.evaluate(LOST, PARTS)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.evaluate(EMPTY_CHARTS)
    for theme in ("dark", "light"):
        dress(page, theme)
        found, passed = violations(page)
        assert passed > 15
        wrong[f"axe, {theme}"] = found
    assert not any(wrong.values()), json.dumps({k: v for k, v in wrong.items() if v}, indent=1)


WRONG = """<p style="color: #bbb; background: #fff">faint words</p><input type="text" style="border: 1px solid #ddd">
<svg width="99" height="99"><path d="M1 1H90" stroke="#ccc" fill="none"></path></svg><p style="height: 4px; overflow: hidden">cut off</p>
<button>a</button><button style="margin-left: -15px">b</button><p style="width: 3000px">wide</p>"""


def test_the_look_finds_what_is_wrong(lab, page):
    lab.open(page, NOTEBOOKS[0])
    expect(page.locator(".ek-box").first).to_be_visible()
    spoil = "(text) => document.querySelector('.ek-box').insertAdjacentHTML('beforeend', text)"
    page.evaluate(spoil, WRONG)
    found, _ = violations(page)
    assert "label" in {name.split(":")[0] for name in found}, found
    assert {pair[2] for pair in too_weak(page.evaluate(PAIRS, PARTS))} == {"#bbbbbb", "#dddddd"}
    assert "#cccccc" in {pair[2] for pair in too_weak(page.evaluate(DRAWN, [PARTS, QUIET]))}
    assert {line.split(":")[0].split(" by")[0] for line in page.evaluate(LOST, PARTS)} >= {
        "beyond the edge",
        "cut off",
        "lies on another control",
    }


@pytest.mark.skipif(not FULL, reason="only for the report: what axe finds in JupyterLab itself")
def test_what_axe_finds_in_jupyterlab_itself(lab, page):
    run_all(lab, page, NOTEBOOKS[0])
    page.evaluate(EMPTY_CHARTS)
    for theme in THEMES:
        dress(page, theme)
        answer = Axe().run(page, context={"exclude": [[OURS]]}, options={"preload": False}).response
        told = ", ".join(f"{v['id']} ({len(v['nodes'])})" for v in answer["violations"])
        print(f"\nJupyterLab's own, {theme}: {told or 'none'}")


@pytest.fixture(scope="module")
def stored():
    """What each notebook shows before anything is run, as a page."""
    pages = {}
    for path in PATHS:
        cells = nbformat.read(path, 4).cells
        outputs = [o.get("data", {}).get("text/html", "") for c in cells if c.cell_type == "code" for o in c.outputs]
        head = "<!DOCTYPE html><html lang=en><head><title>stored</title></head>"
        pages[path.stem] = f"{head}<body><main>{''.join(outputs)}</main></body></html>"
    return pages


@pytest.mark.parametrize("notebook", NOTEBOOKS)
def test_axe_finds_no_violation_in_what_is_stored(page, stored, notebook):
    page.set_content(stored[notebook])
    page.evaluate(OPEN_DETAILS)
    answer = Axe().run(page, options=OPTIONS).response
    assert len(answer["passes"]) > 20
    assert not answer["violations"], [(v["id"], v["nodes"][0]["html"][:140]) for v in answer["violations"]]


def test_every_stored_word_and_every_chart_stands_out_from_its_ground(page, stored):
    for notebook, content in stored.items():
        page.set_content(content)
        page.evaluate(OPEN_DETAILS)
        drawn = page.evaluate(DRAWN, ["main", QUIET])
        assert len(drawn) > 3
        assert too_weak(page.evaluate(PAIRS, "main")) + too_weak(drawn) == [], notebook
