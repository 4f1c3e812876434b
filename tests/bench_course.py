"""What the course costs beside the plain way, as ratios in one run: start, memory, stored size. `make bench` prints it.

The plain way is what a notebook with the same charts would do: import pandas, plotly.graph_objects and ipywidgets, read the
tables, make a FigureWidget of each chart. Each measure runs in a process of its own, the two ways in turns.
"""

from __future__ import annotations

import json
import pathlib
import statistics
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).parent.parent
TURNS = 7
NOTEBOOK = "03_three_transitions"
MEMORY = "import re; print(sum(int(n) for n in re.findall(r'(?m)^Pss: +(\\d+)', open('/proc/self/smaps_rollup').read())) / 1024)"
CLOCK = "import time; begun = time.perf_counter()\n{}\nprint(1000 * (time.perf_counter() - begun))"
PLAIN_IMPORT = "import pandas, plotly.graph_objects, ipywidgets"
OURS_IMPORT = f"import essay_kit; kit = essay_kit.load({str(ROOT / 'data')!r})"
CELLS = f"""
import nbformat
calls = [c.source for c in nbformat.read({str(ROOT / "notebooks" / (NOTEBOOK + ".ipynb"))!r}, 4).cells if c.cell_type == "code"][1:]
"""
# the cell's own source is read before the measure begins: a kernel gets it from the page
OURS_LESSON = f"{OURS_IMPORT}\nviews = [eval(call, {{'kit': kit}}) for call in CALLS]"
PLAIN_LESSON = """
import pandas, plotly.graph_objects as go, ipywidgets
figures = []
for name, traces in CHARTS:
    frame = pandas.read_csv(name)
    figures.append(go.FigureWidget([go.Scatter(x=t["x"], y=t["y"]) for t in traces]))
"""


def run(code: str) -> float:
    """One number that a fresh process prints last."""
    with tempfile.TemporaryDirectory() as answers:
        env = {"PYTHONPATH": str(ROOT), "ESSAY_KIT_ANSWERS": answers, "PATH": "/usr/bin:/bin"}
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=env, cwd=ROOT / "notebooks", check=True)
    return float(done.stdout.split()[-1])


def lesson() -> tuple[str, str]:
    """The calls of the notebook, and its charts as plain traces with the files of their tables."""
    import nbformat

    import essay_kit

    cells = nbformat.read(ROOT / "notebooks" / f"{NOTEBOOK}.ipynb", 4).cells
    calls = [c.source for c in cells if c.cell_type == "code"][1:]
    kit, charts = essay_kit.load(ROOT / "data"), []
    for call in calls:
        if call.startswith("kit.exhibit("):
            view = eval(call, {"kit": kit})
            traces = [{"x": list(s.x), "y": list(s.y)} for s in view.scene.series]
            record = kit._course.get("exhibits", call.split('"')[1])
            charts.append((str(ROOT / "data" / kit._course.tables.about[record.table]["path"]), traces))
    return json.dumps(calls), json.dumps(charts)


def main() -> None:
    """Print each measure for both ways, and the ratio of the medians."""
    calls, charts = lesson()
    ours, plain = OURS_LESSON.replace("CALLS", calls), PLAIN_LESSON.replace("CHARTS", charts).replace("null", "None")
    pairs = {
        "import and load, ms": (CLOCK.format(OURS_IMPORT), CLOCK.format(PLAIN_IMPORT)),
        "a lesson's cells made, ms": (CLOCK.format(ours), CLOCK.format(plain)),
        "memory with a lesson loaded, MB": (f"{ours}\n{MEMORY}", f"{plain}\n{MEMORY}"),
        "memory of a bare Python, MB": (MEMORY, MEMORY),
    }
    for name, ways in pairs.items():
        found = [[], []]
        for _ in range(TURNS):
            for at, code in enumerate(ways):
                found[at].append(run(code))
        mine, other = (statistics.median(values) for values in found)
        print(f"{name:34} course {mine:7.1f}   plain {other:7.1f}   ratio {mine / other:.2f}")
    sizes = {path.stem: path.stat().st_size / 1e3 for path in sorted((ROOT / "notebooks").glob("*.ipynb"))}
    most = max(sizes, key=sizes.get)
    print(f"stored notebooks: {sum(sizes.values()) / 1e3:.1f} MB, the largest {most} with {sizes[most]:.0f} KB")


if __name__ == "__main__":
    main()
