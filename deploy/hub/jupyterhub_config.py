"""A JupyterHub for one class on one host; README.md beside this file says how to start it.

Each student needs an account on this host. As it stands nobody is let in.
"""

import asyncio
import os
import shutil
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
c = get_config()  # noqa: F821

# ---- Who may come in: nobody, until one of these two lines names somebody.

c.JupyterHub.authenticator_class = "pam"  # name and password of the account on this host
c.Authenticator.allow_all = False
# c.PAMAuthenticator.allowed_groups = {"essay-class"}  # everybody in this group of the host
# c.Authenticator.allowed_users = {"anna", "ben"}      # or by name

# ---- Where: on this host alone. Put a web server with a certificate in front, or name a certificate here.

c.JupyterHub.bind_url = "http://127.0.0.1:8000"
# c.JupyterHub.bind_url = "https://:443"
# c.JupyterHub.ssl_cert, c.JupyterHub.ssl_key = "/path/to/fullchain.pem", "/path/to/privkey.pem"
c.JupyterHub.hub_ip = "127.0.0.1"
# The hub project's own proxy needs Node; where it is not installed, its like in Python does, which comes with the lock.
if not shutil.which("configurable-http-proxy"):
    c.ConfigurableHTTPProxy.command = [sys.executable, str(Path(sys.prefix) / "bin/configurable-http-proxy")]

# ---- What each student gets

c.JupyterHub.spawner_class = "jupyterhub.spawner.LocalProcessSpawner"
# Better where systemd runs: it holds each student to the limits below, which a plain process is only told.
# c.JupyterHub.spawner_class = "systemdspawner.SystemdSpawner"
c.Spawner.mem_limit = "600M"  # a server and two kernels take about 300
c.Spawner.cpu_limit = 1.0
c.Spawner.cmd = [sys.executable, str(HERE / "student_server.py")]
c.Spawner.notebook_dir = "~/essay_course"
c.Spawner.default_url = "/lab/tree/notebooks/00_start_here.ipynb"
c.Spawner.environment = {
    "JUPYTER_CONFIG_PATH": str(HERE / "server"),  # what such a server leaves out
    "OPENBLAS_NUM_THREADS": "1",  # a class shares the cores, and each thread takes memory
    "MALLOC_ARENA_MAX": "2",
}
# The course by a link to a git repository in place of a copy (README.md, "To change the course while it runs"): uncomment both.
# c.Spawner.environment["ESSAY_COURSE_COPY"] = "no"
# c.Spawner.notebook_dir, c.Spawner.default_url = "~", "/lab"

# ---- A class comes at once and leaves without saying so

# The hub refuses whoever comes above its limit, with the advice to try again in a minute. So the limit is far off, and
# whoever has to wait does so on the page with the bar: as many servers start at a time as the cores can start well.
c.JupyterHub.concurrent_spawn_limit = 300
TURNS = asyncio.Semaphore(2 * (os.cpu_count() or 1))


async def wait_for_a_turn(spawner):
    """Hold a server's start until one of the turns is free; the turn is free again when the server answers."""
    await TURNS.acquire()

    async def give_back():
        while spawner.pending == "spawn":
            await asyncio.sleep(0.1)
        TURNS.release()

    spawner.turn = asyncio.create_task(give_back())  # kept, or it may be thrown away half done


c.Spawner.pre_spawn_hook = wait_for_a_turn
c.Spawner.start_timeout = 180
c.Spawner.http_timeout = 120
c.JupyterHub.shutdown_on_logout = True
c.JupyterHub.services = [
    {
        "name": "cull-idle",
        "command": [sys.executable, "-m", "jupyterhub_idle_culler", "--timeout=3600", "--cull-every=300"],
    }
]
c.JupyterHub.load_roles = [
    {
        "name": "cull-idle",
        "scopes": ["list:users", "read:users:activity", "read:servers", "delete:servers"],
        "services": ["cull-idle"],
    }
]

# ---- Who may start the class's servers before the hour, at /hub/admin: nobody, until this line names somebody. It does not let
# them into the students' servers, as c.Authenticator.admin_users would.

# c.JupyterHub.load_roles += [{"name": "opener", "users": ["prof"], "scopes": ["admin-ui", "list:users", "read:users:activity", "servers"]}]
