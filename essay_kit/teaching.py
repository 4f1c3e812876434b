"""What a notebook for whoever teaches can show, beside all that a student's can."""

from __future__ import annotations

from . import views
from .content import Course
from .views.shown import shown
from .views.view import View


class Teaching:
    """The part of the kit that is for the projector, the plan and the class."""

    _course: Course

    @shown
    def walkthrough(self) -> View:
        """A lesson on the projector, one thing at a time, turned by keys."""
        return views.walk.walkthrough(self._course)

    @shown
    def plan(self, lesson: str) -> View:
        """The plan of a lesson for whoever teaches it, with likely answers and what to say."""
        return views.tell.plan(self._course, self._course.get("lessons", lesson))

    @shown
    def class_answers(self, about: str | None = None) -> View:
        """For the instructor: the answers of a class from their codes and files, all rounds or one; nothing is written to disk."""
        return views.room.class_answers(self._course, about)

    @shown
    def controversy(self, claim: str) -> View:
        """Two role sheets for one claim, to argue, to swap and to end in a joint statement."""
        return views.controversy.controversy(self._course, self._course.get("claims", claim))
