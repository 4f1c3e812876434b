"""A plugin for the run over the notebooks (`-p tests.nbval_views`): it compares what is stored, and that is no widget.

The committed notebooks hold every output but the widget views, which say nothing without a kernel (see store_outputs.py).
So nbval leaves a view out as well; alone it would count the view's text twin and call every cell with a view different.
"""

import sys

# Importing this checker of one address format costs each process more than a second; no notebook has such an address.
sys.modules.setdefault("rfc3987_syntax", None)

import nbval.plugin  # noqa: E402 — after the line above

WIDGET = "application/vnd.jupyter.widget-view+json"
compare_all = nbval.plugin.IPyNbCell.compare_outputs


def without_views(outputs: list[dict]) -> list[dict]:
    """Give the outputs that are not widget views."""
    return [output for output in outputs if WIDGET not in output.get("data", {})]


def compare_without_views(cell, test, ref, skip_compare=None):
    """Compare a cell's new outputs with the stored ones, views left out."""
    return compare_all(cell, without_views(test), without_views(ref), skip_compare)


nbval.plugin.IPyNbCell.compare_outputs = compare_without_views
