"""The one widget that asks: an accessible form, drawn by form.js. It decides nothing; see `ask.py`."""

from __future__ import annotations

import logging
import pathlib
from collections.abc import Callable

import anywidget
import traitlets

log = logging.getLogger(__name__)
FAILED = "This answer could not be dealt with; that is a fault of the course, not yours. Please tell your instructor."
HERE = pathlib.Path(__file__).parent


class Form(anywidget.AnyWidget):
    """A fieldset with its fields, one button, a line that says what happened, and what comes after.

    The browser sends {"do": "commit" | "draft" | "erase", "answer": {field key: value}} and waits for `receipt`, a
    number that goes up with each message dealt with: without it the form says that nothing was saved.
    """

    # One module: an anywidget cannot import a neighbour.
    _esm = "".join((HERE / name).read_text("utf-8") for name in ("fields.js", "draw.js", "room.js", "form.js"))
    _css = HERE / "form.css"

    # legend, fields, action, note; see the head of form.js
    spec = traitlets.Dict().tag(sync=True)
    answer = traitlets.Dict().tag(sync=True)
    locked = traitlets.Bool(False).tag(sync=True)
    status = traitlets.Unicode("").tag(sync=True)
    after = traitlets.List().tag(sync=True)
    opens = traitlets.List(traitlets.Unicode()).tag(sync=True)
    receipt = traitlets.Int(0).tag(sync=True)

    def __init__(self, deal: Callable[[str, dict], dict], **traits: object) -> None:
        """Take `deal`, called with what was done and the answer; the traits it returns are set."""
        super().__init__(**traits)
        self._deal = deal
        self.on_msg(lambda _widget, content, _buffers: self.press(content))

    def press(self, content: dict) -> None:
        """Deal with a message as if the browser had sent it."""
        answer = content.get("answer")
        try:
            traits = self._deal(str(content.get("do", "")), answer if isinstance(answer, dict) else {})
        except Exception:
            # Without a receipt the browser would say that Python is busy, which is not so.
            log.exception("an answer could not be dealt with")
            traits = {"status": FAILED}
        with self.hold_sync():
            for name, value in traits.items():
                setattr(self, name, value)
            self.receipt += 1

    def __repr__(self) -> str:
        """What stands in the form's place where no widget can be shown."""
        return "To answer here, choose Run, then Run All Cells."


class Explorer(anywidget.AnyWidget):
    """Sliders of a concept model and the pictures that follow them, drawn by explore.js; see `explore.py`.

    The browser sends {"do": "set", "settings": {knob: number}}, one message at a time, and waits for `receipt`.
    """

    _esm = "".join((HERE / name).read_text("utf-8") for name in ("fields.js", "explore.js"))
    _css = HERE / "form.css"

    # key, legend, knobs, presets, start, tasks
    spec = traitlets.Dict().tag(sync=True)
    settings = traitlets.Dict().tag(sync=True)
    pictures = traitlets.List(traitlets.Unicode()).tag(sync=True)
    said = traitlets.Unicode("").tag(sync=True)
    met = traitlets.List(traitlets.Unicode()).tag(sync=True)
    receipt = traitlets.Int(0).tag(sync=True)

    def __init__(self, play: Callable[[dict], dict], **traits: object) -> None:
        """Take `play`, called with the settings; the traits it returns are set."""
        super().__init__(**traits)
        self._play = play
        self.on_msg(lambda _widget, content, _buffers: self.move(content))

    def move(self, content: dict) -> None:
        """Follow the sliders as if the browser had sent them."""
        settings = content.get("settings")
        try:
            traits = self._play(settings if isinstance(settings, dict) else {})
        except Exception:
            log.exception("a model could not follow its sliders")
            traits = {"said": FAILED}
        with self.hold_sync():
            for name, value in traits.items():
                setattr(self, name, value)
            self.receipt += 1

    def __repr__(self) -> str:
        """What stands in the model's place where no widget can be shown."""
        return "To play with the model, choose Run, then Run All Cells."


class Walk(anywidget.AnyWidget):
    """A lesson on the projector, drawn by walk.js; see `walk.py`. The browser sends {"do": "open", "lesson": id}."""

    _esm = "".join((HERE / name).read_text("utf-8") for name in ("fields.js", "walk.js"))
    _css = HERE / "form.css"

    # key, lessons
    spec = traitlets.Dict().tag(sync=True)
    slides = traitlets.List().tag(sync=True)

    def __init__(self, deal: Callable[[dict], dict], **traits: object) -> None:
        """Take `deal`, called with what the browser sent; the traits it returns are set."""
        super().__init__(**traits)
        self._deal = deal
        self.on_msg(lambda _widget, content, _buffers: self.turn(content))

    def turn(self, content: dict) -> None:
        """Open another lesson as if the browser had asked for it."""
        try:
            traits = self._deal(content if isinstance(content, dict) else {})
        except Exception:
            log.exception("a lesson could not be opened")
            traits = {"slides": [{"over": "", "title": FAILED, "blocks": []}]}
        for name, value in traits.items():
            setattr(self, name, value)

    def __repr__(self) -> str:
        """What stands in its place where no widget can be shown."""
        return "To show a lesson here, choose Run, then Run All Cells."


class Companion(anywidget.AnyWidget):
    """One for each notebook: names charts for screen readers and keeps JupyterLab's keys out of our boxes."""

    _esm = HERE / "companion.js"
    _css = HERE / "form.css"

    def __repr__(self) -> str:
        """Nothing, where no widget can be shown."""
        return ""
