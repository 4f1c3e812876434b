"""What a student's server in a class leaves out, and when its kernels end."""

c = get_config()  # noqa: F821

# No help while programming, no terminal, no old addresses: they cost each student start time and memory.
c.ServerApp.jpserver_extensions = {"jupyter_lsp": False, "jupyter_server_terminals": False, "notebook_shim": False}
c.ServerApp.terminals_enabled = False
c.LabApp.extension_manager = "readonly"

# Not over ports: of twenty servers that look for free ones at the same moment, two find the same, and a kernel dies.
c.KernelManager.transport = "ipc"

# A kernel that did nothing for 40 minutes ends, though its tab is open; answers are on disk by then.
c.MappingKernelManager.cull_idle_timeout = 2400
c.MappingKernelManager.cull_interval = 120
c.MappingKernelManager.cull_connected = True
