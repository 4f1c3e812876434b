"""The course itself: its claims, its exhibits, its lessons and what its prose may say."""

import pathlib
import re

import nbformat
import pytest

import essay_kit
from essay_kit.checks import prose_numbers
from essay_kit.content import read_course

ROOT = pathlib.Path(__file__).parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
WIDGET = "application/vnd.jupyter.widget-view+json"
CLAIMS = [f"{letter}{n}" for letter, last in zip("TIERSNPDK", (4, 5, 5, 7, 6, 6, 3, 3, 5), strict=True) for n in range(1, last + 1)]


@pytest.fixture(scope="module")
def course():
    return read_course(ROOT / "data")


def test_the_content_is_in_order():
    assert essay_kit.check(ROOT / "data") == []


def test_all_44_claims_are_there_in_order(course):
    assert [c.id for c in course.all("claims")] == CLAIMS


def test_the_four_theses_are_claims_of_kind_thesis(course):
    assert [c.id for c in course.all("claims") if "thesis" in c.kinds] == ["T1", "T2", "T3", "T4"]


def test_every_claim_is_joined_to_the_argument(course):
    joined = {c.id for c in course.all("claims") if c.rests_on} | {s for c in course.all("claims") for s in c.rests_on}
    assert joined == set(CLAIMS)


def test_paragraphs_are_named_by_five_words_at_most(course):
    assert all(1 <= len(c.opens_with.split()) <= 5 for c in course.all("claims"))


def test_quotations_have_eight_words_at_most():
    texts = {str(path): path.read_text("utf-8") for path in (ROOT / "data/content").rglob("*.yaml")}
    for path in NOTEBOOKS:
        texts[path.name] = "\n".join(c.source for c in nbformat.read(path, 4).cells if c.cell_type == "markdown")
    for name, text in texts.items():
        for quoted in re.findall(r"“([^”]+)”", text) + re.findall(r'(?<=[ (])"([^"\n]+)"(?=[ .,;)])', text):
            assert len(quoted.split()) <= 8 or "literature" in name, f"{name}: {quoted}"


def test_at_least_a_third_of_the_exhibits_do_not_lean_the_essays_way(course):
    leans = [e.leans for e in course.all("exhibits")]
    assert sum(lean != "for" for lean in leans) >= len(leans) / 3


def test_a_graded_claim_has_evidence_and_reasons(course):
    heard = {s.claim: set() for e in course.all("exhibits") for s in e.speaks}
    for exhibit in course.all("exhibits"):
        for speaks in exhibit.speaks:
            heard[speaks.claim].add(speaks.direction)
    for claim in course.all("claims"):
        if claim.grade:
            directions = heard.get(claim.id, set())
            assert claim.grade_reason, claim.id
            assert directions & {"for", "both"} or claim.no_evidence_for, f"{claim.id}: evidence for it, or why there is none"
            assert directions & {"against", "both"} or claim.no_evidence_against, f"{claim.id}: evidence against it, or why there is none"


def test_every_exhibit_has_its_prediction_or_is_worked_by_us(course):
    asked = {p.exhibit for p in course.all("predictions")} | {w.exhibit for w in course.all("worked")}
    assert asked == {e.id for e in course.all("exhibits")}


def test_the_rounds_of_a_path_fill_its_minutes(course):
    for lesson in course.all("lessons"):
        for length in ("20", "45", "90"):
            minutes = sum(r.minutes for r in lesson.rounds if length in r.paths)
            assert 0.5 * int(length) <= minutes <= 1.05 * int(length), f"{lesson.id}, {length}: {minutes}"


def test_a_lesson_has_its_notebook_and_its_notebook_shows_its_rounds(course):
    assert {le.notebook for le in course.all("lessons")} == {p.name for p in NOTEBOOKS if not p.name.startswith("9")}
    for lesson in course.all("lessons"):
        source = (ROOT / "notebooks" / lesson.notebook).read_text("utf-8")
        for one in lesson.rounds:
            assert f'kit.exhibit(\\"{one.exhibit}\\")' in source, f"{lesson.id}: {one.exhibit}"
        for claim in lesson.claims:
            asked = claim.startswith("T") and "kit.believe(" in source
            assert asked or f'kit.claim(\\"{claim}\\")' in source, f"{lesson.id}: {claim}"


def test_every_question_prediction_and_reflection_is_asked_somewhere(course):
    source = "".join(p.read_text("utf-8") for p in NOTEBOOKS)
    for kind, call in (
        ("predictions", "predict"),
        ("questions", "question"),
        ("reflections", "reflect"),
        ("exhibits", "exhibit"),
        ("worked", "worked"),
        ("models", "explore"),
        ("sortings", "sort"),
        ("lineups", "lineup"),
        ("specifications", "survives"),
        ("forecasts", "forecast"),
    ):
        for record in course.all(kind):
            assert f'kit.{call}(\\"{record.id}\\")' in source, f"{kind}: {record.id} is shown nowhere"


@pytest.fixture(params=NOTEBOOKS, ids=lambda p: p.name)
def notebook(request):
    return nbformat.read(request.param, 4)


def test_a_notebook_is_valid(notebook):
    nbformat.validate(notebook)


def test_code_cells_are_short_hidden_and_end_in_what_is_shown(notebook):
    code = [c for c in notebook.cells if c.cell_type == "code"]
    for number, cell in enumerate(code):
        lines = [line for line in cell.source.splitlines() if line.strip()]
        assert len(lines) <= (3 if number == 0 else 1), cell.source
        assert number == 0 or not re.search(r"^\s*(import|from|def|for|while|class)\b", cell.source, re.M), cell.source
        assert cell.metadata.get("jupyter", {}).get("source_hidden") is True


def test_there_are_fifteen_words_of_prose_for_a_line_of_code(notebook):
    words = sum(len(c.source.split()) for c in notebook.cells if c.cell_type == "markdown")
    lines = sum(len(c.source.splitlines()) for c in notebook.cells if c.cell_type == "code")
    assert words >= 15 * lines


def test_every_code_cell_keeps_an_output_and_none_a_widget_or_an_error(notebook):
    assert "widgets" not in notebook.metadata
    for cell in notebook.cells:
        if cell.cell_type == "code":
            assert cell.outputs, cell.source
            for output in cell.outputs:
                assert output.output_type != "error" and WIDGET not in output.get("data", {})


def test_a_chart_has_its_picture_words_and_live_form(notebook):
    plotly = "application/vnd.plotly.v1+json"
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if plotly in output.get("data", {}):
                data = output.data
                assert (
                    data["text/plain"] and 'src="data:image/svg+xml' in data["text/html"] and data["text/plain"][:30] in data["text/html"]
                )


def test_headings_do_not_skip_a_level(notebook):
    levels = [len(m) for c in notebook.cells if c.cell_type == "markdown" for m in re.findall(r"^(#+) ", c.source, re.M)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(b <= a + 1 for a, b in zip(levels, levels[1:], strict=False))


def test_numbers_in_prose_are_years_pages_times_or_stand_in_the_content(notebook):
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            assert prose_numbers(cell.source) == [], cell.source


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("In 1913, on p. 5 and pp. 8–9, T3 takes 12 minutes.", []),
        ("Income is 45 % of it.", ["45"]),
        ("the 1990s", []),
        ("1,234 dollars", ["1,234"]),
    ],
)
def test_the_search_for_numbers_in_prose_can_fail(text, left):
    assert prose_numbers(text) == left


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.name)
def test_a_notebook_is_light(path):
    assert path.stat().st_size < 1_000_000


def test_codings_on_the_cards_are_those_of_the_table_of_phases(course):
    rows = {(r["coder"], r["leadership"]): r["verdict"] for r in course.tables["phases"].rows}
    coders = {"the essay": "essay", "Hellie": "hellie", "Freeze": "freeze", "Yanov": "yanov"}
    record = course.get("sortings", "phases")
    cards = {card.id for card in record.cards}
    for coding in record.codings:
        coder = coders[coding.name]
        given = {
            card: "neither" if verdict == "rigid rule" else verdict
            for (c, card), verdict in rows.items()
            if c == coder and verdict and card in cards
        }
        assert coding.codes == given, coding.name


def test_no_place_stands_unfilled_on_a_page(notebook):
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            for kind in ("text/html", "text/plain"):
                assert not re.search(r"\{[a-z_()]+\[[^\]]*\]", output.get("data", {}).get(kind, "")), cell.source


@pytest.mark.parametrize("name", CLAIMS)
def test_every_claim_is_covered(course, name):
    claim = course.get("claims", name)
    source = "".join(p.read_text("utf-8") for p in NOTEBOOKS)
    assert claim.grade and claim.grade_reason and claim.wrong_if
    assert claim.objection and claim.objection.work in course.records["literature"], "an objection of a named author, with a work"
    assert {p.needs for p in claim.prompts} == {"nothing", "the chart", "another case"} and len(claim.prompts) == 3
    assert f'kit.claim(\\"{name}\\")' in source, "shown in a notebook"
    assert any(q.claim == name for q in course.all("questions")), "a question about a reason"
    heard = {s.direction for e in course.all("exhibits") for s in e.speaks if s.claim == name}
    assert heard & {"for", "both"} or claim.no_evidence_for
    assert heard & {"against", "both"} or claim.no_evidence_against
