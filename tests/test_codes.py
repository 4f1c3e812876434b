"""Class codes: what goes in comes out, nothing that is mistyped is read as something else, and no two answers share a code."""

import contextlib
import dataclasses
import random

import pytest
from conftest import ROOT

import essay_kit
from essay_kit import codes, letters
from essay_kit.codes import Answer, CodeError
from essay_kit.letters import ALPHABET, check, fits, plain


@pytest.fixture
def course(toy_data):
    return essay_kit.load(toy_data)._course


LINE = {"1990": 42.0, "2000": 30.0, "2010": 21.0, "2020": 9.0}


def answers(count, seed=1):
    """Many answers of every kind, as the states hold them."""
    chance = random.Random(seed)
    for _ in range(count):
        sure, belief = 5.0 * chance.randrange(21), chance.choice([{}, {"T1": chance.randrange(101)}])
        more = {"beliefs": belief, "moment": chance.choice(codes.MOMENTS)} if belief else {}
        low, middle, high = sorted(chance.randrange(201) / 10 for _ in range(3))
        line = {str(year): chance.randrange(101) * 0.6 for year in (1990, 2000, 2010, 2020)}
        yield Answer("predict/gain", {"option": chance.choice("abc")}, sure, **more)
        yield Answer("predict/times", {"value": middle, "from": low, "to": high}, sure, **more)
        yield Answer("predict/closing", {year: round(y, 6) for year, y in line.items()}, sure, **more)
        yield Answer("question/Q1", {"option": chance.choice("ab")}, vote=chance.choice((1, 2)), **more)


def test_what_goes_in_comes_out(course):
    for answer in answers(300):
        assert codes.read(course, codes.write(course, answer)) == answer


def test_a_code_is_short_in_groups_of_five_and_has_no_letter_that_is_mistaken_for_another(course):
    for answer in answers(100):
        groups = codes.write(course, answer).split("-")
        assert 3 <= len(groups) <= (5 if answer.beliefs else 4) and all(len(group) == 5 for group in groups)
        assert set("".join(groups)) <= set(ALPHABET) and not set(ALPHABET) & set("ILOU")


def test_different_answers_have_different_codes_and_equal_ones_the_same(course):
    by_code = {}
    for answer in answers(2000):
        assert by_code.setdefault(codes.write(course, answer), answer) == answer
    distinct = {repr(dataclasses.astuple(answer)) for answer in by_code.values()}
    assert len(distinct) == len(by_code) > 3000


def test_every_single_wrong_letter_is_found(course):
    for answer in answers(12):
        text = plain(codes.write(course, answer))
        for at, right in enumerate(text):
            for wrong in ALPHABET + "U":
                if wrong != right:
                    with pytest.raises(CodeError, match=r"mistyped|is not a letter"):
                        codes.read(course, text[:at] + wrong + text[at + 1 :])


def test_every_swap_of_two_letters_and_every_two_wrong_letters_are_found(course):
    chance = random.Random(3)
    for answer in answers(25):
        text = plain(codes.write(course, answer))
        for at in range(len(text)):
            for other in range(at):
                swapped = list(text)
                swapped[at], swapped[other] = text[other], text[at]
                assert text[at] == text[other] or not fits("".join(swapped))
                two = list(text)
                for place in (at, other):
                    two[place] = chance.choice(ALPHABET.replace(text[place], ""))
                assert not fits("".join(two))


def test_the_check_knows_all_letters_and_their_places():
    assert check([0] * 13) == [0, 0]
    assert len({tuple(check([letter] + [0] * 12)) for letter in range(32)}) == 32
    assert len({tuple(check([0] * at + [1] + [0] * (28 - at))) for at in range(29)}) == 29


def test_the_check_is_a_reed_solomon_check(course):
    """Read as a polynomial over the 32 letters, every code is zero at two and at four."""
    for answer in answers(40):
        for at in (1, 2):
            value = 0
            for letter in plain(codes.write(course, answer)):
                value = letters._times(value, letters.POWER[at]) ^ ALPHABET.index(letter)
            assert value == 0


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (Answer("predict/gain", {"option": "b"}, 80.0), "D78MX-DGX82-0002R"),
        (Answer("predict/times", {"value": 3.5, "from": 2.0, "to": 5.0}, 60.0), "D78MS-GXQ60-AY0CG-1YGGH"),
        (
            Answer("predict/closing", {"1990": 42.0, "2000": 30.0, "2010": 21.0, "2020": 9.0}, 50.0, beliefs={"T1": 70}, moment="end"),
            "D78MY-BA2N8-SJ8RZ-HG0D6",
        ),
        (Answer("question/Q1", {"option": "a"}, vote=2), "D78MW-5SV10-000G1"),
    ],
)
def test_the_same_answer_has_this_code_on_every_computer_and_in_every_version(course, answer, code):
    assert codes.write(course, answer) == code and codes.read(course, code) == answer


def test_a_letter_too_few_or_too_many_is_said(course):
    text = codes.write(course, Answer("predict/gain", {"option": "a"}, 50))
    for wrong in (text[:-1], text + "0", text[1:], ""):
        with pytest.raises(CodeError, match="letters and should have 15, 20, 25 or 30"):
            codes.read(course, wrong)


def test_small_letters_spaces_dashes_and_confusable_letters_are_forgiven(course):
    for answer in answers(60):
        text = codes.write(course, answer)
        typed = text.lower().replace("0", "o").replace("1", random.Random(text).choice("il")).replace("-", " – ")
        assert codes.read(course, typed) == answer == codes.read(course, text.replace("-", ""))


def test_a_code_of_another_edition_course_or_round_is_told_so(course):
    text = codes.write(course, Answer("predict/gain", {"option": "a"}, 50))
    later = dataclasses.replace(course, essay=course.essay.model_copy(update={"edition": "2"}))
    with pytest.raises(CodeError, match="another edition of the course; this is edition 2"):
        codes.read(later, text)
    other = dataclasses.replace(course, essay=course.essay.model_copy(update={"id": "milk"}))
    with pytest.raises(CodeError, match="another course"):
        codes.read(other, text)
    less = dataclasses.replace(course, records={**course.records, "predictions": {}})
    with pytest.raises(CodeError, match="a round that this edition does not have"):
        codes.read(less, text)


@pytest.mark.parametrize(
    "answer",
    [
        Answer("predict/gain", {"option": "z"}, 50),
        Answer("predict/gain", {"option": "a"}, 101),
        Answer("predict/gain", {"option": "a"}, None),
        Answer("predict/times", {"value": 1, "from": 0, "to": float("nan")}, 50),
        Answer("predict/times", {"value": 1, "from": 0, "to": 10**400}, 50),
        Answer("predict/times", {"value": True, "from": 0, "to": 1}, 50),
        Answer("predict/closing", {"1990": 1, "2000": 1, "2010": 1}, 50),
        Answer("predict/nothing", {"option": "a"}, 50),
        Answer("question/Q1", {"option": "a"}, vote=1, beliefs={"T1": 500}, moment="end"),
    ],
)
def test_what_no_form_takes_gets_no_code(course, answer):
    with pytest.raises(CodeError):
        codes.write(course, answer)


@pytest.mark.parametrize("entered", [(137, 100, 150), (12.5, 12, 13), (0.04, 0.01, 0.5), (600, 600, 600), (0, 0, 0), (340, 300, 400)])
def test_a_number_keeps_the_step_in_which_it_was_entered(course, entered):
    record = course.get("predictions", "times").model_copy(update={"low": 0.0, "high": 600.0 if max(entered) > 20 else 150.0})
    wide = dataclasses.replace(course, records={**course.records, "predictions": {"times": record}})
    given = dict(zip(("value", "from", "to"), entered, strict=True))
    assert codes.read(wide, codes.write(wide, Answer("predict/times", given, 50))).given == given


def test_a_finer_number_is_rounded_to_the_finest_step_for_which_there_is_room_and_stays_in_its_range(course):
    given = {"value": 19.99999, "from": 3.14159, "to": 20.0}
    read = codes.read(course, codes.write(course, Answer("predict/times", given, 52))).given
    assert read == {"value": 20.0, "from": 3.14, "to": 20.0}
    line = {"1990": 60, "2000": 0, "2010": 31.4, "2020": 0.2}
    read = codes.read(course, codes.write(course, Answer("predict/closing", line, 52.5)))
    assert read.given == {"1990": 60.0, "2000": 0.0, "2010": 31.2, "2020": 0.0} and read.sure == 55.0


def test_two_rounds_that_would_share_a_hash_are_told_apart(course, monkeypatch):
    short = codes.mark
    monkeypatch.setattr(codes, "mark", lambda text, bits: short(text, min(bits, 2)))
    assert len({codes.mark(f"0/{name}", 18) for name in codes.rounds(course)}) < len(codes.rounds(course))
    codes._marks.cache_clear()
    for answer in answers(10):
        assert codes.read(course, codes.write(course, answer)) == answer
    codes._marks.cache_clear()


def test_a_code_with_a_right_check_that_we_do_not_write_is_refused(course):
    text = codes.write(course, Answer("predict/gain", {"option": "c"}, 100))
    numbers = [ALPHABET.index(letter) for letter in plain(text)[:-2]]
    for more in ([1], [2], [31]):
        odd = [*numbers[:-1], *more]
        with pytest.raises(CodeError, match="not a code that this course makes"):
            codes.read(course, "".join(ALPHABET[n] for n in [*odd, *check(odd)]))
    for bit in range(65 - 5):  # whatever else is changed behind the check, it is another answer of ours or is refused
        odd = int("".join(f"{n:05b}" for n in numbers), 2) ^ (1 << bit)
        odd = [odd >> 5 * at & 31 for at in reversed(range(13))]
        spelled = "".join(ALPHABET[n] for n in [*odd, *check(odd)])
        with contextlib.suppress(CodeError):
            assert plain(codes.write(course, codes.read(course, spelled))) == spelled


def test_every_round_of_the_course_itself_has_a_code_of_at_most_six_groups():
    course = essay_kit.load(ROOT / "data")._course
    beliefs = dict.fromkeys(codes.theses(course), 100)
    for name, record in codes.rounds(course).items():
        if name.startswith("question"):
            answer = Answer(name, {"option": record.options[-1].id}, vote=2)
        elif record.form == "choice":
            answer = Answer(name, {"option": record.options[-1].id}, 100.0)
        elif record.form == "draw":
            answer = Answer(name, {str(year): record.high for year in record.anchors}, 100.0)
        else:
            answer = Answer(name, {"value": record.high, "from": record.low, "to": record.high}, 100.0)
        assert codes.read(course, codes.write(course, answer)) == answer and len(codes.write(course, answer)) <= 23
        full = dataclasses.replace(answer, beliefs=beliefs, moment="end")
        assert codes.read(course, codes.write(course, full)) == full and len(codes.write(course, full)) <= 35
