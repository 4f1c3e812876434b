"""The course in a browser's own Python: the built site, walked in Chromium with every other host blocked.

The site takes a minute and downloads to build, so this runs on request: `make lite-test`.
"""

import contextlib
import http.server
import json
import os
import re
import time
from pathlib import Path

import pytest
from conftest import served
from playwright.sync_api import expect

SITE = Path(__file__).parent.parent / "build/lite"
NOTEBOOK = "00_start_here"
pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(not os.environ.get("ESSAY_KIT_PROOFS") or not SITE.is_dir(), reason="NOT RUN: builds and downloads; make lite-test"),
]
LONG = 180_000


class Plain(http.server.SimpleHTTPRequestHandler):
    """An ordinary web space; it counts what it sends."""

    sent = 0

    def copyfile(self, source, outputfile):
        Plain.sent += os.fstat(source.fileno()).st_size if hasattr(source, "fileno") else 0
        super().copyfile(source, outputfile)

    def handle(self):
        with contextlib.suppress(ConnectionError):  # a page that is left does not wait for what it asked for
            super().handle()

    def log_message(self, *about):
        pass


@pytest.fixture(scope="module")
def site():
    """Serve the built site; give its address."""
    with served(SITE, Plain) as address:
        yield address


@pytest.fixture(params=["allow", "block"], ids=["drive", "no service worker"])
def tab(browser, request):
    """An empty tab, with and without service workers; fail the test if it asked for anything outside this computer."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, service_workers=request.param, accept_downloads=True)
    asked = []
    context.on("request", lambda one: asked.append(one.url))
    yield context.new_page()
    context.close()
    outside = [url for url in asked if not url.startswith(("http://127.0.0.1", "data:", "blob:", "about:"))]
    assert asked and not outside, f"the page asked for something outside this computer: {outside}"


def open_page(tab, site, notebook=NOTEBOOK):
    tab.goto(f"{site}/lab/index.html?path=notebooks/{notebook}.ipynb")
    tab.locator(".jp-Notebook .jp-RenderedHTMLCommon").first.wait_for(timeout=LONG)


def run_all(tab, last="My page"):
    tab.get_by_role("menuitem", name="Run", exact=True).click()
    tab.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    expect(forms(tab, last).first).to_be_attached(timeout=LONG)


def forms(tab, legend):
    return tab.locator(".ek-form").filter(has=tab.locator("legend", has_text=re.compile(f"^{legend}$")))


def no_trouble(tab):
    assert not tab.locator('.jp-OutputArea-output[data-mime-type="application/vnd.jupyter.error"]').all_inner_texts()
    assert not tab.locator('.jp-OutputArea-output[data-mime-type="application/vnd.jupyter.stderr"]').all_inner_texts()
    expect(tab.get_by_text("Error displaying widget").filter(visible=True)).to_have_count(0)


def cells(notebook, call):
    """How many cells of a notebook begin with a call of the kit."""
    page = json.loads((SITE / f"files/notebooks/{notebook}.ipynb").read_text("utf-8"))
    return sum("".join(cell["source"]).startswith(call) for cell in page["cells"])


def move_models(tab, notebook):
    """Move the first slider of every concept model to its other end: words and pictures follow."""
    models = tab.locator(".ek-explore")
    assert models.count() == cells(notebook, "kit.explore(")
    for model in models.all():
        words, picture = model.locator(".ek-model-words"), model.locator(".ek-pictures svg").first
        expect(picture).to_be_attached(timeout=LONG)
        before, drawn = words.text_content(), picture.inner_html()  # what is off the screen has no inner text
        slider = model.locator("input[type=range]").first
        slider.focus()
        tab.keyboard.press("Home" if slider.input_value() == slider.get_attribute("max") else "End")
        expect(words).not_to_have_text(before, timeout=LONG)
        assert before and picture.inner_html() != drawn


def relate(tab, notebook):
    """Take the first option of every choice of a relation: all combinations are counted."""
    relations = forms(tab, re.escape("Does it survive?"))
    assert relations.count() == cells(notebook, "kit.survives(")
    for relation in relations.all():
        for choice in relation.locator(".ek-field").filter(has=tab.get_by_role("radio")).all():
            choice.get_by_role("radio").first.check()
        relation.get_by_role("slider").press("ArrowRight")
        relation.get_by_role("button", name="Show all combinations", exact=True).click()
        expect(relation.get_by_text(re.compile("The claim holds in [0-9]+ of [0-9]+ combinations"))).to_be_visible(timeout=LONG)


def test_a_round_in_the_browser_survives_a_reload_and_a_new_kernel(tab, site):
    Plain.sent, began = 0, time.monotonic()
    tab.goto(site)
    tab.get_by_role("heading", level=1).wait_for()
    print(f"\nsomething to read: {time.monotonic() - began:.1f} s")
    began = time.monotonic()
    open_page(tab, site)
    print(f"the notebook's text: {time.monotonic() - began:.1f} s")
    expect(tab.locator('input[type=checkbox][data-ek-gate="open-borders"]')).not_to_be_checked(timeout=LONG)
    tab.get_by_role("menuitem", name="Run", exact=True).click()
    tab.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    form = forms(tab, "Your prediction").first
    form.get_by_role("radio").nth(2).check(timeout=LONG)
    print(f"first answer possible: {time.monotonic() - began:.1f} s; {Plain.sent / 1e6:.1f} MB sent")
    form.get_by_role("textbox").fill("70")
    form.get_by_role("button", name="Lock in my prediction", exact=True).click()
    expect(form.get_by_text("Locked and saved.")).to_be_visible(timeout=LONG)
    expect(tab.locator('input[type=checkbox][data-ek-gate="open-borders"]')).to_be_checked()
    expect(tab.locator(".js-plotly-plot").last).to_be_visible()
    expect(forms(tab, "My page").first).to_be_attached(timeout=LONG)
    no_trouble(tab)
    tab.wait_for_timeout(1500)  # the browser's own store is written a moment later
    for again in ("a reload", "a new kernel"):
        if again == "a reload":
            tab.reload()
            open_page(tab, site)
            run_all(tab)
        else:
            tab.get_by_role("menuitem", name="Kernel", exact=True).click()
            tab.get_by_role("menuitem", name="Restart Kernel and Run All Cells…", exact=True).click()
            tab.locator(".jp-Dialog .jp-mod-accept").click()
            tab.wait_for_timeout(2000)
        form = forms(tab, "Your prediction").first
        expect(form.get_by_text("Locked earlier.")).to_be_visible(timeout=LONG)
        expect(form.get_by_role("button", name="Lock in my prediction", exact=True)).to_be_hidden()
    no_trouble(tab)


@pytest.mark.parametrize("notebook", sorted(path.stem for path in (SITE / "files/notebooks").glob("*.ipynb") if path.stem != NOTEBOOK))
def test_every_other_notebook_runs_to_its_end_and_takes_an_answer(browser, site, notebook):
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    tab, asked, errors = context.new_page(), [], []
    context.on("request", lambda one: asked.append(one.url))
    tab.on("pageerror", lambda error: errors.append(str(error)))
    open_page(tab, site, notebook)
    run_all(tab, ".*")
    expect(tab.locator(".jp-Notebook-ExecutionIndicator")).to_have_attribute("data-status", "idle", timeout=LONG)
    no_trouble(tab)
    form = forms(tab, "Your prediction").first
    if form.count():  # the instructors' notebook asks nothing
        form.get_by_role("button").last.click()
        expect(form.get_by_role("status")).not_to_be_empty()  # what is missing is said, in the browser
    words = forms(tab, "In your own words").first
    if words.count():
        words.get_by_role("textbox").fill("My own words.")
        words.get_by_role("button", name="Save", exact=True).click()
        expect(words.get_by_role("status")).to_contain_text("Saved.", timeout=LONG)
    move_models(tab, notebook)
    relate(tab, notebook)
    no_trouble(tab)
    context.close()
    outside = [url for url in asked if not url.startswith((site, "data:", "blob:", "about:"))]
    assert asked and not outside and not errors, (outside, errors)


def test_answers_are_taken_to_another_browser(browser, site, tmp_path):
    saved = tmp_path / "my_answers.json"
    for turn in ("here", "elsewhere"):
        context = browser.new_context(accept_downloads=True)  # each with a store of its own
        tab = context.new_page()
        open_page(tab, site)
        run_all(tab)
        form, mine = forms(tab, "Your prediction").first, forms(tab, "My answers").first
        if turn == "here":
            form.get_by_role("radio").nth(2).check()
            form.get_by_role("textbox").fill("70")
            form.get_by_role("button", name="Lock in my prediction", exact=True).click()
            expect(form.get_by_text("Locked and saved.")).to_be_visible(timeout=LONG)
            run_all_again(tab)
            with tab.expect_download() as download:
                mine.get_by_role("link", name="Save my_answers.json", exact=True).click()
            download.value.save_as(saved)
        else:
            expect(form.get_by_role("button", name="Lock in my prediction", exact=True)).to_be_visible()
            mine.locator("input[type=file]").set_input_files(saved)
            expect(mine.get_by_role("status")).to_contain_text("The file holds 1 answer.", timeout=LONG)
            mine.get_by_role("button", name="Bring these answers in", exact=True).click()
            expect(mine.get_by_role("status")).to_contain_text("1 of them brought in.", timeout=LONG)
            run_all_again(tab)
            expect(forms(tab, "Your prediction").first.get_by_text("Locked earlier.")).to_be_visible(timeout=LONG)
        no_trouble(tab)
        context.close()


def run_all_again(tab):
    """Run all cells of a page that has run already, and wait until the forms are the new ones."""
    old = forms(tab, "My answers").first.element_handle()
    tab.get_by_role("menuitem", name="Run", exact=True).click()
    tab.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    tab.wait_for_function("old => !old.isConnected", arg=old, timeout=LONG)
    expect(forms(tab, "My answers").first).to_be_attached(timeout=LONG)
