"""Views, clicked in Python as the browser would: what is shown, kept, locked, refused."""

import json
import re

import pytest

import essay_kit
from essay_kit.errors import CourseError
from essay_kit.views.view import WIDGET

HOSTILE = "<script>document.title='run'</script><img src=x onerror=alert(1)>"


def press(view, **answer):
    view.form.press({"do": "commit", "answer": answer})
    return view.form


def again():
    """The same course in a new kernel."""
    return essay_kit.load("tests/toy_essay/data")


def test_a_prediction_locks_opens_its_exhibit_and_says_the_gap(kit):
    form = press(kit.predict("gain"), option="a", sure=80)
    assert form.locked and form.opens == ["closing"] and form.receipt == 1 and form.status.startswith("Locked and saved.")
    said = " ".join(block.get("text", "") for block in form.after)
    assert "You said: It loses some" in said and "The table says: It gains some" in said and "It ends with 17." in said


def test_a_locked_prediction_is_locked_after_reload_rerun_and_restart(kit):
    press(kit.predict("gain"), option="a", sure=80)
    for one in (kit, again()):
        form = one.predict("gain").form
        assert form.locked and form.answer == {"option": "a", "sure": 80.0} and form.after
        press(one.predict("gain"), option="b", sure=10)
        assert one.predict("gain").form.answer["option"] == "a"


def test_two_tabs_cannot_lock_two_answers(kit):
    first, second = kit.predict("gain"), again().predict("gain")
    press(first, option="a", sure=80)
    assert press(second, option="b", sure=20).answer["option"] == "a"


def test_the_data_line_of_a_drawing_comes_only_after_the_lock(kit):
    view = kit.predict("closing")
    assert "truth" not in view.form.spec["fields"][0]
    press(view, line={"1990": 40, "2000": 30, "2010": 20, "2020": 10}, sure=50)
    assert view.form.spec["fields"][0]["truth"] == [[1990, 40], [2000, 31], [2010, 22], [2020, 18]]
    assert next(b for b in view.form.after if b["kind"] == "table")["rows"][3] == ["2020", "10", "18", "−8"]


@pytest.mark.parametrize(
    "answer", [{}, {"option": "a"}, {"option": "zz", "sure": 5}, {"option": ["a"], "sure": {}}, {"option": "a", "sure": HOSTILE}]
)
def test_an_incomplete_or_odd_answer_is_refused_with_a_sentence_and_nothing_is_kept(kit, answer):
    form = press(kit.predict("gain"), **answer)
    assert not form.locked and form.status.startswith(("Please", "How sure")) and form.receipt == 1
    assert not again().predict("gain").form.locked


@pytest.mark.parametrize(
    "message", [{}, {"do": "commit"}, {"do": "commit", "answer": 5}, {"do": "commit", "answer": None}, {"do": "fly", "answer": {}}]
)
def test_an_odd_message_breaks_nothing(kit, message):
    for view in (kit.predict("gain"), kit.question("Q1"), kit.weigh("closing"), kit.believe("start")):
        view.form.press(message)
        assert view.form.receipt == 1 and not view.form.locked


def test_a_question_gives_feedback_on_the_reason_and_may_be_tried_again(kit):
    view = kit.question("Q1")
    assert press(view, option="a").after[0]["text"] == "There is a stronger answer"
    assert view.form.after[1]["text"] == "Size does not matter for “every”."
    assert press(view, option="b").after[1]["text"] == "Yes: 17 is more than 12."
    assert again().question("Q1").form.answer == {"option": "b"}


def test_every_other_option_can_be_opened_with_its_feedback(kit):
    reveals = [b for b in press(kit.question("Q1"), option="a").after if b["kind"] == "reveal"]
    assert len(reveals) == 1 and "17 is more than 12" in reveals[0]["text"]


def test_no_feedback_stands_in_the_still_twin(kit):
    twin = kit.question("Q1").outputs[0]["text/html"]
    assert "Because it is small" in twin and "Size does not matter" not in twin


def test_words_are_kept_while_one_writes(kit):
    kit.reflect("W1").form.press({"do": "draft", "answer": {"text": HOSTILE}})
    assert again().reflect("W1").form.answer == {"text": HOSTILE}


def test_ours_comes_after_the_learners_own_weight(kit):
    view = kit.weigh("closing")
    assert view.form.after == []
    press(view, **{"closing/B1/direction": "for", "closing/B1/strength": "hoop", "closing/T1/direction": "none"})
    table, *reasons = view.form.after
    assert table["rows"][0] == ["Claim B1", "for the claim, hoop", "against the claim, hoop"]
    assert reasons[0]["text"] == "Claim B1. Our reason: A claim about every town falls with one town."
    assert again().weigh("B1").form.answer == {"closing/B1/direction": "for", "closing/B1/strength": "hoop"}


def test_what_is_refused_stays_in_the_form(kit):
    given = {"closing/B1/direction": "for"}
    assert press(kit.weigh("closing"), **given).answer == given
    wrong = {"value": 3, "from": 4, "to": 5, "sure": 60}
    assert press(kit.predict("times"), **wrong).answer == wrong
    long = {"text": "x" * 20_001}
    assert press(kit.reflect("W1"), **long).answer == long


def test_a_saved_text_stays_in_its_box(kit):
    assert press(kit.reflect("W1"), text="A sentence.").answer == {"text": "A sentence."}


def test_my_page_is_brought_up_to_date_by_its_button(kit):
    form = kit.my_page().form
    assert form.after == []
    press(kit.reflect("W1"), text="Written after the page was made.")
    form.press({"do": "commit", "answer": {}})
    files = {block["name"]: block["text"] for block in form.after if block["kind"] == "file"}
    assert all("Written after the page was made." in files[name] for name in ("my_page.html", "my_page.txt"))
    assert {"kind": "pair", "text": "Explain the gap in two lines.", "answer": "Written after the page was made."} in form.after


def test_an_answer_that_could_not_be_written_is_not_called_saved(kit, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(type(kit._journal), "_put", full)
    said = press(kit.reflect("W1"), text="lost?").status
    assert said.startswith("Your answer could not be written") and "Saved" not in said


@pytest.mark.parametrize(
    ("answer", "said"),
    [({}, "at least one"), ({"closing/B1/strength": "hoop"}, "which way"), ({"closing/B1/direction": "for"}, "how strongly")],
)
def test_a_weight_that_is_not_complete_is_refused_and_nothing_is_kept(kit, answer, said):
    assert said in press(kit.weigh("closing"), **answer).status and again().weigh("closing").form.answer == {}


def test_a_claim_is_graded_by_the_learner_first(kit):
    view = kit.weigh("B1")
    assert view.form.after == []
    form = press(view, grade="contested")
    assert form.after[0]["rows"][-1] == ["Claim B1 as a whole", "contested", "not supported"]
    assert form.after[-1]["text"].endswith("One town gains.")
    press(again().weigh("B1"), grade="supported")
    assert "supported (at first: contested)" in repr(again().my_page())


def test_a_second_thought_keeps_the_first(kit):
    view = kit.weigh("loaves")
    press(view, **{"loaves/B1/direction": "for", "loaves/B1/strength": "hoop"})
    press(view, **{"loaves/B1/direction": "both", "loaves/B1/strength": "hoop"})
    assert "both ways, hoop (at first: for hoop)" in repr(kit.my_page())


def test_beliefs_are_locked_and_asked_again(kit):
    press(kit.believe("start"), T1="70")
    assert again().believe("start").form.locked and not again().believe("end").form.locked
    press(again().believe("end"), T1=40)
    assert "At the start 70 %; at the end 40 %" in repr(kit.my_page())


def test_my_page_shows_what_was_typed_as_text_whatever_it_holds(kit):
    press(kit.reflect("W1"), text=HOSTILE + " $x^2$ **bold** \u202eرtl 🙂")
    output = kit.my_page().outputs[0]
    pages = [block["text"] for block in kit.my_page().form.after if block["kind"] == "file"]
    for page in [output["text/html"], pages[0]]:
        assert "<script>" not in page and "<img src=x" not in page and "&lt;script&gt;" in page
    assert HOSTILE in pages[1] and "default-src 'none'" in pages[0]


def test_my_page_has_the_question_the_answer_and_the_gap(kit):
    press(kit.predict("times"), value=3, **{"from": 2, "to": 4}, sure=60)
    text = repr(kit.my_page())
    for part in ("How many times as many people has Oakham?", "I said: 3 (2 to 4) times", "How sure I was: 60 %", "inside your range"):
        assert part in text


def test_erasing_asks_nothing_of_other_courses_and_empties_the_page(kit):
    press(kit.question("Q1"), option="a")
    kit.my_page().form.press({"do": "erase", "answer": {}})
    assert "No answers yet" in repr(again().my_page())


def test_the_gate_is_there_only_where_there_is_a_prediction_and_opens_when_it_is_locked(kit):
    assert 'data-ek-gate="closing"> ' in kit.exhibit("closing").outputs[0]["text/html"]
    assert "data-ek-gate" not in kit.exhibit("loaves").outputs[0]["text/html"]
    press(kit.predict("gain"), option="a", sure=80)
    assert 'data-ek-gate="closing" checked' in kit.exhibit("closing").outputs[0]["text/html"]


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda k: k.claim("B7"), "no claim 'B7'; did you mean B1"),
        (lambda k: k.predict("gian"), "did you mean gain"),
        (lambda k: k.exhibit("closng"), "did you mean closing"),
        (lambda k: k.weigh("closng"), "did you mean closing"),
        (lambda k: k.question("Q11"), "did you mean Q1"),
        (lambda k: k.term("lof"), "did you mean loaf"),
        (lambda k: k.map("B2"), "did you mean B1"),
        (lambda k: k.sources("bakery"), "did you mean bakeries"),
        (lambda k: k.believe("now"), '"start" or "end"'),
    ],
)
def test_a_wrong_id_is_answered_with_the_nearest(kit, call, said):
    with pytest.raises(essay_kit.CourseError, match=re.escape(said)):
        call(kit)


def everything(kit):
    yield from (
        kit.claim("B1"),
        kit.claims(),
        kit.map(),
        kit.map("T1"),
        kit.believe("start"),
        kit.predict("closing"),
        kit.predict("gain"),
        kit.predict("times"),
    )
    yield from (
        kit.exhibit("closing"),
        kit.exhibit("loaves"),
        kit.exhibit("people"),
        kit.weigh("closing"),
        kit.weigh("B1"),
        kit.question("Q1"),
        kit.reflect("W1"),
    )
    yield from (
        kit.worked("closing"),
        kit.term("loaf"),
        kit.terms(),
        kit.timeline(),
        kit.timeline(1995, 2010),
        kit.literature(),
        kit.sources(),
        kit.sources("towns"),
        kit.my_page(),
    )


def test_every_method_works_on_another_essay_and_says_in_plain_text_what_it_shows(kit):
    for view in everything(kit):
        assert repr(view).strip()
        for output in view.outputs:
            assert output["text/plain"] and "<script" not in output["text/html"] and WIDGET not in output


def test_a_timeline_can_be_cut(kit):
    assert "1990" not in repr(kit.timeline(1995, 2010)) and "2004-09-03" in repr(kit.timeline(1995, 2010))


def test_the_figure_and_the_table_are_plain(kit):
    assert type(kit.exhibit("closing").figure).__name__ == "Figure" and len(kit.table("towns")) == 2


def test_a_missing_table_takes_down_its_exhibit_only_and_an_answer_can_still_be_locked(kit, tmp_path, toy_data):
    import shutil

    folder = shutil.copytree(toy_data, tmp_path / "data")
    (folder / "tables" / "towns.csv").unlink()
    broken = essay_kit.load(folder)
    with pytest.raises(essay_kit.CourseError, match=r"towns\.csv is missing"):
        broken.exhibit("people")
    assert "closing" in repr(broken.exhibit("closing"))
    form = press(broken.predict("times"), value=3, **{"from": 2, "to": 4}, sure=60)
    assert form.locked and "towns.csv is missing" in form.after[0]["text"]


def test_answers_of_another_edition_are_listed_and_kept(kit, tmp_path):
    press(kit.predict("gain"), option="a", sure=80)
    path = tmp_path / "my_answers.json"
    path.write_text(path.read_text().replace("It loses some", "It lost some"))
    one = again()
    assert not one.predict("gain").form.locked and one._misfits() == ["predict/gain"]
    assert "earlier edition" in repr(one.my_page()) and "It lost some" in path.read_text()
    assert press(one.predict("gain"), option="b", sure=60).answer["option"] == "b"
    assert again().predict("gain").form.locked and "predict/gain@1" in path.read_text()
    # changed once more under the same edition: the copy of the first change stays
    kept = json.loads(path.read_text())
    kept["answers"]["predict/gain"]["said"] = "It stood still"
    path.write_text(json.dumps(kept))
    assert press(again().predict("gain"), option="a", sure=70).locked
    assert "It lost some" in path.read_text() and "It stood still" in path.read_text()


@pytest.mark.logs_errors
def test_a_fault_of_ours_is_said_and_logged_and_does_not_look_like_a_busy_kernel(kit, caplog):
    form = kit.question("Q1").form
    form._deal = lambda do, answer: 1 / 0
    form.press({"do": "commit", "answer": {}})
    assert "could not be dealt with" in form.status and form.receipt == 1 and "ZeroDivisionError" in caplog.text


def test_a_folder_that_is_not_there_is_named_when_the_installed_course_opens(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ESSAY_KIT_ANSWERS", str(tmp_path))
    assert "There is no folder ../dta here" in essay_kit.load("../dta").note
    assert essay_kit.load(None).note == ""


def test_a_text_under_a_prompt_of_another_edition_is_named(kit):
    kit._journal.put("reflect/W99", {"text": "kept"})
    assert again()._misfits() == ["reflect/W99"]


def test_numbers_in_the_words_of_a_question_are_filled_in(toy_data):
    from essay_kit.content import read_course

    course = read_course(toy_data)
    record = next(q for q in course.all("questions") if q.exhibit)
    column = course.tables[course.get("exhibits", record.exhibit).table].columns[-1]
    assert course.filled(record, "no place here") == "no place here"
    with pytest.raises(CourseError):
        course.filled(record, f"{{{column}[NOBODY, 1]:.1f}}")


def test_a_shown_table_has_no_empty_header(kit):
    assert "<th></th>" not in kit.table("towns")._repr_html_()
    assert "<th></th>" not in kit.table("towns").head(1)[["people"]]._repr_html_()


def test_beliefs_of_an_edition_with_other_theses_are_kept_beside_the_new_ones(kit):
    kit._journal.put("believe/start", {"values": {"T9": 10}})
    form = press(again().believe("start"), T1=60)
    assert form.locked and form.status.startswith("Kept.") and form.answer == {"T1": 60}
    answers = again()._journal.read()
    assert answers["believe/start"]["values"] == {"T1": 60}
    assert answers["believe/start@1"]["values"] == {"T9": 10}


def test_erasing_says_which_copies_stay(kit):
    kit._journal.put("explore/fashion", {"met": [1]})
    opened = again()
    assert "could be used" in opened._journal.note
    form = opened.my_page().form
    form.press({"do": "erase", "answer": {}})
    assert form.status.startswith("Erased.") and "my_answers.damaged-1.json" in form.status
    assert again()._journal.read() == {}
