"""Two commands for the course: `lab` opens it, `test` tests it. Both make what they need on the first run.

Only the standard library is used, in the syntax of Python 3.6, so that an old Python can still say what is missing.
Everything is installed into the folder .venv, which belongs to this script: a half-made one is made again, and a
whole one is left alone until a lock file changes. What goes wrong is said in one sentence.
"""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
STAMP = VENV / "essay-course.json"
VENV_PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
KIT = [str(VENV_PYTHON), "-m", "essay_kit"]
OLDEST = (3, 11)
LOCKS = {"lab": "requirements.lock", "test": "requirements-test.lock"}
ALSO = ("pyproject.toml", "essay_kit/lab_settings.json")  # what the editable install is made from
FIRST_PAGE = "notebooks/00_start_here.ipynb"
LOG = Path(tempfile.gettempdir()) / "essay-course-install.log"
NO_VENV = (
    "This Python cannot make an environment of its own; please install its venv module (Debian and Ubuntu: "
    "sudo apt install python3-venv) and run the same command again."
)
PIP_SAYS = (  # what stands in pip's output, and the sentence it comes to
    (r"No space left|Errno 28", "The disk is full; please free 1 GB and run the same command again."),
    (r"DO NOT MATCH THE HASHES", "A downloaded package is not the one that the course was tested with, so nothing was "
     "installed; please run the same command again and, if that does not help, tell the course's authors."),
    (r"CERTIFICATE_VERIFY_FAILED|SSLError", "The package index could not be reached safely, which is often the network "
     "of a school or firm; please try another network and run the same command again."),
    (r"Retrying|ConnectionError|ConnectTimeout|ReadTimeout|name resolution|ProxyError",
     "The packages could not be downloaded; please connect this computer to the internet and run the same command again."),
)


def main(words):
    """Do what the one word on the command line says."""
    verbs = {"lab": lab, "test": test, "check": check, "outputs": outputs, "lock": lock, "bench": bench, "seal": seal,
             "handouts": handouts, "reader": reader, "scorm": scorm, "colab": colab, "new-course": new_course, "proofs": proofs,
             "class": hold_class, "lite": lite, "lite-show": lite_show, "lite-test": lite_test}
    if len(words) != 1 or words[0] not in verbs:
        sys.exit("Please say one of: " + ", ".join("start.py " + verb for verb in verbs) + ".")
    other = better_python()
    if other:
        return call([other, str(Path(__file__).resolve()), words[0]])
    return verbs[words[0]]()


def better_python():
    """Name the Python that should run this script, if it is not the one that does."""
    if sys.version_info >= OLDEST:
        inside = VENV.exists() and os.path.realpath(sys.prefix) == str(VENV.resolve())
        return sys._base_executable if inside else None  # .venv cannot make itself again
    for minor in range(30, OLDEST[1] - 1, -1):
        found = shutil.which("python3.%d" % minor)
        if found and subprocess.call([found, "-c", ""], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0:
            return found
    sys.exit(
        "The course needs Python %d.%d or newer and this is Python %d.%d; please install a newer one, from python.org or "
        "with your system's software manager, and run the same command again." % (OLDEST + tuple(sys.version_info[:2]))
    )


# ---------------------------------------------------------------------------------------------- the environment


def prepare(kind):
    """Make .venv, or bring it up to date, for `lab` or `test`; do nothing if it already is."""
    wanted = {name: digest(file) for name, file in LOCKS.items()}
    state = read_stamp()
    if state.get(kind) == wanted[kind]:
        return
    old = STAMP.read_text() if state else None
    if not state:
        make_venv()
    elif STAMP.exists():
        STAMP.unlink()  # an install that is cut off from here on leaves no stamp, so .venv is made again
    try:
        install(LOCKS[kind])
    except SystemExit:
        if old:
            STAMP.write_text(old)  # pip changes nothing before it has everything
        else:
            remove_venv()
        raise
    done = [kind, "lab"]  # the test lock holds all of the lab lock
    STAMP.write_text(json.dumps(dict(state, place=str(HERE), **{name: wanted[name] for name in done})))


def digest(lock_file):
    """Give one number for everything that an environment is made from."""
    total = hashlib.sha256()
    for name in (lock_file,) + ALSO:
        total.update((HERE / name).read_bytes())
    return total.hexdigest()


def read_stamp():
    """Say what .venv was made from; an empty answer means that it has to be made (again)."""
    try:
        state = json.loads(STAMP.read_text())
        subprocess.check_output([str(VENV_PYTHON), "-c", ""])
    except (OSError, ValueError, subprocess.CalledProcessError):
        return {}
    return state if state.get("place") == str(HERE) else {}  # a moved .venv is broken


def make_venv():
    """Make .venv from nothing, by the means this Python has."""
    if not os.access(str(HERE), os.W_OK):
        sys.exit("The folder %s cannot be written to; please copy the course to a folder of your own." % HERE)
    # Debian ships ensurepip in a package apart; without it this Python's own pip does the same from outside.
    ways = ([[]] if can_import("ensurepip") else []) + ([["--without-pip"]] if outer_pip() else [])
    if not can_import("venv") or not ways:
        sys.exit(NO_VENV)
    print("Making the environment in %s; this happens once." % VENV, flush=True)
    for way in ways:
        remove_venv()
        command = [sys.executable, "-m", "venv", str(VENV)] + way
        done = subprocess.run(command, env=clean_env(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        if done.returncode == 0:
            return
    LOG.write_bytes(done.stdout)
    remove_venv()
    sys.exit(NO_VENV if b"ensurepip" in done.stdout else "Python could not make .venv; its own words are in %s." % LOG)


def install(lock_file):
    """Install what the lock names, then the course's own module, editable."""
    total = len(re.findall(r"(?m)^[a-z0-9][^ ]*==", (HERE / lock_file).read_text()))
    print("Installing what the course needs (up to %d packages, a minute or two)." % total, flush=True)
    LOG.write_text("")
    pip(["--require-hashes", "-r", str(HERE / lock_file)], total)
    pip(["--no-deps", "--no-build-isolation", "-e", str(HERE)], 0)


def pip(words, total):
    """Run one pip install in .venv, count along on a terminal, and turn a failure into a sentence."""
    own = subprocess.call([str(VENV_PYTHON), "-c", "import pip"], stderr=subprocess.DEVNULL) == 0
    start = [str(VENV_PYTHON), "-m", "pip"] if own else [sys.executable, "-m", "pip", "--python", str(VENV_PYTHON)]
    command = start + ["install", "--no-input", "--disable-pip-version-check", "--progress-bar", "off"] + words
    seen = 0
    with LOG.open("a", encoding="utf-8") as log:
        run = subprocess.Popen(
            command, cwd=str(HERE), env=clean_env(), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, encoding="utf-8", errors="replace",
        )
        for line in run.stdout:
            log.write(line)
            seen += line.startswith("Collecting ")
            if sys.stdout.isatty() and total:
                print("\r  %d of %d" % (min(seen, total), total), end="", flush=True)
        if sys.stdout.isatty() and total:
            print()
    if run.wait():
        sys.exit(reason(LOG.read_text(encoding="utf-8")))


def reason(words):
    """Turn pip's output into the sentence that a person needs."""
    for pattern, sentence in PIP_SAYS:
        if re.search(pattern, words):
            return sentence
    errors = [line for line in words.splitlines() if line.startswith("ERROR")] or ["no reason given"]
    return "The packages could not be installed (%s); pip's own words are in %s." % (errors[-1], LOG)


def can_import(name):
    """Say whether this Python really has a module; Debian ships some of its own in packages apart."""
    try:
        __import__(name)
    except ImportError:
        return False
    return True


def outer_pip():
    """Say whether this Python's own pip can install into another environment (22.3 and newer)."""
    try:
        from pip import __version__ as version
    except ImportError:
        return False
    return tuple(int(part) for part in version.split(".")[:2]) >= (22, 3)


def remove_venv():
    """Take .venv away, and only the link if it is one."""
    if VENV.is_symlink() or VENV.is_file():
        VENV.unlink()
    elif VENV.exists():
        shutil.rmtree(str(VENV))


def clean_env(**more):
    """Give the environment for a child process, without what would lead it out of .venv."""
    leads_out = {"PYTHONHOME", "PYTHONPATH", "PIP_USER", "PIP_TARGET", "PIP_PREFIX", "VIRTUAL_ENV", "__PYVENV_LAUNCHER__"}
    return dict({key: value for key, value in os.environ.items() if key not in leads_out}, **more)


# ------------------------------------------------------------------------------------------------ the commands


def lab():
    """Open JupyterLab on the first page."""
    prepare("lab")
    print("Opening the course in your browser; to stop, press Ctrl and C here twice.", flush=True)
    words = ["--ServerApp.ip=127.0.0.1", "--ServerApp.root_dir=" + str(HERE), str(HERE / FIRST_PAGE)]
    words += ["--FileContentsManager.preferred_dir=" + str(HERE / "notebooks"), "--LabApp.extension_manager=readonly"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        words.append("--allow-root")  # in a container; the server listens to this computer alone
    # Tabs of other projects are not opened again here, and the kernel is the one in .venv.
    env = clean_env(JUPYTER_PREFER_ENV_PATH="1", JUPYTERLAB_WORKSPACES_DIR=str(VENV / "share/jupyter/lab/workspaces"))
    # JupyterLab strips the boxes that keep evidence closed from a notebook that was never signed here.
    pages = sorted(str(page) for page in (HERE / "notebooks").glob("*.ipynb"))
    subprocess.Popen([str(VENV_PYTHON), "-m", "jupyter", "trust"] + pages, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    # A course that was read once opens faster; what was edited since is read anew.
    subprocess.Popen(KIT + ["pack", str(HERE / "data")], env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return call([str(VENV_PYTHON), "-m", "jupyterlab"] + words, env)


def test():
    """Run the tests of the kit, then every notebook; say at the end how both went."""
    prepare("test")
    pytest = [str(VENV_PYTHON), "-m", "pytest", "-n", "2", "--dist", "loadfile", "-ra"]
    nbval = pytest + ["-p", "tests.nbval_views", "--nbval", "--nbval-cell-timeout=60"]
    if (HERE / "tests/nbval_sanitize.cfg").exists():
        nbval += ["--nbval-sanitize-with", "tests/nbval_sanitize.cfg"]
    with tempfile.TemporaryDirectory(prefix="essay-course-") as folder:
        failed = [
            name
            for name, command in (("the tests", pytest + ["tests"]), ("the notebooks", nbval + ["notebooks"]))
            if call(command, apart(folder))
        ]
    print("FAILED: " + " and ".join(failed) + "." if failed else "Passed: the tests and the notebooks.")
    return int(bool(failed))


def apart(folder):
    """Give an environment whose answers, settings and history are in a folder of their own."""
    names = (
        "ESSAY_KIT_ANSWERS", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR",
        "JUPYTERLAB_SETTINGS_DIR", "JUPYTERLAB_WORKSPACES_DIR",
    )
    env = clean_env(**{name: os.path.join(folder, name.lower()) for name in names})
    for name in names:
        os.makedirs(env[name], exist_ok=True)
    return {key: value for key, value in env.items() if key not in ("JUPYTER_PATH", "JUPYTER_CONFIG_PATH")}


def check():
    """Read every file of data/ and say in sentences what to mend."""
    prepare("lab")
    return call(KIT + ["check", str(HERE / "data")])


def outputs():
    """Run the notebooks and store their outputs in them."""
    prepare("test")
    with tempfile.TemporaryDirectory(prefix="essay-course-") as folder:
        return call([str(VENV_PYTHON), "tests/store_outputs.py"], apart(folder))


def seal():
    """Note the tables as they are now, after a change on purpose."""
    prepare("lab")
    return call(KIT + ["seal", str(HERE / "data")])


def handouts():
    """Build the sheets to print: worksheets for students, plans and the key for whoever teaches."""
    prepare("lab")
    return call(KIT + ["handouts", str(HERE / "data"), str(HERE / "build")])


def reader():
    """Build the folder of pages that a browser opens without Python."""
    return from_notebooks("reader")


def scorm():
    """Build the reader as packages for a learning platform."""
    return from_notebooks("scorm")


def colab():
    """Build what Google Colab needs, in build/colab: the notebooks with a cell before them, and the course as a wheel."""
    wheel = ["-m", "hatchling", "build", "-t", "wheel", "-d", str(HERE / "build/colab")]
    return from_notebooks("colab") or call(KIT + ["pack", str(HERE / "data")]) or call([str(VENV_PYTHON)] + wheel)


def from_notebooks(what):
    """Build something from the data and the notebooks."""
    prepare("lab")
    words = [str(HERE / name) for name in ("data", "notebooks", "build")]
    return call(KIT + [what] + words)


def lite():
    """Build the site that runs the course in a browser, in build/lite; its tools have a folder of their own."""
    tools, names = HERE / "build/lite-tools", HERE / "deploy/lite/tools.lock"
    python = tools / VENV_PYTHON.relative_to(VENV)
    stamp, wanted = tools / "made", hashlib.sha256(names.read_bytes()).hexdigest()
    prepare("lab")  # which says what is missing
    if not stamp.exists() or stamp.read_text() != wanted or subprocess.call([str(python), "-c", ""], stderr=subprocess.DEVNULL):
        print("Installing what builds the site (a minute).", flush=True)
        shutil.rmtree(str(tools), ignore_errors=True)
        words = ["install", "-q", "--no-input", "--disable-pip-version-check", "--require-hashes", "-r", str(names)]
        if subprocess.call([sys.executable, "-m", "venv", str(tools)], env=clean_env()):
            sys.exit(NO_VENV)
        with LOG.open("w", encoding="utf-8") as log:
            done = subprocess.call([str(python), "-m", "pip"] + words, env=clean_env(), stdout=log, stderr=subprocess.STDOUT)
        if done:
            sys.exit(reason(LOG.read_text(encoding="utf-8", errors="replace")))
        stamp.write_text(wanted)
    return call(KIT + ["pack", str(HERE / "data")]) or call([str(python), str(HERE / "deploy/lite/build.py"), str(HERE)])


def lite_show():
    """Serve build/lite to this computer's own browser."""
    if not (HERE / "build/lite/lab").is_dir():
        sys.exit("There is no site yet; please run make lite first.")
    print("The site is at the address below; to stop, press Ctrl and C.", flush=True)
    return call([sys.executable, "-m", "http.server", "--bind", "127.0.0.1", "--directory", str(HERE / "build/lite"), "0"])


def lite_test():
    """Build the site and walk it in Chromium."""
    prepare("test")
    with tempfile.TemporaryDirectory(prefix="essay-course-") as folder:
        words = [str(VENV_PYTHON), "-m", "pytest", "-s", "-q", "tests/test_lite.py"]
        return lite() or call(words, dict(apart(folder), ESSAY_KIT_PROOFS="full"))


def new_course():
    """Lay out an empty course on another text, which runs at once, in the folder that FOLDER names."""
    wanted = os.environ.get("FOLDER", "").strip()
    if not wanted:
        sys.exit("Please say where the new course should stand: make new-course FOLDER=../my_course.")
    place = Path(wanted).expanduser().resolve()
    if place.exists() and (not place.is_dir() or any(place.iterdir())):
        sys.exit("%s is there already and is not empty; please name a new folder." % place)
    if place == HERE or HERE in place.parents:
        sys.exit("Please name a folder outside of this course, such as ../my_course.")
    skip = shutil.ignore_patterns("__pycache__", "new_course", ".ipynb_checkpoints", "*answers*.json")
    try:
        shutil.copytree(str(HERE / "essay_kit/new_course"), str(place), ignore=shutil.ignore_patterns("__pycache__"), **EVEN_IF_THERE)
        shutil.copytree(str(HERE / "essay_kit"), str(place / "essay_kit"), ignore=skip)
        for name in MACHINERY:
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(str(HERE / name), str(place / name))
    except OSError as wrong:
        sys.exit("The new course cannot be written to %s: %s." % (place, wrong.strerror or wrong))
    print("A course stands in %s. Go there, read README.md and run: make lab" % place)
    return 0


# What a new course takes over besides the kit itself.
MACHINERY = ("start.py", "Makefile", "LICENSE", "pyproject.toml", "requirements.lock", "requirements-test.lock", ".gitignore",
             "data/README.md", "tests/store_outputs.py", "tests/nbval_views.py")
EVEN_IF_THERE = {"dirs_exist_ok": True} if sys.version_info >= (3, 8) else {}


def proofs():
    """Run at full length what the gate runs in short: killed saves, spoiled files, every notebook and page in the browser."""
    prepare("test")
    with tempfile.TemporaryDirectory(prefix="essay-course-") as folder:
        env = dict(apart(folder), ESSAY_KIT_PROOFS="full")
        return call([str(VENV_PYTHON), "-m", "pytest", "-s", "-q"] + ["tests/test_%s.py" % name for name in PROOFS], env)


# Answers; text that stays text, keys alone, and every page: axe-core, colours, little room, no network; other places.
PROOFS = ("proofs", "hostile", "keys", "access", "plain_pages", "reader_browser", "colab", "scorm_browser")


def bench():
    """Measure the course beside the plain way: a model's slider, a page's start and clicks, then start, memory, size, growth."""
    prepare("test")
    with tempfile.TemporaryDirectory(prefix="essay-course-") as folder:
        benches = ("slider", "page", "course")
        return max(call([str(VENV_PYTHON), "tests/bench_%s.py" % name], apart(folder)) for name in benches)


HUB = HERE / "build/hub"  # an environment as a class has it: the course and the hub, without what slows each start
HUB_LOCK = "deploy/hub/requirements.lock"
LEFT_OUT = ("rfc3987-syntax", "lark")  # checks a form of address that nothing here uses, and costs each start a second


def hold_class():
    """Hold classes of invented students on a real JupyterHub on this computer, and print what was measured."""
    size = os.environ.get("STUDENTS", "20")
    if not size.isdigit() or int(size) < 1:
        sys.exit("Please give STUDENTS as a whole number, such as make class STUDENTS=20.")
    if not Path("/proc/self/smaps_rollup").exists():
        sys.exit("The class measures memory as only Linux tells it; please run it on Linux.")
    prepare("lab")
    python, stock = str(HUB / "bin/python"), str(HUB / "left-out")
    stamp, wanted = HUB / "essay-course.txt", digest(HUB_LOCK) + str(HERE)
    if not (stamp.exists() and stamp.read_text() == wanted):
        print("Making the class's environment in %s (two minutes)." % HUB, flush=True)
        shutil.rmtree(str(HUB), ignore_errors=True)
        left_out = re.findall(r"(?m)^(?:%s)==[^ ]+" % "|".join(LEFT_OUT), (HERE / LOCKS["lab"]).read_text())
        install = [str(VENV_PYTHON), "-m", "pip", "--python", python, "install", "-qq", "--no-deps", "--disable-pip-version-check"]
        for command in (
            [str(VENV_PYTHON), "-m", "venv", str(HUB)],
            install + ["--require-hashes", "-r", str(HERE / HUB_LOCK)],
            install + ["--no-build-isolation", "-e", str(HERE)],
            install + ["--target", stock] + left_out,
            [python, "deploy/hub/student_server.py", "sign"],
        ):
            if call(command):
                sys.exit("The class's environment could not be made; please read the lines above.")
        stamp.write_text(wanted)
    return call([python, "tests/class_on_a_hub.py", stock, size])


def lock():
    """Write the lock files anew: versions and hashes, no address. Each is tested only by what it is for: test, class, lite-test."""
    oldest = "--universal --python-version %d.%d" % OLDEST
    of_course = "pyproject.toml --group build " + oldest
    beside = of_course + " -c " + LOCKS["lab"]
    asked = [(LOCKS["lab"], of_course), (LOCKS["test"], beside + " --extra test --extra hub")]
    if (HERE / "deploy").exists():  # a new course has none
        lite = "--python-version 3.14 --python-platform wasm32-pyodide2024"
        asked.append((HUB_LOCK, beside + " --extra hub " + " ".join("--no-emit-package " + name for name in LEFT_OUT)))
        asked.append(("deploy/lite/tools.lock", "deploy/lite/tools.in " + oldest))
        asked.append(("deploy/lite/browser.lock", "deploy/lite/browser.in " + lite))
    with tempfile.TemporaryDirectory(prefix="essay-course-") as folder:
        uv = shutil.which("uv") or fetch_uv(folder)
        shared = [uv, "pip", "compile", "-q", "--upgrade", "--no-emit-index-url", "--generate-hashes", "--no-header", "--no-annotate"]
        for name, words in asked:
            failed = call(shared + words.split() + ["-o", name])
            if failed:
                return failed
    return 0


def fetch_uv(folder):
    """Install uv into a folder that goes away again."""
    prepare("test")
    if subprocess.call([sys.executable, "-m", "venv", folder], env=clean_env()):
        sys.exit("Python could not make a temporary environment; please install uv and run the same command again.")
    scripts = Path(folder) / ("Scripts" if os.name == "nt" else "bin")
    if subprocess.call([str(scripts / "python"), "-m", "pip", "install", "-q", "uv"], env=clean_env()):
        sys.exit("uv could not be downloaded; please connect this computer to the internet or install uv.")
    return str(scripts / "uv")


def call(command, env=None):
    """Run a command in the course's folder to its end; Ctrl-C is the command's own business."""
    run = subprocess.Popen(command, cwd=str(HERE), env=env or clean_env())
    while True:
        try:
            return run.wait()
        except KeyboardInterrupt:
            pass


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
