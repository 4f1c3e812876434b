"""Build the course as a JupyterLite site: Python in the browser, every file of it local.

Run by start.py with the Python of build/lite-tools, which holds what tools.lock names. Words: the course's folder.
"""

import hashlib
import json
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import urllib.request
import zipfile
from html import escape
from pathlib import Path

import mistune
from jupyterlite_pyodide_kernel.constants import PYODIDE_CDN_URL, PYODIDE_VERSION
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name, parse_wheel_filename

HERE = Path(__file__).resolve().parent
RUNTIME = json.loads((HERE / "runtime.json").read_text("utf-8"))
TAGS = "--platform pyemscripten_2026_0_wasm32 --platform any --python-version 314 --implementation cp --abi cp314 --abi none"
BROWSER = {"sys_platform": "emscripten", "platform_system": "Emscripten", "os_name": "posix", "python_version": "3.14"}
BROWSER |= {"python_full_version": "3.14.2", "implementation_name": "cpython", "platform_python_implementation": "CPython", "extra": ""}
# Read only where a cell asks for it: a page must not wait for them.
LATER = {"numpy", "pandas", "plotly", "narwhals", "python-dateutil", "pytz", "six"}
# Completion of code wants jedi, 2 MB and 1,900 files; the kernel asks for it by name all the same.
STAND_INS = ("jedi", "parso", "widgetsnbextension")
UNREAD = (
    r"[.]data/|/tests?/|[.]so$(?<!wasm32-emscripten.so)|[.]pyi$|/_course/making/|/new_course/"
    r"|nbextension/|[.]ipynb$"
)
TRUSTED = {"trusted": True}  # else JupyterLab strips the boxes that keep evidence closed


def main(course: Path) -> None:
    """Build the site in build/lite; a failure leaves the site that was there."""
    if RUNTIME["version"] != PYODIDE_VERSION:
        sys.exit(f"deploy/lite/runtime.json names Pyodide {RUNTIME['version']}, and the kernel wants {PYODIDE_VERSION}.")
    with tempfile.TemporaryDirectory(prefix="essay-course-lite-") as folder:
        lite = Path(folder)
        place = lite / "static/pyodide"
        place.mkdir(parents=True)
        runtime(place)
        wheels(place)
        kit_wheel(course, place)
        kernel_wheels(place)
        left_out = from_elsewhere(place)
        if node := shutil.which("node"):  # halves the start; without it the site works all the same
            (place / "pyodide-lock.json").write_text(json.dumps({"info": RUNTIME["info"], "packages": {}}), "utf-8")
            run([node, str(HERE / "compile.mjs"), str(place)], "The compiled packages")
        (place / "pyodide-lock.json").write_text(json.dumps(lock(place)), "utf-8")
        shutil.copy(HERE / "keep.mjs", place)
        pages(course / "notebooks", lite / "files/notebooks")
        shutil.copy(course / "essay_kit/lab_settings.json", lite / "overrides.json")
        site = jupyterlite(lite)
        settle(site)
        front(site)
        target = course / "build/lite"
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(site, target)
    size = sum(p.stat().st_size for p in target.rglob("*") if p.is_file()) / 1e6
    print(f"The site stands in build/lite ({size:.0f} MB). Put it on any web space, or look at it here: make lite-show")
    if left_out:
        print(f"It was built without {' and '.join(left_out)}, which could not be downloaded; the cells that want them say so.")


def runtime(place: Path) -> None:
    """Put Pyodide's own files into `place`: from npm's package where npm is, else from Pyodide's own address."""
    with tempfile.TemporaryDirectory() as folder:
        if npm := shutil.which("npm"):
            run([npm, "pack", "--silent", f"pyodide@{PYODIDE_VERSION}"], "Pyodide", cwd=folder)
            with tarfile.open(next(Path(folder).glob("*.tgz"))) as packed:
                packed.extractall(folder, filter="data")
        for name, digest in RUNTIME["files"].items():
            got = Path(folder, "package", name)
            raw = got.read_bytes() if got.is_file() else fetch(f"{PYODIDE_CDN_URL}/{name}")
            if raw is None:
                sys.exit("Pyodide could not be downloaded; please install npm or connect this computer to the internet.")
            keep(place / name, raw, digest)


def fetch(address: str) -> bytes | None:
    """Download a file; None where that is not possible."""
    try:
        with urllib.request.urlopen(address, timeout=60) as answer:
            return answer.read()
    except OSError:
        return None


def keep(path: Path, raw: bytes, digest: str) -> None:
    """Write a downloaded file if it is the one that was tested."""
    if hashlib.sha256(raw).hexdigest() != digest:
        sys.exit(f"{path.name} is not the file that the course was tested with, so nothing was built; please tell the course's authors.")
    path.write_bytes(raw)


def wheels(place: Path) -> None:
    """Download what browser.lock names; PyYAML has no wheel for the browser, so its Python part is taken from another one."""
    wanted = re.split(r"(?m)^(?=[a-z0-9])", (HERE / "browser.lock").read_text("utf-8"))
    plain = [part for part in wanted if not part.startswith(("pyyaml", *STAND_INS))]
    download(plain, TAGS.split(), place)
    with tempfile.TemporaryDirectory() as folder:
        yaml = [part for part in wanted if part.startswith("pyyaml")]
        download(yaml, ["--platform", "manylinux2014_x86_64", "--python-version", "314", "--abi", "cp314"], Path(folder))
        wheel = next(Path(folder).glob("*.whl"))
        shutil.copy(wheel, place / ("-".join(wheel.name.split("-")[:2]) + "-py3-none-any.whl"))
    for wheel in place.glob("*.whl"):
        slim(wheel)
    for name in STAND_INS:
        stand_in(name, place)


def download(requirements: list[str], tags: list[str], place: Path) -> None:
    """Download wheels with pip, by hash."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt", delete=False) as file:
        file.write("".join(requirements))
    words = ["download", "-q", "--no-input", "--disable-pip-version-check", "--no-deps", "--require-hashes", "--only-binary", ":all:"]
    run([sys.executable, "-m", "pip", *words, *tags, "-d", str(place), "-r", file.name], "The packages")
    Path(file.name).unlink()


def slim(wheel: Path) -> None:
    """Take out of a wheel what no kernel in a browser reads: parts of JupyterLab, tests, binaries for other machines."""
    with zipfile.ZipFile(wheel) as old:
        held = {name: old.read(name) for name in old.namelist() if not re.search(UNREAD, name)}
    write(wheel, held)


def write(wheel: Path, held: dict[str, bytes]) -> None:
    """Write a wheel, with the same bytes for the same files."""
    with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(held):
            new.writestr(zipfile.ZipInfo(name), held[name], zipfile.ZIP_DEFLATED)


def stand_in(name: str, place: Path) -> None:
    """Write an empty package of that name, so that nobody asks an index for it."""
    about = f"Metadata-Version: 2.1\nName: {name}\nVersion: 99.0\n".encode()
    tag = b"Wheel-Version: 1.0\nGenerator: deploy/lite\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    folder = f"{name}-99.0.dist-info"
    write(place / f"{name}-99.0-py3-none-any.whl", {f"{folder}/METADATA": about, f"{folder}/WHEEL": tag})


def kit_wheel(course: Path, place: Path) -> None:
    """Build the course's own wheel."""
    words = ["wheel", "-q", "--disable-pip-version-check", "--no-deps", "--no-build-isolation", "-w", str(place), str(course)]
    run([sys.executable, "-m", "pip", *words], "The course's own package")
    wheel = next(place.glob("essay_kit-*.whl"))
    with zipfile.ZipFile(wheel) as old:
        held = {name: old.read(name) for name in old.namelist() if not re.search(UNREAD, name)}
    if not any(name.endswith("/_course/content/.packed.json") for name in held):
        sys.exit("The course was not packed, and a browser would read it for minutes; please build it with make lite.")
    write(wheel, held)


def kernel_wheels(place: Path) -> None:
    """Copy the wheels that the kernel's own extension brings."""
    home = Path(sys.prefix, "share/jupyter/labextensions/@jupyterlite/pyodide-kernel-extension/static/pypi")
    for wheel in home.glob("*.whl"):
        if not wheel.name.startswith(STAND_INS):
            shutil.copy(wheel, place)


def from_elsewhere(place: Path) -> list[str]:
    """Fetch the wheels that only Pyodide's own address holds; say which of those a person would miss are not there."""
    got = {}
    for name, (file, digest) in RUNTIME["wheels"].items():
        got[name] = None if None in got.values() else fetch(f"{PYODIDE_CDN_URL}/{file}")
        if got[name] is None:
            return [name for name in ("numpy", "pandas") if not got.get(name)]
        keep(place / file, got[name], digest)
    return []


def lock(place: Path) -> dict:
    """Say to Pyodide which packages there are: one entry for each wheel in `place`."""
    found = {entry["name"]: entry for entry in map(package, sorted(place.glob("*.whl")))}
    for entry in found.values():
        later = set() if entry["name"] in LATER else LATER
        entry["depends"] = sorted((set(entry["depends"]) & set(found)) - later)
    return {"info": RUNTIME["info"], "packages": found}


def package(wheel: Path) -> dict:
    """One wheel as an entry of pyodide-lock.json."""
    name, version, *_ = parse_wheel_filename(wheel.name)
    with zipfile.ZipFile(wheel) as packed:
        files = packed.namelist()
        meta = packed.read(next(f for f in files if f.endswith(".dist-info/METADATA"))).decode("utf-8")
    needs = [Requirement(line) for line in re.findall(r"(?m)^Requires-Dist: (.+?)\r?$", meta.partition("\n\n")[0])]
    tops = {f.split("/")[0].removesuffix(".pyc").removesuffix(".py") for f in files if f.endswith((".py", ".pyc", ".so"))}
    return {
        "name": canonicalize_name(name),
        "version": str(version),
        "file_name": wheel.name,
        "sha256": hashlib.sha256(wheel.read_bytes()).hexdigest(),
        "imports": sorted(top for top in tops if top.isidentifier()),
        "depends": [canonicalize_name(n.name) for n in needs if n.marker is None or n.marker.evaluate(BROWSER)],
        "install_dir": "site",
        "package_type": "package",
        "unvendored_tests": False,
    }


def pages(notebooks: Path, place: Path) -> None:
    """Copy the notebooks, as trusted and for the kernel of the browser."""
    place.mkdir(parents=True)
    for path in sorted(notebooks.glob("*.ipynb")):
        page = json.loads(path.read_text("utf-8"))
        page["metadata"]["kernelspec"] = {"display_name": "Python (Pyodide)", "language": "python", "name": "python"}
        for cell in page["cells"]:
            if cell["cell_type"] == "code":
                cell["metadata"] |= TRUSTED
        (place / path.name).write_text(json.dumps(page, ensure_ascii=False), "utf-8")


def jupyterlite(lite: Path) -> Path:
    """Let JupyterLite lay out the site from what was gathered."""
    words = ["--lite-dir", str(lite), "--contents", str(lite / "files"), "--output-dir", str(lite / "site"), "--no-sourcemaps"]
    run([sys.executable, "-m", "jupyterlite_core", "build", *words], "The site", cwd=lite)
    return lite / "site"


def settle(site: Path) -> None:
    """Tell the site where its Python is and what it starts with, and let the folder open on the first page."""
    path = site / "jupyter-lite.json"
    config = json.loads(path.read_text("utf-8"))
    names = json.loads((site / "static/pyodide/pyodide-lock.json").read_text("utf-8"))["packages"]
    config["jupyter-config-data"].setdefault("litePluginSettings", {})["@jupyterlite/pyodide-kernel-extension:kernel"] = {
        "pyodideUrl": "./static/pyodide/keep.mjs",
        "pipliteUrls": [],
        "disablePyPIFallback": True,
        "loadPyodideOptions": {"packages": [name for name in names if name not in LATER]},
    }
    config["jupyter-config-data"]["appName"] = "The course"
    path.write_text(json.dumps(config, indent=1), "utf-8")


def front(site: Path) -> None:
    """Write the page that the site opens with: what each notebook asks, to be read while the browser fetches the rest."""
    parts = []
    for path in sorted((site / "files/notebooks").glob("*.ipynb")):
        cell = next(cell for cell in json.loads(path.read_text("utf-8"))["cells"] if cell["cell_type"] == "markdown")
        title, _, rest = "".join(cell["source"]).removeprefix("# ").partition("\n\n")
        link = f'<h2><a href="lab/index.html?path=notebooks/{path.name}">{escape(title)}</a></h2>'
        parts.append(link + mistune.html(rest.partition("\n\n")[0]))
    big = [site / "static/pyodide" / name for name in RUNTIME["files"]] + sorted(site.glob("build/jlab_core.*.js"))
    ahead = "".join(f'<link rel="prefetch" href="{path.relative_to(site).as_posix()}">\n' for path in big)
    page = (HERE / "front.html").read_text("utf-8").replace("<!--ahead-->\n", ahead).replace("<!--pages-->", "\n".join(parts))
    (site / "index.html").write_text(page, "utf-8")


def run(command: list[str], what: str, cwd: Path | str | None = None) -> None:
    """Run a command; where it fails, say in one sentence what could not be had."""
    done = subprocess.run(command, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)
    if done.returncode:
        print(done.stdout.decode("utf-8", "replace")[-2000:])
        sys.exit(f"{what} could not be had (see above); please connect this computer to the internet and run make lite again.")


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
