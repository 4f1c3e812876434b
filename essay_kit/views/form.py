"""The one widget that asks: an accessible form, drawn by form.js. It decides nothing; see `ask.py`."""

from __future__ import annotations

import pathlib
from collections.abc import Callable

import anywidget
import traitlets

HERE = pathlib.Path(__file__).parent


class Form(anywidget.AnyWidget):
    """A fieldset with its fields, one button, a line that says what happened, and what comes after.

    The browser sends {"do": "commit" | "draft" | "erase", "answer": {field key: value}} and waits for `receipt`, a
    number that goes up with each message dealt with: without it the form says that nothing was saved.
    """

    _esm = HERE / "form.js"
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
        traits = self._deal(str(content.get("do", "")), answer if isinstance(answer, dict) else {})
        with self.hold_sync():
            for name, value in traits.items():
                setattr(self, name, value)
            self.receipt += 1


class Companion(anywidget.AnyWidget):
    """One for each notebook: names charts for screen readers and keeps JupyterLab's keys out of our boxes."""

    _esm = HERE / "companion.js"
    _css = HERE / "form.css"
