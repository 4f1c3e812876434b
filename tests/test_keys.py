"""A whole round by keyboard alone, in JupyterLab; and what a screen reader is told of each kind of control.

In the first test nothing is clicked and nothing is focused by script: Shift+Enter runs the cells, Tab goes on from there.
"""

import json
import pathlib
import re

import pytest
from eyes import OPEN_DETAILS
from playwright.sync_api import expect
from test_reader import EVERYTHING

from essay_kit.content import read_course

pytestmark = [pytest.mark.browser, pytest.mark.slow]
ROUND = """predict("gain") exhibit("closing") exhibit("slider") predict("closing") explore("fashion") weigh("closing")
question("Q1") reflect("W1") believe("start") my_page()"""


@pytest.fixture
def written(lab, toy_data, tmp_path):
    """Write a notebook of the toy course with these calls; its answers are kept in `tmp_path`."""
    start = f"import os, essay_kit\nos.environ['ESSAY_KIT_ANSWERS'] = {str(tmp_path)!r}\nkit = essay_kit.load({str(toy_data)!r})\nkit"
    return lambda name, calls: lab.write(name, [start, *(f"kit.{call}" for call in calls)])


class Hands:
    """A keyboard that notices when the focus is lost."""

    def __init__(self, page):
        self.page, self.keys = page, page.keyboard

    def press(self, *keys):
        for key in keys:
            self.keys.press(key)
            assert self.page.evaluate("document.activeElement !== document.body && document.hasFocus()"), f"{key} lost the focus"

    def to(self, target, key="Tab", most=2):
        """Go to a control by Tab; at most so many presses, else something unexpected stands between."""
        for _ in range(most):
            self.press(key)
            if target.evaluate("e => e === document.activeElement"):
                return expect(target).to_be_in_viewport()
        pytest.fail(f"{key} does not lead to {target}, but to {self.here()}")

    def here(self):
        """What has the focus."""
        return self.page.evaluate(
            "(e => `${e.outerHTML.slice(0, 150)} in ${e.closest('.ek-form')?.innerText.slice(0, 30)}`)(document.activeElement)"
        )

    def tell(self, form, words, focus=None):
        """After an action: the live region says what came of it, and the focus is where the hand is."""
        expect(form.get_by_role("status")).to_contain_text(words)
        if focus:
            expect(focus).to_be_focused()


def test_a_round_by_keyboard_alone(lab, page, written, tmp_path):
    hands = Hands(page)
    lab.open(page, written("keys", ROUND.split()))
    cells = page.locator(".jp-Notebook > .jp-WindowedPanel-outer .jp-CodeCell")
    for at in range(11):
        hands.press("Shift+Enter")
        expect(cells.nth(at).get_by_text(re.compile(r"^\[\d+\]:$")).first).to_be_attached(timeout=60_000)
    form = page.locator(".ek-form")
    expect(form).to_have_count(8, timeout=60_000)
    hands.press("Escape")  # from the empty cell that JupyterLab adds
    for _ in range(10):
        hands.press("ArrowUp")

    part = form.nth(0)  # a prediction
    hands.to(part.get_by_role("radio").first)
    hands.press("Space", "ArrowDown")
    expect(part.get_by_role("radio").nth(1)).to_be_checked()
    expect(part.get_by_role("radio").nth(1)).to_be_focused()
    hands.to(part.get_by_role("slider"))
    hands.press("ArrowRight")
    expect(part.get_by_role("slider")).to_have_attribute("aria-valuetext", "55")
    hands.to(part.get_by_role("textbox"))
    hands.press("Control+a", *"120")
    lock = part.get_by_role("button", name="Lock in my prediction", exact=True)
    hands.to(lock)
    hands.press("Enter")
    hands.tell(part, "must lie between 0 and 100", part.get_by_role("textbox"))  # what is wrong, and there
    hands.press("Control+a", *"70")
    hands.to(lock)
    hands.press("Enter")
    hands.tell(part, "Locked and saved.", part.locator(".ek-locked"))

    gate, chart = page.locator("input[data-ek-gate=closing]"), cells.nth(2)
    hands.to(gate)
    expect(gate).to_be_checked()
    finding = chart.get_by_text("Finding.")
    expect(finding).to_be_visible()
    hands.press("Space")
    expect(finding).to_be_hidden()
    hands.press("Space")
    expect(finding).to_be_visible()
    for words in ("An objection", "The chart in words", "The data as a table"):
        summary = chart.locator("summary").filter(has_text=words)
        hands.to(summary)
        hands.press("Enter")
        expect(summary.locator("xpath=..")).to_have_attribute("open", "")
    hands.to(chart.locator(".ek-table"))
    hands.press("ArrowDown")
    expect(chart.locator(".ek-table")).to_be_focused()

    slider = page.locator(".ek-frames input")  # the years of a chart
    hands.to(slider)
    hands.press("Home", "ArrowRight")
    expect(slider).to_have_attribute("aria-valuetext", "2000")
    expect(page.locator(".slider-label").first).to_have_text("Year: 2000")
    expect(slider).to_be_focused()

    part = form.nth(1)  # a line, drawn in its boxes
    hands.to(part.get_by_role("textbox").first, most=6)  # past what can be opened under the chart
    for at, value in enumerate(("40", "30", "20", "10")):
        hands.press(*value, "ArrowUp")
        hands.to(part.get_by_role("textbox").nth(at + 1) if at < 3 else part.get_by_role("slider"))
    expect(part.get_by_role("textbox").first).to_have_value("41")
    hands.press("End")
    hands.to(part.get_by_role("button", name="Lock in my prediction"))  # the number box stands between
    hands.press("Space")
    hands.tell(part, "Locked and saved.", part.locator(".ek-locked"))
    hands.to(part.get_by_role("region", name="Your line and the table"))

    part = form.nth(2)  # a model
    hands.to(part.get_by_role("button").first)
    hands.press("Enter")
    expect(part.get_by_role("button").first).to_be_focused()
    hands.to(part.get_by_role("slider").first, most=8)
    before = part.get_by_role("slider").first.get_attribute("aria-valuetext")
    words = part.locator(".ek-model-words").inner_text()
    hands.press("ArrowRight", "ArrowRight")
    expect(part.get_by_role("slider").first).not_to_have_attribute("aria-valuetext", before)
    expect(part.locator(".ek-model-words")).not_to_have_text(words)
    hands.tell(part, part.locator(".ek-model-words").inner_text()[:30], part.get_by_role("slider").first)

    part = form.nth(3)  # weighing
    hands.to(part.get_by_role("radio", name="Against the claim").first.locator("xpath=ancestor::fieldset[1]//input").first, most=25)
    hands.press("ArrowDown")
    expect(part.get_by_role("radio", name="Against the claim").first).to_be_checked()
    hands.to(part.get_by_role("radio", name=re.compile("^Straw")).first)
    hands.press("Space")
    weigh = part.get_by_role("button", name="Weigh", exact=True)
    hands.to(weigh, most=6)
    hands.press("Enter")
    hands.tell(part, "Saved.", weigh)
    hands.to(part.get_by_role("region", name="How we weigh it"))

    part = form.nth(4)  # a question
    hands.to(part.get_by_role("radio").first)
    hands.press("Space")
    answer = part.get_by_role("button", name="Answer", exact=True)
    hands.to(answer)
    hands.press("Enter")
    hands.tell(part, "There is a stronger answer", answer)
    hands.to(part.locator("summary"))
    hands.press("Enter")
    expect(part.locator("details")).to_have_attribute("open", "")
    hands.to(answer, "Shift+Tab")

    part = form.nth(5)  # words of one's own; Enter and letters that JupyterLab has for commands are text here
    hands.to(part.get_by_role("textbox"), most=3)
    hands.press(*"add x", "Enter", *"dd")
    expect(part.get_by_role("textbox")).to_have_value("add x\ndd")
    hands.to(part.get_by_role("button", name="Save", exact=True))
    hands.press("Enter")
    hands.tell(part, "Saved.", part.get_by_role("button", name="Save", exact=True))

    part = form.nth(6)  # a belief
    hands.to(part.get_by_role("slider").first)
    hands.to(part.get_by_role("textbox").first)
    hands.press(*"40")
    hands.to(part.get_by_role("button", name="Keep my beliefs"))
    hands.press("Enter")
    hands.tell(part, "Kept.", part.locator(".ek-locked"))

    part = form.nth(7)  # my page
    update, erase = (part.get_by_role("button", name=name) for name in ("Bring my page up to date", "Erase all my answers"))
    hands.to(update)
    hands.press("Enter")
    hands.tell(part, "Up to date.", update)
    hands.to(erase)
    hands.press("Enter")
    expect(part.get_by_role("button", name="Keep", exact=True)).to_be_focused()
    hands.press("Escape")
    expect(erase).to_be_focused()
    hands.to(part.get_by_role("link", name="Save my_page.html"))
    with page.expect_download() as download:
        hands.press("Enter")
    mine = pathlib.Path(download.value.path()).read_text("utf-8")
    assert "add x\ndd" in mine and "It gains some" in mine and "against the claim, straw in the wind" in mine
    kept = json.loads((tmp_path / "my_answers.json").read_text("utf-8"))["answers"]
    assert len({key.split("/")[0] for key in kept} & {"predict", "weigh", "question", "reflect", "believe"}) == 5
    assert page.locator(".jp-CodeCell").count() == 12  # no key of ours has made or deleted a cell


# --------------------------------------------------------------------------------- names, roles, states

MORE = 'code("Q1") vote("Q1") walkthrough() plan("bread") class_answers()'
NAMELESS = re.compile(r"^\s*- (radio|checkbox|button|slider|textbox|combobox|option|link|img|region|table)(?! \")( |:|$).*$", re.MULTILINE)
# A choice is a fieldset with its question; without one a screen reader reads answers to nothing.
LONELY = """() => [...document.querySelectorAll('.ek-form input[type=radio], .ek-form input[type=checkbox]')].filter(node =>
  node.checkVisibility() && !node.closest('.ek-walk') && !node.closest('fieldset')?.querySelector(':scope > legend')?.textContent.trim())
  .map(node => node.outerHTML)"""
NO_STATUS = """() => [...document.querySelectorAll('.ek-form')].filter(form => form.checkVisibility() &&
  !form.querySelector('[role=status][aria-live=polite], .ek-screen[aria-live=polite]')).map(form => form.innerText.slice(0, 60))"""


def test_every_control_has_its_name_its_role_and_its_state(lab, page, written, toy_data):
    known = read_course(toy_data)
    calls = EVERYTHING.replace("WORKED", known.all("worked")[0].id).replace("TERM", known.all("glossary")[0].id) + MORE
    lab.run_all(page, written("all_kinds", calls.split()))
    expect(page.locator("input[type=file]")).to_be_attached(timeout=120_000)  # of the last cell
    expect(page.get_by_text("Python 3 (ipykernel) | Idle")).to_be_visible(timeout=60_000)
    page.evaluate(OPEN_DETAILS)
    page.wait_for_timeout(1000)  # charts get their names once they are there
    parts = page.locator(".ek-form, .ek-box, .ek-table, .ek-frames, .js-plotly-plot")
    told = [part.aria_snapshot() for part in parts.all() if part.is_visible()]
    nameless = [found[0].strip() for text in told for found in NAMELESS.finditer(text)]
    assert len(told) > 40 and not nameless, [text[:600] for text in told if NAMELESS.search(text)]
    assert page.evaluate(LONELY) == [] and page.evaluate(NO_STATUS) == []
    roles = {found[1] for text in told for found in re.finditer(r"^\s*- ['\"]?(\w+)", text, re.MULTILINE)}
    assert {"radio", "checkbox", "button", "slider", "textbox", "combobox", "group", "status", "table", "img", "region"} <= roles

    form = page.locator(".ek-form").filter(has=page.get_by_role("group", name="Your prediction", exact=True)).filter(has_text="Elmbridge")
    form.get_by_role("button").click()
    expect(form.get_by_role("radio").first).to_have_attribute("aria-invalid", "true")
    form.get_by_role("radio").first.check()
    form.get_by_role("textbox").fill("70")
    form.get_by_role("button").click()
    expect(form.get_by_role("status")).to_contain_text("Locked and saved.", timeout=30_000)
    told = form.aria_snapshot()
    assert re.search(r'group "Your prediction"( \[disabled\])?:', told) and 'group "Your answer"' in told
    assert 'radio "It loses some" [checked] [disabled]' in told and re.search(
        r'slider "How sure are you, in percent\?" \[disabled\]: "?70', told
    ), told
