"""What the tests share: a browser, a JupyterLab to look at with it, and an eye on what is only logged.

The browser part needs a Chromium. Without one its tests are reported as NOT RUN; with ESSAY_KIT_BROWSER=required
(as in CI) a missing Chromium is a failure.
"""

import contextlib
import functools
import http.server
import json
import logging
import os
import secrets
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import nbformat
import pytest

ROOT = Path(__file__).resolve().parent.parent
NO_CHROMIUM = "no Chromium here; please install it (Debian and Ubuntu: sudo apt install chromium)"
NOT_RUN = "NOT RUN: " + NO_CHROMIUM
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM_ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
JUPYTER_FOLDERS = (
    "JUPYTER_CONFIG_DIR",
    "JUPYTER_DATA_DIR",
    "JUPYTER_RUNTIME_DIR",
    "JUPYTERLAB_SETTINGS_DIR",
    "JUPYTERLAB_WORKSPACES_DIR",
    "IPYTHONDIR",
)


def pytest_configure(config: pytest.Config) -> None:
    """Name the markers."""
    config.addinivalue_line("markers", "browser: looks at the course in Chromium; NOT RUN where there is none")
    config.addinivalue_line("markers", "slow: takes more than a few seconds")
    config.addinivalue_line("markers", "logs_errors: an error in the log is what this test is about")


# ------------------------------------------------------------------------------------------------ the toy essay


@pytest.fixture
def toy_data() -> Path:
    """Give the data folder of the toy course: another subject, invented numbers. Copy it before you spoil it."""
    return ROOT / "tests/toy_essay/data"


@pytest.fixture
def kit(toy_data, tmp_path, monkeypatch):
    """Give the toy course with an answer file of its own."""
    import essay_kit

    monkeypatch.setenv("ESSAY_KIT_ANSWERS", str(tmp_path))
    return essay_kit.load(toy_data)


# ------------------------------------------------------------------------------------------------- the browser


def chromium() -> str | None:
    """Find a Chromium; ESSAY_KIT_CHROMIUM, where it is set, is the only place to look."""
    chosen = os.environ.get("ESSAY_KIT_CHROMIUM")
    if chosen is not None:
        return shutil.which(chosen)
    return next((found for name in CHROMIUM_NAMES if (found := shutil.which(name))), None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip the browser part where there is no Chromium, unless it is required."""
    if chromium() or os.environ.get("ESSAY_KIT_BROWSER") == "required":
        return
    for item in items:
        if item.get_closest_marker("browser") or "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.skip(reason=NOT_RUN))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Close with a sentence on the browser part, so that nobody takes skipped for passed."""
    left_out = [report for report in terminalreporter.stats.get("skipped", []) if NOT_RUN in str(report.longrepr)]
    if left_out:
        terminalreporter.section("the browser part was NOT RUN", yellow=True)
        terminalreporter.line(f"{len(left_out)} tests were skipped, not passed. {NOT_RUN}.")


@pytest.fixture(scope="module")
def browser():
    """Give a Chromium, driven by Playwright, to the tests of one file.

    Not for the whole session: while Playwright is there, asyncio.run fails in every other test of the same process.
    """
    path = chromium()
    if path is None:
        pytest.fail("ESSAY_KIT_BROWSER is `required`, but " + NO_CHROMIUM, pytrace=False)
    from playwright.sync_api import sync_playwright  # only here: it costs 0.3 s

    with sync_playwright() as driver:
        # scroll bars take room for users, so they do here
        chrome = driver.chromium.launch(executable_path=path, args=CHROMIUM_ARGS, ignore_default_args=["--hide-scrollbars"])
        yield chrome
        chrome.close()


@pytest.fixture
def page(browser):
    """Give an empty tab without a past; fail the test if it asked for anything outside this computer."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    yield context.new_page()
    context.close()
    outside = [url for url in asked if not url.startswith(("http://127.0.0.1", "data:", "blob:", "about:"))]
    assert not outside, f"the page asked for something outside this computer: {outside}"


@pytest.fixture(scope="session")
def real(tmp_path_factory):
    """The real course as a reader, built once a process."""
    from essay_kit import reader  # only here: most tests need neither

    place = tmp_path_factory.mktemp("real")
    reader.build(ROOT / "data", ROOT / "notebooks", place)
    return place / reader.FOLDER


# ---------------------------------------------------------------------------------------------- the JupyterLab


@dataclass(frozen=True)
class Lab:
    """A running JupyterLab on a copy of the course in `folder`."""

    url: str
    token: str
    folder: Path

    def address(self, notebook: str = "00_start_here", *, view: str = "lab") -> str:
        """Give the address of one notebook; view "doc" shows it without the frame around it."""
        # a workspace of its own, else JupyterLab opens again the tabs of the test before
        room = f"/workspaces/{secrets.token_hex(4)}" if view == "lab" else ""
        return f"{self.url}/{view}{room}/tree/notebooks/{notebook}.ipynb?token={self.token}"

    def write(self, name: str, sources: list[str], outputs: list[list[dict]] | None = None) -> str:
        """Write a notebook of code cells, with the mime bundles that each has shown where given; return its name."""
        cells = []
        for at, source in enumerate(sources):
            cell = nbformat.v4.new_code_cell(source)
            cell.outputs = [nbformat.v4.new_output("display_data", data) for data in (outputs[at] if outputs else [])]
            cells.append(cell)
        kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
        notebook = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})
        nbformat.write(notebook, self.folder / f"notebooks/{name}.ipynb")
        return name

    def run_all(self, page, notebook: str) -> None:
        """Open a notebook and choose Run, then Run All Cells."""
        self.open(page, notebook)
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_role("menuitem", name="Run All Cells", exact=True).click()

    def open(self, page, notebook: str = "00_start_here", *, view: str = "lab") -> None:
        """Open a notebook and wait until its kernel can work; only then is "Run All" safe."""
        page.goto(self.address(notebook, view=view))
        page.locator(".jp-Notebook .jp-Cell").first.wait_for(timeout=60_000)
        if view == "lab":
            page.get_by_text("Python 3 (ipykernel) | Idle").wait_for(timeout=60_000)


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """Run a JupyterLab for the tests of one file, with the course's own settings and none of this user's."""
    home = tmp_path_factory.mktemp("lab")
    folder = home / "course"
    for name in ("notebooks", "data"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns(".*", "__pycache__", "*answers*.json"))
    env = {key: value for key, value in os.environ.items() if key not in ("JUPYTER_PATH", "JUPYTER_CONFIG_PATH")}
    env |= {name: str(home / name.lower()) for name in JUPYTER_FOLDERS}
    env.pop("ESSAY_KIT_ANSWERS", None)  # answers go beside the copied notebooks, as a student's do
    pages = sorted((folder / "notebooks").glob("*.ipynb"))
    subprocess.run([sys.executable, "-m", "jupyter", "trust", *pages], env=env, check=True, capture_output=True)  # as start.py does
    port, token = free_port(), secrets.token_hex(16)
    words = [f"--ServerApp.ip=127.0.0.1 --ServerApp.port={port} --ServerApp.port_retries=0 --no-browser --allow-root"]
    words += [f"--ServerApp.root_dir={folder}", f"--IdentityProvider.token={token}", "--LabApp.expose_app_in_browser=True"]
    command = [sys.executable, "-m", "jupyterlab", *words[0].split(), *words[1:]]
    with (home / "server.log").open("w") as log:
        server = subprocess.Popen(command, cwd=folder, env=env, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        try:
            wait_for(f"http://127.0.0.1:{port}/api?token={token}", server, home / "server.log")
            yield Lab(f"http://127.0.0.1:{port}", token, folder)
        finally:
            stop(server)


@contextlib.contextmanager
def served(folder: Path, handler: type[http.server.SimpleHTTPRequestHandler]) -> Iterator[str]:
    """Serve a folder to this computer alone; give its address."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(handler, directory=folder)) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def free_port() -> int:
    """Ask the system for a port that nobody uses."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return sock.getsockname()[1]


def wait_for(url: str, server: subprocess.Popen, log: Path) -> None:
    """Wait until the server answers; fail with its log if it ends or takes over a minute."""
    end = time.monotonic() + 60
    while time.monotonic() < end and server.poll() is None:
        try:
            with urlopen(url, timeout=5) as answer:
                json.load(answer)
            return
        except (URLError, OSError, ValueError):
            time.sleep(0.1)
    pytest.fail(f"JupyterLab did not start:\n{log.read_text()[-2000:]}", pytrace=False)


def stop(server: subprocess.Popen) -> None:
    """End the server, and with it its kernels; by force only after ten seconds."""
    server.terminate()
    try:
        server.wait(10)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


# ------------------------------------------------------------------------------------------ what is only logged


@pytest.fixture(autouse=True)
def no_error_in_the_log(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail a test during which an error was logged.

    A failing `on_click` handler raises nothing: ipywidgets logs a warning with the exception and goes on. So what
    counts is an error, or anything that carries an exception. `get_records` still holds the call's records here,
    in the teardown, where `caplog.text` is already empty.
    """
    yield
    if request.node.get_closest_marker("logs_errors"):
        return
    bad = [r for r in caplog.get_records("call") if r.levelno >= logging.ERROR or r.exc_info]
    said = [f"{r.name}: {r.getMessage()}" + (f" [{r.exc_info[1]!r}]" if r.exc_info else "") for r in bad]
    assert not bad, "logged during the test: " + "; ".join(said)
