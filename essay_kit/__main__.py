"""For authors and instructors: `python -m essay_kit check data`, and the other words of WORDS with the folders they need.

Each word is a function below: it takes its folders and returns the sentence that says what was done.
"""

import pathlib
import sys

from . import check
from .errors import CourseError

Folder = pathlib.Path
USAGE = (
    "Say “python -m essay_kit check DATA”, “… seal DATA”, “… pack DATA”, “… handouts DATA BUILD”, “… reader DATA NOTEBOOKS "
    "BUILD”, “… scorm DATA NOTEBOOKS BUILD” or “… colab DATA NOTEBOOKS BUILD”, with the course's folders and one to build in."
)


def well(_data: Folder) -> str:
    """Say that nothing was found; `main` has checked."""
    return "All is well."


def seal(data: Folder) -> str:
    """Note the tables as they are now."""
    from . import tables

    return f"Noted as they are now: {', '.join(tables.seal(data)) or 'nothing had changed'}."


def pack(data: Folder) -> str:
    """Keep what the YAML files hold."""
    from . import packed

    return f"Packed {packed.pack(data / 'content')} files, so that the course opens faster."


def handouts(data: Folder, place: Folder) -> str:
    """Write the sheets to print."""
    from . import content, sheets

    pages = sheets.build(content.read_course(data), place)
    return f"{len(pages)} sheets: {place / sheets.STUDENTS} for students, {place / sheets.TEACHERS} (with the key) for whoever teaches."


def reader(data: Folder, notebooks: Folder, place: Folder) -> str:
    """Write the pages that need no Python."""
    from . import reader as made

    pages, folder = made.build(data, notebooks, place), place / made.FOLDER
    size = sum(file.stat().st_size for file in folder.rglob("*.*")) / 1_000_000
    return f"{len(pages)} pages, {size:.1f} MB: open {folder / 'index.html'}, or copy the whole folder {folder}."


def scorm(data: Folder, notebooks: Folder, place: Folder) -> str:
    """Write the pages as packages for a learning platform."""
    from .reader import scorm as made

    packages = made.pack(data, notebooks, place)
    size = max(package.stat().st_size for package in packages) / 1_000_000
    return (
        f"{len(packages)} packages of {size:.1f} MB in {place / made.FOLDER}: one for each lesson, and {packages[0].name} with "
        "all of them. deploy/reader/README.md says how to upload them."
    )


def colab(_data: Folder, notebooks: Folder, place: Folder) -> str:
    """Write the notebooks with a first cell that installs the course."""
    from . import colab as made

    copies = made.write(notebooks, place)
    return f"{len(copies)} notebooks in {place / made.FOLDER}; they need the course's wheel beside them."


# each word, and the number of folders that it needs
WORDS = {"check": (well, 1), "seal": (seal, 1), "pack": (pack, 1), "handouts": (handouts, 2)}
WORDS |= {"reader": (reader, 3), "scorm": (scorm, 3), "colab": (colab, 3)}


def main(arguments: list[str]) -> int:
    """Do what the first word says with the folders after it; return the exit status."""
    word, *folders = arguments or [""]
    act, needed = WORDS.get(word, (None, 0))
    if act is None or len(folders) != needed or not pathlib.Path(folders[0]).is_dir():
        print(USAGE)
        return 2
    # what is built from content that is not in order would carry its mistakes to paper
    if act is not seal and (mistakes := check(folders[0])):
        print("\n".join(mistakes))
        return 1
    try:
        print(act(*map(pathlib.Path, folders)))
    except CourseError as wrong:
        print(wrong)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
