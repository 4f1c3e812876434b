"""Activities, played in Python as the browser would: models, sortings, retrieval."""

import pytest

import essay_kit
from essay_kit.errors import CourseError
from essay_kit.views.form import FAILED

HOSTILE = "<script>document.title='run'</script>"


def press(view, **answer):
    view.form.press({"do": "commit", "answer": answer})
    return view.form


def again():
    """The same course in a new kernel."""
    return essay_kit.load("tests/toy_essay/data")


# ------------------------------------------------------------------------------------------------------ models


def test_a_model_shows_its_start_its_assumptions_and_where_it_fails_without_a_kernel(kit):
    view = kit.explore("fashion")
    before, twin, (after,) = view.outputs[0], view.outputs[1], view.after
    assert "One." in before["text/html"] and "Chance." in after["text/html"]
    assert "ek-twin" in twin["text/html"] and "data:image/svg+xml" in twin["text/html"]
    assert "The wheel turns" in twin["text/plain"] and "The wheel turns" in view.form.said


def test_sliders_change_pictures_and_words_and_only_those(kit):
    form = kit.explore("fashion").form
    before = list(form.pictures)
    form.move({"do": "set", "settings": {"pressure": 0.5}})
    assert form.receipt == 1 and form.pictures != before
    assert "no cycle" in form.said
    form.move({"do": "set", "settings": form.spec["start"]})
    assert form.pictures == before


@pytest.mark.parametrize("model", ["fashion", "shelf", "chance", "council"])
@pytest.mark.parametrize("end", ["low", "high"])
def test_every_slider_at_its_ends_still_draws(kit, model, end):
    form = kit.explore(model).form
    form.move({"settings": {knob["name"]: knob[end] for knob in form.spec["knobs"]}})
    assert form.said != FAILED and form.pictures and all("nan" not in picture for picture in form.pictures)


@pytest.mark.parametrize("settings", [{"pressure": 99}, {"pressure": "x"}, {"pressure": float("nan")}, {"pressure": None}, [], "x"])
def test_a_setting_that_cannot_be_is_a_sentence_and_the_picture_stays(kit, settings):
    form = kit.explore("fashion").form
    before = list(form.pictures)
    form.move({"do": "set", "settings": settings})
    assert form.receipt == 1 and form.pictures == before and form.said != FAILED


def test_a_task_once_done_stays_done(kit):
    form = kit.explore("fashion").form
    assert form.met == []
    form.move({"settings": {"pressure": 0.5}})
    assert form.met == ["no-cycle"]
    form.move({"settings": {"pressure": 1.0}})
    assert form.met == ["no-cycle"] == again().explore("fashion").form.met


# ---------------------------------------------------------------------------------------------------- sortings


def test_a_sorting_is_compared_with_the_others_and_kept(kit):
    form = press(kit.sort("decades"), nineties="bad", noughties="good", tens="good")
    table = next(block for block in form.after if block["kind"] == "table")
    assert table["head"] == ["Card", "You", "B. Somebody"]
    assert table["rows"] == [["The nineties", "Bad", "Bad"], ["The noughties", "Good", "Bad"], ["The tens", "Good", "–"]]
    agreed = next(block for block in form.after if block["kind"] == "list")["items"][0]
    assert agreed.startswith("You and B. Somebody: ") and "50" in agreed
    assert form.after[-1]["text"].endswith("BAA")
    kept = again().sort("decades").form
    assert kept.answer == {"nineties": "bad", "noughties": "good", "tens": "good"} and kept.after


def test_the_first_sorting_is_kept_beside_a_later_one(kit):
    press(kit.sort("decades"), nineties="bad", noughties="good", tens="good")
    press(kit.sort("decades"), nineties="good", noughties="good", tens="good")
    kept = again()._journal.get("sort/decades")
    assert kept["first"]["nineties"] == "bad" and kept["last"]["nineties"] == "good"


def test_a_neighbours_code_is_compared_or_named_as_wrong(kit):
    mine = {"nineties": "bad", "noughties": "good", "tens": "good"}
    form = press(kit.sort("decades"), **mine, neighbour=" baa ")
    assert "your neighbour" in next(b for b in form.after if b["kind"] == "table")["head"]
    form = press(kit.sort("decades"), **mine, neighbour="BAX")
    assert "3 letters from A to B" in form.status


@pytest.mark.parametrize("answer", [{}, {"nineties": "bad"}, {"nineties": "bad", "noughties": "worse", "tens": "good"}])
def test_a_sorting_that_is_not_complete_names_what_is_open(kit, answer):
    form = press(kit.sort("decades"), **answer)
    assert form.status.startswith("Please choose a box") and not again().sort("decades").form.after


# --------------------------------------------------------------------------------------------------- retrieval


def test_retrieval_asks_what_came_before_and_compares(kit):
    form = press(kit.recall("supermarkets"), Q1=HOSTILE)
    assert [field["key"] for field in form.spec["fields"]] == ["Q1"]
    said = [block["text"] for block in form.after]
    assert f"You: {HOSTILE}" in said and any(text.startswith("A strong answer: Because “every” allows no exception") for text in said)
    assert again().recall("supermarkets").form.answer == {"Q1": HOSTILE}


def test_a_first_lesson_has_nothing_to_recall(kit):
    with pytest.raises(CourseError, match="nothing to recall"):
        kit.recall("bread")


def test_missed_questions_are_asked_first(kit):
    from essay_kit.views import recall

    course = kit._course
    lesson = course.get("lessons", "supermarkets")
    twin = course.get("questions", "Q1").model_copy(update={"id": "Q2"})
    course.records["questions"]["Q2"] = twin
    course.places["questions", "Q2"] = course.places["questions", "Q1"]
    assert [r.id for r in recall.chosen(course, kit._journal, lesson)] == ["Q1", "Q2"]
    kit._journal.put("question/Q2", {"first": "a", "last": "b", "said": twin.options[1].text})
    assert [r.id for r in recall.chosen(course, kit._journal, lesson)] == ["Q2", "Q1"]


# ---------------------------------------------------------------------------------------------------- line-ups


def test_a_pick_is_told_right_or_wrong_and_counted(kit):
    form = kit.lineup("which").form
    press_again = lambda **answer: form.press({"do": "commit", "answer": answer})  # noqa: E731
    assert "the real one" not in form.spec["pictures"][0]
    press_again(panel="1")
    real = int(form.spec["note"].split()[-1].rstrip("."))
    assert "the real one" in form.spec["pictures"][0] and form.spec["fields"] == []
    said = " ".join(block["text"] for block in form.after)
    assert ("You picked the real one." in said) == (real == 1) and "of 1." in said
    first = form.spec["pictures"][0]
    press_again()
    assert form.spec["fields"] and form.spec["pictures"][0] != first
    press_again(panel="2")
    assert "of 2." in " ".join(block["text"] for block in form.after)
    assert len(again()._journal.get("lineup/which")["tries"]) == 2
    assert "of 2." in " ".join(block["text"] for block in again().lineup("which").form.after)


def test_a_line_up_without_a_pick_is_refused(kit):
    assert press(kit.lineup("which")).status.startswith("Please choose one of the nine")


def test_the_still_line_up_does_not_give_the_real_one_away(kit):
    view = kit.lineup("which")
    assert "the real one" not in view.outputs[1]["text/html"] and repr(view).count("crosses its middle") == 9


# ---------------------------------------------------------------------------------------------- does it survive?


CHOICE = {"outcome": "bakeries", "cause": "supermarkets", "control": "nothing", "moment": "2020", "set": "all"}


def test_all_combinations_are_counted_after_a_choice(kit):
    form = press(kit.survives("fewer"), **CHOICE, guess=40)
    said = " ".join(block.get("text", "") for block in form.after)
    assert "Your choice: one standard deviation more" in said and "the claim holds." in said
    assert "of 16 combinations" in said and "you said 40 %" in said
    assert next(b for b in form.after if b["kind"] == "picture")["svg"].startswith("<svg")
    assert again().survives("fewer").form.answer == {**CHOICE, "guess": 40.0}


@pytest.mark.parametrize("odd", [{"guess": 5}, {**CHOICE, "set": "none", "guess": 5}, CHOICE, {**CHOICE, "guess": "x"}])
def test_a_choice_that_is_not_complete_is_refused(kit, odd):
    assert press(kit.survives("fewer"), **odd).after == []
