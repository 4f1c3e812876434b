"""For authors and instructors: `python -m essay_kit check data`, and the other words of WORDS with the folders they need."""

import pathlib
import sys

from . import check
from .errors import CourseError
from .packed import pack
from .tables import seal

USAGE = (
    "Say “python -m essay_kit check DATA”, “… seal DATA”, “… pack DATA”, “… handouts DATA BUILD”, “… reader DATA NOTEBOOKS "
    "BUILD”, “… scorm DATA NOTEBOOKS BUILD” or “… colab DATA NOTEBOOKS BUILD”, with the course's folders and one to build in."
)
WORDS = {"check": 2, "seal": 2, "pack": 2, "handouts": 3, "reader": 4, "scorm": 4, "colab": 4}


def main(arguments: list[str]) -> int:
    """Check a course's content, or note its tables as they are now; return the exit status."""
    if not arguments or len(arguments) != WORDS.get(arguments[0]) or not pathlib.Path(arguments[1]).is_dir():
        print(USAGE)
        return 2
    # what is built from content that is not in order would carry its mistakes to paper
    if arguments[0] != "seal" and (mistakes := check(arguments[1])):
        print("\n".join(mistakes))
        return 1
    if arguments[0] == "handouts":
        return handouts(*map(pathlib.Path, arguments[1:]))
    if arguments[0] == "reader":
        return reader(*map(pathlib.Path, arguments[1:]))
    if arguments[0] == "scorm":
        return scorm(*map(pathlib.Path, arguments[1:]))
    if arguments[0] == "colab":
        return colab(*map(pathlib.Path, arguments[2:]))
    if arguments[0] == "seal":
        changed = seal(pathlib.Path(arguments[1]))
        print(f"Noted as they are now: {', '.join(changed) or 'nothing had changed'}.")
        return 0
    if arguments[0] == "pack":
        print(f"Packed {pack(pathlib.Path(arguments[1]) / 'content')} files, so that the course opens faster.")
        return 0
    print("All is well.")
    return 0


def handouts(data: pathlib.Path, place: pathlib.Path) -> int:
    """Write the sheets to print; return the exit status."""
    from . import content, sheets

    try:
        pages = sheets.build(content.read_course(data), place)
    except CourseError as wrong:
        print(wrong)
        return 1
    print(f"{len(pages)} sheets: {place / sheets.STUDENTS} for students, {place / sheets.TEACHERS} (with the key) for whoever teaches.")
    return 0


def reader(data: pathlib.Path, notebooks: pathlib.Path, place: pathlib.Path) -> int:
    """Write the pages that need no Python; return the exit status."""
    from . import reader as made

    try:
        pages = made.build(data, notebooks, place)
    except CourseError as wrong:
        print(wrong)
        return 1
    folder = place / made.FOLDER
    size = sum(file.stat().st_size for file in folder.rglob("*.*")) / 1_000_000
    print(f"{len(pages)} pages, {size:.1f} MB: open {folder / 'index.html'}, or copy the whole folder {folder}.")
    return 0


def scorm(data: pathlib.Path, notebooks: pathlib.Path, place: pathlib.Path) -> int:
    """Write the pages as packages for a learning platform; return the exit status."""
    from .reader import scorm as made

    try:
        packages = made.pack(data, notebooks, place)
    except CourseError as wrong:
        print(wrong)
        return 1
    size = max(package.stat().st_size for package in packages) / 1_000_000
    print(
        f"{len(packages)} packages of {size:.1f} MB in {place / made.FOLDER}: one for each lesson, and {packages[0].name} with "
        "all of them. deploy/reader/README.md says how to upload them."
    )
    return 0


def colab(notebooks: pathlib.Path, place: pathlib.Path) -> int:
    """Write the notebooks with a first cell that installs the course; return the exit status."""
    from . import colab as made

    try:
        copies = made.write(notebooks, place)
    except CourseError as wrong:
        print(wrong)
        return 1
    print(f"{len(copies)} notebooks in {place / made.FOLDER}; they need the course's wheel beside them.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
