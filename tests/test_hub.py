"""deploy/hub: nobody is let in by itself, nothing of a student's is overwritten, and a class on a real hub keeps its answers."""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
import yaml
from jupyterhub.scopes import expand_scopes
from nbformat.sign import NotebookNotary
from test_packages import locked
from traitlets.config import PyFileConfigLoader

ROOT = Path(__file__).resolve().parent.parent
HUB = ROOT / "deploy/hub"
pytestmark = pytest.mark.skipif(os.name != "posix", reason="NOT RUN: JupyterHub runs on Linux and macOS")


def config(path):
    return PyFileConfigLoader(str(path)).load_config()


@pytest.fixture
def student(monkeypatch, tmp_path):
    """The script that starts a student's server, and a small course to copy."""
    spec = importlib.util.spec_from_file_location("student_server", HUB / "student_server.py")
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    monkeypatch.delenv("ESSAY_COURSE_COPY", raising=False)
    course = tmp_path / "course"
    shutil.copytree(ROOT / "tests/toy_essay/data", course / "data")
    (course / "notebooks").mkdir()
    for name in ("00_start", "01_next"):
        page = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(f"print('{name}')")])
        page.cells[0].outputs = [nbformat.v4.new_output("display_data", {"text/html": "<details>evidence</details>"})]
        nbformat.write(page, course / f"notebooks/{name}.ipynb")
    (course / "notebooks/my_answers.json").write_text("whoever set the hub up")
    return script, course, tmp_path / "home/essay_course"


def trusted(page, keys):
    keys.mkdir(parents=True, exist_ok=True)
    notary = NotebookNotary(data_dir=str(keys))
    try:
        return notary.check_signature(nbformat.read(page, as_version=4))
    finally:
        notary.store.close()


# ------------------------------------------------------------------------------------------------ what is written


def test_nobody_is_let_in_until_somebody_is_named():
    from jupyterhub.auth import PAMAuthenticator

    plain = config(HUB / "jupyterhub_config.py")
    assert plain.JupyterHub.authenticator_class == "pam"
    assert PAMAuthenticator(config=plain).check_allowed("anna", None) is False
    assert not {"allowed_users", "admin_users", "allow_existing_users"} & set(plain.Authenticator)
    line = next(x for x in (HUB / "jupyterhub_config.py").read_text().splitlines() if "c.Authenticator.allowed_users" in x)
    plain.Authenticator.allowed_users = eval(line.partition("=")[2].partition("#")[0])
    assert PAMAuthenticator(config=plain).check_allowed("anna", None) is True
    assert PAMAuthenticator(config=plain).check_allowed("zoe", None) is False


def test_whoever_starts_the_servers_before_the_hour_gets_into_none():
    text = (HUB / "jupyterhub_config.py").read_text()
    [line] = [x.removeprefix("# ") for x in text.splitlines() if x.startswith("# c.JupyterHub.load_roles")]
    c = config(HUB / "jupyterhub_config.py")
    before = len(c.JupyterHub.load_roles)
    exec(line, {"c": c})
    role = c.JupyterHub.load_roles[-1]
    assert len(c.JupyterHub.load_roles) == before + 1 and role["users"]
    allowed = expand_scopes(role["scopes"])
    assert {"servers", "admin-ui", "list:users"} <= allowed
    assert not any(scope.startswith(("access", "admin:", "tokens", "shutdown")) for scope in allowed)


def test_the_hub_listens_to_its_own_host_and_opens_the_first_page():
    plain = config(HUB / "jupyterhub_config.py")
    assert plain.JupyterHub.bind_url.startswith("http://127.0.0.1:")
    assert plain.Spawner.default_url == "/lab/tree/notebooks/00_start_here.ipynb"
    assert plain.Spawner.mem_limit == "600M"
    assert Path(plain.Spawner.cmd[1]).exists()
    server = config(Path(plain.Spawner.environment["JUPYTER_CONFIG_PATH"]) / "jupyter_server_config.py")
    assert server.KernelManager.transport == "ipc"  # ports are a race that a class loses
    assert server.MappingKernelManager.cull_connected is True
    assert 0 < server.MappingKernelManager.cull_idle_timeout < 3600


def test_the_lock_is_the_courses_without_what_slows_each_start():
    course, hub = locked("requirements.lock"), locked("deploy/hub/requirements.lock")
    assert set(course) - set(hub) == {"rfc3987-syntax", "lark"}
    assert {name: hub[name] for name in course if name in hub} == {name: course[name] for name in course if name in hub}


def test_no_secret_and_no_name_stands_in_the_files():
    for path in HUB.rglob("*"):
        if path.is_file() and path.suffix != ".lock" and "__pycache__" not in path.parts:
            assert not re.search(r"(?i)(password|token|secret)\w* *[:=] *['\"]?\w", path.read_text()), path.name


def test_values_yaml_lets_nobody_in_and_starts_what_the_image_holds():
    values = yaml.safe_load((HUB / "values.yaml").read_text())
    assert set(values) <= {"hub", "singleuser", "cull", "prePuller", "proxy", "scheduling", "ingress"}
    assert values["hub"]["config"]["JupyterHub"]["authenticator_class"] == "null"
    assert values["hub"]["config"]["Authenticator"] == {"allow_all": False}
    single, plain = values["singleuser"], config(HUB / "jupyterhub_config.py")
    assert set(single) <= {"image", "cmd", "defaultUrl", "startTimeout", "memory", "cpu", "storage", "extraEnv"}
    assert single["defaultUrl"] == plain.Spawner.default_url
    assert single["memory"]["limit"] == plain.Spawner.mem_limit
    assert single["cmd"][1].startswith("/srv/essay-course/") and (ROOT / single["cmd"][1].removeprefix("/srv/essay-course/")).exists()


def test_the_dockerfile_copies_what_is_there_and_installs_by_hash_as_nobody_special():
    text = re.sub(r"\\\n", " ", (HUB / "Dockerfile").read_text())
    steps = [line.split(None, 1) for line in text.splitlines() if line.strip() and not line.startswith("#")]
    assert {word for word, _ in steps} <= {"FROM", "RUN", "WORKDIR", "COPY", "ENV", "USER", "CMD"}
    for source in [name for word, rest in steps if word == "COPY" for name in rest.split()[:-1]]:
        assert (ROOT / source).exists(), source
    assert any(word == "RUN" and "--require-hashes" in rest for word, rest in steps)
    assert [rest for word, rest in steps if word == "USER"] == ["1000"]


# ------------------------------------------------------------------------------------------- the course in a home


def test_the_course_is_copied_and_nothing_of_the_student_is_overwritten(student):
    script, course, own = student
    script.bring(course, own)
    assert (own / "data/datapackage.json").exists()
    assert not (own / "notebooks/my_answers.json").exists()  # those are somebody else's
    (own / "notebooks/my_answers.json").write_text("mine")
    (own / "notebooks/00_start.ipynb").write_text("my notes")
    (own / "notebooks/01_next.ipynb").unlink()
    (course / "notebooks/02_new.ipynb").write_text("new")
    script.bring(course, own)
    kept = {path.name: path.read_text() for path in (own / "notebooks").iterdir()}
    assert kept["my_answers.json"] == "mine"
    assert kept["00_start.ipynb"] == "my notes"
    assert kept["02_new.ipynb"] == "new"
    assert kept["01_next.ipynb"] == (course / "notebooks/01_next.ipynb").read_text()


def test_a_folder_that_git_keeps_is_left_to_git(student, monkeypatch):
    script, course, own = student
    (own / ".git").mkdir(parents=True)
    script.bring(course, own)
    assert [path.name for path in own.iterdir()] == [".git"]
    (own / ".git").rmdir()
    own.rmdir()
    monkeypatch.setenv("ESSAY_COURSE_COPY", "no")
    script.bring(course, own)
    assert not own.exists()


def test_pages_are_signed_once_for_the_class_and_again_where_they_changed(student, tmp_path):
    script, course, own = student
    signed, keys = tmp_path / "signed", tmp_path / "keys"
    script.bring(course, own)
    pages = sorted((own / "notebooks").glob("*.ipynb"))
    assert not any(trusted(page, tmp_path / "nobody") for page in pages)
    script.sign(sorted(course.glob("notebooks/*.ipynb")), signed)
    script.trust(course, own, keys, signed)
    assert all(trusted(page, keys) for page in pages)
    assert (keys / "notebook_secret").read_bytes() == (signed / "notebook_secret").read_bytes()
    page = nbformat.read(pages[0], as_version=4)
    page.cells[0].outputs[0].data["text/html"] += " changed"
    nbformat.write(page, pages[0])
    os.utime(pages[0], (4e9, 4e9))  # surely later
    assert not trusted(pages[0], keys)
    script.trust(course, own, keys, signed)
    assert all(trusted(page, keys) for page in pages)


def test_signatures_older_than_the_course_are_not_handed_out(student, tmp_path):
    script, course, own = student
    signed, keys = tmp_path / "signed", tmp_path / "keys"
    script.sign(sorted(course.glob("notebooks/*.ipynb")), signed)
    os.utime(signed / "nbsignatures.db", (1, 1))
    script.bring(course, own)
    script.trust(course, own, keys, signed)
    assert all(trusted(page, keys) for page in (own / "notebooks").glob("*.ipynb"))
    assert (keys / "notebook_secret").read_bytes() != (signed / "notebook_secret").read_bytes()


@pytest.mark.skipif(not shutil.which("git"), reason="NOT RUN: no git here")
def test_the_instructors_link_brings_changes_and_keeps_what_the_student_did(student, tmp_path, monkeypatch):
    script, course, own = student
    monkeypatch.setenv("ESSAY_COURSE_COPY", "no")
    (course / "notebooks/my_answers.json").unlink()
    (course / ".gitignore").write_text("my_answers*.json\n")
    keys, hooks = tmp_path / "keys", tmp_path / "hooks"
    hooks.mkdir()
    env = os.environ | {"GIT_CONFIG_GLOBAL": str(tmp_path / "gitconfig"), "HOME": str(own.parent), "JUPYTER_DATA_DIR": str(keys)}
    env |= {"ESSAY_COURSE": str(course)} | script.sign_what_git_brings(hooks)

    def git(*words):
        subprocess.run(["git", "-C", course, "-c", "user.name=a", "-c", "user.email=a", *words], check=True, env=env, capture_output=True)

    def pull():
        script.bring(course, own)  # as the server did when it started
        command = [sys.executable, "-m", "nbgitpuller.pull", f"file://{course}", "main", own]
        subprocess.run(command, check=True, env=env, capture_output=True)

    git("init", "-b", "main")
    git("add", ".")
    git("commit", "-m", "first")
    pull()
    assert all(trusted(page, keys) for page in (own / "notebooks").glob("*.ipynb"))
    (own / "notebooks/my_answers.json").write_text("mine")
    (own / "notebooks/00_start.ipynb").write_text("my notes")
    page = course / "notebooks/01_next.ipynb"
    page.write_text(page.read_text().replace("evidence", "better"))
    (course / "notebooks/00_start.ipynb").write_text("better too")
    git("commit", "-a", "-m", "second")
    pull()
    kept = {path.name: path.read_text() for path in (own / "notebooks").iterdir()}
    assert kept == {"my_answers.json": "mine", "00_start.ipynb": "my notes", "01_next.ipynb": page.read_text()}
    assert "better" in page.read_text() and trusted(own / "notebooks/01_next.ipynb", keys)


# ---------------------------------------------------------------------------------------------------- a real hub


@pytest.mark.slow
def test_a_class_on_a_real_hub_loses_its_servers_and_finds_its_answers_again(tmp_path):
    """One server is killed without a word, the other stopped by the hub; `make class` does it with twenty."""
    import class_on_a_hub as lesson

    visits = lesson.hold(tmp_path, 2)
    for visit in visits:
        assert visit.charts == 6
        assert 0 < visit.first_chart < visit.last_cell
        assert visit.signed, "JupyterLab would show the evidence too early"
        assert visit.locked
        assert visit.kept["answer"] == {"option": lesson.ANSWER["option"]}
        assert visit.shown["locked"] is True
        assert visit.shown["answer"]["option"] == lesson.ANSWER["option"]
    left = [path.parent.name for path in Path("/proc").glob("[0-9]*/cmdline") if str(tmp_path).encode() in read(path)]
    assert not left, "a process of the class still runs"


def read(path):
    try:
        return path.read_bytes()
    except OSError:
        return b""
