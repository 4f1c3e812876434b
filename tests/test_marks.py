"""The table for marks: counts from handed-in files, empty columns for what must be read, nothing for agreeing."""

import csv
import io

from test_activities import press

from essay_kit import marks
from essay_kit.content import read_course
from essay_kit.journal import Journal
from essay_kit.kit import Kit


def handed_in(toy_data, folder, **answers):
    """The answer file of somebody who locked these predictions and answered the question."""
    course = read_course(toy_data)
    kit = Kit(course, Journal(course.essay.id, course.essay.edition, folder))
    for name, given in answers.items():
        press(kit.question(name) if name.startswith("Q") else kit.predict(name), **given)
    return kit._journal.path.read_text("utf-8")


def rows(form):
    file = next(block for block in form.after if block["kind"] == "file")
    assert file["name"] == "marks.csv"
    return {row["File"]: row for row in csv.DictReader(io.StringIO(file["text"]))}


def test_each_file_is_a_row_with_counts_and_room_for_marks(kit, toy_data, tmp_path):
    right, wrong = {"option": "b", "sure": "90"}, {"value": "1", "from": "1", "to": "1.5", "sure": "90"}
    files = {
        "one.json": handed_in(toy_data, tmp_path / "1", gain=right, times=wrong, Q1={"option": "b"}),
        "=two.json": handed_in(toy_data, tmp_path / "2", gain=right, Q1={"option": "a"}),
        "none.json": "{}",
    }
    form = kit.class_answers().form
    form.press({"do": "files", "answer": {"files": [{"name": name, "text": text} for name, text in files.items()]}})
    form.press({"do": "commit", "answer": {}})
    found = rows(form)
    assert set(found) == {"one.json", " =two.json"}
    one, two = found["one.json"], found[" =two.json"]
    assert (one["Predictions locked"], one["Right"], one["Mean sureness, %"], one["Right, %"], one["Surer than right, points"]) == (
        "2",
        "1",
        "90",
        "50",
        "40",
    )
    assert (one["Questions answered"], one["Strongest at first"], two["Strongest at first"]) == ("1", "1", "0")
    assert all(one[column] == "" for column in marks.READ)
    assert "none.json" in str(form.after)


def test_without_files_there_is_no_table_for_marks(kit):
    form = kit.class_answers().form
    form.press({"do": "commit", "answer": {"codes": ""}})
    assert not [block for block in form.after if block["kind"] == "file"]


def test_no_column_counts_agreement():
    assert not any(word in " ".join((*marks.COUNTED, *marks.READ)).lower() for word in ("agree", "belief", "claim"))


def test_somebody_without_predictions_has_blanks_and_not_noughts():
    assert marks.counted(read_course_of_nothing(), []) == [0, 0, "", "", "", 0, 0]


def read_course_of_nothing():
    import pathlib

    return read_course(pathlib.Path(__file__).parent / "toy_essay/data")
