"""What must hold at any instant and for any input: saves that are killed, two writers, full disks, spoiled files and content.

In the gate each runs a few dozen times; `make proofs` runs the full numbers that docs/quality.md reports.
"""

import json
import os
import random
import resource
import shutil
import signal
import time
from pathlib import Path

import pytest

import essay_kit
from essay_kit.content import read_course
from essay_kit.journal import FILE, Journal
from essay_kit.kit import Kit

FULL = bool(os.environ.get("ESSAY_KIT_PROOFS"))
KILLS, FILES, CONTENTS = (1000, 500, 1000) if FULL else (60, 60, 60)
TOY = Path(__file__).parent / "toy_essay/data"
pytestmark = pytest.mark.skipif(os.name != "posix", reason="kills and limits as POSIX has them")


def child(work):
    """Run `work` in a process of its own; return its number."""
    number = os.fork()
    if number == 0:
        try:
            work()
        finally:
            os._exit(0)
    return number


def test_a_writer_killed_at_any_instant_loses_no_confirmed_answer(tmp_path):
    chance, confirmed, total = random.Random(1), {}, 0
    for run in range(KILLS):
        read, write = os.pipe()

        def save(run=run, write=write):
            journal = Journal("c", "1", tmp_path)
            for n in range(10_000):
                journal.put(f"reflect/W{n % 7}", {"text": f"{run} {n} " + "x" * chance.randrange(4000)})
                os.write(write, f"{n % 7} {n}\n".encode())

        number = child(save)
        os.close(write)
        told = os.fdopen(read)
        # not by the clock alone: a slow machine would kill each writer before its first save
        lines = [told.readline() for _ in range(chance.randrange(10))]
        time.sleep(chance.uniform(0, 0.01))
        os.kill(number, signal.SIGKILL)
        os.waitpid(number, 0)
        with told:
            lines = [line.split() for line in lines + told.read().splitlines() if line.count(" ") == 1]
        confirmed |= {f"reflect/W{slot}": (run, int(n)) for slot, n in lines}
        total += len(lines)
        after = Journal("c", "1", tmp_path)
        kept = after.read()
        assert after.note == "", after.note
        for key, last in confirmed.items():
            # what stands there is the last confirmed answer, or one that was written and not yet confirmed
            assert tuple(map(int, kept[key]["text"].split()[:2])) >= last, key
    print(f"{KILLS} kills, {total} confirmed answers, none lost")
    assert total > KILLS
    assert not list(tmp_path.glob("my_answers.damaged*"))


def test_two_kernels_that_write_at_once_keep_every_answer_of_both(tmp_path):
    many = 150 if FULL else 40

    def save(name):
        journal = Journal("c", "1", tmp_path)
        for n in range(many):
            journal.put(f"reflect/{name}{n}", {"text": name})

    numbers = [child(lambda name=name: save(name)) for name in "AB"]
    assert [os.waitpid(number, 0)[1] for number in numbers] == [0, 0]
    assert len(Journal("c", "1", tmp_path).read()) == 2 * many


def test_a_disk_that_is_full_for_real_is_said_and_the_old_file_stays(tmp_path):
    journal = Journal("c", "1", tmp_path)
    journal.put("reflect/W1", {"text": "kept"})
    read, write = os.pipe()

    def fill():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))
        full = Journal("c", "1", tmp_path)
        full.put("reflect/W2", {"text": "x" * 50_000})
        os.write(write, json.dumps([full.unsaved, full.note, full.get("reflect/W2")["text"][:3]]).encode())

    os.waitpid(child(fill), 0)
    os.close(write)
    with os.fdopen(read) as told:
        unsaved, note, text = json.loads(told.read())
    assert unsaved and note and text == "xxx"
    assert Journal("c", "1", tmp_path).read()["reflect/W1"]["text"] == "kept"


def spoiled(raw, chance):
    """The bytes with something broken: bits, cuts, doubled pieces, other text."""
    raw, way = bytearray(raw), chance.randrange(6)
    if way == 0:
        return bytes(raw[: chance.randrange(len(raw))])
    if way == 1:
        at = chance.randrange(len(raw))
        return bytes(raw[:at] + raw[at:] * 2)
    if way == 2:
        return bytes(chance.randrange(256) for _ in range(chance.randrange(200)))
    for _ in range(chance.choice((1, 1, 3, 20))):
        at = chance.randrange(len(raw))
        new = chance.choice((b"\x00", b"{", b"]", b'"', b"9" * 400, b"\xff", b"null", b"", "🙂".encode(), b"NaN", b"-"))
        raw[at : at + chance.choice((1, 1, 4, 30))] = new
        raw = raw or bytearray(b" ")
    return bytes(raw)


def opened(folder):
    """The toy course with its answers in this folder, wherever the machine keeps others."""
    course = read_course(TOY)
    return Kit(course, Journal(course.essay.id, course.essay.edition, folder))


def good_answers(folder):
    """An answer file as the toy course makes it."""
    kit = opened(folder)
    course = kit._course
    for record in course.all("questions"):
        kit._journal.put(f"question/{record.id}", {"first": "a", "last": "a", "said": record.options[0].text})
    kit._journal.put("predict/times", {"answer": {"value": 3, "from": 2, "to": 4}, "sure": 70, "said": "3"})
    kit._journal.put("predict/gain", {"answer": {"option": "a"}, "sure": 70, "said": "It loses some"})
    kit._journal.put("believe/start", {"values": {"T1": 50}})
    kit._journal.put("reflect/W1", {"text": "<script>1</script>"})
    return (folder / FILE).read_bytes()


def test_whatever_the_answer_file_holds_every_view_opens_and_nothing_is_written_over(tmp_path):
    good, chance = good_answers(tmp_path / "good"), random.Random(2)
    shown = ['kit.question("Q1")', 'kit.predict("times")', 'kit.predict("gain")', 'kit.believe("start")', 'kit.reflect("W1")']
    shown += ["kit.my_page()", "kit.calibration()", "kit.moved()", "kit.review_deck()", 'kit.weigh("closing")', "kit"]
    for n in range(FILES):
        folder = tmp_path / str(n)
        folder.mkdir()
        raw = spoiled(good, chance)
        (folder / FILE).write_bytes(raw)
        kit = opened(folder)
        for call in shown:
            assert repr(eval(call, {"kit": kit})) is not None
        kit._journal.put("reflect/W2", {"text": "new"})
        aside = list(folder.glob("my_answers.damaged*"))
        assert aside or json.loads((folder / FILE).read_bytes()), f"file {n} is neither read nor kept aside"
        if aside:
            assert aside[0].read_bytes() == raw and str(aside[0].name) in kit._journal.note


def test_whatever_the_content_holds_check_answers_in_a_second_with_places(tmp_path):
    chance, slow = random.Random(3), []
    files = [p for p in sorted(TOY.rglob("*")) if p.suffix in (".yaml", ".csv", ".json")]
    for n in range(CONTENTS):
        data = shutil.copytree(TOY, tmp_path / str(n))
        path = chance.choice(files)
        (data / path.relative_to(TOY)).write_bytes(spoiled(path.read_bytes(), chance))
        begun = time.perf_counter()
        lines = essay_kit.check(data)
        slow.append(time.perf_counter() - begun)
        assert all(isinstance(line, str) and line.strip() and "Traceback" not in line for line in lines)
        if lines and path.suffix == ".csv":
            assert any(path.stem in line for line in lines), (path.name, lines)
        shutil.rmtree(data)
    print(f"{CONTENTS} spoiled contents: slowest check {max(slow):.2f} s, median {sorted(slow)[len(slow) // 2]:.3f} s")
    if FULL:
        assert max(slow) < 1
