"""What the reader asks: the notebook's own forms as data for the script, and what follows an answer, to be opened.

Nothing is worked out anew here. The kit's form is pressed once for each answer, as a browser would, and what it says is
written down. Without script the page shows the question, its answers, and one part to open for each of them.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from .. import gaps, places
from ..content import Course
from ..errors import CourseError
from ..journal import Journal
from ..kit import Kit
from ..views import ask, explore, html
from ..views.view import View
from .evidence import data

NO_SCRIPT = "Script does not run here, so answer on paper."
IN_NOTEBOOK = "Here it can only be read: its controls need the notebook."
LOCK = "Lock and open the evidence"
SURE = 50
MOVED = (
    "Compare what you say now with what you said at the start, which stands on that page. For each thesis that moved: which exhibit did "
    "it? If nothing moved you, say so."
)


class Blank(Journal):
    """A journal that begins empty and stays off the disk: nobody's answers get into the pages."""

    def __init__(self, course: Course) -> None:
        self.course, self.edition = course.essay.id, course.essay.edition
        self._notes, self.path, self._unsaved, self._once = {}, None, {}, set()
        self.answers: dict[str, dict] = {}

    def read(self) -> dict[str, dict]:
        """What was put here."""
        return self.answers

    def put(self, key: str, value: dict, *, once: bool = False) -> dict:
        """Keep a value until this object goes."""
        self.answers[key] = {**value, "edition": self.edition}
        return self.answers[key]


def fresh(course: Course) -> Kit:
    """A kit that nobody has answered anything in."""
    return Kit(course, Blank(course))


def asked(course: Course, name: str, about: str = "") -> str:
    """A part of the page that asks: `name` is the kit's method and `about` what it is called with."""
    show = lambda: getattr(fresh(course), name)(*filter(None, [about]))  # noqa: E731
    view = show()
    replies, more = REPLIES[name](course, show, about) if name in REPLIES else ([], {})
    spec = {**view.form.spec, **more}
    # A choice among exhibits that nobody has weighed here would be a choice of nothing.
    spec["fields"] = [f for f in spec["fields"] if name != "moved" or f["type"] == "text"]
    inner = (
        still(view, NO_SCRIPT).replace(html.p(view.form.spec["note"]), html.p(spec["note"]))
        + '<div class="ek-form rd-live" hidden></div>'
        + data(spec, "rd-spec")
    )
    kept = f'<div class="rd-replies">{"".join(replies)}</div>' if replies else ""
    return f'<section class="rd-ask">{inner}{kept}</section>'


def still(view: View, instead: str) -> str:
    """All that a view shows without a kernel; where it says how to run it, `instead`."""
    shown = "".join(output["text/html"] for output in (*view.outputs, *view.after))
    for sentence in (ask.TO_ANSWER, explore.TO_MOVE):
        shown = shown.replace(html.p(sentence, "ek-meta"), html.p(instead, "ek-meta rd-instead"))
    return shown


def shown_only(course: Course, name: str, about: str) -> str:
    """What needs a kernel to be played: its picture and words, and what follows it, to be opened."""
    show = lambda: getattr(fresh(course), name)(about)  # noqa: E731
    return still(show(), IN_NOTEBOOK) + (AFTER[name](show()) if name in AFTER else "")


def pressed(view: View, **answer: object) -> object:
    """A form after an answer; raises CourseError with the form's own words where it did not take it."""
    view.form.press({"do": "commit", "answer": answer})
    if not view.form.after and not view.form.locked:
        raise CourseError(f"{view.form.spec['key']}: {view.form.status}")
    return view.form


def reply(summary: str, inner: str, option: str = "") -> str:
    """A part that opens after an answer; with `option`, after that one."""
    mark = f' data-option="{escape(option)}"' if option else ""
    return f'<details class="rd-reply"{mark}><summary>{escape(summary)}</summary>{inner}</details>'


def blocks(after: list[dict]) -> str:
    """What a form says after an answer, without what only this answer brought about: the column “You”, and comparisons."""
    made = ""
    for block in after:
        if block["kind"] == "heading":
            made += f"<p><strong>{escape(block['text'])}</strong></p>"
        elif block["kind"] == "text":
            made += html.p(block["text"])
        elif block["kind"] == "table":
            kept = [at for at, head in enumerate(block["head"]) if head not in ("You", "Difference")]
            made += html.table(block["caption"], [block["head"][at] for at in kept], [[row[at] for at in kept] for row in block["rows"]])
    return made


def _question(course: Course, show: Callable[[], View], about: str) -> tuple[list[str], dict]:
    made = []
    for option in show().form.spec["fields"][0]["options"]:
        made.append(reply(f"About the answer: {option['text']}", blocks(pressed(show(), option=option["id"]).after), option["id"]))
    return made, {}


def _predict(course: Course, show: Callable[[], View], about: str) -> tuple[list[str], dict]:
    record = course.get("predictions", about)
    more = {"locks": True, "action": LOCK, "opens": [record.exhibit]}
    if record.form == "choice":
        # without the heading, which the summary is already, and without what is asked after every answer
        said = {o: pressed(show(), option=o.id, sure=SURE).after[1:-1] for o in record.options}
        own = [reply(f"If you said: {o.text}", blocks(after), o.id) for o, after in said.items()]
        return [*own, reply("Ask yourself", html.p(record.explain))], more
    exhibit = course.get("exhibits", record.exhibit)
    digits, table = exhibit.chart.digits, course.tables[exhibit.table]
    if record.form == "number":
        true = float(places.evaluate(record.answer, table))
        inner = html.p(f"The table says {true:,.{digits}f} {record.unit}".rstrip() + ".") + html.p(record.explain)
        facts = {"true": true}
    else:
        form = pressed(show(), line=dict.fromkeys(map(str, record.anchors), record.low), sure=SURE)
        inner = blocks([{**block, "caption": "The table in these years"} for block in form.after if block["kind"] == "table"]) + html.p(
            record.explain
        )
        facts = {"field": form.spec["fields"][0], "close": gaps.close(record)}
    return [reply("What the table says", data({**facts, "digits": digits, "unit": record.unit}, "rd-facts") + inner)], more


def _filled(view: View) -> dict:
    """An answer to every field of a form, whatever it says."""
    first = {"choice": lambda f: f["options"][0]["id"], "scale": lambda f: SURE}
    return {f["key"]: first[f["type"]](f) for f in view.form.spec["fields"] if f["type"] in first}


def _weigh(course: Course, show: Callable[[], View], about: str) -> tuple[list[str], dict]:
    return [reply("How we weigh it", blocks(pressed(show(), **_filled(show())).after))], {}


def _forecast(course: Course, show: Callable[[], View], about: str) -> tuple[list[str], dict]:
    return [reply("What came of it", blocks(pressed(show(), **_filled(show())).after))], {"locks": True}


def _recall(course: Course, show: Callable[[], View], about: str) -> tuple[list[str], dict]:
    after = [block for block in pressed(show()).after if not block["text"].startswith("You: ")]
    return [reply("Strong answers, to compare with yours", blocks(after))], {}


def _sorted(view: View) -> str:
    after = pressed(view, **_filled(view)).after
    return reply("How others sorted them", blocks([b for b in after if not b.get("text", "").startswith("Your code")]))


def _lined_up(view: View) -> str:
    form = pressed(view, panel="1")
    return reply("Which one is real", html.p(form.spec["note"]) + html.p(form.after[-1]["text"]))


def _survived(view: View) -> str:
    after = [block for block in pressed(view, **_filled(view)).after if not block.get("text", "").startswith("Your choice")]
    told = [{**block, "text": block["text"].split("; you said")[0].rstrip(".") + "."} for block in after if block["kind"] == "text"]
    lists = "".join(html.items(block["items"]) for block in after if block["kind"] == "list")
    return reply("All combinations", blocks(told[:-1]) + lists + blocks(told[-1:]))


REPLIES = {
    "question": _question,
    "predict": _predict,
    "weigh": _weigh,
    "forecast": _forecast,
    "recall": _recall,
    "moved": lambda course, show, about: ([], {"note": MOVED}),
    "believe": lambda course, show, about: ([], {"locks": True}),
}
ASKS = {*REPLIES, "reflect"}
AFTER = {"sort": _sorted, "lineup": _lined_up, "survives": _survived}
SHOWN = {*AFTER, "explore"}
