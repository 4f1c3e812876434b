"""The rules of the house that a machine can hold: layers, sizes, no essay in the kit, nothing from outside."""

import ast
import functools
import pathlib
import re

import pytest
import yaml

ROOT = pathlib.Path(__file__).parent.parent
KIT = ROOT / "essay_kit"
MODULES = sorted(p for p in KIT.rglob("*.py") if "new_course" not in p.parts)

# Each part of the kit, and the parts it may import; the screen is known to views and kit alone.
MAY = {
    "errors": set(),
    "model": {"model"},
    "states": {"errors", "model"},
    "played": {"errors", "model", "states"},
    "reading": set(),
    "packed": {"errors", "reading"},
    "journal": set(),
    "needs": {"errors"},
    "tables": {"errors"},
    "places": {"errors", "tables"},
    "content": {"errors", "model", "packed", "places", "reading", "tables", "checks"},
    "checks": {"errors", "model", "content", "places", "tables", "charts"},
    "charts": {"errors", "model", "tables", "charts"},
    "models": {"errors", "models"},
    "reader": {"charts", "content", "errors", "gaps", "journal", "kit", "model", "places", "reader", "views"},
    "colab": {"errors"},
    "sheets": {"content", "errors", "gaps", "model", "sheets"},
    "gaps": {"places", "charts", "errors", "model", "states", "tables"},
    "letters": set(),
    "codes": {"content", "errors", "letters", "model"},
    "votes": {"model", "states"},
    "handed": {"codes", "content", "model", "states", "votes"},
    "gathered": {"codes", "content", "handed", "journal", "letters"},
    "marks": {"codes", "content", "errors", "gaps", "model", "states"},
    "tallies": {"charts", "codes", "content", "gaps", "model", "places"},
    "views": {"codes", "gathered", "handed", "marks", "tallies", "votes"}
    | {"charts", "content", "errors", "gaps", "journal", "model", "models", "places", "played", "sheets", "states", "tables", "views"},
}


def part(path: pathlib.Path) -> str:
    return path.relative_to(KIT).parts[0].removesuffix(".py")


def imports(path: pathlib.Path) -> set[str]:
    """The parts of the kit that a module imports, and outside packages as "~name"."""
    found, package = set(), path.relative_to(KIT).parent.parts
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = package[: len(package) - (node.level - 1)] + tuple((node.module or "").split("."))
            names = [base[0]] if base and base[0] else [alias.name for alias in node.names]
            found |= set(names)
        elif isinstance(node, ast.ImportFrom):
            found.add("~" + node.module.split(".")[0])
        elif isinstance(node, ast.Import):
            found |= {"~" + alias.name.split(".")[0] for alias in node.names}
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(KIT)))
def test_imports_run_one_way(path):
    name, known = part(path), {p.stem if p.parent == KIT else part(p) for p in MODULES}
    if name in MAY:
        inside = {i for i in imports(path) if i in known}
        assert inside <= MAY[name], f"{path.name} may not import {inside - MAY[name]}"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(KIT)))
def test_only_views_know_the_screen_and_only_charts_know_plotly(path):
    outside = imports(path)
    if part(path) != "views":
        assert not outside & {"~ipywidgets", "~anywidget", "~traitlets", "~IPython"}
    if part(path) != "charts":
        assert "~plotly" not in outside


@pytest.mark.parametrize("path", [*MODULES, *sorted(KIT.rglob("*.js"))], ids=lambda p: str(p.relative_to(KIT)))
def test_files_are_small(path):
    assert len(path.read_text("utf-8").splitlines()) <= 250


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(KIT)))
def test_functions_are_short_and_public_ones_say_what_they_do(path):
    tree = ast.parse(path.read_text("utf-8"))
    for node in [*tree.body, *(n for c in tree.body if isinstance(c, ast.ClassDef) for n in c.body)]:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            if isinstance(node, ast.FunctionDef):
                length = node.end_lineno - node.lineno + 1 - len((ast.get_docstring(node) or "").splitlines())
                assert length <= 25, f"{path.name}: {node.name} has {length} lines"
            if not node.name.startswith("_"):
                assert ast.get_docstring(node), f"{path.name}: {node.name} has no docstring"


def test_the_kit_knows_no_essay():
    claims = yaml.load((ROOT / "data/content/claims.yaml").read_text("utf-8"), yaml.BaseLoader)
    files = (ROOT / "data/content").glob("*/exhibits.yaml")
    exhibits = [record for file in files for record in yaml.load(file.read_text("utf-8"), yaml.BaseLoader)]
    words = {"Torbakov", "DGAP", "Putin", "Moscow", "Kremlin", "Soviet", "SUN", "RUS", "Russia", "Russian", "dwarfs"} | {
        e["id"] for e in exhibits if "-" in e["id"]
    }
    assert len(claims) > 40 and len(words) > 7
    for path in KIT.rglob("*.*"):
        if path.suffix in (".py", ".js", ".css"):
            text = path.read_text("utf-8")
            assert not [w for w in words if re.search(rf"\b{re.escape(w)}\b", text)], path.name


def test_no_catch_all_names():
    names = {p.stem for p in MODULES}
    assert not names & {"utils", "util", "helpers", "helper", "manager", "common", "misc"}


# Names of formats, which look like addresses and are followed by nobody.
NAMES = ("http://www.w3.org/2000/svg", "http://www.imsproject.org/xsd/imscp_rootv1p1p2", "http://www.adlnet.org/xsd/adlcp_rootv1p2")


def test_nothing_is_fetched_from_elsewhere():
    for path in [*KIT.rglob("*.*"), *(ROOT / "notebooks").glob("*.ipynb")]:
        if path.suffix in (".py", ".js", ".css", ".json", ".ipynb"):
            text = functools.reduce(lambda text, name: text.replace(name, ""), NAMES, path.read_text("utf-8"))
            assert not re.search(r"https?://|@import|url\(\s*['\"]?(?!data:)[a-z]", text), path.name
