"""The packages for a learning platform: what SCORM 1.2 asks of a package, and every file where the platform looks for it."""

import pathlib
import zipfile
from xml.etree import ElementTree

import pytest
from test_reader import toy, write  # noqa: F401  (a fixture)

from essay_kit.__main__ import main
from essay_kit.errors import CourseError
from essay_kit.reader import scorm

ROOT = pathlib.Path(__file__).parent.parent
CP, ADL = "{http://www.imsproject.org/xsd/imscp_rootv1p1p2}", "{http://www.adlnet.org/xsd/adlcp_rootv1p2}"


class Package:
    """A package as a platform reads it."""

    def __init__(self, path):
        with zipfile.ZipFile(path) as package:
            assert package.testzip() is None
            self.names = package.namelist()
            self.root = ElementTree.fromstring(package.read("imsmanifest.xml"))
        self.resources = {found.get("identifier"): found for found in self.root.iter(CP + "resource")}

    def items(self, kind):
        """Titles and addresses of what is listed, of one kind, in order."""
        listed = [(item.find(CP + "title").text, item.get("identifierref")) for item in self.root.iter(CP + "item")]
        found = [(title, self.resources[name]) for title, name in listed if name]
        return [(title, made.get("href")) for title, made in found if made.get(ADL + "scormtype") == kind]


@pytest.fixture(scope="module")
def packages(tmp_path_factory):
    place = tmp_path_factory.mktemp("packages")
    return {path.stem: Package(path) for path in scorm.pack(ROOT / "data", ROOT / "notebooks", place)}


def test_there_is_one_package_a_lesson_and_one_with_all(packages, real):
    lessons = sorted(path.stem for path in real.glob("[0-9]*.html"))
    assert list(packages) == [scorm.WHOLE, *lessons] and len(lessons) == 10
    assert [href for _, href in packages[scorm.WHOLE].items("sco")] == [f"{name}.html" for name in lessons]
    for name in lessons:
        assert [href for _, href in packages[name].items("sco")] == [f"{name}.html"]
        assert "glossary.html" in [href for _, href in packages[name].items("asset")]


def test_a_manifest_is_what_the_standard_asks_for(packages):
    for name, package in packages.items():
        root = package.root
        # in this order, which the standard's schema fixes
        assert [part.tag for part in root] == [CP + "metadata", CP + "organizations", CP + "resources"], name
        assert root.findtext(f"{CP}metadata/{CP}schema") == "ADL SCORM"
        assert root.findtext(f"{CP}metadata/{CP}schemaversion") == "1.2"
        organizations = root.find(CP + "organizations")
        assert [one.get("identifier") for one in organizations] == [organizations.get("default")]
        assert all(part.findtext(CP + "title", "").strip() for part in [organizations[0], *root.iter(CP + "item")])
        ids = [part.get("identifier") for part in root.iter() if part.get("identifier")]
        assert len(ids) == len(set(ids))
        assert all(one.isidentifier() for one in (i.replace("-", "_") for i in ids)), "an XML id begins with a letter"
        for item in root.iter(CP + "item"):
            assert (item.get("identifierref") in package.resources) is (item.find(CP + "item") is None)
        assert len({p.root.get("identifier") for p in packages.values()}) == len(packages)


def test_every_file_is_listed_once_and_is_there(packages, real):
    built = {path.relative_to(real).as_posix() for path in real.rglob("*") if path.is_file()}
    for name, package in packages.items():
        assert package.names[0] == "imsmanifest.xml" and set(package.names[1:]) == built, name
        listed = [file.get("href") for file in package.root.iter(CP + "file")]
        assert sorted(listed) == sorted(built), name
        for resource in package.resources.values():
            assert resource.get("type") == "webcontent" and resource.get(ADL + "scormtype") in ("sco", "asset")
            if resource.get("href"):
                assert resource.get("href") in [file.get("href") for file in resource.iter(CP + "file")]
                assert [part.get("identifierref") for part in resource.iter(CP + "dependency")] == ["others"]


def test_titles_and_names_of_files_break_out_of_nothing(toy):  # noqa: F811
    write(toy, name="odd name & <b>")
    file = next((toy.data / "content").rglob("lessons.yaml"))
    lesson = file.read_text("utf-8")
    assert "toy.ipynb" in lesson
    file.write_text(lesson.replace("toy.ipynb", "odd name & <b>.ipynb"), "utf-8")
    page = toy.notebooks / "odd name & <b>.ipynb"
    page.write_text(page.read_text("utf-8").replace("# Bread", "# Bread & <butter>"), "utf-8")
    package = Package(scorm.pack(toy.data, toy.notebooks, toy.place)[1])
    assert package.items("sco") == [("Bread & <butter>", "odd%20name%20%26%20%3Cb%3E.html")]
    assert "odd name & <b>.html" in package.names


def test_the_same_course_makes_the_same_bytes(toy):  # noqa: F811
    first, again = (scorm.pack(toy.data, toy.notebooks, toy.place / name)[0].read_bytes() for name in ("one", "two"))
    assert first == again


def test_the_command_says_what_it_packed_and_what_is_wrong(toy, capsys):  # noqa: F811
    assert main(["scorm", str(toy.data), str(toy.notebooks), str(toy.place)]) == 0
    assert "2 packages of" in capsys.readouterr().out
    (toy.place / "blocked").write_text("a file")
    with pytest.raises(CourseError, match=r"The packages cannot be written to .*blocked"):
        scorm.pack(toy.data, toy.notebooks, toy.place / "blocked")
    assert main(["scorm", str(toy.data), str(toy.notebooks), str(toy.place / "blocked")]) == 1
    assert "cannot be written" in capsys.readouterr().out
