"""What a student waits for, beside the plain way, in one JupyterLab and one Chromium, in turns: `make bench` prints it.

From "Run All Cells" to the last round ready and the memory of the kernel then, for one lesson and for notebooks that show the
same charts with plotly alone; and from click to paint of a locked prediction and an answered question, beside a Button that
fills an Output. It prints figures and tests nothing.
"""

from __future__ import annotations

import json
import pathlib
import re
import statistics
import subprocess
import tempfile
import time

import nbformat
from bench_course import NOTEBOOK, ROOT, lesson
from bench_slider import START, a_page

import essay_kit
from essay_kit import reader

TURNS, CLICKS = 5, 20
PLAIN_CHART = """frame = pandas.read_csv("{path}")
{show}go.Figure([go.Scatter(x=t["x"], y=t["y"]) for t in {traces}]){done}"""
FILL = """out = ipywidgets.Output()
button = ipywidgets.Button(description="Show {at}")
def fill(_button, out=out):
    with out:
        {what}
button.on_click(fill)
display(ipywidgets.VBox([button, out]))"""
PLAIN_IMPORTS = "import ipywidgets, pandas, plotly.graph_objects as go\nfrom IPython.display import HTML, display"
# From the click to the second frame after `done` holds of the part of the page below `where`.
WATCH = """([where, done]) => new Promise((finish, fail) => {
  setTimeout(() => fail(new Error("nothing came of the click")), 60000);
  const root = document.querySelectorAll(where[0])[where[1]];
  let start = 0;
  root.addEventListener('click', () => { start = performance.now(); }, { capture: true, once: true });
  const seen = new MutationObserver(() => { if (!root.querySelector(done)) return; seen.disconnect();
    requestAnimationFrame(() => requestAnimationFrame(() => finish(performance.now() - start))); });
  seen.observe(root, { childList: true, subtree: true, attributes: true }); })"""

# Every cell has its number, and every chart is drawn.
READY = """([cells, charts]) => document.querySelectorAll('.js-plotly-plot .main-svg').length >= charts
  && [...document.querySelectorAll('.jp-InputPrompt')].filter(p => /\\[\\d+\\]/.test(p.textContent)).length >= cells"""


def notebooks() -> dict[str, list[str]]:
    """The lesson's own cells, the same charts as plain figures and as FigureWidgets, and a cell that does nothing."""
    cells = nbformat.read(ROOT / f"notebooks/{NOTEBOOK}.ipynb", 4).cells
    charts = json.loads(lesson()[1])
    ways = {"course": [c.source for c in cells if c.cell_type == "code"]}
    for name, show, done in (("plain figures", "", ".show()"), ("FigureWidgets", "go.FigureWidget(", ")")):
        made = [PLAIN_CHART.format(path=path, show=show, traces=traces, done=done) for path, traces in charts]
        ways[name] = [PLAIN_IMPORTS, *made]
    return ways | {"bare kernel": ["1"]}


def kernel_memory() -> float:
    """PSS of the one kernel that runs below this process, in MB."""
    listed = subprocess.run(["ps", "-eo", "pid,ppid,args"], capture_output=True, text=True, check=True).stdout.splitlines()[1:]
    rows = [line.split(None, 2) for line in listed]
    below = {str(pathlib.Path("/proc/self").resolve().name)}
    for _ in range(6):
        below |= {pid for pid, parent, _args in rows if parent in below}
    [kernel] = [pid for pid, _parent, args in rows if pid in below and "ipykernel_launcher" in args]
    return int(re.search(r"(?m)^Pss: +(\d+)", pathlib.Path(f"/proc/{kernel}/smaps_rollup").read_text())[1]) / 1024


def run(lab, page, name: str, charts: int) -> tuple[float, float]:
    """Seconds from "Run All Cells" until kernel, charts and forms are ready, and the memory of the kernel then."""
    lab.open(page, name)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    begun = time.perf_counter()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    page.wait_for_function(READY, arg=[page.locator(".jp-CodeCell").count(), charts], timeout=120_000)
    taken, memory = time.perf_counter() - begun, kernel_memory()
    page.request.delete(f"{lab.url}/api/sessions/{session(lab, page)}?token={lab.token}")
    return taken, memory


def session(lab, page) -> str:
    """The one session that runs."""
    [one] = page.request.get(f"{lab.url}/api/sessions?token={lab.token}").json()
    return one["id"]


def click(page, where: str, at: int, button: str, done: str) -> float:
    """One click on a button inside the place; milliseconds until what it brings was painted."""
    place = page.locator(where).nth(at)
    place.scroll_into_view_if_needed()
    page.wait_for_timeout(300)  # what choosing an option has set going is over
    waiting = page.evaluate_handle(f"what => ({{ promise: ({WATCH})(what) }})", [[where, at], done])
    place.locator(button).first.click()
    return waiting.evaluate("w => w.promise")


def clicks(lab, page) -> dict[str, list[float]]:
    """Predictions locked and questions answered, and the plain way of each, in turns."""
    course = essay_kit.load(ROOT / "data")._course
    predictions = [p.id for p in course.all("predictions") if p.options][:CLICKS]
    questions = [q.id for q in course.all("questions")][:CLICKS]
    chart = "go.Figure([go.Scatter(x=list(range(60)), y=list(range(60)))]).show()"
    sources = [START, PLAIN_IMPORTS]
    for at, (prediction, question) in enumerate(zip(predictions, questions, strict=True)):
        sources += [f'kit.predict("{prediction}")', FILL.format(at=at, what=chart)]
        sources += [f'kit.question("{question}")', FILL.format(at=at, what='display(HTML("<p>Feedback on the answer.</p>"))')]
    lab.run_all(page, lab.write("clicks", sources))
    page.locator(".ek-form").nth(2 * CLICKS - 1).wait_for(timeout=60_000)
    page.locator(".lm-VBox, .widget-vbox").nth(2 * CLICKS - 1).wait_for(timeout=60_000)
    found: dict[str, list[float]] = {}
    for at in range(2 * CLICKS):
        form = page.locator(".ek-form").nth(at)
        form.get_by_role("radio").first.check()
        if at % 2 == 0:
            form.get_by_role("textbox").first.fill("70")
        name, done = (("prediction locked", ".ek-locked:not([hidden])"), ("question answered", ".ek-after > *"))[at % 2]
        found.setdefault(name, []).append(click(page, ".ek-form", at, ".ek-button", done))
        name, done = (("Output with a chart", ".main-svg"), ("Output with a sentence", ".jp-OutputArea-output p"))[at % 2]
        found.setdefault(name, []).append(click(page, ".widget-vbox", at, "button", done))
    return found


def reader_times(page, folder: pathlib.Path) -> tuple[float, float]:
    """Milliseconds until a lesson of the reader shows its first words, and from opening its first evidence to the drawn chart."""
    page.goto("about:blank")
    page.goto((folder / f"{NOTEBOOK}.html").as_uri())
    words = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    evidence = page.locator("details[data-exhibit]").first
    begun = time.perf_counter()
    evidence.locator("summary").first.click()
    evidence.locator(".main-svg").first.wait_for(timeout=60_000)
    return words, 1000 * (time.perf_counter() - begun)


def main() -> None:
    """Print the table."""
    with a_page() as (lab, page):
        ways = notebooks()
        charts = sum("go.Figure" in source for source in ways["plain figures"])
        names = {way: lab.write(way.replace(" ", "_"), sources) for way, sources in ways.items()}
        found: dict[str, list[tuple[float, float]]] = {way: [] for way in ways}
        for _ in range(TURNS):
            for way, name in names.items():
                found[way].append(run(lab, page, name, 0 if way == "bare kernel" else charts))
        for way, taken in found.items():
            seconds, memory = (statistics.median(column) for column in zip(*taken, strict=True))
            print(f"{way:24} all cells run and charts drawn {seconds:5.1f} s   kernel {memory:5.0f} MB PSS")
        for name, taken in clicks(lab, page).items():
            print(f"{name:24} median {statistics.median(taken):5.0f} ms   95 % {statistics.quantiles(taken, n=20)[-1]:5.0f} ms")
        with tempfile.TemporaryDirectory() as folder:
            reader.build(ROOT / "data", ROOT / "notebooks", pathlib.Path(folder))
            times = [reader_times(page, pathlib.Path(folder) / reader.FOLDER) for _ in range(TURNS)]
        words, chart = (statistics.median(column) for column in zip(*times, strict=True))
        print(f"{'the reader, from a folder':24} first words {words:5.0f} ms   evidence opened to chart drawn {chart:5.0f} ms")


if __name__ == "__main__":
    main()
