"""Key press to paint of a model's slider, beside ipywidgets.interact redrawing the same lines: `make bench`.

Both run in one notebook in one Chromium, in turns, so that a noisy machine slows both. It prints figures and tests nothing.
"""

from __future__ import annotations

import contextlib
import pathlib
import statistics
import tempfile
import types
from collections.abc import Iterator

import conftest
from playwright.sync_api import sync_playwright

PRESSES = 40
START = 'import essay_kit\nkit = essay_kit.load("../data")\nkit'
OURS = 'kit.explore("cycle-model")'
PLAIN = """import ipywidgets, plotly.graph_objects as go
from essay_kit.models import cycle
@ipywidgets.interact(pressure=ipywidgets.FloatSlider(value=1, min=0, max=2, step=0.05))
def plain(pressure):
    run = cycle.run(cycle.Settings(pressure=pressure))
    lines = (run.gap, run.threat, run.mobilisation, run.entrenchment)
    go.Figure([go.Scatter(x=run.year[::4], y=line[::4]) for line in lines]).show()"""
# From the key to the second frame after the first change below `where`.
WATCH = """where => new Promise(done => {
  let start = 0;
  window.addEventListener('keydown', () => { start = performance.now(); }, { capture: true, once: true });
  const seen = new MutationObserver(() => { seen.disconnect();
    requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - start))); });
  seen.observe(document.querySelector(where), { childList: true, subtree: true });
  window.ekReady = true; })"""


def press(page, slider: str, where: str, key: str) -> float:
    """One key press on a slider; milliseconds until what it changes was painted."""
    page.locator(slider).first.focus()
    waiting = page.evaluate_handle(f"where => ({{ promise: ({WATCH})(where) }})", where)
    page.keyboard.press(key)
    taken = waiting.evaluate("w => w.promise")
    page.wait_for_timeout(250)  # let the slower one settle, so that neither waits for the other
    return taken


# From the first key of a burst until nothing below `where` has changed for half a second; milliseconds from last key to last change.
REST = """where => new Promise(done => {
  let key = 0, last = 0, timer = 0;
  const rest = () => { clearTimeout(timer); timer = setTimeout(() => { seen.disconnect(); done(Math.max(0, last - key)); }, 1500); };
  window.addEventListener('keydown', () => { key = performance.now(); rest(); }, { capture: true });
  const seen = new MutationObserver(() => { last = performance.now(); rest(); });
  seen.observe(document.querySelector(where), { childList: true, subtree: true }); })"""
BURST, BURSTS = 20, 8


def burst(page, slider: str, where: str, key: str) -> float:
    """Twenty presses as fast as they go; milliseconds from the last press until the picture rests."""
    page.locator(slider).first.focus()
    waiting = page.evaluate_handle(f"where => ({{ promise: ({REST})(where) }})", where)
    for _ in range(BURST):
        page.keyboard.press(key)
    return waiting.evaluate("w => w.promise")


@contextlib.contextmanager
def a_page() -> Iterator[tuple]:
    """A JupyterLab as the tests run it, and a page of Chromium."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        factory = types.SimpleNamespace(mktemp=lambda name: pathlib.Path(folder))
        with contextlib.contextmanager(conftest.lab.__wrapped__)(factory) as lab:
            yield lab, driver.chromium.launch(executable_path=conftest.chromium(), args=conftest.CHROMIUM_ARGS).new_page()


def measure(lab, page) -> dict[str, list[float]]:
    """Both ways in turns, in one page."""
    lab.run_all(page, lab.write("bench", [START, OURS, PLAIN]))
    page.locator(".widget-interact .js-plotly-plot").first.wait_for(timeout=60_000)
    page.locator(".ek-explore").first.wait_for(timeout=60_000)
    page.wait_for_timeout(2000)
    ways = {"model": (".ek-explore input[type=range] >> nth=1", ".ek-explore .ek-pictures")}
    ways["interact"] = (".widget-interact [role=slider]", ".widget-interact .jp-OutputArea")
    found: dict[str, list[float]] = {name: [] for name in ways}
    for turn in range(PRESSES):
        for name, (slider, where) in ways.items():
            found[name].append(press(page, slider, where, "ArrowLeft" if turn % 8 < 4 else "ArrowRight"))
    for turn in range(BURSTS):
        for name, (slider, where) in ways.items():
            found.setdefault(f"{name}, after a burst", []).append(burst(page, slider, where, ("ArrowLeft", "ArrowRight")[turn % 2]))
    return found


def main() -> None:
    """Run a JupyterLab as the tests do and print the two columns."""
    with a_page() as (lab, page):
        found = measure(lab, page)
    for name, taken in found.items():
        print(f"{name:24} median {statistics.median(taken):5.0f} ms   95 % {statistics.quantiles(taken, n=20)[-1]:5.0f} ms")
    ratio = statistics.median(found["model"]) / statistics.median(found["interact"])
    print(f"model / interact, median: {ratio:.2f}")


if __name__ == "__main__":
    main()
