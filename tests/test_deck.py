"""The review deck: confident errors only, plain CSV, nothing that a spreadsheet would run."""

import csv
import io

from test_activities import press

from essay_kit import marks
from essay_kit.views import deck


def rows(form):
    file = next(block for block in form.after if block["kind"] == "file")
    assert file["name"].endswith(".csv")
    return list(csv.DictReader(io.StringIO(file["text"])))


def test_an_empty_deck_says_so_and_offers_no_file(kit):
    form = press(kit.review_deck())
    assert form.after == [] and "No cards yet" in form.status


def test_a_question_first_answered_otherwise_is_a_card_even_after_a_better_answer(kit):
    record = next(q for q in kit._course.all("questions"))
    best, other = (next(o for o in record.options if o.best is way) for way in (True, False))
    press(kit.question(record.id), option=other.id)
    press(kit.question(record.id), option=best.id)
    (card,) = rows(press(kit.review_deck()))
    assert card["Front"].startswith(record.prompt.split("{")[0].strip()[:20]) and best.text.strip()[:15] in card["Back"]
    assert card["Tags"] == record.id and card["Look again after 21 days"] == ""


def test_a_question_answered_well_at_once_is_none(kit):
    record = next(q for q in kit._course.all("questions"))
    press(kit.question(record.id), option=next(o.id for o in record.options if o.best))
    assert deck.cards(kit._course, kit._journal) == []


def test_only_a_sure_prediction_that_missed_is_a_card(kit):
    record = next(p for p in kit._course.all("predictions") if p.form == "number")
    for sure, many in ((60, 0), (70, 1)):
        kit._journal.forget()
        answer = {"value": record.high, "from": record.high, "to": record.high}
        kit._journal.put(f"predict/{record.id}", {"answer": answer, "sure": sure, "said": "x"})
        assert len(deck.cards(kit._course, kit._journal)) == many


def test_a_sign_that_a_spreadsheet_would_run_is_defused():
    assert marks.cell("=1+1\nx") == " =1+1 x"
    assert next(csv.reader(io.StringIO(deck.csv_of([('a "b", c', "d", "e")]).splitlines()[1]))) == ['a "b", c', "d", "e", "", "", ""]
