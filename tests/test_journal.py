"""Answers survive: reloads, two tabs, damage, folders that cannot be written, a full disk."""

import json
import os

import pytest

from essay_kit import journal as module
from essay_kit.journal import Journal


@pytest.fixture
def open_journal(tmp_path, monkeypatch):
    monkeypatch.setattr(module.platformdirs, "user_data_dir", lambda *a, **k: str(tmp_path / "home"))
    (tmp_path / "notebooks").mkdir()
    return lambda: Journal("toy-bread", "1", tmp_path / "notebooks")


def test_an_answer_is_there_for_the_next_kernel(open_journal):
    open_journal().put("question/Q1", {"last": "a"})
    assert open_journal().get("question/Q1") == {"last": "a", "edition": "1"}


def test_a_locked_answer_stays_when_another_tab_locks_too(open_journal):
    first, second = open_journal(), open_journal()
    first.put("predict/x", {"sure": 10}, once=True)
    assert second.put("predict/x", {"sure": 90}, once=True)["sure"] == 10
    assert open_journal().get("predict/x")["sure"] == 10


def test_two_tabs_do_not_undo_each_other(open_journal):
    first, second = open_journal(), open_journal()
    first.put("reflect/W1", {"text": "one"})
    second.put("reflect/W2", {"text": "two"})
    first.put("reflect/W3", {"text": "three"})
    assert set(open_journal().read()) == {"reflect/W1", "reflect/W2", "reflect/W3"}


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'{"format": 9}',
        b'{"format": 1, "course": "toy-bread", "answers": [1]}',
        b'{"format": 1, "course": "toy-bread", "answers": {"a": 1}}',
        b"\xff\xff",
        b'{"format": 1, "course": "another", "answers": {}}',
    ],
)
def test_a_file_that_cannot_be_read_is_set_aside_and_kept(open_journal, raw):
    path = open_journal().path
    path.write_bytes(raw)
    journal = open_journal()
    journal.put("question/Q1", {"last": "a"})
    assert (path.parent / "my_answers.damaged-1.json").read_bytes() == raw
    assert "my_answers.damaged-1.json" in journal.note
    assert open_journal().get("question/Q1")["last"] == "a"


def test_an_answer_that_cannot_be_used_is_left_out_and_the_file_kept_as_it_was(open_journal, tmp_path):
    def usable(key, value):
        return "text" in value

    path = open_journal().path
    journal = open_journal()
    journal.put("reflect/W1", {"text": "one"})
    journal.put("reflect/W2", {"other": "two"})
    raw = path.read_bytes()
    for _ in range(2):  # looked at twice, kept once
        journal = Journal("toy-bread", "1", tmp_path / "notebooks", usable)
        assert set(journal.read()) == {"reflect/W1"} and path.read_bytes() == raw
    assert "1 of 2 could not" in journal.note and "my_answers.damaged-1.json" in journal.note
    assert journal.put("reflect/W2", {"text": "again"}, once=True)["text"] == "again"
    assert set(journal.read()) == {"reflect/W1", "reflect/W2"}
    [aside] = path.parent.glob("my_answers.damaged-*")
    assert aside.read_bytes() == raw
    answers, left_out = journal.held(raw.decode())
    assert set(answers) == {"reflect/W1"} and left_out == 1
    journal.put("reflect/W3", {"text": "more"})
    assert journal.note == ""  # said once


def test_two_tabs_that_see_the_same_torn_file_lose_neither_it_nor_what_is_saved_meanwhile(open_journal, monkeypatch):
    path = open_journal().path
    path.write_bytes(b"all my words {")
    real, other = module._answers, []

    def slow(raw, course):  # while the first looks at the file, a second one saves
        found = real(raw, course)
        if found is None and not other:
            other.append(1)
            open_journal().put("reflect/W9", {"text": "new"})
        return found

    monkeypatch.setattr(module, "_answers", slow)
    first = open_journal()
    first.put("reflect/W1", {"text": "one"})
    assert set(open_journal().read()) == {"reflect/W9", "reflect/W1"}
    assert [copy.read_bytes() for copy in path.parent.glob("my_answers.damaged-*")] == [b"all my words {"]


def test_where_no_copy_can_be_made_what_is_good_is_shown_and_nothing_is_written_over(open_journal, tmp_path, monkeypatch):
    def usable(key, value):
        return "text" in value

    journal = open_journal()
    journal.put("reflect/W1", {"text": "one"})
    journal.put("reflect/W2", {"other": "two"})
    raw = journal.path.read_bytes()
    (tmp_path / "notebooks/my_answers.damaged-1.json").mkdir()  # not a file: the next name is taken
    with monkeypatch.context() as full:
        full.setattr(module.os, "fsync", lambda _: (_ for _ in ()).throw(OSError(28, "No space left on device")))
        journal = Journal("toy-bread", "1", tmp_path / "notebooks", usable)
        assert set(journal.read()) == {"reflect/W1"}
        assert journal.put("reflect/W1", {"text": "again"}, once=True)["text"] == "one"
        assert journal.put("reflect/W4", {"text": "four"})["text"] == "four" and "No space left" in journal.note
        assert journal.path.read_bytes() == raw
    journal.put("reflect/W3", {"text": "three"})
    kept = Journal("toy-bread", "1", tmp_path / "notebooks", usable).read()
    assert kept["reflect/W1"]["text"] == "one" and set(kept) == {"reflect/W1", "reflect/W3", "reflect/W4"}
    assert (tmp_path / "notebooks/my_answers.damaged-2.json").read_bytes() == raw


def test_a_second_damaged_file_does_not_replace_the_first(open_journal):
    path = open_journal().path
    for raw in (b"one", b"two"):
        path.write_bytes(raw)
        open_journal()
    assert [(path.parent / f"my_answers.damaged-{n}.json").read_bytes() for n in (1, 2)] == [b"one", b"two"]


def test_where_the_folder_cannot_be_written_the_answers_go_to_the_own_data_folder(open_journal, tmp_path, monkeypatch):
    real = module.tempfile.mkstemp

    def refuse(dir, **how):
        if "notebooks" in str(dir):
            raise PermissionError(13, "Permission denied")
        return real(dir=dir, **how)

    monkeypatch.setattr(module.tempfile, "mkstemp", refuse)
    journal = open_journal()
    assert journal.path == tmp_path / "home" / "toy-bread" / "my_answers.json"
    assert "cannot be written" in journal.note and str(journal.path) in journal.note


def test_where_no_folder_can_be_written_the_work_goes_on_in_memory(open_journal, monkeypatch):
    def refuse(dir, **how):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(module.tempfile, "mkstemp", refuse)
    journal = open_journal()
    journal.put("question/Q1", {"last": "a"})
    assert journal.path is None and journal.get("question/Q1")["last"] == "a" and "download" in journal.note


def test_a_full_disk_is_said_nothing_is_lost_and_the_next_save_brings_it_to_disk(open_journal, monkeypatch):
    journal = open_journal()
    journal.put("question/Q1", {"last": "a"})
    before = journal.path.read_bytes()
    with monkeypatch.context() as full:
        full.setattr(module.os, "fsync", lambda _: (_ for _ in ()).throw(OSError(28, "No space left on device")))
        journal.put("question/Q2", {"last": "b"})
    assert journal.path.read_bytes() == before and "No space left" in journal.note
    assert journal.get("question/Q2")["last"] == "b"
    assert not list(journal.path.parent.glob("*.tmp"))
    journal.put("question/Q3", {"last": "c"})
    assert set(open_journal().read()) == {"question/Q1", "question/Q2", "question/Q3"} and journal.note == ""


def test_a_file_that_cannot_be_read_for_now_is_not_written_over(open_journal, monkeypatch):
    journal = open_journal()
    journal.put("question/Q1", {"last": "a"})
    with monkeypatch.context() as busy:
        busy.setattr(type(journal.path), "read_bytes", lambda self: (_ for _ in ()).throw(PermissionError(13, "Permission denied")))
        journal.put("question/Q2", {"last": "b"})
    assert set(json.loads(journal.path.read_text())["answers"]) == {"question/Q1"}
    assert "Permission denied" in journal.note


def test_erasing_leaves_no_answer(open_journal):
    journal = open_journal()
    journal.put("question/Q1", {"last": "a"})
    journal.forget()
    assert journal.read() == {} and open_journal().read() == {}


def test_the_file_holds_no_name_no_time_and_no_address(open_journal):
    journal = open_journal()
    journal.put("reflect/W1", {"text": "x"})
    kept = json.loads(journal.path.read_text())
    assert set(kept) == {"format", "course", "answers"} and set(kept["answers"]["reflect/W1"]) == {"text", "edition"}
    assert os.uname().nodename not in journal.path.read_text()
