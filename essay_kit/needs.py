"""Packages that a page does not wait for: loaded where a cell wants them, and missed in a sentence."""

from __future__ import annotations

import importlib.util
import sys

from .errors import CourseError


def there(package: str) -> bool:
    """Whether a package can be imported; in a browser it is loaded now if the site holds it."""
    if package not in sys.modules and importlib.util.find_spec(package) is None and sys.platform == "emscripten":
        _load(package)
    return package in sys.modules or importlib.util.find_spec(package) is not None


def _load(package: str) -> None:
    """Fetch a package from the site that runs this Python; raises CourseError where the cell has to ask for it itself."""
    import pyodide_js
    from pyodide.ffi import can_run_sync, run_sync

    if not hasattr(pyodide_js.lockfile.packages, package):
        return
    if not can_run_sync():
        raise CourseError(f"This browser loads {package} only on request: run a cell that holds “import {package}”, then this one again.")
    run_sync(pyodide_js.loadPackage(package))
    importlib.invalidate_caches()
