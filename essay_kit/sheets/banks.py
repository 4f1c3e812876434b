"""The questions about reasons as question banks: QTI for Canvas and others, XML for Moodle. With feedback, so for whoever teaches."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from ..content import Course
from ..model import Question


def moodle(course: Course) -> bytes:
    """All questions as Moodle XML (multiple choice, one answer, feedback on each), in one category for each notebook."""
    quiz = ElementTree.Element("quiz")
    for lesson, questions in _by_lesson(course):
        category = ElementTree.SubElement(ElementTree.SubElement(quiz, "question", type="category"), "category")
        _text(category, f"$course$/{_flat(course.essay.title)}/{_flat(lesson.title)}")
        for question in questions:
            _moodle(quiz, course, question)
    ElementTree.indent(quiz)
    return ElementTree.tostring(quiz, "utf-8", xml_declaration=True)


def _moodle(quiz: ElementTree.Element, course: Course, question: Question) -> None:
    made = ElementTree.SubElement(quiz, "question", type="multichoice")
    _text(ElementTree.SubElement(made, "name"), question.id)
    _text(ElementTree.SubElement(made, "questiontext", format="plain_text"), course.filled(question, question.prompt))
    for name, value in (("defaultgrade", "1"), ("single", "true"), ("shuffleanswers", "true"), ("answernumbering", "abc")):
        ElementTree.SubElement(made, name).text = value
    for option in question.options:
        answer = ElementTree.SubElement(made, "answer", fraction="100" if option.best else "0", format="plain_text")
        _text(answer, course.filled(question, option.text))
        _text(ElementTree.SubElement(answer, "feedback", format="plain_text"), course.filled(question, option.feedback))


def _text(parent: ElementTree.Element, words: str) -> None:
    # XML allows no control characters, whatever an author may have pasted
    ElementTree.SubElement(parent, "text").text = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", " ".join(words.split()))


def _flat(title: str) -> str:
    """A title without the slash, which parts categories in Moodle."""
    return title.replace("/", "∕")


def canvas(course: Course) -> bytes:
    """All questions as a QTI 1.2 package, which Canvas imports as one quiz a package; written by text2qti."""
    from text2qti.config import Config
    from text2qti.qti import QTI
    from text2qti.quiz import Quiz

    config = Config()
    # its own defaults, and nothing of this user's: no file is read, no code in a text is run
    config.update({"latex_render_url": "", "pandoc_mathml": False, "run_code_blocks": False})
    parts = [f"Quiz title: {_plain(course.essay.title)}"]
    for _, questions in _by_lesson(course):
        parts += [_canvas(course, question) for question in questions]
    return QTI(Quiz("\n\n".join(parts) + "\n", config=config)).zip_bytes()


def _canvas(course: Course, question: Question) -> str:
    lines = [f"Title: {question.id}", "Points: 1", f"1. {_plain(course.filled(question, question.prompt))}"]
    for letter, option in zip("abcdefgh", question.options, strict=False):
        lines.append(f"{'*' if option.best else ''}{letter}) {_plain(course.filled(question, option.text))}")
        lines.append(f"... {_plain(course.filled(question, option.feedback))}")
    return "\n".join(lines)


def _plain(words: str) -> str:
    """Text that the Markdown of text2qti leaves as it is."""
    return (
        re.sub(r"([\\`*_{}\[\]<>#$~^|&])", r"\\\1", " ".join(words.split()))
        .replace("\\<", "&lt;")
        .replace("\\>", "&gt;")
        .replace("\\&", "&amp;")
    )


def _by_lesson(course: Course) -> list[tuple[object, list[Question]]]:
    folders = {course.folder("lessons", lesson.id): lesson for lesson in course.all("lessons")}
    return [
        (lesson, own)
        for folder, lesson in folders.items()
        if (own := [q for q in course.all("questions") if course.folder("questions", q.id) == folder])
    ]
