"""The pages that need no JupyterLab, which are the reader, the sheets and my page: little room, colours, nothing from elsewhere."""

import json
import os
import pathlib

import pytest
from eyes import DRAWN, LOST, OPEN_DETAILS, PAIRS, too_weak
from test_access import NARROW, QUIET
from test_proofs import good_answers, opened

from essay_kit import sheets
from essay_kit.content import read_course

ROOT = pathlib.Path(__file__).parent.parent
pytestmark = [pytest.mark.browser, pytest.mark.slow]


# In the gate a page of each sort; `make proofs` looks at all.
SOME = lambda pages: [path for path in pages if path.stem in ("index", "00_start_here", "glossary", "my_page") or path is pages[-1]]  # noqa: E731


@pytest.fixture(scope="module")
def pages(real, tmp_path_factory):
    """The address of every page of the reader, of every sheet, and of a learner's own page."""
    place = tmp_path_factory.mktemp("plain")
    sheets.build(read_course(ROOT / "data"), place)
    good_answers(place / "answers")
    kit = opened(place / "answers")
    mine = next(block["text"] for block in kit.my_page().form.after if block.get("name") == "my_page.html")
    (place / "my_page.html").write_text(mine, "utf-8")
    found = [*sorted(real.glob("*.html")), *sorted(place.rglob("*.html"))]
    assert len(found) > 40
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_fits_a_narrow_window_in_colours_that_stand_out(browser, pages, scheme):
    context = browser.new_context(color_scheme=scheme)
    page, asked, wrong = context.new_page(), [], {}
    page.on("request", lambda request: asked.append(request.url))
    for path in pages if os.environ.get("ESSAY_KIT_PROOFS") else SOME(pages):
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(path.as_uri())
        page.evaluate(OPEN_DETAILS)
        page.evaluate("scrollTo(0, document.body.scrollHeight / 2)")  # some charts come alive
        wrong[f"{path.stem}, colours"] = too_weak(page.evaluate(PAIRS, "body")) + too_weak(page.evaluate(DRAWN, ["body", QUIET]))
        for width in NARROW if scheme == "light" else ():
            page.set_viewport_size({"width": width, "height": 800})
            page.wait_for_timeout(50)
            wrong[f"{path.stem} at {width}"] = page.evaluate(LOST, "body > *")
    context.close()
    told = {}  # each finding once, with the first page that has it
    for place, found in wrong.items():
        for one in found:
            told.setdefault(str(one), place)
    assert not told, json.dumps(told, indent=1, ensure_ascii=False)
    assert [url for url in asked if not url.startswith(("file:", "data:", "blob:"))] == []
