"""What the course needs to run in a browser's own Python: few packages, no thread, no lock; answers as a file; the site's list."""

import importlib.util
import json
import subprocess
import sys
import types
import zipfile
from pathlib import Path

import pytest

import essay_kit
from essay_kit import journal as module
from essay_kit import needs
from essay_kit.journal import Journal
from essay_kit.views import plain

ROOT = Path(__file__).parent.parent
BARE = """
import sys, threading, socket
class Without:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in ("pandas", "numpy", "scipy", "statsmodels", "jupyterlab", "text2qti", "filelock"):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
sys.meta_path.insert(0, Without())
def refuse(*a, **k): raise AssertionError("a thread or socket")
threading.Thread.start = refuse
socket.socket = refuse
import essay_kit
sys.platform = "emscripten"  # only now: the standard library would look for what belongs to it
kit = essay_kit.load("/no/such/folder")
assert not kit.note, kit.note
first = lambda kind: kit._course.all(kind)[0].id
shown = [kit.claim(first("claims")), kit.predict(first("predictions")), kit.exhibit(first("exhibits"))]
models = [kit.explore(record.id) for record in kit._course.all("models")]
relations = [kit.survives(record.id) for record in kit._course.all("specifications")]
for view in (*shown, *models, *relations, kit.my_page(), kit.my_answers()):
    assert repr(view) and view.outputs
for view in models:
    assert view.form.pictures and "needs" not in view.form.said
for view in relations:
    lists = [field for field in view.form.spec["fields"] if field["type"] == "choice"]
    view.form.press({"do": "commit", "answer": {**{field["key"]: field["options"][0]["id"] for field in lists}, "guess": 50}})
    assert any("combinations" in block.get("text", "") for block in view.form.after), view.form.status
kit.predict(first("predictions")).form.press({"do": "commit", "answer": {}})
kit._journal.put("reflect/x", {"text": "kept"})
print("kept" if not kit._journal.unsaved else kit._journal.note, sorted({"numpy", "pandas", "filelock"} & set(sys.modules)))
"""


def test_the_course_runs_where_only_a_few_packages_are(tmp_path):
    command = [sys.executable, "-c", BARE]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, env={"PYTHONPATH": str(ROOT), "HOME": str(tmp_path)})
    assert (done.returncode, done.stdout.strip()) == (0, "kept []"), done.stderr
    assert [p.name for p in tmp_path.glob("*.lock")] == [] and "kept" in (tmp_path / "my_answers.json").read_text()


def test_without_pandas_a_table_is_its_rows(kit, monkeypatch):
    monkeypatch.setattr(needs, "there", lambda package: False)
    table = kit.table("towns")
    assert isinstance(table, plain.PlainTable) and plain.NOTE in repr(table)
    column = table.columns[0]
    assert table[[column]].columns == [column] and str(table.table.rows[0][column]) in repr(table[[column]])


def test_a_browser_loads_a_package_when_a_cell_wants_it(monkeypatch):
    loaded = []
    lockfile = types.SimpleNamespace(packages=types.SimpleNamespace(made_up=1))
    js = types.SimpleNamespace(lockfile=lockfile, loadPackage=lambda name: loaded.append(name))
    can = [True]
    ffi = types.SimpleNamespace(can_run_sync=lambda: can[0], run_sync=lambda done: done)
    for name, fake in (("pyodide_js", js), ("pyodide", types.SimpleNamespace(ffi=ffi)), ("pyodide.ffi", ffi)):
        monkeypatch.setitem(sys.modules, name, fake)
    monkeypatch.setattr(needs.sys, "platform", "emscripten")
    assert not needs.there("made_up") and loaded == ["made_up"]
    assert not needs.there("not_in_the_site") and loaded == ["made_up"]
    can[0] = False
    with pytest.raises(essay_kit.CourseError, match="import made_up"):
        needs.there("made_up")


# ------------------------------------------------------------------------------------------ answers as a file


def pick(form, text, name="my_answers.json"):
    form.press({"do": "files", "answer": {"files": [{"name": name, "size": len(text), "text": text}]}})
    return form.status


def test_answers_are_taken_along_and_brought_back(kit, tmp_path):
    kit._journal.put("reflect/W1", {"text": "mine"})
    saved = kit.my_answers().form.after[0]
    assert saved["name"] == "my_answers.json" and json.loads(saved["text"])["answers"]["reflect/W1"]["text"] == "mine"
    elsewhere = Journal(kit._journal.course, "2", tmp_path / "other")
    elsewhere.put("reflect/W1", {"text": "theirs"})
    elsewhere.put("reflect/W2", {"text": "new"})
    form = kit.my_answers().form
    assert "2 answers. Already here, and kept as it is: 1." in pick(form, elsewhere.text())
    assert "nothing that is not here already" in pick(kit.my_answers().form, kit._journal.text())
    assert set(kit._journal.read()) == {"reflect/W1"}  # nothing before the button
    form.press({"do": "commit", "answer": {}})
    assert form.status.startswith("1 of them brought in")
    assert [kit._journal.get(f"reflect/W{n}")["text"] for n in (1, 2)] == ["mine", "new"]
    assert "reflect/W2" in form.after[0]["text"]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"format": 1, "course": "another", "answers": {}}', '{"format": 9}'])
def test_a_file_of_something_else_changes_nothing(kit, text):
    kit._journal.put("reflect/W1", {"text": "mine"})
    form, before = kit.my_answers().form, kit._journal.path.read_bytes()
    assert "cannot be read as answers to this course, so nothing was changed" in pick(form, text, "photo.json")
    form.press({"do": "commit", "answer": {}})
    assert form.status == "Please choose a file first." and kit._journal.path.read_bytes() == before


def test_what_cannot_be_used_in_a_file_is_counted(kit, tmp_path):
    elsewhere = Journal(kit._journal.course, "1", tmp_path / "other")
    elsewhere.put("reflect/W1", {"text": "mine"})
    elsewhere.put("explore/fashion", {"met": [1]})
    status = pick(kit.my_answers().form, elsewhere.text())
    assert "The file holds 1 answer." in status and status.endswith("1 answer in it cannot be used.")


def test_a_browser_asks_for_no_lock(tmp_path, monkeypatch):
    monkeypatch.setattr(module.sys, "platform", "emscripten")
    (tmp_path / "my_answers.lock").write_text("left by a tab that was closed")
    journal = Journal("toy-bread", "1", tmp_path)
    journal.put("reflect/W1", {"text": "kept"})
    assert not journal.unsaved and Journal("toy-bread", "1", tmp_path).get("reflect/W1")["text"] == "kept"


# ----------------------------------------------------------------------------------------------- the site's list


@pytest.fixture
def build(monkeypatch):
    """The site's builder, with its tools' constants in their place."""
    constants = types.SimpleNamespace(PYODIDE_CDN_URL="nowhere", PYODIDE_VERSION="314.0.6")
    monkeypatch.setitem(sys.modules, "jupyterlite_pyodide_kernel", types.SimpleNamespace(constants=constants))
    monkeypatch.setitem(sys.modules, "jupyterlite_pyodide_kernel.constants", constants)
    spec = importlib.util.spec_from_file_location("lite_build", ROOT / "deploy/lite/build.py")
    built = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(built)
    return built


def test_the_list_of_packages_names_what_is_there(build, tmp_path):
    needs_ = ("other>=1", "far; sys_platform == 'win32'", "absent", "plotly")
    needed = ("Metadata-Version: 2.1\n" + "".join(f"Requires-Dist: {one}\n" for one in needs_) + "\nText").encode()
    build.write(tmp_path / "Some_Thing-1.0-py3-none-any.whl", {"some/__init__.py": b"", "some_thing-1.0.dist-info/METADATA": needed})
    build.write(tmp_path / "other-2.0-py3-none-any.whl", {"one.pyc": b"", "other-2.0.dist-info/METADATA": b"Name: other\n"})
    for name in ("far", "plotly"):
        build.stand_in(name, tmp_path)
    packages = build.lock(tmp_path)["packages"]
    assert set(packages) == {"some-thing", "other", "far", "plotly"}
    # plotly is there, and no page waits for it
    assert packages["some-thing"]["depends"] == ["other"] and packages["some-thing"]["imports"] == ["some"]
    assert packages["other"]["imports"] == ["one"] and packages["far"]["version"] == "99.0"
    assert all(len(p["sha256"]) == 64 and (tmp_path / p["file_name"]).is_file() for p in packages.values())


def test_wheels_lose_what_no_browser_reads_and_a_wrong_file_is_refused(build, tmp_path):
    wheel = tmp_path / "a-1-py3-none-any.whl"
    keep = ["a/__init__.py", "a/core.cpython-314-wasm32-emscripten.so", "a/_course/content/x.yaml"]
    drop = ["a/tests/t.py", "a-1.data/scripts/x", "a/core.cpython-314-x86_64-linux-gnu.so", "a.pyi"]
    build.write(wheel, dict.fromkeys(keep + drop, b"x"))
    build.slim(wheel)
    assert sorted(zipfile.ZipFile(wheel).namelist()) == sorted(keep)
    with pytest.raises(SystemExit, match="not the file that the course was tested with"):
        build.keep(tmp_path / "x", b"other", "0" * 64)
    assert not (tmp_path / "x").exists()


def test_notebooks_open_trusted_and_on_the_browsers_kernel(build, tmp_path):
    build.pages(ROOT / "notebooks", tmp_path / "to")
    for path in (tmp_path / "to").glob("*.ipynb"):
        page = json.loads(path.read_text("utf-8"))
        assert page["metadata"]["kernelspec"]["name"] == "python"
        assert all(c["metadata"]["trusted"] for c in page["cells"] if c["cell_type"] == "code")
    assert list((tmp_path / "to").glob("*.ipynb"))


def test_what_the_site_is_made_from_is_fixed_by_hash_and_names_no_address():
    for name in ("browser.lock", "tools.lock"):
        text = (ROOT / "deploy/lite" / name).read_text()
        assert text.count("==") > 20 and "--hash=sha256:" in text and "//" not in text
    for name in ("runtime.json", "keep.mjs", "front.html", "compile.mjs", "compile.py"):
        assert "http" not in (ROOT / "deploy/lite" / name).read_text("utf-8")
    wanted = json.loads((ROOT / "deploy/lite/runtime.json").read_text())
    assert all(len(digest) == 64 for digest in [*wanted["files"].values(), *(pair[1] for pair in wanted["wheels"].values())])
