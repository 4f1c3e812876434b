"""What a cell shows: outputs that stand without a kernel, then, where there is something to do, a form."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .form import Explorer, Form

WIDGET = "application/vnd.jupyter.widget-view+json"


class View:
    """Something that shows itself: `outputs` are mime bundles, `form` is the live part or None, `after` follows it.

    The widget's view is an output of its own that holds nothing but the view: the outputs before it can then be read where
    the view cannot live (nobody's kernel, paper), and stored notebooks can leave it out and still compare equal.
    """

    def __init__(self, outputs: list[dict], form: Form | Explorer | None = None, after: tuple[dict, ...] = ()) -> None:
        self.outputs = outputs
        self.form = form
        self.after = after

    def _ipython_display_(self) -> None:
        from IPython.display import display

        for output in self.outputs:
            display(output, raw=True)
        if self.form is not None:
            data, about = self.form._repr_mimebundle_()  # on Colab `about` says where its manager of widgets is
            display({WIDGET: data[WIDGET]}, metadata=about, raw=True)
        for output in self.after:
            display(output, raw=True)

    def __repr__(self) -> str:
        """The plain text of all that is shown."""
        return "\n\n".join(str(output.get("text/plain", "")) for output in (*self.outputs, *self.after))


class ChartView(View):
    """An exhibit; `figure` is its chart as a plain plotly Figure."""

    def __init__(self, outputs: list[dict], scene: object) -> None:
        super().__init__(outputs)
        self.scene = scene

    @property
    def figure(self) -> object:
        """The chart as a plotly.graph_objects.Figure."""
        from ..charts import figure

        return figure(self.scene)
