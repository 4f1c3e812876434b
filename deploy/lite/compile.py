"""Compile the Python files of every archive in /site beforehand: a browser would do it anew on every start."""

import importlib.util
import io
import pathlib
import zipfile
from importlib._bootstrap_external import _code_to_hash_pyc as packed

WHERE = "/lib/python3.14/site-packages/"


def compiled(name: str, source: bytes) -> tuple[str, bytes]:
    """Give an archive's file as it goes into the new one: a .py that compiles as .pyc, anything else as it is."""
    if not name.endswith(".py"):
        return name, source
    try:
        code = compile(source, WHERE + name, "exec", dont_inherit=True)
    except (SyntaxError, ValueError):
        return name, source
    return name + "c", packed(code, importlib.util.source_hash(source), False)


# plotly's Python is hardly ever asked for, and is the largest of all
for archive in [path for path in sorted(pathlib.Path("/site").iterdir()) if path.suffix in (".whl", ".zip") and "plotly" not in path.name]:
    new = io.BytesIO()
    with zipfile.ZipFile(archive) as old, zipfile.ZipFile(new, "w") as out:
        for item in old.namelist():
            name, held = compiled(item, old.read(item))
            out.writestr(zipfile.ZipInfo(name), held, zipfile.ZIP_DEFLATED)
    archive.write_bytes(new.getvalue())
