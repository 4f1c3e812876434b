"""What must hold at any instant and for any input: saves that are killed, two writers, full disks, spoiled files and content.

In the gate each runs a few dozen times; `make proofs` runs the full numbers that docs/quality.md reports.
"""

import itertools
import json
import os
import random
import resource
import shutil
import signal
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

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


PIECES = st.sampled_from([b"\x00", b"{", b"]", b'"', b"9" * 400, b"\xff", b"null", b"", "🙂".encode(), b"NaN", b"-"]) | st.binary(
    max_size=20
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.just("x" * 30_000),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
# In the gate the same ones each time; `make proofs` looks for new ones.
LOOK = settings(deadline=None, derandomize=not FULL, database=None, suppress_health_check=list(HealthCheck))


@st.composite
def broken(draw, raw):
    """The bytes with something broken: cut off, doubled, overwritten in places, or other bytes altogether."""
    way, at = draw(st.sampled_from(["cut", "doubled", "other", "places", "places", "places"])), draw(st.integers(0, len(raw)))
    if way == "cut":
        return raw[:at]
    if way == "doubled":
        return raw[:at] + raw[at:] * 2
    if way == "other":
        return draw(st.binary(max_size=200))
    for place, gone, new in draw(st.lists(st.tuples(st.integers(0, len(raw)), st.integers(0, 30), PIECES), min_size=1, max_size=20)):
        raw = raw[:place] + new + raw[place + gone :]
    return raw


@st.composite
def misshapen(draw, raw):
    """Good JSON in which some value is another one, or is gone."""
    whole = json.loads(raw)
    for _ in range(draw(st.integers(1, 3))):
        holder, key, node = None, None, whole
        while isinstance(node, dict | list) and node and (holder is None or draw(st.booleans())):
            holder = node
            key = draw(st.sampled_from(sorted(node) if isinstance(node, dict) else range(len(node))))
            node = node[key]
        if holder is None:
            break
        if draw(st.booleans()):
            holder[key] = draw(VALUES)
        else:
            del holder[key]
    return json.dumps(whole).encode()


def opened(folder):
    """The toy course with its answers in this folder, wherever the machine keeps others."""
    course = read_course(TOY)
    return Kit(course, Journal(course.essay.id, course.essay.edition, folder))


GOOD = {
    "predict/times": {"answer": {"value": 3, "from": 2, "to": 4}, "sure": 70, "said": "3"},
    "predict/gain": {"answer": {"option": "a"}, "sure": 70, "said": "It loses some"},
    "believe/start": {"values": {"T1": 50}},
    "believe/end": {"values": {"T1": 60}},
    "moved/theses": {"by": {"T1": "closing"}, "why": "It did."},
    "weigh/closing/T1": {"direction": "for", "strength": "straw", "first": "against hoop"},
    "grade/T1": {"first": "mixed", "last": "mixed"},
    "forecast/towns-grow": {"values": {"a": 20}},
    "vote/Q1": {"first": "a", "talked": True, "second": "b", "said": {"a": "one", "b": "two"}},
    "lineup/which": {"tries": [[1, 3, 4]]},
    "explore/fashion": {"met": ["none"]},
    "hands/Q1": {"first": {"a": 3}, "talked": True},
    "recall/supermarkets/Q1": {"text": "recalled"},
    "code/gain": {"beliefs": True},
    "reflect/W1": {"text": "<script>1</script>"},
    "sort/decades": {"first": {"a": "b"}, "last": {"a": "b"}},
    "survives/fewer": {"first": {"a": "b"}, "last": {"a": "b"}, "guess": 50.0},
}


def good_answers(folder):
    """An answer file as the toy course makes it."""
    kit = opened(folder)
    course = kit._course
    for record in course.all("questions"):
        kit._journal.put(f"question/{record.id}", {"first": "a", "last": "a", "said": record.options[0].text})
    for key, value in GOOD.items():
        kit._journal.put(key, value)
    return (folder / FILE).read_bytes()


SHOWN = ["kit", "my_page()", "calibration()", "moved()", "review_deck()", "my_answers()"]
SHOWN += [
    'weigh("closing")',
    'question("Q1")',
    'predict("times")',
    'predict("gain")',
    'believe("start")',
    'believe("end")',
    'reflect("W1")',
]
SHOWN += ['recall("supermarkets")', 'sort("decades")', 'lineup("which")', 'survives("fewer")', 'forecast("towns-grow")']
SHOWN += ['explore("fashion")', 'code("Q1")', 'vote("Q1")']


def test_whatever_the_answer_file_holds_every_view_opens_and_nothing_is_written_over(tmp_path):
    good, number = good_answers(tmp_path / "good"), itertools.count()

    @settings(LOOK, max_examples=FILES)
    @given(broken(good) | misshapen(good))
    def look(raw):
        folder = tmp_path / str(next(number))
        folder.mkdir()
        (folder / FILE).write_bytes(raw)
        kit = opened(folder)
        told = kit._journal.note
        for call in SHOWN:
            assert repr(eval(f"kit.{call}" if "(" in call else call, {"kit": kit})) is not None
        before = kit._journal.read()
        new = {"reflect/W2": {"text": "new"}}
        kit._journal.put("reflect/W2", new["reflect/W2"])
        predict = kit.predict("gain").form
        if not predict.locked:  # then it can be answered, and "saved" is true
            predict.press({"do": "commit", "answer": {"option": "b", "sure": 60}})
            assert predict.locked and "saved" in predict.status
            new["predict/gain"] = {"answer": {"option": "b"}}
        kept = opened(folder)._journal.read()
        assert all(kept[key].items() >= value.items() for key, value in new.items())
        assert before.items() <= {**kept, **{key: before[key] for key in new if key in before}}.items(), "an answer is lost"
        asides = list(folder.glob("my_answers.damaged*"))
        if asides:
            assert [aside.read_bytes() for aside in asides] == [raw] and asides[0].name in told
        else:
            assert before.keys() == json.loads(raw)["answers"].keys(), "an answer is neither read nor kept aside"

    look()
    print(f"{next(number)} spoiled answer files")


def test_whatever_the_content_holds_check_answers_in_a_second_with_places(tmp_path):
    slow, number = [], itertools.count()
    files = [p for p in sorted(TOY.rglob("*")) if p.suffix in (".yaml", ".csv", ".json")]

    @settings(LOOK, max_examples=CONTENTS)
    @given(st.sampled_from(files).flatmap(lambda path: st.tuples(st.just(path), broken(path.read_bytes()))))
    def look(spoiled):
        path, raw = spoiled
        data = shutil.copytree(TOY, tmp_path / str(next(number)))
        (data / path.relative_to(TOY)).write_bytes(raw)
        begun = time.process_time()  # other work on the machine does not count
        lines = essay_kit.check(data)
        slow.append(time.process_time() - begun)
        assert all(isinstance(line, str) and line.strip() and "Traceback" not in line for line in lines)
        if lines and path.suffix == ".csv":
            assert any(path.stem in line for line in lines), (path.name, lines)
        shutil.rmtree(data)

    look()
    print(f"{len(slow)} spoiled contents: slowest check {max(slow):.2f} s, median {sorted(slow)[len(slow) // 2]:.3f} s")
    if FULL:
        assert max(slow) < 1
