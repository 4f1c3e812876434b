"""The object that a notebook holds: one short method for each thing that a cell shows."""

from __future__ import annotations

import os
import pathlib
from typing import TYPE_CHECKING

from . import needs, states, views, votes
from .content import Course
from .errors import CourseError, UnknownIdError
from .journal import Journal
from .kept import usable
from .teaching import Teaching
from .views.shown import shown
from .views.view import View

if TYPE_CHECKING:
    import pandas


STYLE = pathlib.Path(__file__).parent / "views" / "form.css"


class Kit(Teaching):
    """A course, opened: show it in a cell to see that all is well, then call what a cell should show.

    Every method returns a view that shows itself; a wrong id raises UnknownIdError, which names the nearest.
    """

    def __init__(self, course: Course, journal: Journal) -> None:
        self._course = course
        self._journal = journal
        self.note = ""

    @shown
    def claim(self, claim: str) -> View:
        """A claim of the essay, in our words, with its page and what would count against it."""
        return views.tell.claim(self._course, self._course.get("claims", claim))

    @shown
    def claims(self) -> View:
        """All claims of the essay, by section."""
        return views.tell.claims(self._course)

    @shown
    def map(self, claim: str | None = None) -> View:
        """The argument map; with a claim, what it rests on and what rests on it."""
        return views.map.argument_map(self._course, claim)

    @shown
    def believe(self, moment: str) -> View:
        """How likely each thesis is, asked at the "start" and at the "end"."""
        return views.ask.believe(self._course, self._journal, moment)

    @shown
    def predict(self, prediction: str) -> View:
        """A prediction to commit to, before its exhibit."""
        return views.ask.predict(self._course, self._journal, self._course.get("predictions", prediction))

    @shown
    def exhibit(self, exhibit: str) -> views.tell.ChartView:
        """A question put to data: chart, finding, words, table, source, caveat, objection."""
        record = self._course.get("exhibits", exhibit)
        mine = [p for p in self._course.all("predictions") if p.exhibit == record.id]
        opened = any(self._journal.get(f"predict/{p.id}") for p in mine)
        return views.tell.exhibit(self._course, record, gated=bool(mine), opened=opened)

    @shown
    def weigh(self, about: str) -> View:
        """Weigh an exhibit for its claims, or all exhibits for one claim, and grade that claim."""
        exhibits = self._course.all("exhibits")
        pairs = [(e, s) for e in exhibits for s in e.speaks if about in (e.id, s.claim)]
        if not pairs:
            known = [e.id for e in exhibits] + [c.id for c in self._course.all("claims")]
            if about in known:
                raise CourseError(f"No exhibit speaks to claim {about} yet, so there is nothing to weigh.")
            raise UnknownIdError(about, "exhibit or claim", known)
        graded = self._course.records["claims"].get(about)
        return views.weighing.weigh(self._course, self._journal, pairs, about, graded)

    @shown
    def question(self, question: str) -> View:
        """A question about a reason, with feedback on every answer."""
        return views.ask.question(self._course, self._journal, self._course.get("questions", question))

    @shown
    def reflect(self, reflection: str) -> View:
        """A prompt to answer in one's own words."""
        return views.ask.reflect(self._journal, self._course.get("reflections", reflection))

    @shown
    def worked(self, worked: str) -> View:
        """A whole round done by us, with the thinking written out."""
        return views.tell.worked(self._course, self._course.get("worked", worked))

    @shown
    def recall(self, lesson: str) -> View:
        """Up to six questions of earlier lessons, to be answered from memory; missed ones come first."""
        return views.recall.recall(self._course, self._journal, self._course.get("lessons", lesson))

    @shown
    def sort(self, sorting: str) -> View:
        """Cards to sort into boxes, then how others sorted them and how far you agree."""
        return views.sorting.sort(self._course, self._journal, self._course.get("sortings", sorting))

    @shown
    def lineup(self, lineup: str) -> View:
        """The real series hidden among eight that chance made: which one is it?"""
        return views.lineup.line_up(self._course, self._journal, self._course.get("lineups", lineup))

    @shown
    def survives(self, specification: str) -> View:
        """Take one set of choices, then see a relation under all of them."""
        return views.survives.survives(self._course, self._journal, self._course.get("specifications", specification))

    @shown
    def forecast(self, forecast: str) -> View:
        """Statements to give a probability to, then what came of them."""
        return views.reckoning.forecast(self._course, self._journal, self._course.get("forecasts", forecast))

    @shown
    def calibration(self) -> View:
        """How sure the learner was in all predictions, and how often right; from ten of them on."""
        return views.reckoning.calibration(self._course, self._journal)

    @shown
    def moved(self) -> View:
        """Belief in each thesis before and after, and the exhibit that moved it."""
        return views.reckoning.moved(self._course, self._journal)

    @shown
    def explore(self, model: str) -> View:
        """A concept model to play with: assumptions, sliders, tasks, where it fails."""
        return views.explore.explore(self._course, self._journal, self._course.get("models", model))

    @shown
    def term(self, term: str) -> View:
        """A term: original, transliteration, meaning, page."""
        return views.tell.term(self._course.get("glossary", term))

    @shown
    def terms(self) -> View:
        """The glossary."""
        return views.tell.terms(self._course)

    @shown
    def timeline(self, first: int | None = None, last: int | None = None) -> View:
        """Dated events, from a year to a year where given."""
        return views.tell.timeline(self._course, first, last)

    @shown
    def literature(self) -> View:
        """The works that the course cites."""
        return views.tell.literature(self._course)

    @shown
    def sources(self, table: str | None = None) -> View:
        """Where a table comes from; without a name, where all of them do."""
        return views.tell.sources(self._course, table)

    def table(self, name: str) -> pandas.DataFrame | views.plain.PlainTable:
        """A table as a plain DataFrame; columns and units as in kit.sources(name). Without pandas, its rows."""
        if not needs.there("pandas"):
            return views.plain.PlainTable(self._course.tables[name])
        # a name for the columns fills the corner of the shown table, which would else be an empty header
        return self._course.tables[name].frame.rename_axis(columns="row")

    @shown
    def review_deck(self) -> View:
        """Cards from the learner's own confident errors, to look at again after 2, 7 and 21 days."""
        return views.deck.deck(self._course, self._journal)

    @shown
    def code(self, about: str) -> View:
        """The class code of an answer to an exhibit's prediction or to a question, to hand in without a name."""
        return views.code.code(self._course, self._journal, about)

    @shown
    def vote(self, question: str, hands: bool = False) -> View:
        """Vote, discuss, vote: a question in four steps, for oneself or, with hands=True, by hands counted in a room."""
        return views.vote.vote(self._course, self._journal, self._course.get("questions", question), hands)

    @shown
    def my_page(self) -> View:
        """The learner's own page, to read, print and hand in, and the button that erases all answers."""
        return views.page.my_page(self._course, self._journal)

    @shown
    def my_answers(self) -> View:
        """All answers as a file to take along, and a way to bring such a file back."""
        return views.carry.my_answers(self._journal)

    def _misfits(self) -> list[str]:
        """Kept answers that do not fit the questions of this edition."""
        kinds = {
            "predict": ("predictions", states.Predicted),
            "question": ("questions", states.Picked),
            "reflect": ("reflections", None),
            "vote": ("questions", votes.Voted),
            "hands": ("questions", votes.Hands),
        }
        found = []
        for key, kept in self._journal.read().items():
            kind, _, name = key.partition("/")
            records, cls = kinds.get(kind, (None, None))
            if records and (
                name not in self._course.records[records]
                or (cls and not states.recall(cls, states.bare(kept)).fits(self._course.records[records][name]))
            ):
                found.append(key)
        return found

    def _ipython_display_(self) -> None:
        from .views import html
        from .views.form import Companion

        essay = self._course.essay
        text = (
            f"Ready. {essay.author}, “{essay.title}” ({essay.year}): {len(self._course.all('claims'))} claims, "
            f"{len(self._course.all('exhibits'))} exhibits, edition {essay.edition}."
        )
        notes = [note for note in (self.note, self._journal.note) if note]
        if misfits := self._misfits():
            notes.append(
                f"These answers belong to an earlier edition and no longer fit; they are kept in your answer file: {', '.join(misfits)}."
            )
        inner = f"<style>{STYLE.read_text('utf-8')}</style>" + html.box(
            html.p(text) + "".join(html.p(n, "ek-caveat") for n in notes), "ek-silent"
        )
        View([html.piece(inner, "\n".join([text, *notes]))], Companion())._ipython_display_()


def open_kit(course: Course, folder: pathlib.Path) -> Kit:
    """Join a course to the answers kept in a folder, or where ESSAY_KIT_ANSWERS says (for tests and shared machines)."""
    place = pathlib.Path(os.environ.get("ESSAY_KIT_ANSWERS") or folder)
    return Kit(course, Journal(course.essay.id, course.essay.edition, place, usable))
