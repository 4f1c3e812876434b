"""What the course costs beside the plain way, as ratios in one run: start, memory, stored size. `make bench` prints it.

The plain way is what a notebook with the same charts would do: import pandas, plotly.graph_objects and ipywidgets, read the
tables, make a FigureWidget of each chart. Each measure runs in a process of its own, the two ways in turns.
"""

from __future__ import annotations

import json
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile

import yaml

from essay_kit.packed import pack

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


def ten_times(place: pathlib.Path) -> pathlib.Path:
    """A copy of the course with ten times its exhibits, predictions, questions and reflections, and ten times its tables."""
    data = shutil.copytree(ROOT / "data", place / "data", ignore=shutil.ignore_patterns("making", ".*"))
    for path in sorted((data / "content").glob("*/*.yaml")):
        if path.stem not in ("exhibits", "predictions", "questions", "reflections"):
            continue
        records = yaml.load(path.read_text("utf-8"), yaml.CBaseLoader)
        more = []
        for copy in range(1, 10):
            for record in records:
                more.append(record | {name: f"{record[name]}000{copy}" for name in ("id", "exhibit") if name in record})
        path.write_text(yaml.dump(records + more, allow_unicode=True, Dumper=yaml.CSafeDumper), "utf-8")
    package = json.loads((data / "datapackage.json").read_text("utf-8"))
    for entry in list(package["resources"]):
        for copy in range(1, 10):
            other = entry | {"name": f"{entry['name']}_{copy}", "path": entry["path"].replace(".csv", f"_{copy}.csv")}
            shutil.copy(data / entry["path"], data / other["path"])
            package["resources"].append(other)
    (data / "datapackage.json").write_text(json.dumps(package), "utf-8")
    return data


def compare(name: str, ways: tuple[str, str], called: tuple[str, str]) -> None:
    """Run two ways in turns and print the median of each and their ratio."""
    found = [[run(code) for code in ways] for _ in range(TURNS)]
    first, second = (statistics.median(column) for column in zip(*found, strict=True))
    print(f"{name:34} {called[0]} {first:7.1f}   {called[1]} {second:7.1f}   ratio {first / second:.2f}", flush=True)


def charts_stored() -> list[tuple[int, str]]:
    """The bytes that each exhibit takes in a stored notebook, chart, picture, words and table together."""
    found = []
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        for cell in json.loads(path.read_text("utf-8"))["cells"]:
            if "".join(cell["source"]).startswith("kit.exhibit("):
                found.append((len(json.dumps(cell["outputs"], indent=1, ensure_ascii=False)), "".join(cell["source"])))
    return found


def main() -> None:
    """Print each measure for both ways, and the ratio of the medians."""
    pack(ROOT / "data/content")  # as `make lab` does
    calls, charts = lesson()
    ours, plain = OURS_LESSON.replace("CALLS", calls), PLAIN_LESSON.replace("CHARTS", charts).replace("null", "None")
    pairs = {
        "import and load, ms": (CLOCK.format(OURS_IMPORT), CLOCK.format(PLAIN_IMPORT)),
        "a lesson's cells made, ms": (CLOCK.format(ours), CLOCK.format(plain)),
        "memory with a lesson loaded, MB": (f"{ours}\n{MEMORY}", f"{plain}\n{MEMORY}"),
        "memory of a bare Python, MB": (MEMORY, MEMORY),
    }
    for name, ways in pairs.items():
        compare(name, ways, ("course", "plain"))
    with tempfile.TemporaryDirectory() as folder:
        large = ours.replace(str(ROOT / "data"), str(ten_times(pathlib.Path(folder))))
        pack(pathlib.Path(folder) / "data/content")
        compare("ten times as large, load, ms", (CLOCK.format(large.splitlines()[0]), CLOCK.format(OURS_IMPORT)), ("tenfold", "course"))
        compare("ten times as large, lesson, ms", (CLOCK.format(large), CLOCK.format(ours)), ("tenfold", "course"))
        compare("ten times as large, lesson, MB", (f"{large}\n{MEMORY}", f"{ours}\n{MEMORY}"), ("tenfold", "course"))
    sizes = {path.stem: path.stat().st_size / 1e3 for path in sorted((ROOT / "notebooks").glob("*.ipynb"))}
    most = max(sizes, key=sizes.get)
    print(f"stored notebooks: {sum(sizes.values()) / 1e3:.1f} MB, the largest {most} with {sizes[most]:.0f} KB")
    charts = sorted(charts_stored())
    middle = charts[len(charts) // 2][0]
    print(
        f"one exhibit stored, with all its twins: median {middle / 1e3:.0f} KB, the largest {charts[-1][0] / 1e3:.0f} KB, {charts[-1][1]}"
    )


if __name__ == "__main__":
    main()
