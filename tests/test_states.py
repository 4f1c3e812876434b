"""States as plain Python: what is taken, what is refused with a sentence, what stays locked."""

import json

import pytest

import essay_kit
from essay_kit import kept, states
from essay_kit.content import read_course


@pytest.fixture
def course(toy_data):
    return read_course(toy_data)


def test_a_committed_prediction_does_not_change(course):
    gain = course.get("predictions", "gain")
    locked = states.Predicted().commit(gain, {"option": "a", "sure": 80})
    assert locked.locked and locked.commit(gain, {"option": "b", "sure": 10}) is locked


@pytest.mark.parametrize(
    ("name", "given", "said"),
    [
        ("gain", {"sure": 50}, "choose one"),
        ("gain", {"option": "z", "sure": 50}, "choose one"),
        ("gain", {"option": "a"}, "enter a number"),
        ("gain", {"option": "a", "sure": 101}, "0 to 100"),
        ("gain", {"option": "a", "sure": "nan"}, "0 to 100"),
        ("times", {"value": 3, "from": 4, "to": 5, "sure": 50}, "must lie between"),
        ("times", {"value": "<b>", "from": 1, "to": 5, "sure": 50}, "enter a number"),
        ("closing", {"line": {"1990": 1}, "sure": 50}, "at 2000"),
        ("closing", {"line": "x", "sure": 50}, "at 1990"),
    ],
)
def test_an_answer_that_is_not_complete_is_refused_with_a_sentence(course, name, given, said):
    with pytest.raises(states.AnswerError, match=said):
        states.Predicted().commit(course.get("predictions", name), given)


def test_a_decimal_comma_will_do(course):
    state = states.Predicted().commit(course.get("predictions", "times"), {"value": "2,5", "from": "2", "to": "3", "sure": 60})
    assert state.answer == {"value": 2.5, "from": 2.0, "to": 3.0}


def test_an_answer_of_another_edition_does_not_fit(course):
    gain = course.get("predictions", "gain")
    state = states.Predicted().commit(gain, {"option": "a", "sure": 80})
    assert state.fits(gain)
    options = [gain.options[0].model_copy(update={"text": "Something else"}), *gain.options[1:]]
    assert not state.fits(gain.model_copy(update={"options": options}))


@pytest.mark.parametrize("kept", [None, 5, [], {"x": 1}, {"answer": 5}, {"sure": "much"}, {"answer": {}, "sure": None, "said": None}])
def test_what_is_not_a_state_is_recalled_as_an_empty_one(kept):
    assert states.recall(states.Predicted, kept) == states.Predicted()


def test_a_state_comes_back_as_it_was_kept(course):
    state = states.Predicted().commit(course.get("predictions", "gain"), {"option": "b", "sure": 70})
    assert states.recall(states.Predicted, states.keep(state)) == state


def test_the_first_answer_to_a_question_is_kept_beside_the_last(course):
    question = course.get("questions", "Q1")
    state = states.Picked().pick(question, {"option": "a"}).pick(question, {"option": "b"})
    assert (state.first, state.last) == ("a", "b")


def test_a_mark_needs_a_direction_and_a_strength_unless_it_does_not_bear():
    with pytest.raises(states.AnswerError, match="which way"):
        states.Weighed().mark(None, "hoop", "Claim B1")
    with pytest.raises(states.AnswerError, match="how strongly"):
        states.Weighed().mark("for", None, "Claim B1")
    assert states.Weighed().mark("none", "hoop", "Claim B1").strength == ""


def test_a_text_beyond_the_limit_is_refused():
    with pytest.raises(states.AnswerError, match="longer"):
        states.Written().write("x" * (states.TEXT_LIMIT + 1))


def test_gaps_are_counted_from_the_table(course):
    from essay_kit.gaps import gap

    exhibit, table = course.get("exhibits", "closing"), course.tables["bakeries"]
    record = course.get("predictions", "closing")
    drawn = states.Predicted().commit(record, {"line": {"1990": 40, "2000": 31, "2010": 22, "2020": 38}, "sure": 50})
    found = gap(record, drawn, exhibit, table)
    assert found.hit and found.rows[-1] == ("2020", "38", "18", "+20")
    assert "furthest off in 2020" in " ".join(found.lines) and "On average your line is 5 " in " ".join(found.lines)


def test_a_range_holds_the_value_or_not(course):
    from essay_kit.gaps import gap

    record, exhibit, table = course.get("predictions", "times"), course.get("exhibits", "people"), course.tables["towns"]
    near = states.Predicted().commit(record, {"value": 3, "from": 2, "to": 4, "sure": 50})
    far = states.Predicted().commit(record, {"value": 10, "from": 9, "to": 11, "sure": 50})
    assert gap(record, near, exhibit, table).hit and not gap(record, far, exhibit, table).hit


def test_the_public_face_is_small():
    assert set(essay_kit.__all__) == {"ContentError", "CourseError", "Kit", "UnknownIdError", "check", "load"}


@pytest.mark.parametrize(
    ("kind", "value", "good"),
    [
        ("survives", {"first": {"a": "b"}, "last": {"a": "b"}, "guess": 50}, True),  # JSON from other hands: no 50.0
        ("lineup", {"tries": [[1, 3, 4]]}, True),
        ("lineup", {"tries": [[1, [3], 4]]}, False),
        ("explore", {"met": ["gap"]}, True),
        ("explore", {"met": [1]}, False),
        ("explore", {"met": json.loads("[" * 900 + "]" * 900)}, False),
        ("predict", {"answer": {"option": "a"}, "said": "x"}, False),
        ("predict", {"answer": {"option": "a"}, "said": "x", "sure": 101}, False),
        ("predict", {"answer": {"value": float("inf")}, "said": "x", "sure": 10}, False),
        ("believe", {"values": {"T1": True}}, False),
        ("sort", {"first": {"a": ["b"]}, "last": {}}, False),
        ("of a later edition", {"anything": None}, True),
    ],
)
def test_what_is_kept_is_used_only_if_it_is_whole(kind, value, good):
    assert kept.usable(f"{kind}/x", {**value, "edition": "1"}) is good
