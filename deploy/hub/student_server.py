"""What the hub starts for a student: the course in their home, its pages signed, then their own Jupyter server.

It runs as the student and never as the hub, so it can write nothing that the student could not. Nothing that is there
is overwritten, neither a page nor an answer: a page that a student threw away comes back as it was.

`student_server.py sign` signs the pages and packs the content once for a whole class; whoever sets the hub up runs it after
each change. `student_server.py trust` signs a student's own pages; git calls it when it has brought some.
"""

import os
import shlex
import shutil
import sys
import tempfile
from pathlib import Path

COURSE = Path(os.environ.get("ESSAY_COURSE") or Path(__file__).resolve().parents[2])
SIGNED = Path(sys.prefix) / "share/essay-course"
OWN = Path("~/essay_course")
PARTS = ("notebooks", "data")
PACKED = ".packed.json"  # with it the course opens faster; see essay_kit/packed.py
KEYS = ("notebook_secret", "nbsignatures.db")


def bring(course: Path, own: Path) -> None:
    """Copy what of the course is not there yet; leave the folder to git where git keeps it (see README: nbgitpuller)."""
    # Not even the empty folder is made for git: nbgitpuller would take it for a clone and fail.
    if (own / ".git").exists() or by_git():
        return
    for path in [path for part in PARTS for path in (course / part).rglob("*") if path.is_file()]:
        to = own / path.relative_to(course)
        hidden = any(part.startswith((".", "__")) for part in path.relative_to(course).parts) and path.name != PACKED
        # whoever set the hub up may have answered here too
        if to.exists() or path.name.startswith("my_") or hidden:
            continue
        to.parent.mkdir(parents=True, exist_ok=True)
        half = to.with_name(f".{to.name}.part")  # a copy that is cut off is made again
        shutil.copyfile(path, half)
        os.replace(half, to)


def by_git() -> bool:
    """Whether the configuration leaves the course to a link to a git repository."""
    return os.environ.get("ESSAY_COURSE_COPY") == "no"


def trust(course: Path, own: Path, keys: Path, signed: Path = SIGNED) -> None:
    """Sign the pages: JupyterLab strips the boxes that keep evidence closed from a page that is not signed.

    `keys` is where this user's Jupyter keeps its signatures; a newcomer gets those made once for the class.
    """
    secret, signatures = (keys / name for name in KEYS)
    if not secret.exists() and not younger(course, signed / KEYS[1]):
        keys.mkdir(parents=True, exist_ok=True)
        for name in KEYS:
            shutil.copyfile(signed / name, keys / name)
        secret.chmod(0o600)
    if pages := younger(own, signatures):
        sign(pages, keys)


def younger(course: Path, signatures: Path) -> list[Path]:
    """The pages that changed since the signatures were written; all where there are none."""
    since = signatures.stat().st_mtime if signatures.exists() else 0
    return [page for page in sorted(course.glob("notebooks/*.ipynb")) if page.stat().st_mtime > since]


def sign(pages: list[Path], keys: Path) -> None:
    """Sign pages with the secret in `keys`, which is made where there is none."""
    import nbformat  # only here: a start that has nothing to sign is faster by it
    from nbformat.sign import NotebookNotary

    keys.mkdir(parents=True, exist_ok=True)
    notary = NotebookNotary(data_dir=str(keys))
    for page in pages:
        try:
            notary.sign(nbformat.read(page, as_version=4))
        except ValueError:  # a page that a student has spoiled; JupyterLab says so when it is opened
            continue
    notary.store.close()
    (keys / KEYS[1]).touch()


def sign_what_git_brings(place: Path) -> dict[str, str]:
    """Write git's hooks into a folder; the environment that makes git use them. Without, a changed page would show its evidence at once."""
    for name in ("post-merge", "post-checkout"):  # after a pull, after a clone
        hook = place / name
        hook.write_text(f"#!/bin/sh\nexec {shlex.quote(sys.executable)} {shlex.quote(__file__)} trust\n")
        hook.chmod(0o755)
    return {"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "core.hooksPath", "GIT_CONFIG_VALUE_0": str(place)}


def main() -> None:
    """Sign for a class, sign a student's own pages, or start a student's server."""
    if sys.argv[1:] == ["sign"]:
        from essay_kit.packed import pack

        shutil.rmtree(SIGNED, ignore_errors=True)
        sign(sorted(COURSE.glob("notebooks/*.ipynb")), SIGNED)
        pack(COURSE / "data/content")
        (SIGNED / KEYS[0]).chmod(0o644)  # each student copies it; it guards nothing but one's own pages
        return
    from jupyter_core.paths import jupyter_data_dir

    own = OWN.expanduser()
    if sys.argv[1:] == ["trust"]:
        trust(COURSE, own, Path(jupyter_data_dir()))
        return
    try:
        bring(COURSE, own)
        trust(COURSE, own, Path(jupyter_data_dir()))
    except OSError as wrong:
        print(f"The course cannot be put into {own}: {wrong.strerror or wrong}. Is the disk full?", file=sys.stderr)
    # Kernels talk through files (see server/jupyter_server_config.py), whose whole path may not be longer than 107 characters.
    with tempfile.TemporaryDirectory(prefix="essay-") as place:
        os.environ["JUPYTER_RUNTIME_DIR"] = place
        if by_git():
            os.environ.update(sign_what_git_brings(Path(place)))
        from jupyterhub.singleuser import main as serve

        serve()


if __name__ == "__main__":
    main()
