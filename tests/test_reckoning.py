"""Looking back: forecasts, calibration, what moved a belief, and the sheets of a controversy."""

import pathlib

import pytest
from test_activities import press

import essay_kit
from essay_kit.content import read_course
from essay_kit.errors import CourseError
from essay_kit.views import reckoning


def texts(form):
    """Everything that a form shows after the answer, as one text."""
    return str(form.after)


def test_forecasts_are_locked_once_and_the_record_opens(kit):
    form = press(kit.forecast("towns-grow"), OAK="80", ELM="")
    assert form.locked and "Oakham Vale" in texts(form) and "80 %" in texts(form) and "–" in texts(form)
    assert "OAK: 1 of those" in texts(form) and "ELM:" not in texts(form)
    again = press(kit.forecast("towns-grow"), OAK="10")
    assert again.answer == {"OAK": 80}


def test_no_forecast_at_all_is_a_sentence_and_nothing_is_kept(kit):
    form = press(kit.forecast("towns-grow"), OAK="", ELM="")
    assert not form.locked and "at least one statement" in form.status
    assert press(kit.forecast("towns-grow"), OAK="101").status.endswith("from 0 to 100.")


def test_a_forecast_counts_by_its_surer_side(kit):
    press(kit.forecast("towns-grow"), OAK="80", ELM="30")
    found = reckoning.outcomes(kit._course, kit._journal)
    assert sorted(found) == [(70, True), (80, True)]


@pytest.mark.parametrize(("oak", "elm", "right"), [("80", "30", 2), ("20", "30", 1), ("20", "70", 0), ("50", "50", 1)])
def test_outcomes_count_what_came_true(kit, oak, elm, right):
    press(kit.forecast("towns-grow"), OAK=oak, ELM=elm)
    assert sum(hit for _, hit in reckoning.outcomes(kit._course, kit._journal)) == right


def test_calibration_waits_for_ten_answers(kit):
    press(kit.forecast("towns-grow"), OAK="80", ELM="30")
    assert repr(kit.calibration()).startswith("Sure and right. 2 of your answers can be counted so far. From 10 on")


def test_calibration_tells_sureness_from_success(kit, monkeypatch):
    monkeypatch.setattr(reckoning, "outcomes", lambda course, journal: [(90, n < 3) for n in range(8)] + [(50, True)] * 2)
    told = repr(kit.calibration())
    assert "82 % sure" in told and "right in 50 % of 10 cases" in told and "surer than you were right" in told
    assert "80 to 100 %, 8, 90 %, 3 of 8" in told and "40 to 60 %, 2, 50 %, 2 of 2" in told
    monkeypatch.setattr(reckoning, "outcomes", lambda course, journal: [(55, True)] * 12)
    assert "right more often than you were sure" in repr(kit.calibration())
    monkeypatch.setattr(reckoning, "outcomes", lambda course, journal: [(60, n < 6) for n in range(10)])
    assert "taken at its word" in repr(kit.calibration())


def test_what_moved_one_offers_what_was_weighed_and_shows_both_beliefs(kit):
    theses = [c.id for c in kit._course.all("claims") if "thesis" in c.kinds]
    assert "once both are given" in texts(kit.moved().form)
    for moment, value in (("start", "30"), ("end", "75")):
        press(kit.believe(moment), **dict.fromkeys(theses, value))
    pair = next((e.id, s.claim) for e in kit._course.all("exhibits") for s in e.speaks if s.claim == theses[0])
    kit._journal.put("weigh/" + "/".join(pair), {"direction": "for", "strength": "hoop", "first": ""})
    view = kit.moved()
    field = view.form.spec["fields"][0]
    assert [o["id"] for o in field["options"]] == [pair[0], reckoning.NOTHING]
    form = press(view, **{theses[0]: pair[0], "why": "<b>because</b>"})
    assert "+45" in texts(form) and form.answer["why"] == "<b>because</b>"
    assert press(kit.moved(), **{theses[0]: "no-such"}).status.startswith("Please choose for at least one thesis")
    page = kit.my_page()
    assert "WHAT MOVED ME" in repr(page)


def test_a_controversy_has_two_sides_and_one_with_a_single_side_is_refused():
    data = pathlib.Path(__file__).parent.parent / "data"
    kit = essay_kit.load(data)
    told = repr(kit.controversy("E1"))
    assert told.index("Side A") < told.index("Side B") and "Kopstein" in told
    course = read_course(data)
    heard = {c.id: {s.direction for e in course.all("exhibits") for s in e.speaks if s.claim == c.id} for c in course.all("claims")}
    one_sided = next(name for name, ways in heard.items() if ways in ({"for"}, {"against"}))
    with pytest.raises(CourseError, match="makes no controversy"):
        kit.controversy(one_sided)
