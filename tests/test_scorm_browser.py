"""A lesson's page inside a learning platform: a strict one, a failing one, and none that can be reached."""

import http.server
import json
import os
import pathlib
import re
import shutil
import subprocess
import tarfile
import urllib.parse
import zipfile

import pytest
from conftest import served
from playwright.sync_api import expect
from test_reader import everything, write
from test_reader_browser import Toy, ask, evidence, lock, open_tab  # noqa: F401  (a fixture)

from essay_kit.reader import scorm

HERE = pathlib.Path(__file__).parent
README = HERE.parent / "deploy/reader/README.md"
pytestmark = [pytest.mark.browser, pytest.mark.slow]
SECRET = "what nobody else should read"
PREDICTIONS = {"predict/gain", "predict/times", "predict/closing"}
NO_STORAGE = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })"

AGAIN = """<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Another platform</title><link rel="icon" href="data:,">
<script src="again.js"></script><script>const said = [];
window.API = new Scorm12API({ autocommit: false, logLevel: 4, onLogMessage: (level, line) => said.push(line) });</script>
<body><iframe src="some folder/toy.html" width="1000" height="800"></iframe>"""


# what deploy/reader/README.md tells a web space to send
HEADERS = re.findall(r"(?m)^(Content-Security-Policy|X-Content-Type-Options|Referrer-Policy): (.+)$", README.read_text("utf-8"))


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves a folder, the pages with the headers that we advise, and says nothing."""

    def end_headers(self):
        for name, value in HEADERS if "folder" in self.path else ():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, *words):
        """Nothing."""


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """The folder of the platform below, `site`, and what it was built from."""
    return tmp_path_factory.mktemp("platform")


@pytest.fixture(scope="module")
def platform(place):
    """The address of a platform whose packages are unpacked beside it: the toy course's, and a page that asks nothing."""
    toy = Toy(place)
    write(toy, "## First", *everything(toy), *["A line.\n\n" * 40, "## Last", "A line.\n\n" * 40])
    write(toy, *["## A part", "A line.\n\n" * 40, "## Another part", "A line.\n\n" * 40, "See [bread](toy.ipynb) again."], name="plain")
    file = next((toy.data / "content").rglob("lessons.yaml"))
    text = file.read_text("utf-8")
    file.write_text(text + re.sub(r"(?m)^- id: \w+", "- id: L99", text).replace("toy.ipynb", "plain.ipynb"), "utf-8")
    site = place / "site"
    for package in scorm.pack(toy.data, toy.notebooks, place):
        zipfile.ZipFile(package).extractall(site / "some folder")
    shutil.copy(HERE / "fake_lms.html", site / "lms.html")
    with served(site, Quiet) as address:
        yield f"{address}/lms.html"


def launch(page, platform, name="toy", **plan):
    """Open a page in the platform, and give the frame that it stands in."""
    page.goto("about:blank")
    plan = json.dumps({"sco": f"some folder/{name}.html", **plan})
    page.goto(f"{platform}#{urllib.parse.quote(plan)}")
    frame = page.frame_locator("iframe")
    expect(frame.locator("main h1")).to_be_visible()
    return frame


def lms(page, name):
    return page.evaluate(name)


def lock_rest(frame):
    """Lock the two predictions of the toy that `lock` leaves open."""
    part = ask(frame, "predict/times")
    for at, value in enumerate(("3", "2", "5", "60")):
        part.get_by_role("textbox").nth(at).fill(value)
    part.get_by_role("button").click()
    part = ask(frame, "predict/closing")
    for year in ("1990", "2000", "2010", "2020"):
        part.get_by_label(year, exact=True).fill("20")
    part.get_by_label("or as a number").fill("50")
    part.get_by_role("button").click()


def leave(page, frame):
    """Close the page as a platform does, by taking its frame away, and give what the platform kept."""
    page.evaluate("document.querySelector('iframe').src = 'about:blank'")
    page.wait_for_function("state === 'finished'")
    assert lms(page, "wrong") == []
    return lms(page, "committed")


def test_a_page_is_incomplete_until_every_prediction_on_it_is_locked(platform, open_tab):  # noqa: F811
    page = open_tab()
    frame = launch(page, platform)
    assert lms(page, "calls[0]") == ["LMSInitialize", ""]
    page.wait_for_function("committed['cmi.core.lesson_status'] === 'incomplete'")
    expect(frame.get_by_text("For it the page is completed when every prediction on it is locked.")).to_be_visible()
    ask(frame, "reflect/W1").get_by_role("textbox").fill(SECRET)
    evidence(frame).locator("summary").first.click()  # looking without a prediction completes nothing
    lock(frame)
    assert lms(page, "committed")["cmi.core.lesson_status"] == "incomplete"
    lock_rest(frame)
    assert lms(page, "committed")["cmi.core.lesson_status"] == "completed"
    kept = leave(page, frame)
    mark, *locked = kept["cmi.suspend_data"].split()
    assert re.fullmatch("[0-9a-f]{16}", mark) and set(locked) == PREDICTIONS
    assert lms(page, "calls.at(-1)") == ["LMSFinish", ""]
    only_status_place_and_locks(lms(page, "calls"))


def only_status_place_and_locks(calls):
    """Fail where anything else has left the page."""
    may = {
        "cmi.core.lesson_status": "incomplete|completed",
        "cmi.core.exit": "suspend",
        "cmi.core.lesson_location": "bread|first|last|my-answers-head",
        "cmi.suspend_data": rf"[0-9a-f]{{16}}( ({'|'.join(PREDICTIONS)}))*",
    }
    sent = {tuple(call[1:]) for call in calls if call[0] == "LMSSetValue"}
    assert {name for name, _ in sent} == set(may)
    assert not [(name, value) for name, value in sent if not re.fullmatch(may[name], value)]


def test_who_comes_back_finds_place_and_answers_and_nobody_else_in_this_browser_does(platform, open_tab):  # noqa: F811
    page = open_tab()
    frame = launch(page, platform)
    ask(frame, "reflect/W1").get_by_role("textbox").fill(SECRET)
    lock(frame, option=1)
    frame.locator("body").evaluate("() => document.getElementById('last').scrollIntoView()")
    kept = leave(page, frame)
    assert kept["cmi.core.lesson_location"] == "last" and kept["cmi.core.exit"] == "suspend"
    frame = launch(page, platform, data=kept)
    expect(frame.get_by_role("heading", name="Last", exact=True)).to_be_in_viewport()
    expect(ask(frame, "reflect/W1").get_by_role("textbox")).to_have_value(SECRET)
    expect(ask(frame, "predict/gain").get_by_role("radio").nth(1)).to_be_disabled()
    assert leave(page, frame)["cmi.suspend_data"] == kept["cmi.suspend_data"]
    frame = launch(page, platform)  # somebody else, of whom the platform knows nothing yet
    expect(ask(frame, "reflect/W1").get_by_role("textbox")).to_have_value("")
    expect(ask(frame, "predict/gain").get_by_role("radio").first).to_be_enabled()
    assert leave(page, frame)["cmi.suspend_data"].split()[0] != kept["cmi.suspend_data"].split()[0]


def test_where_the_browser_keeps_nothing_the_platform_still_knows_what_was_locked(platform, open_tab):  # noqa: F811
    page = open_tab()
    page.add_init_script(NO_STORAGE)
    frame = launch(page, platform, data={"cmi.suspend_data": "0123456789abcdef predict/gain"})
    expect(frame.get_by_text("This browser keeps nothing for this page", exact=False)).to_be_visible()
    expect(ask(frame, "predict/gain").get_by_role("radio").first).to_be_enabled()
    lock_rest(frame)
    assert leave(page, frame)["cmi.core.lesson_status"] == "completed"


def test_what_the_platform_calls_passed_stays_so(platform, open_tab):  # noqa: F811
    page = open_tab()
    frame = launch(page, platform, data={"cmi.core.lesson_status": "passed"})
    assert leave(page, frame)["cmi.core.lesson_status"] == "passed"


def test_a_place_that_is_gone_and_full_suspend_data_break_nothing(platform, open_tab):  # noqa: F811
    page = open_tab()
    full = "0123456789abcdef " + "x" * 4079
    frame = launch(page, platform, data={"cmi.suspend_data": full, "cmi.core.lesson_location": "no such heading"})
    lock(frame)
    lock_rest(frame)
    assert leave(page, frame)["cmi.core.lesson_status"] == "completed"


def test_a_page_without_predictions_is_completed_at_its_end(platform, open_tab):  # noqa: F811
    page = open_tab()
    frame = launch(page, platform, name="plain")
    page.wait_for_function("committed['cmi.core.lesson_status'] === 'incomplete'")
    frame.locator("footer").scroll_into_view_if_needed()
    page.wait_for_function("committed['cmi.core.lesson_status'] === 'completed'")
    expect(frame.get_by_text("See bread again.", exact=True)).to_be_attached()
    assert leave(page, frame)["cmi.core.lesson_status"] == "completed"


def test_the_platforms_list_leads_from_page_to_page(platform, open_tab):  # noqa: F811
    page = open_tab()
    frame = launch(page, platform, name="plain")
    expect(frame.get_by_role("link", name=re.compile("^(Next|Before|Contents)"))).to_have_count(0)
    expect(frame.locator("main").get_by_role("link")).to_have_count(0)
    foot = frame.get_by_role("link", name="Licences", exact=True)
    assert (foot.get_attribute("target"), foot.get_attribute("rel")) == ("_blank", "noopener")
    frame = launch(page, platform, name="glossary")  # no lesson: it reports nothing
    assert lms(page, "calls") == []
    expect(frame.get_by_role("link", name="Contents")).to_be_visible()


@pytest.mark.parametrize("fails", ["LMSInitialize", "LMSGetValue", "LMSCommit", "throws"])
def test_a_platform_that_fails_or_is_none_stops_nothing(platform, open_tab, fails):  # noqa: F811
    page = open_tab()
    frame = launch(page, platform, fails=fails)
    ask(frame, "reflect/W1").get_by_role("textbox").fill(SECRET)
    lock(frame)
    expect(evidence(frame).get_by_text("Finding.")).to_be_visible()
    alone = fails in ("LMSInitialize", "throws")
    expect(frame.get_by_text("Nothing is sent.")).to_have_count(int(alone))
    expect(frame.get_by_role("link", name="Contents")).to_have_count(int(alone))
    if alone:
        assert {call[0] for call in lms(page, "calls")} <= {"LMSInitialize"}
    frame = launch(page, platform, fails=fails, data=lms(page, "committed"))
    expect(ask(frame, "reflect/W1").get_by_role("textbox")).to_have_value(SECRET)


def test_with_the_headers_we_advise_a_chart_comes_alive_below_a_path(platform, open_tab):  # noqa: F811
    assert len(HEADERS) == 3
    page = open_tab()
    frame = launch(page, platform)
    evidence(frame).locator("summary").first.click()
    expect(evidence(frame).locator(".js-plotly-plot svg.main-svg").first).to_be_visible(timeout=20_000)
    leave(page, frame)


def test_in_a_frame_that_may_not_even_look_around_the_page_works_alone(platform, open_tab):  # noqa: F811
    page = open_tab()
    frame = launch(page, platform, sandbox="allow-scripts")
    lock(frame)
    expect(evidence(frame).get_by_text("Finding.")).to_be_visible()
    expect(frame.get_by_text("This browser keeps nothing for this page", exact=False)).to_be_visible()
    assert lms(page, "calls") == []


def test_a_platform_may_open_the_page_in_a_window_of_its_own(platform, open_tab):  # noqa: F811
    page = open_tab()
    page.goto("about:blank")
    with page.expect_popup() as opened:
        page.goto(f"{platform}#{urllib.parse.quote(json.dumps({'sco': 'some folder/toy.html', 'window': True}))}")
    lesson = opened.value
    lock(lesson)
    page.wait_for_function("committed['cmi.suspend_data'].endsWith(' predict/gain')")
    lesson.close(run_before_unload=False)
    assert lms(page, "wrong") == []


@pytest.mark.skipif(not (os.environ.get("ESSAY_KIT_PROOFS") and shutil.which("npm")), reason="NOT RUN: `make proofs` runs it, with npm")
def test_another_run_time_takes_it_the_same_way(platform, place, open_tab):  # noqa: F811
    """The run-time of scorm-again, which other platforms are built on; npm fetches it."""
    subprocess.run(["npm", "pack", "--silent", "scorm-again@3.4.3", "--pack-destination", place], check=True, stdin=subprocess.DEVNULL)
    with tarfile.open(next(place.glob("scorm-again-*.tgz"))) as package:
        (place / "site/again.js").write_bytes(package.extractfile("package/dist/scorm12.min.js").read())
    (place / "site/again.html").write_text(AGAIN)
    page = open_tab()
    page.goto(platform.replace("lms.html", "again.html"))
    frame = page.frame_locator("iframe")
    lock(frame)
    assert page.evaluate("API.cmi.core.lesson_status") == "incomplete"
    lock_rest(frame)
    assert page.evaluate("API.cmi.core.lesson_status") == "completed"
    assert set(page.evaluate("API.cmi.suspend_data").split()[1:]) == PREDICTIONS
    page.evaluate("document.querySelector('iframe').src = 'about:blank'")
    page.wait_for_function("API.isTerminated()")
    assert page.evaluate("said") == []
