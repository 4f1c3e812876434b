"""One set of packages in four places: pyproject.toml, environment.yml and the two locks."""

import re
import runpy
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PROJECT = PYPROJECT["project"]
BUILD = PYPROJECT["dependency-groups"]["build"]
HUB = PROJECT["optional-dependencies"]["hub"]
LOCKS = {
    "requirements.lock": PROJECT["dependencies"] + BUILD,
    "requirements-test.lock": PROJECT["dependencies"] + BUILD + PROJECT["optional-dependencies"]["test"] + HUB,
    "deploy/hub/requirements.lock": PROJECT["dependencies"] + BUILD + HUB,
}


def by_name(requirements: list[str]) -> dict[str, SpecifierSet]:
    """Turn requirement lines into name → bounds."""
    parsed = [Requirement(line) for line in requirements]
    return {canonicalize_name(r.name): r.specifier for r in parsed}


def locked(lock_file: str) -> dict[str, set[str]]:
    """Read the versions in a lock; a package may have one for each Python version."""
    versions: dict[str, set[str]] = {}
    for name, version in re.findall(r"(?m)^([A-Za-z0-9][\w.-]*)==([^\s;]+)", (ROOT / lock_file).read_text()):
        versions.setdefault(canonicalize_name(name), set()).add(version)
    return versions


def conda() -> tuple[list[str], list[str]]:
    """Read environment.yml: what conda installs, and what pip installs after it."""
    lines = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
    return [x for x in lines if isinstance(x, str)], next(x["pip"] for x in lines if isinstance(x, dict))


def test_every_package_has_a_lower_and_an_upper_bound():
    for requirements in LOCKS.values():
        for name, bounds in by_name(requirements).items():
            assert {b.operator for b in bounds} == {">=", "<"}, name


@pytest.mark.parametrize("lock_file", LOCKS)
def test_lock_holds_every_package_within_its_bounds(lock_file):
    versions = locked(lock_file)
    for name, bounds in by_name(LOCKS[lock_file]).items():
        assert versions.get(name), f"{name} is missing in {lock_file}; please run `make lock`"
        assert all(bounds.contains(v) for v in versions[name]), f"{name} {versions[name]} is not {bounds}"


def test_test_lock_holds_all_of_the_lab_lock():
    lab, test = locked("requirements.lock"), locked("requirements-test.lock")
    assert lab.items() <= test.items()


@pytest.mark.parametrize("lock_file", LOCKS)
def test_lock_names_versions_and_hashes_and_nothing_else(lock_file):
    entries = re.split(r"\n(?! )", (ROOT / lock_file).read_text().rstrip("\n"))
    line = r"[a-z0-9][\w.-]*==[\w.+!]+( ; [^\\\n]+)?( \\\n    --hash=sha256:[0-9a-f]{64})+"
    assert len(entries) > 50
    assert [e.splitlines()[0] for e in entries if not re.fullmatch(line, e)] == []


def test_environment_yml_names_the_same_packages_with_the_same_bounds():
    _, pip_lines = conda()
    assert "-e ." in pip_lines
    assert by_name([line for line in pip_lines if line != "-e ."]) == by_name(PROJECT["dependencies"])


def test_python_is_asked_for_in_the_same_words_everywhere():
    conda_lines, _ = conda()
    oldest = runpy.run_path(str(ROOT / "start.py"))["OLDEST"]
    wanted = ">={}.{}".format(*oldest)
    assert wanted == ">=3.11"
    assert PROJECT["requires-python"] == wanted  # and so open upwards
    assert f"python{wanted}" in conda_lines
    assert "pip" in conda_lines


def test_lab_settings_are_put_where_jupyterlab_reads_them():
    from jupyterlab.commands import get_app_dir

    placed = Path(get_app_dir()) / "settings/overrides.json"
    assert placed.read_bytes() == (ROOT / "essay_kit/lab_settings.json").read_bytes()
