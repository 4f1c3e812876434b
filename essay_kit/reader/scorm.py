"""The reader as packages for a learning platform, SCORM 1.2: one for each lesson, and one with all of them."""

from __future__ import annotations

import io
import pathlib
import shutil
import zipfile
from html import escape
from urllib.parse import quote

from ..content import Course, read_course
from ..errors import CourseError
from . import parts
from .prose import slug
from .shell import Page

FOLDER = "scorm"
WHOLE = "whole_course"
MANIFEST = "imsmanifest.xml"
# Names, which nobody follows: a platform knows them.
NAMESPACES = 'xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2"'
# Every build of one course gives the same bytes.
LONG_AGO = (1980, 1, 1, 0, 0, 0)


def pack(data: pathlib.Path, notebooks: pathlib.Path, place: pathlib.Path) -> list[pathlib.Path]:
    """Write the folder `scorm` below `place`, anew, and return its packages: the whole course, then lesson by lesson.

    Each holds the whole reader, since pages lead to one another, and differs in what the platform lists. Raises CourseError
    where the course, a notebook or the folder is not as it should be; then nothing is written.
    """
    course = read_course(data)
    pages, files = parts(course, data, notebooks)
    lessons, rest = [page for page in pages if page.lesson], [page for page in pages if not page.lesson and page.name != "index"]
    packages = {WHOLE: _package(course, WHOLE, lessons, rest, files)}
    packages |= {page.name: _package(course, page.name, [page], rest, files) for page in lessons}
    folder = place / FOLDER
    try:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for name, package in packages.items():
            (folder / f"{name}.zip").write_bytes(package)
    except OSError as wrong:
        raise CourseError(f"The packages cannot be written to {folder}: {wrong.strerror or wrong}.") from None
    return [folder / f"{name}.zip" for name in packages]


def _package(course: Course, name: str, lessons: list[Page], rest: list[Page], files: dict[str, bytes]) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as package:
        for file, content in {MANIFEST: manifest(course, name, lessons, rest, files).encode(), **files}.items():
            package.writestr(zipfile.ZipInfo(file, LONG_AGO), content, zipfile.ZIP_DEFLATED)
    return whole.getvalue()


def manifest(course: Course, name: str, lessons: list[Page], rest: list[Page], files: dict[str, bytes]) -> str:
    """What the platform lists: `lessons` with a status each, then `rest` to look things up in, which has none; and every file."""
    title = lessons[0].title if len(lessons) == 1 else f"{course.essay.title}: {course.essay.question}"
    listed = "".join(map(_item, lessons))
    listed += f'<item identifier="item-rest"><title>To look things up</title>{"".join(map(_item, rest))}</item>'
    named = {f"{page.name}.html" for page in (*lessons, *rest)}
    others = "".join(f'<file href="{quote(file)}"/>' for file in files if file not in named)
    resources = "".join(_resource(page, "sco" if page in lessons else "asset") for page in (*lessons, *rest))
    resources += f'<resource identifier="others" type="webcontent" adlcp:scormtype="asset">{others}</resource>'
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<manifest identifier="{escape(f"{course.essay.id}-{slug(name)}")}" version="{escape(course.essay.edition)}" {NAMESPACES}>'
        "<metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>"
        f'<organizations default="course"><organization identifier="course"><title>{escape(title)}</title>{listed}</organization>'
        f"</organizations><resources>{resources}</resources></manifest>\n"
    )


def _item(page: Page) -> str:
    name = slug(page.name)
    return f'<item identifier="item-{name}" identifierref="page-{name}"><title>{escape(page.title)}</title></item>'


def _resource(page: Page, kind: str) -> str:
    file = quote(f"{page.name}.html")
    own = f'identifier="page-{slug(page.name)}" type="webcontent" adlcp:scormtype="{kind}" href="{file}"'
    return f'<resource {own}><file href="{file}"/><dependency identifierref="others"/></resource>'
