"""The seminar room: votes as states, codes and class view clicked in Python, and one class from code to picture in JupyterLab."""

import dataclasses
import json
import random
import re
import time

import pytest
from playwright.sync_api import expect

import essay_kit
from essay_kit import codes, gaps, gathered, handed, states, tallies, votes
from essay_kit.charts.pen import SHAPES
from essay_kit.codes import Answer
from essay_kit.gathered import Gathered
from essay_kit.letters import ALPHABET

HOSTILE = "<script>document.title='run'</script><img src=x onerror=alert(1)>"
FEW = "Fewer than five answers; not shown."


def press(view, do="commit", **answer):
    view.form.press({"do": do, "answer": answer})
    return view.form


def again():
    """The same course in a new kernel."""
    return essay_kit.load("tests/toy_essay/data")


def texts(form):
    """Everything that a form shows after the answer, as one text."""
    return json.dumps(form.after, ensure_ascii=False)


def shown_code(form):
    return [block["text"] for block in form.after if block["kind"] == "code"]


def table(form, caption):
    return next(block["rows"] for block in form.after if block["kind"] == "table" and caption in block["caption"])


@pytest.fixture
def course(kit):
    return kit._course


def a_class(course, count, seed=4):
    """The codes of a class: each student's four answers, made by the kit itself."""
    chance = random.Random(seed)
    for _ in range(count):
        sure = 5 * chance.randrange(21)
        low, middle, high = sorted(chance.randrange(21) for _ in range(3))
        line = {year: chance.randrange(61) for year in ("1990", "2000", "2010", "2020")}
        yield codes.write(course, Answer("predict/gain", {"option": chance.choice("abc")}, sure))
        yield codes.write(course, Answer("predict/times", {"value": middle, "from": low, "to": high}, sure))
        yield codes.write(course, Answer("predict/closing", line, sure))
        yield codes.write(course, Answer("question/Q1", {"option": chance.choice("ab")}, vote=1))


# ------------------------------------------------------------------------------------------------ votes as states


def test_a_vote_goes_through_four_steps_and_not_past_them(course):
    question, state = course.get("questions", "Q1"), votes.Voted()
    assert state.step == 1 and state.talk() == state
    state = state.vote(question, {"first": "a"})
    assert (state.step, state.now, state.vote(question, {"first": "b"})) == (2, "", state)
    state = state.talk()
    assert state.step == 3 and state.talk() == state
    state = state.vote(question, {"second": "b"})
    assert state.step == 4 and (state.first, state.second) == ("a", "b") and state.vote(question, {"second": "a"}) == state
    assert states.recall(votes.Voted, states.keep(state)) == state and state.fits(question)
    assert not votes.Voted(first="a", said={"a": "other words"}).fits(question) and not votes.Voted(first="z").fits(question)


@pytest.mark.parametrize("given", [{}, {"first": "z"}, {"first": ["a"]}, {"second": "a"}])
def test_a_vote_without_an_answer_is_refused(course, given):
    with pytest.raises(states.AnswerError, match="choose one"):
        votes.Voted().vote(course.get("questions", "Q1"), given)


def test_hands_are_whole_numbers_and_an_empty_box_is_none(course):
    question = course.get("questions", "Q1")
    assert votes.Hands().vote(question, {"first/a": "7"}).first == {"a": 7, "b": 0}
    for odd in ("x", "-1", "2.5", "nan", "1e9", [1], {}):
        with pytest.raises(states.AnswerError, match="whole number"):
            votes.Hands().vote(question, {"first/a": odd})
    with pytest.raises(states.AnswerError, match="how many hands"):
        votes.Hands().vote(question, {"first/a": 0})
    assert not votes.Hands(first={"a": 1}).fits(question) and not votes.Hands(first={"a": 1, "b": "x"}).fits(question)


# ----------------------------------------------------------------------------------------------- the vote, clicked


def test_a_vote_in_four_steps_shows_both_votes_and_feedback_only_at_the_end(kit):
    view = kit.vote("Q1")
    assert "Step 1 of 4" in view.form.spec["note"]
    form = press(view, first="a")
    assert form.status == "Step 2 of 4: discuss." and form.spec["fields"] == [] and form.after == [] and form.answer == {}
    assert press(view).status.startswith("Step 3 of 4") and form.answer == {} and form.after == []
    assert again().vote("Q1").form.spec["fields"][0]["key"] == "second"  # a new kernel goes on where one was
    press(view, second="b")
    assert form.status.startswith("Step 4 of 4: both votes side by side") and form.spec["action"] == ""
    assert table(form, "Your two votes") == [["Vote 1", "Because it is small"], ["Vote 2", "Because “every” allows no exception"]]
    assert "Yes: 17 is more than 12." in texts(form) and "Size does not matter" in texts(form)
    assert texts(again().vote("Q1").form) == texts(form)


def test_a_vote_leaves_the_question_alone_and_the_question_the_vote(kit):
    press(kit.question("Q1"), option="a")
    press(kit.vote("Q1"), first="b")
    kept = kit._journal.read()
    assert kept["question/Q1"]["first"] == "a" and kept["vote/Q1"]["first"] == "b" and kit.question("Q1").form.answer == {"option": "a"}


def test_a_vote_from_a_tab_that_is_a_step_behind_is_not_taken_for_the_second(kit):
    first, behind = kit.vote("Q1"), kit.vote("Q1")
    press(first, first="a")
    assert press(kit.vote("Q1"), first="b").status.startswith("Step 2 of 4")
    press(first)
    assert press(behind, first="b").status.startswith("Step 3 of 4")
    assert kit._journal.get("vote/Q1")["second"] == ""


def test_hands_stay_hidden_until_both_votes_are_in(kit):
    view = kit.vote("Q1", hands=True)
    form = press(view, **{"first/a": 17, "first/b": 3})
    assert "17" not in texts(form) + json.dumps(form.spec) + json.dumps(form.answer) + form.status
    press(view)
    assert "17" not in texts(form) + json.dumps(form.spec) + json.dumps(form.answer) + form.status
    press(view, **{"second/a": 6, "second/b": 14})
    assert [row[1:] for row in table(form, "Votes")] == [["17", "6"], ["3", "14"]]
    assert "(strongest)" in texts(form) and next(b for b in form.after if b["kind"] == "picture")["svg"].startswith("<svg")
    assert press(view, "erase").status.startswith("Step 1 of 4") and form.after == [] and form.spec["fields"][0]["key"] == "first/a"


def test_fewer_than_five_hands_are_not_shown(kit):
    view = kit.vote("Q1", hands=True)
    for given in ({"first/a": 2, "first/b": 2}, {}, {"second/a": 1, "second/b": 3}):
        form = press(view, **given)
    assert texts(form).count(FEW) == 2 and "picture" not in texts(form)


def test_a_count_that_is_none_stays_in_the_form(kit):
    form = press(kit.vote("Q1", hands=True), **{"first/a": "x"})
    assert "whole number" in form.status and form.answer == {"first/a": "x"}


# ---------------------------------------------------------------------------------------------- the code, clicked


def test_there_is_nothing_to_hand_in_before_an_answer(kit):
    for about, first in (("gain", "lock in your prediction"), ("Q1", "answer the question")):
        form = kit.code(about).form
        assert shown_code(form) == [] and f"There is nothing to hand in yet: first {first}" in texts(form)
        assert "nothing to hand in yet" in press(kit.code(about)).status


def test_a_locked_prediction_has_a_code_with_what_it_contains(kit, course):
    view = kit.code("gain")
    press(kit.predict("gain"), option="a", sure=82)
    (text,) = shown_code(press(view))
    assert codes.read(course, text) == Answer("predict/gain", {"option": "a"}, 80.0)
    assert "your answer, and how sure you were, to the nearest 5 percent. No name, no time, nothing else." in texts(view.form)
    assert shown_code(again().code("gain").form) == [text]


def test_an_exhibit_has_the_code_of_each_of_its_predictions(kit):
    press(kit.predict("gain"), option="a", sure=80)
    press(kit.predict("closing"), line={"1990": 40, "2000": 30, "2010": 20, "2020": 10}, sure=50)
    assert len(shown_code(kit.code("closing").form)) == 2


def test_the_first_answer_to_a_question_counts_and_votes_come_before_it(kit, course):
    press(kit.question("Q1"), option="a")
    press(kit.question("Q1"), option="b")
    assert [codes.read(course, text).given for text in shown_code(kit.code("Q1").form)] == [{"option": "a"}]
    view = kit.vote("Q1")
    for given in ({"first": "b"}, {}, {"second": "a"}):
        press(view, **given)
    read = [codes.read(course, text) for text in shown_code(kit.code("Q1").form)]
    assert [(one.given["option"], one.vote) for one in read] == [("b", 1), ("a", 2)]


def test_beliefs_go_only_where_they_are_ticked(kit, course):
    press(kit.believe("start"), T1=70)
    press(kit.predict("gain"), option="a", sure=80)
    view = kit.code("gain")
    assert view.form.answer == {} and codes.read(course, shown_code(view.form)[0]).beliefs == {}
    form = press(view, also=["beliefs"])
    assert codes.read(course, shown_code(form)[0]).beliefs == {"T1": 70} and "how likely you thought each thesis at the start" in texts(
        form
    )
    assert again().code("gain").form.answer == {"also": ["beliefs"]}
    assert codes.read(course, shown_code(press(view))[0]).beliefs == {}


def test_the_latest_beliefs_go(kit, course):
    press(kit.believe("start"), T1=70)
    press(kit.believe("end"), T1=30)
    press(kit.predict("gain"), option="a", sure=80)
    read = codes.read(course, shown_code(press(kit.code("gain"), also=["beliefs"]))[0])
    assert (read.moment, read.beliefs) == ("end", {"T1": 30})


def test_a_tick_without_beliefs_says_so(kit):
    press(kit.predict("gain"), option="a", sure=80)
    assert "You have not said yet" in texts(press(kit.code("gain"), also=["beliefs"]))


# ------------------------------------------------------------------------------------------- what a class hands in


def test_codes_are_found_whatever_stands_between_them(course):
    own = list(a_class(course, 12))
    for between in ("\n", ", ", ";", " ", "\t", " | ", "\r\n\r\n", "\nAnna Müller-Lüdenscheidt, 10:32: "):
        whole = Gathered().paste(course, between.join(own))
        assert [code for code, _ in whole.found] == [code.replace("-", "") for code in own] and not whole.troubles
    spaced = Gathered().paste(course, "Otto Maria " + " ".join(own).replace("-", " ").lower())
    assert len(spaced.found) == len(own) and not spaced.troubles


def test_a_mistyped_code_is_named_by_its_line_and_not_guessed(course):
    own = list(a_class(course, 3))
    chance = random.Random(9)
    for at, code in enumerate(own):
        place = chance.choice([n for n, letter in enumerate(code) if letter != "-"])
        wrong = code[:place] + chance.choice(ALPHABET.replace(code[place], "")) + code[place + 1 :]
        whole = Gathered().paste(course, "\n".join([*own[:at], f"Anna: {wrong}", *own[at + 1 :]]))
        assert len(whole.found) == len(own) - 1 and len(whole.troubles) == 1
        assert whole.troubles[0].startswith(f"Line {at + 1}: “{wrong}” is mistyped")
    whole = Gathered().paste(course, f"{own[0]}\nwe two: {own[1][:-1]}\nhello you\n\n{own[2]}")
    assert [t.split(":")[0] for t in whole.troubles] == ["Line 2", "Line 3"] and "Is one missing?" in whole.troubles[0]


def test_every_code_counts_and_identical_ones_are_said(kit, course):
    one = codes.write(course, Answer("predict/gain", {"option": "a"}, 80))
    form = press(kit.class_answers(), codes="\n".join([one] * 6))
    assert form.status == "6 answers counted. 5 of them are identical to another; every one is counted."
    assert [row[1] for row in table(form, "The answers of 6 people")] == ["6", "0", "0"]


def student(course, chance, folder=None):
    """An answer file as the journal writes it."""
    option, line = chance.choice("abc"), {year: chance.randrange(61) for year in ("1990", "2000", "2010", "2020")}
    said = {o.id: o.text for o in course.get("predictions", "gain").options}
    kept = {
        "predict/gain": {"answer": {"option": option}, "sure": 60.0, "said": said[option], "edition": "1"},
        "predict/closing": {"answer": line, "sure": 35.0, "said": "", "edition": "1"},
        "believe/start": {"values": {"T1": 70.0}, "edition": "1"},
        "reflect/W1": {"text": HOSTILE, "edition": "1"},
    }
    return {"format": 1, "course": "toy-bread", "answers": kept}


def test_answer_files_and_saved_pages_are_counted_and_beliefs_in_them_only_where_ticked(kit, course):
    press(kit.predict("gain"), option="b", sure=80)
    press(kit.believe("start"), T1=70)
    press(kit.question("Q1"), option="b")
    press(kit.code("Q1"), also=["beliefs"])
    pages = {block["name"]: block["text"] for block in kit.my_page().form.after if block["kind"] == "file"}
    files = {**pages, "my_answers.json": kit._journal.path.read_text("utf-8")}
    for name, text in files.items():
        whole = Gathered().file(course, name, text)
        assert not whole.troubles and [answer.round for _, answer in whole.found] == ["predict/gain", "question/Q1"]
        assert [answer.beliefs for _, answer in whole.found] == [{}, {"T1": 70}]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "is damaged"),
        ("[" * 100_000, "no class code"),
        ('{"a":' * 100_000, "is damaged"),
        ("{" + '"a":1,' * 10 + '"b":' + "9" * 5000 + "}", "is damaged"),
        ("\x00\xff\ufffd PNG \x1a" * 500, "no class code"),
        (HOSTILE * 100, "no class code"),
        ("", "no class code"),
        ("x" * 2_000_001, "larger than 2 MB"),
        ('{"format": 1, "course": "milk", "answers": {}}', "another course (milk)"),
        ('{"format": 2, "course": "toy-bread", "answers": {}}', "not an answer file"),
        ('{"format": 1, "course": "toy-bread", "answers": []}', "not an answer file"),
        ('{"format": 1, "course": "toy-bread", "answers": {"predict/gain": 5, "x": {}}}', "another edition"),
        ('{"format": 1, "course": "toy-bread", "answers": {}}', "no answer that can be counted"),
        (
            '{"format": 1, "course": "toy-bread", "answers": {"predict/gain": {"answer": {"option": "a"}, "edition": "0"}}}',
            "another edition (0)",
        ),
    ],
)
def test_a_file_that_is_none_of_ours_gets_one_sentence(course, text, said):
    whole = Gathered().file(course, "odd <b>.json", text)
    assert not whole.found and len(whole.troubles) == 1
    assert whole.troubles[0].startswith("odd <b>.json: ") and said in whole.troubles[0]


def answer_file(**kept):
    """An answer file with these answers of this edition."""
    answers = {key.replace("__", "/"): {**value, "edition": "1"} for key, value in kept.items()}
    return json.dumps({"format": 1, "course": "toy-bread", "answers": answers})


@pytest.mark.parametrize("odd", [{"answer": {"option": ["a"]}}, {"answer": {"option": "a"}, "sure": 900}, {"answer": []}, {"sure": "x"}])
def test_an_odd_answer_in_a_file_is_not_counted(course, odd):
    usual = {"answer": {"option": "a"}, "sure": 5, "said": "It loses some"}
    assert len(Gathered().file(course, "a.json", answer_file(predict__gain=usual)).found) == 1
    whole = Gathered().file(course, "a.json", answer_file(predict__gain=usual | odd))
    assert not whole.found and len(whole.troubles) == 1
    huge = {"answer": {"value": 1e308, "from": -1, "to": 2}, "sure": 5}
    assert "round predict/times" in Gathered().file(course, "a.json", answer_file(predict__times=huge)).troubles[0]


def test_three_hundred_files_take_seconds_and_nothing_is_written(kit, course, tmp_path):
    chance, before = random.Random(5), sorted(tmp_path.rglob("*"))
    files = [{"name": f"{n}.json", "text": json.dumps(student(course, chance)), "size": 900} for n in range(300)]
    view, began = kit.class_answers(), time.monotonic()
    for at in range(0, 300, 50):
        press(view, "files", files=files[at : at + 50])
    assert view.form.status.startswith("600 answers read from files so far")
    form = press(view)
    assert time.monotonic() - began < 10 and form.status.startswith("600 answers counted.")
    assert sum(int(row[1]) for row in table(form, "The answers of 300 people")) == 300 and "The lines of 300 people" in texts(form)
    assert sorted(tmp_path.rglob("*")) == before and not kit._journal.read()
    assert press(view, "erase").status == "Cleared." and press(view).status == "0 answers counted."


# ---------------------------------------------------------------------------------------------- the class, clicked


def test_a_class_is_shown_round_by_round_with_the_place_of_the_tables_answer(kit, course):
    form = press(kit.class_answers(), codes="\n".join(a_class(course, 25)))
    assert form.status.startswith("100 answers counted.")
    answers = table(form, "The answers of 25 people")
    assert [row[0] for row in answers] == ["It loses some", "It gains some (the table)", "Neither"]
    assert sum(int(row[1]) for row in answers) == 25
    assert "ranges hold it" in texts(form) and len(table(form, "The estimates and ranges of 25 people")) == 3
    assert [row[0] for row in table(form, "The lines of 25 people")] == ["1990", "2000", "2010", "2020"]
    assert [row[-1] for row in table(form, "The lines of 25 people")] == ["40", "31", "22", "18"]
    assert "On average 25 people were" in texts(form) and "(strongest" not in texts(form)
    assert len(table(form, "Votes (vote 1: 25)")) == 2 and "Vote 2" not in texts(form)
    assert sum(block["kind"] == "picture" for block in form.after) == 7 and "nan" not in texts(form)


def test_pictures_hold_a_mark_for_each_person(kit, course):
    form = press(kit.class_answers("times"), codes="\n".join(a_class(course, 25)))
    picture = next(block for block in form.after if block["kind"] == "picture")
    assert sum(picture["svg"].count(rest) for *_, rest in SHAPES) == 25 and "the table: 3" in picture["svg"]
    form = press(kit.class_answers("closing"), codes="\n".join(a_class(course, 25)))
    drawn = next(block["svg"] for block in form.after if block["kind"] == "picture" and "Class: 25 lines" in block["svg"])
    path = max(re.findall(r' d="(M[^"]*)"', drawn), key=len)
    assert path.count("M") == 25 and path.count("L") == 75


@pytest.mark.parametrize("many", [1, 4])
def test_a_group_under_five_is_never_shown(kit, course, many):
    form = press(kit.class_answers(), codes="\n".join(a_class(course, many)))
    assert texts(form).count(FEW) == 4 and not any(block["kind"] in ("table", "picture") for block in form.after)
    form = press(kit.class_answers(), codes="\n".join(a_class(course, 5)))
    assert FEW not in texts(form)


def test_beliefs_and_votes_under_five_are_not_shown_beside_a_large_group(kit, course):
    ticked = [{"beliefs": {"T1": belief}, "moment": "end"} for belief in (10, 20, 30, 90)]
    own = [Answer("predict/gain", {"option": "a"}, 50.0, **more) for more in ({}, {}, *ticked)]
    own += [Answer("question/Q1", {"option": "a"}, vote=vote) for vote in (1, 1, 1, 1, 1, 1, 2, 2)]
    form = press(kit.class_answers(), codes="\n".join(codes.write(course, one) for one in own))
    assert f"At the end: {FEW}" in texts(form) and f"Vote 2: {FEW}" in texts(form) and "middle belief" not in texts(form)
    more = [dataclasses.replace(own[2], beliefs={"T1": belief}) for belief in (40, 50)]
    form = press(kit.class_answers(), codes="\n".join(codes.write(course, one) for one in [*own, *more]))
    assert table(form, "The middle belief")[0][1].startswith("35 (")


def test_beliefs_at_the_start_and_at_the_end_are_counted_apart(kit, course):
    own = [Answer("predict/gain", {"option": "a"}, 50.0, beliefs={"T1": b}, moment=m) for m, b in [("start", 80)] * 5 + [("end", 20)] * 6]
    form = press(kit.class_answers(), codes=" ".join(codes.write(course, one) for one in own))
    assert table(form, "The middle belief")[0][1:] == ["80 (80 to 80)", "20 (20 to 20)"]


def test_both_votes_stand_side_by_side(kit, course):
    own = [Answer("question/Q1", {"option": o}, vote=v) for v, row in ((1, "aaaab"), (2, "abbbbb")) for o in row]
    form = press(kit.class_answers("Q1"), codes=" ".join(codes.write(course, one) for one in own))
    assert [row[1:] for row in table(form, "Votes (vote 1: 5 and vote 2: 6)")] == [["4", "1"], ["1", "5"]]
    assert "(strongest)" in texts(form)


def test_codes_of_another_round_are_said(kit, course):
    form = press(kit.class_answers("Q1"), codes="\n".join(a_class(course, 6)))
    assert "18 codes belong to another round and are left out." in texts(form) and "The answers of" not in texts(form)


def test_what_held_in_the_class_is_what_each_was_told(course):
    """The class counts as gaps.py does for one learner."""
    own = [codes.read(course, code) for code in a_class(course, 150)]
    for name in ("gain", "times", "closing"):
        record, mine = course.get("predictions", name), [answer for answer in own if answer.round == f"predict/{name}"]
        exhibit = course.get("exhibits", record.exhibit)
        table_ = course.tables[exhibit.table]
        told = sum(gaps.gap(record, states.Predicted(one.given, one.sure, "-"), exhibit, table_).hit for one in mine)
        assert 0 < tallies.right(course, record, mine) == told < 150


def test_calibration_waits_for_ten(course):
    record, own = course.get("predictions", "gain"), [Answer("predict/gain", {"option": "b"}, 80.0)] * 9
    assert tallies.calibration(course, record, own) == "On average 9 people were 80 % sure."
    assert tallies.calibration(course, record, [*own, Answer("predict/gain", {"option": "a"}, 30.0)]).endswith(
        "75 % sure; the prediction held for 9 of them (90 %)."
    )


@pytest.mark.parametrize("files", [None, 5, [5, None, {}], [{"name": 5, "text": {}, "size": "x"}], [{"name": HOSTILE, "text": HOSTILE}]])
def test_odd_messages_and_hostile_texts_break_nothing(kit, files):
    view = kit.class_answers()
    press(view, "files", files=files)
    form = press(view, codes=HOSTILE + "\n" + "\u202e" * 50 + "\n" + "A" * 5000 + "\x00")
    assert form.receipt == 2 and "0 answers counted" in form.status


@pytest.mark.parametrize("text", ["a\n" * 50_000, "abcde " * 16_000, "ab " * 33_000, "x-" * 50_000, "AAAAA-" * 16_000])
def test_a_text_made_to_be_slow_is_not(course, text):
    began = time.monotonic()
    assert not Gathered().paste(course, text).found
    assert time.monotonic() - began < 10


def test_a_text_that_is_too_long_is_one_sentence(kit):
    form = press(kit.class_answers(), codes="x" * (gathered.MOST_PASTED + 1))
    assert "at most 100,000 are read" in texts(form)


def test_a_wrong_id_is_answered_with_the_nearest(kit):
    for call in (kit.code, kit.class_answers, kit.vote):
        with pytest.raises(essay_kit.CourseError, match="did you mean Q1"):
            call("Q11")


def test_every_round_of_the_course_itself_can_be_coded_voted_on_and_shown(tmp_path, monkeypatch):
    from conftest import ROOT

    monkeypatch.setenv("ESSAY_KIT_ANSWERS", str(tmp_path))
    course = essay_kit.load(ROOT / "data")
    for record in codes.rounds(course._course).values():
        assert "nothing to hand in" in texts(course.code(record.id).form)
        assert "0 answers counted" in press(course.class_answers(record.id)).status
    for record in course._course.all("questions"):
        assert "Step 1 of 4" in course.vote(record.id).form.spec["note"]


def test_the_class_and_the_vote_say_in_plain_text_what_they_are(kit):
    for view in (kit.class_answers(), kit.vote("Q1"), kit.vote("Q1", hands=True), kit.code("gain")):
        assert repr(view).strip() and "<script" not in view.outputs[0]["text/html"]


def test_a_page_of_ones_own_holds_the_codes(kit, course):
    press(kit.predict("gain"), option="b", sure=80)
    (answer,) = handed.everything(course, kit._journal.read())
    assert codes.write(course, answer) in repr(kit.my_page()) and "My class codes" in kit.my_page().outputs[0]["text/html"]


# --------------------------------------------------------------------------------------- a class, as it is lived


@pytest.fixture
def notebook(lab, toy_data):
    """A notebook of the toy course with the parts of a seminar."""
    calls = ['predict("gain")', 'code("gain")', 'vote("Q1")', 'vote("Q1", hands=True)', "class_answers()"]
    sources = [f'import essay_kit\nkit = essay_kit.load("{toy_data}")\nkit', *(f"kit.{call}" for call in calls)]
    return lab.write("room", sources)


def form_of(page, legend, nth=0):
    return page.locator(".ek-form").filter(has=page.locator("legend", has_text=re.compile(f"^{legend}"))).nth(nth)


@pytest.mark.browser
@pytest.mark.slow
def test_a_class_from_code_to_picture(lab, page, notebook, course, tmp_path):
    lab.run_all(page, notebook)
    expect(page.locator(".ek-form")).to_have_count(5, timeout=60_000)
    mine = a_student_hands_in(page, course)
    a_vote_by_keys(page)
    hands_stay_hidden(page)
    own = [mine, *(code for code in a_class(course, 40) if codes.read(course, code).round == "predict/gain")][:25]
    the_class_is_shown(page, [*own, HOSTILE, f"Anna: {mine[:-1]}"], lab, tmp_path)
    assert page.title() != "run"
    assert not [path for path in (lab.folder / "notebooks").iterdir() if path.suffix == ".json" and path.name != "my_answers.json"]


def a_student_hands_in(page, course):
    """Lock a prediction, take its code, copy it; before that there is none."""
    box, prediction = form_of(page, "Your class code"), form_of(page, "Your prediction")
    show = box.get_by_role("button", name="Show my class code", exact=True)
    show.click()
    expect(box.get_by_role("status").first).to_contain_text("nothing to hand in yet")
    prediction.get_by_role("radio").nth(1).check()
    prediction.get_by_role("textbox").fill("70")
    prediction.get_by_role("button", name="Lock in my prediction", exact=True).click()
    expect(prediction.get_by_role("status")).to_contain_text("Locked and saved")
    show.click()
    text = box.locator(".ek-code")
    expect(text).to_be_visible()
    box.get_by_role("button", name="Copy", exact=True).click()
    expect(box.get_by_text(re.compile("Copied|It is selected"))).to_be_visible()
    assert codes.read(course, text.inner_text()) == Answer("predict/gain", {"option": "b"}, 70.0)
    return text.inner_text()


def a_vote_by_keys(page):
    """All four steps without a mouse; the live line names each, and the focus is never lost."""
    vote = form_of(page, "Vote, discuss, vote", 0)
    vote.get_by_role("radio").first.focus()
    for keys, step in ((("Space", "Tab", "Enter"), 2), (("Enter",), 3), (("Shift+Tab", "Space", "Tab", "Enter"), 4)):
        for key in keys:
            page.keyboard.press(key)
        expect(vote.get_by_role("status")).to_contain_text(f"Step {step} of 4")
        assert vote.evaluate("form => form.contains(document.activeElement)")
        expect(vote.get_by_text("Your two votes")).to_have_count(int(step == 4))


def hands_stay_hidden(page):
    """Count hands twice; the counts are seen in the fourth step alone."""
    vote = form_of(page, "Vote, discuss, vote", 1)
    for first, second in ((17, 3), (6, 14)):
        vote.get_by_role("textbox").nth(0).fill(str(first))
        vote.get_by_role("textbox").nth(1).fill(str(second))
        vote.get_by_role("button", name=re.compile("^Keep the")).click()
        if first == 17:
            expect(vote.get_by_role("status")).to_contain_text("Step 2 of 4")
            vote.get_by_role("button", name="We have discussed", exact=True).click()
            expect(vote.get_by_role("status")).to_contain_text("Step 3 of 4")
            assert "17" not in vote.inner_text() and vote.get_by_role("textbox").first.input_value() == ""
    expect(vote.get_by_role("cell", name="17", exact=True)).to_be_visible()
    expect(vote.locator(".ek-pictures svg")).to_have_count(1)


def the_class_is_shown(page, lines, lab, tmp_path):
    """Paste 25 codes and two lines that are none, choose three files; see the bars, and what was not counted."""
    room = form_of(page, "The class")
    room.get_by_role("textbox").fill("\n".join(lines))
    (tmp_path / "odd.html").write_bytes(bytes(range(256)) * 500)
    (tmp_path / "large.txt").write_text("x" * 2_000_001)
    room.locator("input[type=file]").set_input_files(
        [tmp_path / "odd.html", tmp_path / "large.txt", lab.folder / "notebooks/my_answers.json"]
    )
    expect(room.get_by_role("status")).to_contain_text("answers read from files so far")
    room.get_by_role("button", name="Show the class", exact=True).click()
    expect(room.get_by_role("status")).to_contain_text("28 answers counted.")  # 25 codes; of the file a prediction and two votes
    missed = room.locator(".ek-after ul").first
    for said in ("Line 26: ", "Line 27: ", "odd.html: no class code", "large.txt: this file is larger than 2 MB"):
        expect(missed).to_contain_text(said)
    expect(room.get_by_role("table", name="The answers of 26 people")).to_be_visible()
    expect(room.get_by_text(FEW)).to_have_count(2)  # both votes of one person
    assert room.locator(".ek-pictures svg").count() == 2
    room.get_by_role("button", name="Clear codes and files", exact=True).click()
    room.get_by_role("button", name="Yes", exact=True).click()
    expect(room.get_by_role("textbox")).to_have_value("")
    expect(room.locator(".ek-pictures svg")).to_have_count(0)
