"""Content with mistakes: every one is named at once, with file, line and record, and nothing raises a traceback."""

import json
import shutil

import pytest

import essay_kit
from essay_kit import reading
from essay_kit.content import read_course
from essay_kit.packed import FILE, pack


@pytest.fixture
def course(toy_data, tmp_path):
    """A copy of the toy course that a test may spoil."""
    return shutil.copytree(toy_data, tmp_path / "data")


def spoil(course, name, old, new):
    path = next((course / "content").rglob(f"{name}.yaml"))
    text = path.read_text("utf-8")
    assert old in text, "the test would change nothing"
    path.write_text(text.replace(old, new, 1), "utf-8")
    return essay_kit.check(course)


def test_a_mistake_in_a_lessons_folder_is_named_with_the_folder(course):
    assert "data/content/1_bakeries/exhibits.yaml, line" in spoil(course, "exhibits", "table: bakeries", "table: bakery")[0]


def test_an_id_taken_in_another_folder_is_named_with_both_places(course):
    (course / "content/2_more").mkdir()
    shutil.copy(course / "content/1_bakeries/exhibits.yaml", course / "content/2_more")
    [mistake, *_] = essay_kit.check(course)
    assert mistake.startswith("data/content/2_more/exhibits.yaml, line")
    assert "is taken (data/content/1_bakeries/exhibits.yaml, line" in mistake


def test_the_toy_course_is_in_order(course):
    assert essay_kit.check(course) == []


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("claims", "wrong_if: >\n    One", "wrongif: >\n    One", ["line", "B1", "“wrongif” is not a field", "did you mean “wrong_if”"]),
        ("claims", "  short: Every town loses bakeries\n", "", ["B1", "“short” is missing"]),
        ("claims", "kinds: [descriptive]", "kinds: [descriptiv]", ["B1", "must be 'thesis'", "descriptiv"]),
        ("claims", "rests_on: [B1]", "rests_on: [B7]", ["T1", "there is no B7 in claims.yaml"]),
        ("claims", "- id: B1", "- id: T1", ["T1", "is taken"]),
        ("claims", "  grade: not supported", "  grade: not supported\n  grade: contested", ["“grade” stands twice"]),
        ("claims", "short: Every town loses bakeries", "short: Every town #1 loses bakeries", ["“#” cuts the text to “Every town”"]),
        ("claims", "  section: B", "  section: Z", ["B1", "no section Z"]),
        ("claims", "    voice: B. Somebody", "   voice: B. Somebody", ["line", "not valid YAML"]),
        ("claims", "work: somebody-2016", "work: somebody-2061", ["B1", "no somebody-2061 in literature.yaml"]),
        ("exhibits", "table: bakeries", "table: bakery", ["closing", "no table bakery"]),
        ("exhibits", "    y: bakeries\n", "    y: shops\n", ["closing", "no column shops"]),
        ("exhibits", "series: [OAK, ELM]", "series: [OAK, ASH]", ["closing", "no town ASH"]),
        ("exhibits", "{bakeries[OAK, 1990]}", "{bakeries[OAK, 1991]}", ["closing", "no bakeries for OAK, 1991"]),
        ("exhibits", "claim: B1, direction: against", "claim: B1, direction: contra", ["closing", "must be 'for', 'against' or 'both'"]),
        ("predictions", "< bakeries[ELM, 1990]", "> bakeries[ELM, 1990]", ["gain", "one option must hold", "a, b does"]),
        ("predictions", '"2020"]', '"2021"]', ["closing", "no value of OAK for 2021"]),
        ("predictions", "high: 20", "high: 2", ["times", "outside 0 to 2"]),
        ("questions", 'best: "true", ', "", ["Q1", "one option, and only one"]),
        ("worked", "{bakeries[ELM, 2020]}", "{bakeries[ELM]}", ["cannot", "bakeries"]),
        ("essay", "question: Who killed the bakery?", "question: >", ["the essay"]),
    ],
)
def test_a_mistake_is_named_with_its_place(course, name, old, new, said):
    mistakes = spoil(course, name, old, new)
    assert mistakes
    if said[-1] != "bakeries":
        for word in said:
            assert word in " ".join(mistakes)


def test_all_mistakes_are_named_at_once(course):
    spoil(course, "claims", "  short: Every town loses bakeries\n", "")
    mistakes = spoil(course, "questions", "claim: B1", "claimm: B1")
    assert any("short" in m for m in mistakes) and any("claimm" in m for m in mistakes)


def test_a_circle_in_the_argument_is_named(course):
    mistakes = spoil(course, "claims", "  kinds: [descriptive]", "  kinds: [descriptive]\n  rests_on: [T1]")
    assert "in a circle" in " ".join(mistakes)


def test_load_raises_one_error_with_every_mistake(course):
    spoil(course, "claims", "  short: Every town loses bakeries\n", "")
    with pytest.raises(essay_kit.ContentError, match="short") as caught:
        essay_kit.load(course)
    assert caught.value._render_traceback_() == [str(caught.value)]


@pytest.mark.parametrize(
    "raw",
    [b"\xff\xfe\x00", b"- [", b"a: b: c", b"\t- x", b"- &a [*a]", b"? {a: 1}\n: b", b"%YAML 9.9\n---\n- a", b"- 5", b"5", b"", b"[" * 3000],
)
@pytest.mark.parametrize("name", ["claims", "essay", "questions"])
def test_whatever_the_file_holds_there_is_a_sentence_and_no_exception(course, raw, name):
    (course / "content" / f"{name}.yaml").write_bytes(raw)
    assert all(isinstance(m, str) and m for m in essay_kit.check(course))


def test_words_that_yaml_would_turn_into_something_else_stay_words():
    assert reading.read("x", b"a: no\nb: 1.10\nc: 2004-09-03\nd: ~").data == {"a": "no", "b": "1.10", "c": "2004-09-03", "d": "~"}


def test_a_hash_inside_a_folded_sentence_is_kept():
    found = reading.read("x", b"text: >\n  rule #1 stays\nother: 'rule #2'\n")
    assert found.data == {"text": "rule #1 stays\n", "other": "rule #2"} and not found.mistakes


def test_a_missing_content_folder_is_said(tmp_path):
    with pytest.raises(essay_kit.ContentError, match="no folder content"):
        essay_kit.load(tmp_path)


def test_a_missing_file_is_said(course):
    (course / "content" / "claims.yaml").unlink()
    assert "claims.yaml is missing" in " ".join(essay_kit.check(course))


# ------------------------------------------------------------------------------------------- read once and kept


def records(course):
    found = read_course(course)
    return found.records, found.places, found.essay


def test_a_packed_course_is_the_same_course_read_without_yaml(course, monkeypatch):
    before = records(course)
    assert pack(course / "content") == len(list((course / "content").rglob("*.yaml")))
    monkeypatch.setattr(reading, "read", None)  # nothing is read from its YAML now
    assert records(course) == before


def test_a_file_edited_after_packing_is_read_anew_and_its_mistakes_have_their_lines(course):
    pack(course / "content")
    mistakes = spoil(course, "claims", "wrong_if: >\n    One", "wrongif: >\n    One")
    assert any("claims.yaml, line " in mistake and "“wrongif” is not a field" in mistake for mistake in mistakes)
    with pytest.raises(essay_kit.ContentError, match="claims"):
        essay_kit.load(course)


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"format": 1}', '{"format": 1, "files": []}', '{"format": 2, "files": {"claims": 1}}'])
def test_a_damaged_packing_is_as_none(course, damage):
    before = records(course)
    (course / "content" / FILE).write_text(damage, "utf-8")
    assert records(course) == before


def test_a_packing_with_damaged_entries_is_as_none(course):
    before = records(course)
    pack(course / "content")
    kept = json.loads((course / "content" / FILE).read_text("utf-8"))
    for at, entry in enumerate(kept["files"].values()):
        entry.pop(("data", "lines", "sha256")[at % 3])
    (course / "content" / FILE).write_text(json.dumps(kept), "utf-8")
    assert records(course) == before


def test_what_cannot_be_read_is_not_packed(course):
    spoil(course, "claims", "    voice: B. Somebody", "   voice: B. Somebody")
    with pytest.raises(essay_kit.ContentError, match="not valid YAML"):
        pack(course / "content")
    assert not (course / "content" / FILE).exists()


def test_hundreds_of_mistakes_are_counted_and_not_all_shown():
    error = essay_kit.ContentError([f"mistake {n}." for n in range(100)])
    assert "a look at 100 things" in str(error) and "mistake 19." in str(error) and "mistake 20." not in str(error)
    assert "and 80 more" in str(error) and len(error.mistakes) == 100
