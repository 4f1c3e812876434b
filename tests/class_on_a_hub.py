"""A class of invented students on a real JupyterHub: they come, work through a notebook, answer, lose their server, return.

The hub is deploy/hub's, on loopback (hub_config.py); a student does over HTTP and websocket what a browser would do.
`make class` runs it with twenty and prints what it measured; test_hub.py runs it with a few.
"""

import asyncio
import contextlib
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.request import urlopen

import aiohttp
from yarl import URL

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOK = "notebooks/01_behind_and_afraid.ipynb"
PREDICTION, ANSWER = "garrison", {"option": "b", "sure": 65}
CHART, WIDGET = "application/vnd.plotly.v1+json", "application/vnd.jupyter.widget-view+json"
PATIENCE = 600  # seconds for one student's whole visit; a wait without an end would hide what hangs


@dataclass
class Visit:
    """What one student saw: seconds from the start of all, charts, megabytes, and what stood there on the return."""

    first_chart: float = 0
    last_cell: float = 0
    charts: int = 0
    server: float = 0
    kernel: float = 0
    work: float = 0  # seconds of processor time for each student, the hub's share with it
    asked: float = 0  # this program's own until then, since its start; it plays the browsers on the same cores
    signed: bool = False
    locked: bool = False
    kept: dict = field(default_factory=dict)  # the answer in the file after the return
    shown: dict = field(default_factory=dict)  # the form's state after the return


# ------------------------------------------------------------------------------------------------------ the hub


class Hub:
    """A running hub; `students` are the names that may come in."""

    def __init__(self, folder: Path, students: int, stock: str = "") -> None:
        self.folder, self.students = folder, [f"student{n:02}" for n in range(students)]
        self.password, self.token = secrets.token_hex(16), secrets.token_hex(16)
        ports = free_ports(3)
        self.url = URL(f"http://127.0.0.1:{ports[0]}")
        leave = ("JUPYTER", "ESSAY_KIT", "IPYTHON", "PYTHONPATH", "PYTHONDONTWRITEBYTECODE")
        env = {key: value for key, value in os.environ.items() if not key.startswith(leave)}
        own = {"FOLDER": folder, "PORTS": " ".join(map(str, ports)), "PASSWORD": self.password, "TOKEN": self.token}
        own |= {"STUDENTS": " ".join(self.students), "STOCK": stock}
        self.env = env | {f"ESSAY_HUB_{key}": str(value) for key, value in own.items()} | ({"PYTHONPATH": stock} if stock else {})

    def start(self) -> None:
        """Start the hub and wait until it answers; RuntimeError with its log if it does not."""
        (self.folder / "home").mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-m", "jupyterhub", "-f", str(ROOT / "tests/hub_config.py")]
        with self.log.open("w") as log:
            self.process = subprocess.Popen(command, cwd=self.folder, env=self.env, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        end = time.monotonic() + 120
        while time.monotonic() < end and self.process.poll() is None:
            # the proxy answers before the hub does, and then with an error, which is an OSError
            with contextlib.suppress(OSError), urlopen(str(self.url / "hub/health"), timeout=5):
                return
            time.sleep(0.2)
        self.stop()
        raise RuntimeError(f"JupyterHub did not start:\n{self.log.read_text()[-3000:]}")

    @property
    def log(self) -> Path:
        """Where the hub, its proxy and the students' servers write what they do."""
        return self.folder / "hub.log"

    def stop(self) -> None:
        """End the hub; it ends its proxy and every student's server."""
        self.process.terminate()
        try:
            self.process.wait(60)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def free_ports(count: int) -> list[int]:
    """Ask the system for ports that nobody uses, all at once so that they differ."""
    with contextlib.ExitStack() as open_ones:
        sockets = [open_ones.enter_context(socket.socket()) for _ in range(count)]
        for sock in sockets:
            sock.bind(("127.0.0.1", 0))
        return [sock.getsockname()[1] for sock in sockets]


# ---------------------------------------------------------------------------------------------------- a student


class Student:
    """A browser with nothing on its screen: cookies, requests and a kernel's websocket."""

    def __init__(self, hub: Hub, name: str) -> None:
        self.hub, self.name = hub, name
        self.home = hub.url / "user" / name
        # an address of numbers keeps no cookies unless this is said
        self.http = aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True), timeout=aiohttp.ClientTimeout(PATIENCE))

    async def ask(self, method: str, url: URL, **more: object) -> dict:
        """Ask an API as the page there would, with its token against forged requests; return the JSON answer."""
        more["headers"] = {"X-XSRFToken": self.token(url), "Content-Type": "application/json"}
        async with self.http.request(method, url, **more) as answer:
            text = await answer.text()
            if answer.status >= 400:
                raise RuntimeError(f"{method} {url.path}: {answer.status} {text[:300]}")
            return json.loads(text) if text else {}

    def token(self, url: URL) -> str:
        """The token against forged requests, which hub and server each keep in a cookie of their own."""
        place = self.hub.url / "hub/" if url.parts[1] == "hub" else self.home / ""
        return self.http.cookie_jar.filter_cookies(place)["_xsrf"].value

    async def log_in(self) -> None:
        """Give name and password on the hub's page."""
        page = self.hub.url / "hub/login"
        async with self.http.get(page):
            pass
        words = {"username": self.name, "password": self.hub.password, "_xsrf": self.token(page)}
        async with self.http.post(page, data=words, allow_redirects=False) as answer:
            if answer.status != 302:
                raise RuntimeError(f"{self.name} was not let in: {answer.status}")

    async def start_server(self) -> None:
        """Press "Start my server", wait as the page with the bar does, and open the first page."""
        async with self.http.get(self.hub.url / "hub/home"):
            pass  # the page with the button brings the token that goes with it
        own = self.hub.url / "hub/api/users" / self.name / "server"
        await self.ask("POST", own)
        while not await self.watch(own / "progress"):
            await asyncio.sleep(0.2)  # a proxy may end a long stream; a browser asks again
        async with self.http.get(self.home / "lab/tree/notebooks/00_start_here.ipynb") as page:
            if page.status != 200 or "jupyter-config-data" not in await page.text():
                raise RuntimeError(f"{self.name} sees no JupyterLab: {page.status} at {page.url}")

    async def watch(self, progress: URL) -> bool:
        """Follow the bar until the server is ready (True) or the stream ends."""
        async with self.http.get(progress, headers={"X-XSRFToken": self.token(progress)}) as stream:
            async for line in stream.content:
                news = json.loads(line[5:]) if line.startswith(b"data:") else {}
                if news.get("failed"):
                    raise RuntimeError(f"{self.name} has no server: {news}")
                if news.get("ready"):
                    return True
        return False

    async def open(self, notebook: str) -> "Kernel":
        """Open a notebook with a kernel, as JupyterLab does."""
        what = {"path": notebook, "name": "", "type": "notebook", "kernel": {"name": "python3"}}
        session = await self.ask("POST", self.home / "api/sessions", json=what)
        channels = self.home / "api/kernels" / session["kernel"]["id"] / "channels"
        socket = await self.http.ws_connect(channels % {"session_id": uuid.uuid4().hex, "_xsrf": self.token(channels)}, max_msg_size=0)
        return Kernel(socket)

    async def process(self) -> int:
        """The number of this student's server process."""
        headers = {"Authorization": f"token {self.hub.token}"}
        async with aiohttp.ClientSession(headers=headers) as watcher, watcher.get(self.hub.url / "hub/api/users" / self.name) as answer:
            return (await answer.json())["servers"][""]["state"]["pid"]


class Kernel:
    """A notebook's kernel, at the other end of a websocket."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket, self.session = socket, uuid.uuid4().hex

    async def send(self, kind: str, content: dict) -> str:
        """Send a message on the shell channel and return its id."""
        number = uuid.uuid4().hex
        header = {"msg_id": number, "msg_type": kind, "session": self.session, "username": "", "version": "5.3"}
        message = {"channel": "shell", "header": header, "parent_header": {}, "metadata": {}, "content": content, "buffers": []}
        await self.socket.send_json(message)
        return number

    async def answers(self, number: str) -> AsyncIterator[tuple[str, dict]]:
        """Kind and content of each message that follows one of ours, until the kernel is idle again."""
        async for frame in self.socket:
            if frame.type is not aiohttp.WSMsgType.TEXT:
                continue
            message = json.loads(frame.data)
            if message["parent_header"].get("msg_id") != number or message["channel"] != "iopub":
                continue
            kind, content = message["header"]["msg_type"], message["content"]
            if kind == "status" and content["execution_state"] == "idle":
                return
            yield kind, content
        raise RuntimeError("the kernel's connection ended")

    async def run(self, code: str) -> tuple[list[dict], dict[str, dict]]:
        """Run a cell; return the mime bundles it shows, and the state of each widget it opens, by its id, as the cell leaves it."""
        shown, widgets = [], {}
        wanted = {"code": code, "silent": False, "store_history": True, "allow_stdin": False, "stop_on_error": True}
        async for kind, content in self.answers(await self.send("execute_request", wanted)):
            if kind == "error":
                raise RuntimeError(f"{code}: {content['ename']}: {content['evalue']}")
            if kind in ("display_data", "execute_result"):
                shown.append(content["data"])
            if kind == "comm_open":
                widgets[content["comm_id"]] = content["data"]["state"]
            if kind == "comm_msg" and content["comm_id"] in widgets:
                widgets[content["comm_id"]] |= content["data"].get("state", {})
        return shown, widgets

    async def press(self, widget: str, message: dict) -> dict:
        """Send a widget what its form in the browser would send; return the traits that it sets."""
        traits: dict = {}
        data = {"method": "custom", "content": message}
        async for kind, content in self.answers(await self.send("comm_msg", {"comm_id": widget, "data": data})):
            if kind == "comm_msg" and content["data"].get("method") in ("update", "echo_update"):
                traits |= content["data"]["state"]
        return traits


def form(shown: list[dict]) -> str:
    """The id of the widget that a cell shows."""
    return next(bundle[WIDGET]["model_id"] for bundle in shown if WIDGET in bundle)


# ------------------------------------------------------------------------------------------------------ a class


async def arrive(student: Student) -> None:
    """Log in and start the server."""
    await student.log_in()
    await student.start_server()


async def work(student: Student, visit: Visit, start: float) -> Kernel:
    """Open the notebook and run it cell by cell until the last one is done."""
    page = await student.ask("GET", student.home / "api/contents" / NOTEBOOK)
    cells = [cell for cell in page["content"]["cells"] if cell["cell_type"] == "code"]
    visit.signed = all(cell["metadata"].get("trusted") for cell in cells)
    kernel = await student.open(NOTEBOOK)
    for cell in cells:
        charts = sum(CHART in bundle for bundle in (await kernel.run(cell["source"]))[0])
        if charts and not visit.charts:
            visit.first_chart = time.monotonic() - start
        visit.charts += charts
    visit.last_cell = time.monotonic() - start
    return kernel


async def answer_and_leave(student: Student, visit: Visit, kernel: Kernel, hard: bool) -> None:
    """Lock a prediction as the form would; then the server is culled, or killed without a word."""
    shown, _ = await kernel.run(f'kit.predict("{PREDICTION}")')
    visit.locked = (await kernel.press(form(shown), {"do": "commit", "answer": ANSWER})).get("locked", False)
    number = await student.process()
    if hard:
        os.kill(number, signal.SIGKILL)
    await kernel.socket.close()
    own = student.hub.url / "hub/api/users" / student.name
    if not hard:
        async with student.http.get(student.hub.url / "hub/home"):
            pass  # the page with the button "Stop my server" brings the token that goes with it
        await student.ask("DELETE", own / "server")
    while (await student.ask("GET", own))["servers"]:  # until the hub has noticed
        await asyncio.sleep(0.2)


async def return_again(student: Student, visit: Visit) -> None:
    """Start a new server and look at the answer, in the file and in the form."""
    await student.start_server()
    kernel = await student.open(NOTEBOOK)
    await kernel.run('import essay_kit\nkit = essay_kit.load("../data")')
    shown, widgets = await kernel.run(f'kit.predict("{PREDICTION}")')
    visit.shown = widgets[form(shown)]
    await kernel.socket.close()
    file = await student.ask("GET", student.home / "api/contents/notebooks/my_answers.json", params={"format": "text", "type": "file"})
    visit.kept = json.loads(file["content"])["answers"].get(f"predict/{PREDICTION}", {})


async def attend(hub: Hub, early: bool) -> list[Visit]:
    """Let the whole class come at once; measure when all charts stand; then let all leave and return.

    With `early` the servers were started before the class, as somebody with the hub's admin page can; the clock starts after.
    """
    students, visits = [Student(hub, name) for name in hub.students], [Visit() for _ in hub.students]
    try:
        start = time.monotonic()

        async def come(student: Student, visit: Visit) -> Kernel:
            if not early:
                await arrive(student)
            return await work(student, visit, start)

        if early:
            await asyncio.gather(*map(arrive, students))
            start = time.monotonic()
        kernels = await asyncio.gather(*(come(*pair) for pair in zip(students, visits, strict=True)))
        for student, visit in zip(students, visits, strict=True):
            visit.server, visit.kernel = memory(await student.process())
            visit.work, visit.asked = worked(hub.process.pid) / len(students), time.process_time() / len(students)
        # one loses the server without warning, the others by the hub
        leaving = enumerate(zip(students, visits, kernels, strict=True))
        await asyncio.gather(*(answer_and_leave(*one, hard=at == 0) for at, one in leaving))
        await asyncio.gather(*(return_again(*pair) for pair in zip(students, visits, strict=True)))
    finally:
        for student in students:
            await student.http.close()
    return visits


def family(process: int) -> list[int]:
    """A process and all those that it started, and they in turn."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
    below = [process]
    for number in below:  # grows while it is walked
        below += [child for child, parent in parents.items() if parent == number]
    return below


def memory(process: int) -> tuple[float, float]:
    """Megabytes of a process, and of all those it started (PSS: a page that several share counts by its share)."""
    sizes = [int(Path(f"/proc/{one}/smaps_rollup").read_text().split("\nPss:")[1].split()[0]) / 1000 for one in family(process)]
    return sizes[0], sum(sizes[1:])


def worked(process: int) -> float:
    """Seconds of processor time that a process and all those it started have used, the ended ones too."""
    fields = [Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split() for one in family(process)]
    return sum(int(number) for one in fields for number in one[11:15]) / os.sysconf("SC_CLK_TCK")


def hold(folder: Path, students: int, stock: str = "", *, early: bool = False) -> list[Visit]:
    """Hold one class in a folder, from the hub's start to its end; RuntimeError with the hub's log where it breaks off."""
    hub = Hub(folder, students, stock)
    hub.start()
    try:
        return asyncio.run(asyncio.wait_for(attend(hub, early), PATIENCE))
    except Exception as wrong:
        raise RuntimeError(f"The class broke off: {wrong!r}\n{hub.log.read_text()[-3000:]}") from wrong
    finally:
        hub.stop()


HEAD = "class|first charts up, s|all cells run, s|processor, s each|our own, s each|server, MB|kernel, MB|each, MB|answers back|load before"


def row(size: int, stock: str = "", *, early: bool = False) -> list[str]:
    """Hold one class and put what was measured into the cells of one line."""
    load, own = os.getloadavg()[0], time.process_time()
    with tempfile.TemporaryDirectory(prefix="essay-class-") as folder:
        visits = hold(Path(folder), size, stock, early=early)
    server, kernel = (sum(getattr(v, name) for v in visits) / size for name in ("server", "kernel"))
    back = sum(v.kept.get("answer", {}).get("option") == ANSWER["option"] and v.shown.get("locked", False) for v in visits)
    first, last = (max(getattr(v, name) for v in visits) for name in ("first_chart", "last_cell"))
    sizes = [f"{number:.0f}" for number in (server, kernel, server + kernel)]
    times = [f"{number:.1f}" for number in (first, last, visits[0].work, visits[0].asked - own / size)]
    kind = ", stock" if stock else ", servers started before" if early else ""
    return [f"{size}{kind}", *times, *sizes, f"{back} of {size}", f"{load:.1f}"]


def main(stock: str, most: int) -> None:
    """Hold classes and print a table: one, ten and `most`; `most` with servers started before; and as stock.

    `stock` is where what the class's lock leaves out lies.
    """
    print("| " + HEAD.replace("|", " | ") + " |\n" + "|---" * (HEAD.count("|") + 1) + "|", flush=True)
    classes = [(size, {}) for size in (1, 10) if size < most] + [(most, kind) for kind in ({}, {"early": True}, {"stock": stock})]
    for size, kind in classes:
        print("| " + " | ".join(row(size, **kind)) + " |", flush=True)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
