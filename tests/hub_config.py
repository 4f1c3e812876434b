"""The class's own hub, on loopback and in one folder: invented students instead of this host's accounts.

Only class_on_a_hub.py uses it; it says in the environment where to be, and makes a password for each run.
"""

import os
from pathlib import Path

load_subconfig(str(Path(__file__).resolve().parent.parent / "deploy/hub/jupyterhub_config.py"))  # noqa: F821
c = get_config()  # noqa: F821

FOLDER = Path(os.environ["ESSAY_HUB_FOLDER"])
public, hub, proxy = os.environ["ESSAY_HUB_PORTS"].split()

c.JupyterHub.bind_url = f"http://127.0.0.1:{public}"
c.JupyterHub.hub_port = int(hub)
c.ConfigurableHTTPProxy.api_url = f"http://127.0.0.1:{proxy}"
c.ConfigurableHTTPProxy.pid_file = str(FOLDER / "proxy.pid")
c.JupyterHub.db_url = f"sqlite:///{FOLDER}/hub.sqlite"
c.JupyterHub.cookie_secret_file = str(FOLDER / "cookie_secret")

c.JupyterHub.authenticator_class = "shared-password"
c.SharedPasswordAuthenticator.user_password = os.environ["ESSAY_HUB_PASSWORD"]
c.Authenticator.allowed_users = set(os.environ["ESSAY_HUB_STUDENTS"].split())
c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = str(FOLDER / "home/{username}")
if os.geteuid() == 0:  # in a container
    c.Spawner.args = ["--allow-root"]
c.Spawner.poll_interval = 1  # a server that was killed is missed at once

# The test asks which process is whose, to measure it and to kill one.
c.JupyterHub.services.append({"name": "watcher", "api_token": os.environ["ESSAY_HUB_TOKEN"]})
c.JupyterHub.load_roles.append({"name": "watcher", "scopes": ["read:users", "read:servers", "admin:server_state"], "services": ["watcher"]})

if os.environ.get("ESSAY_HUB_STOCK"):  # what one gets without the lock and the settings of the class
    c.Spawner.pre_spawn_hook = None
    c.Spawner.environment = {"PYTHONPATH": os.environ["ESSAY_HUB_STOCK"]}
