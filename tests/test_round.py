"""A round as a student lives it, in JupyterLab: before running, predict, lock, look, weigh, reload, a new kernel, no kernel."""

import json
import pathlib
import re
import subprocess
import sys

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]
NOTEBOOK = "00_start_here"
BORDERS = "open-borders"  # the exhibit of the round that a student does first


def run_all(page):
    """Choose Run → Run All Cells and wait until the last form of the page is there."""
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    expect(page.locator(".ek-form").last).to_be_attached(timeout=60_000)
    expect(page.get_by_text("Python 3 (ipykernel) | Idle")).to_be_visible(timeout=60_000)


def save(page):
    """Save the notebook as JupyterLab does by itself every thirty seconds, and wait until it is saved."""
    page.keyboard.press("Escape")
    page.locator('[data-command="docmanager:save"]').first.click()
    expect(page.locator(".jp-mod-dirty")).to_have_count(0)


def forms(page, legend):
    """The live forms with this legend, in the order of the page."""
    return page.locator(".ek-form").filter(has=page.locator("legend", has_text=re.compile(f"^{legend}$")))


def gate(page):
    """The box that opens the evidence of the round."""
    return page.locator(f'input[type=checkbox][data-ek-gate="{BORDERS}"]')


def nowhere(page, words):
    """These words are shown in no cell; innerText would leave out the cells that the browser does not draw at the moment."""
    expect(page.get_by_text(words).filter(visible=True)).to_have_count(0)


def finding(page):
    """The finding of the round's exhibit."""
    return page.locator(".ek-box", has_text="Finding. ").filter(has_text="Canada").last


def test_page_can_be_read_before_anything_is_run(lab, page):
    lab.open(page)
    expect(page.locator(".js-plotly-plot").first).to_be_visible(timeout=30_000)
    expect(page.get_by_text("From 1992 to 2008 Russia loses 5.8 million people.").first).to_be_visible()
    expect(page.locator(".ek-form")).to_have_count(0)
    assert page.locator(".ek-twin:visible").count() >= 8  # each question stands there, with the way to answer it
    nowhere(page, "Error displaying widget")
    expect(gate(page)).not_to_be_checked()
    expect(finding(page)).to_be_hidden()


def test_untrusted_page_hides_nothing_that_needs_a_tick(lab, page):
    path = lab.folder / "notebooks/untrusted.ipynb"
    notebook = json.loads((lab.folder / f"notebooks/{NOTEBOOK}.ipynb").read_text("utf-8"))
    notebook["cells"][0]["source"] = "# Not trusted"  # a changed notebook has no signature
    path.write_text(json.dumps(notebook), "utf-8")
    lab.open(page, "untrusted")
    expect(page.locator(".js-plotly-plot").first).to_be_visible(timeout=30_000)
    expect(finding(page)).to_be_visible()
    assert "<" not in page.locator(".ek-box").first.inner_text()


def test_round_survives_reload_and_new_kernel_and_no_kernel(lab, page):
    lab.open(page)
    run_all(page)
    expect(page.get_by_role("heading", level=1).first).to_be_in_viewport()  # "Run All" leaves the reader at the last cell
    form = forms(page, "Your prediction").first
    form.get_by_role("radio").nth(2).check()
    form.get_by_role("textbox").fill("70")
    form.get_by_role("button", name="Lock in my prediction", exact=True).click()
    expect(form.get_by_text("Locked and saved.")).to_be_visible()
    expect(gate(page)).to_be_checked()
    expect(finding(page)).to_be_visible()
    weigh = forms(page, "Weigh the evidence").first
    weigh.get_by_role("radio", name="Against the claim").first.check()
    weigh.get_by_role("radio", name=re.compile("^Hoop")).first.check()
    weigh.get_by_role("button", name="Weigh", exact=True).click()
    expect(weigh.get_by_role("status")).to_contain_text("aved")
    note = forms(page, "In your own words").first
    note.get_by_role("textbox").fill("<img src=x onerror=\"document.title='caught'\"> & $x$ **bold**")
    note.get_by_role("button", name="Save", exact=True).click()
    expect(note.get_by_role("status")).to_contain_text("aved")
    expect(note.get_by_role("textbox")).to_have_value(re.compile("^<img src=x"))
    kept = json.loads((lab.folder / "notebooks/my_answers.json").read_text("utf-8"))
    assert f"predict/{BORDERS}" in json.dumps(kept)
    mine = forms(page, "My page").first
    mine.get_by_role("button", name="Bring my page up to date", exact=True).click()
    expect(mine.get_by_role("link", name="Save my_page.txt", exact=True)).to_have_css("text-decoration-line", "underline")
    with page.expect_download() as download:
        mine.get_by_role("link", name="Save my_page.txt", exact=True).click()
    assert "<img src=x" in pathlib.Path(download.value.path()).read_text("utf-8")
    save(page)

    page.reload()
    lab.open(page)
    run_all(page)
    still_there(page)
    assert page.title() != "caught"

    chosen = forms(page, "Question Q1").first.get_by_role("radio").nth(1)
    chosen.check()  # and not sent
    page.get_by_role("menuitem", name="Kernel", exact=True).click()
    page.get_by_role("menuitem", name="Restart Kernel and Run All Cells…", exact=True).click()
    page.locator(".jp-Dialog .jp-mod-accept").click()
    expect(page.locator(".ek-form").last).to_be_attached(timeout=60_000)
    expect(page.get_by_text("Python 3 (ipykernel) | Idle")).to_be_visible(timeout=60_000)
    still_there(page)
    expect(chosen).to_be_checked()
    expect(forms(page, "Question Q1").first.get_by_role("status")).to_contain_text("not saved yet")
    save(page)

    page.get_by_role("menuitem", name="Kernel", exact=True).click()
    page.get_by_role("menuitem", name="Shut Down Kernel", exact=True).click()
    lab.open(page, view="doc")
    # a saved chart comes back as the picture that plotly stored with it, and lives again when it is touched
    expect(page.locator(".jp-RenderedPlotly").first).to_be_visible(timeout=30_000)
    page.wait_for_timeout(6000)  # JupyterLab says "Loading widget…" for ever; our sentence takes its place after 5 s
    nowhere(page, "Error displaying widget")
    nowhere(page, "Loading widget")


# anywidget's own limit of two seconds for loading a module, run out at once: the machine that is too slow for it
TOO_SLOW = """const limit = AbortSignal.timeout;
  AbortSignal.timeout = (ms) => limit.call(AbortSignal, ms === 2000 ? 0 : ms);"""


def test_python_is_heard_where_the_page_loads_slowly(lab, page, toy_data, tmp_path):
    late = []
    page.on("pageerror", lambda error: late.append(str(error)))
    page.add_init_script(TOO_SLOW)
    start = f"import os, essay_kit\nos.environ['ESSAY_KIT_ANSWERS'] = {str(tmp_path)!r}\nkit = essay_kit.load({str(toy_data)!r})\nkit"
    lab.run_all(page, lab.write("late", [start, "kit.predict('gain')", "kit.explore('fashion')", "kit.walkthrough()"]))
    expect(page.locator(".ek-screen")).to_be_visible(timeout=60_000)
    assert sum("Failed to initialize model" in error for error in late) >= 3, "the limit is another one now; this test shows nothing"

    form = forms(page, "Your prediction").first
    form.get_by_role("radio").first.check()
    form.get_by_role("textbox").fill("70")
    form.get_by_role("button").click()
    expect(form.get_by_role("status")).to_contain_text("Locked and saved.")
    model = page.locator(".ek-explore")
    words = model.locator(".ek-model-words")
    before = words.inner_text()
    model.get_by_role("slider").first.press("End")
    expect(words).not_to_have_text(before)
    title = page.locator(".ek-screen h4")
    before = title.inner_text()
    page.get_by_label("Notebook").select_option(index=1)
    expect(title).not_to_have_text(before)


def still_there(page):
    """The prediction is locked with its answer, the evidence is open, the mark and the text stand."""
    form = forms(page, "Your prediction").first
    expect(form.locator(".ek-locked")).to_be_visible(timeout=20_000)
    expect(form.get_by_role("radio").nth(2)).to_be_checked()
    expect(form.get_by_role("radio").nth(2)).to_be_disabled()
    expect(form.get_by_role("button", name="Lock in my prediction", exact=True)).to_be_hidden()
    expect(gate(page)).to_be_checked()
    expect(finding(page)).to_be_visible()
    expect(forms(page, "Weigh the evidence").first.get_by_role("radio", name="Against the claim").first).to_be_checked()
    expect(forms(page, "In your own words").first.get_by_role("textbox")).to_have_value(re.compile("^<img src=x"))


def test_page_on_paper_shows_everything(tmp_path, page):
    from conftest import ROOT

    # nbconvert's own template would fetch two scripts from elsewhere; the page has to do without them
    words = ["--to", "html", "--HTMLExporter.require_js_url=", "--HTMLExporter.mathjax_url=", "--output-dir", tmp_path]
    command = [sys.executable, "-m", "nbconvert", *words, ROOT / f"notebooks/{NOTEBOOK}.ipynb"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    page.set_content((tmp_path / f"{NOTEBOOK}.html").read_text("utf-8"))
    assert page.locator(".ek-picture img, img.ek-picture, .ek-box img").count() >= 2
    page.emulate_media(media="print")
    expect(finding(page)).to_be_visible()
    nowhere(page, "Error displaying widget")
