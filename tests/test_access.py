"""axe-core on the notebooks as they stand in JupyterLab, run and with every exhibit open, light and dark: our output has no violation.

JupyterLab's own (its toolbar, its menus, its cell frames) are none of ours; only what stands inside our outputs is looked at.
"""

import json
import os
import pathlib

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

ROOT = pathlib.Path(__file__).parent.parent
pytestmark = [pytest.mark.browser, pytest.mark.slow]
# In the gate one notebook with nearly every kind of cell; `make proofs` looks at all.
NOTEBOOKS = ["00_start_here"]
if os.environ.get("ESSAY_KIT_PROOFS"):
    from test_course import NOTEBOOKS as PATHS

    NOTEBOOKS = [path.stem for path in PATHS]
OURS = ".jp-OutputArea-output"
# Rules about a whole page, which JupyterLab makes and not we.
OPTIONS = {
    "rules": {rule: {"enabled": False} for rule in ("region", "page-has-heading-one", "heading-order", "landmark-one-main", "bypass")}
}


HIGH = 3000  # a tall window, so that few looks see the whole page


def dress(lab, theme):
    """Set the theme that JupyterLab opens with."""
    place = lab.folder.parent / "jupyterlab_settings_dir/@jupyterlab/apputils-extension"
    place.mkdir(parents=True, exist_ok=True)
    (place / "themes.jupyterlab-settings").write_text(json.dumps({"theme": theme}), "utf-8")


def open_and_run(lab, page, notebook):
    """Run a notebook and wait until its last form is there."""
    page.set_viewport_size({"width": 1280, "height": HIGH})
    lab.run_all(page, notebook)
    expect(page.locator(".ek-form").first).to_be_visible(timeout=90_000)
    page.wait_for_timeout(8000)


def looked_through(page, found):
    """Scroll through the page, open what is closed, and gather the violations in our outputs."""
    scroller = page.locator(".jp-WindowedPanel-outer").first
    at, seen = 0, 0
    while at < scroller.evaluate("e => e.scrollHeight"):
        scroller.evaluate("(e, y) => e.scrollTo(0, y)", at)
        page.wait_for_timeout(250)
        for gate in page.locator("input[data-ek-gate]:not(:checked)").all():
            if gate.is_visible():
                gate.check()
        page.evaluate("document.querySelectorAll('.ek-box details, .ek-form details').forEach(d => { d.open = true; })")
        if page.locator(OURS).count():
            answer = Axe().run(page, context=OURS, options=OPTIONS).response
            seen += len(answer["passes"])
            for violation in answer["violations"]:
                for node in violation["nodes"]:
                    found[f"{violation['id']}: {node['html'][:140]}"] = violation["help"]
        at += HIGH - 300
    return seen


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
@pytest.mark.parametrize("notebook", NOTEBOOKS)
def test_axe_finds_no_violation_in_our_output(lab, page, theme, notebook):
    dress(lab, theme)
    open_and_run(lab, page, notebook)
    assert page.evaluate("document.body.dataset.jpThemeLight") == str("Light" in theme).lower()
    found = {}
    assert looked_through(page, found) > 20
    assert not found, json.dumps(found, indent=1)


def test_the_look_finds_what_is_wrong(lab, page):
    lab.open(page, NOTEBOOKS[0])
    page.evaluate(
        "document.querySelector('.jp-OutputArea-output').insertAdjacentHTML('afterbegin', "
        "'<input><p style=\"color:#bbb;background:#fff\">faint words</p>')"
    )
    answer = Axe().run(page, context=OURS, options=OPTIONS).response
    assert "label" in {violation["id"] for violation in answer["violations"]}
    assert "color-contrast" in {rule["id"] for kind in ("violations", "passes") for rule in answer[kind]}


@pytest.mark.parametrize("notebook", NOTEBOOKS)
def test_axe_finds_no_violation_in_what_is_stored(page, notebook):
    cells = nbformat.read(ROOT / "notebooks" / f"{notebook}.ipynb", 4).cells
    outputs = [o.get("data", {}).get("text/html", "") for c in cells if c.cell_type == "code" for o in c.outputs]
    title = "<!DOCTYPE html><html lang=en><head><title>stored</title></head>"
    page.set_content(f"{title}<body><main>{''.join(outputs)}</main></body></html>")
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    answer = Axe().run(page, options=OPTIONS).response
    assert len(answer["passes"]) > 20
    assert not answer["violations"], [(v["id"], v["nodes"][0]["html"][:140]) for v in answer["violations"]]
