"""start.py says in one sentence what is missing, leaves nothing half made behind, and installs only once."""

import ast
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
BASE_PYTHON = sys._base_executable  # the Python that made .venv, as a newcomer has it
NEEDED = ("start.py", "Makefile", "pyproject.toml", "requirements.lock", "requirements-test.lock")
NO_NETWORK = {  # a port on this computer that nobody listens to
    "PIP_INDEX_URL": "http://127.0.0.1:9/simple",
    "PIP_CONFIG_FILE": os.devnull,
    "PIP_NO_CACHE_DIR": "1",
    "PIP_RETRIES": "1",
    "PIP_FIND_LINKS": "",
    "PIP_EXTRA_INDEX_URL": "",
}


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """Copy what start.py needs into a folder that has no environment yet, with a space in its name."""
    folder = tmp_path / "a course"
    (folder / "essay_kit").mkdir(parents=True)
    for name in NEEDED:
        shutil.copy(ROOT / name, folder / name)
    shutil.copy(ROOT / "essay_kit/lab_settings.json", folder / "essay_kit")
    return folder


@pytest.fixture
def without(tmp_path: Path):
    """Give an environment in which the named modules cannot be imported."""

    def hide(*modules: str) -> dict[str, str]:
        hidden = tmp_path / "hidden"
        hidden.mkdir()
        for name in modules:
            (hidden / f"{name}.py").write_text(f"raise ImportError('no {name} here')\n")
        return {"PYTHONPATH": str(hidden)}

    return hide


def say(command: list[str], course: Path, **env: str) -> str:
    """Run a command that must fail, and give the one sentence it ends with."""
    done = subprocess.run(
        command,
        cwd=course,
        env={**os.environ, "TMPDIR": str(course.parent), **env},
        stdin=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        timeout=120,
    )
    lines = done.stderr.strip().splitlines()
    assert done.returncode != 0
    assert len(lines) == 1, done.stderr
    return lines[0]


def has_pip() -> bool:
    """Say whether the Python that made .venv has a pip of its own."""
    return subprocess.run([BASE_PYTHON, "-c", "import pip"], stderr=subprocess.DEVNULL).returncode == 0


# ------------------------------------------------------------------------------------------------ what is missing


def test_script_reads_under_python_3_6():
    ast.parse((ROOT / "start.py").read_text(encoding="utf-8"), feature_version=(3, 6))


def test_too_old_python_is_named(course):
    pretend = (
        "import sys, runpy; sys.version_info = (3, 9, 2); sys.argv = ['start.py', 'lab']; runpy.run_path('start.py', run_name='__main__')"
    )
    sentence = say([BASE_PYTHON, "-c", pretend], course, PATH="/nonexistent")
    assert "needs Python 3.11 or newer and this is Python 3.9; please install a newer one" in sentence
    assert not (course / ".venv").exists()


def test_really_old_pythons_say_so_too(course):
    found = {minor: path for minor in range(6, 11) if (path := real_python(f"python3.{minor}"))}
    if not found:
        pytest.skip("no old Python here; the test above pretends one")
    for minor, path in found.items():
        sentence = say([path, "start.py", "lab"], course, PATH="/nonexistent")
        assert f"this is Python 3.{minor}; please install a newer one" in sentence


def real_python(name: str) -> str | None:
    """Find a Python that really runs (and is not a shim that only names one)."""
    asked = [shutil.which(name) or "", "-c", "import sys; print(sys.executable)"]
    try:
        return subprocess.check_output(asked, text=True, stderr=subprocess.DEVNULL).strip()
    except (OSError, subprocess.CalledProcessError):
        return None


@pytest.mark.skipif(shutil.which("make") is None, reason="no make here; `py start.py lab` is the way without")
def test_make_without_any_python_says_what_to_install(course):
    done = subprocess.run(["make", "lab", "PYTHON=no-such-python"], cwd=course, stderr=subprocess.PIPE, text=True)
    assert done.returncode != 0
    assert done.stderr.startswith("Please install Python 3.11 or newer")


@pytest.mark.parametrize("missing", [("venv",), ("ensurepip", "pip")])
def test_python_without_venv_is_told_the_package(course, without, missing):
    sentence = say([BASE_PYTHON, "start.py", "lab"], course, **without(*missing))
    assert "sudo apt install python3-venv" in sentence
    assert not (course / ".venv").exists()


@pytest.mark.slow
def test_no_network_is_said_and_leaves_no_debris(course):
    sentence = say([BASE_PYTHON, "start.py", "lab"], course, **NO_NETWORK)
    assert "connect this computer to the internet" in sentence
    assert not (course / ".venv").exists()


@pytest.mark.slow
def test_python_without_ensurepip_uses_the_pip_it_has(course, without):
    if not has_pip():
        pytest.skip("the Python that made .venv has no pip of its own")
    sentence = say([BASE_PYTHON, "start.py", "test"], course, **without("ensurepip"), **NO_NETWORK)
    assert "connect this computer to the internet" in sentence  # so .venv was made and pip was at work
    assert not (course / ".venv").exists()


@pytest.mark.parametrize("words", [[], ["labb"], ["lab", "test"]])
def test_unknown_words_get_the_list(course, words):
    assert "start.py lab, start.py test" in say([BASE_PYTHON, "start.py", *words], course)


# ------------------------------------------------------------------------------------------------ made only once


@pytest.fixture
def start(course, monkeypatch):
    """Load the copied start.py with its two slow steps, making and filling .venv, replaced by quick ones."""
    spec = importlib.util.spec_from_file_location("start", course / "start.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.steps = []

    def make_venv():
        module.steps.append("make")
        module.remove_venv()
        module.VENV_PYTHON.parent.mkdir(parents=True)
        module.VENV_PYTHON.symlink_to(BASE_PYTHON)

    monkeypatch.setattr(module, "make_venv", make_venv)
    monkeypatch.setattr(module, "install", lambda lock_file: module.steps.append(lock_file))
    return module


def test_second_run_installs_nothing(start):
    start.prepare("lab")
    start.prepare("lab")
    assert start.steps == ["make", "requirements.lock"]


def test_what_test_installed_is_enough_for_lab(start):
    start.prepare("test")
    start.prepare("lab")
    assert start.steps == ["make", "requirements-test.lock"]


@pytest.mark.parametrize("name", ["requirements.lock", "pyproject.toml", "essay_kit/lab_settings.json"])
def test_changed_file_is_installed_into_the_same_environment(start, course, name):
    start.prepare("lab")
    with (course / name).open("a") as file:
        file.write("\n")
    start.prepare("lab")
    assert start.steps == ["make", "requirements.lock", "requirements.lock"]


def cut_off(lock_file):
    """Stand in for an install during which the window is closed."""
    raise KeyboardInterrupt


def test_half_made_environment_is_made_again(start, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(start, "install", cut_off)
        with pytest.raises(KeyboardInterrupt):
            start.prepare("lab")
    assert start.VENV.exists()
    start.prepare("lab")
    assert start.steps == ["make", "make", "requirements.lock"]


def test_environment_whose_update_was_cut_off_is_made_again(start, monkeypatch):
    start.prepare("lab")
    with monkeypatch.context() as patch:
        patch.setattr(start, "install", cut_off)
        with pytest.raises(KeyboardInterrupt):
            start.prepare("test")
    start.prepare("lab")
    assert start.steps == ["make", "requirements.lock", "make", "requirements.lock"]


def test_update_that_fails_keeps_the_environment(start, course, monkeypatch):
    def no_network(lock_file):
        raise SystemExit("no network")

    start.prepare("lab")
    before = json.loads(start.STAMP.read_text())
    (course / "requirements.lock").write_text("another==1\n")
    with monkeypatch.context() as patch:
        patch.setattr(start, "install", no_network)
        with pytest.raises(SystemExit):
            start.prepare("lab")
    assert json.loads(start.STAMP.read_text()) == before
    start.prepare("lab")
    assert start.steps == ["make", "requirements.lock", "requirements.lock"]


def test_environment_whose_python_is_gone_is_made_again(start):
    start.prepare("lab")
    start.VENV_PYTHON.unlink()
    start.prepare("lab")
    assert start.steps[2:] == ["make", "requirements.lock"]


def test_linked_environment_is_unlinked_and_not_emptied(start, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "precious").touch()
    start.VENV.symlink_to(elsewhere)
    start.remove_venv()
    assert (elsewhere / "precious").exists()
    assert not start.VENV.is_symlink()


def test_answers_and_settings_of_the_tests_are_in_a_folder_of_their_own(start, tmp_path, monkeypatch):
    monkeypatch.setenv("ESSAY_KIT_ANSWERS", "/home/someone/answers")
    env = start.apart(str(tmp_path))
    assert {env[name] for name in ("ESSAY_KIT_ANSWERS", "JUPYTER_CONFIG_DIR")} == {
        str(tmp_path / "essay_kit_answers"),
        str(tmp_path / "jupyter_config_dir"),
    }
