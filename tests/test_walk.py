"""A lesson on the projector: findings after charts, never the key; turned by keys in JupyterLab; the plan that goes with it."""

import json
import pathlib

import pytest
from playwright.sync_api import expect

import essay_kit

ROOT = pathlib.Path(__file__).parent.parent
HOSTILE = "<img src=x onerror=\"document.title='run'\">"


@pytest.fixture(scope="module")
def real():
    return essay_kit.load(ROOT / "data")


def every_slide(kit):
    form = kit.walkthrough().form
    for lesson in kit._course.all("lessons"):
        form.turn({"do": "open", "lesson": lesson.id})
        yield lesson, form.slides


def test_a_finding_comes_after_its_chart_and_titles_before_it_only_ask(real):
    charts = 0
    for _, slides in every_slide(real):
        for at, slide in enumerate(slides):
            if any(b["kind"] == "picture" for b in slide["blocks"]):
                charts += 1
                assert slides[at + 1]["title"] == "What the table says" and slides[at + 2]["title"] == "Caveat"
                assert slides[at - 1]["title"] == "Before you see it"
    assert charts >= 15


def test_no_slide_holds_the_key(real):
    course = real._course
    shown = json.dumps([slides for _, slides in every_slide(real)], ensure_ascii=False)
    for question in course.all("questions"):
        for option in question.options:
            assert " ".join(option.feedback.split("{")[0].split())[:60] not in shown or len(option.feedback.split("{")[0]) < 40
    for claim in course.all("claims"):
        assert not claim.grade_reason or " ".join(claim.grade_reason.split())[:60] not in shown
        assert all(" ".join(prompt.course.split())[:60] not in shown for prompt in claim.prompts)


def test_every_round_has_a_slide_and_every_claim_is_read_once(real):
    for lesson, slides in every_slide(real):
        for number, one in enumerate(lesson.rounds, 1):
            assert any(s["over"] == f"Round {number} of {len(lesson.rounds)}: {one.title}" for s in slides), f"{lesson.id}: {one.title}"
        titles = [s["title"] for s in slides if s["title"].startswith("Claim ")]
        assert len(titles) == len(set(titles))


def test_an_unknown_lesson_or_nonsense_opens_the_first(kit):
    form = kit.walkthrough().form
    first = form.slides
    for nonsense in ({"lesson": "no-such"}, {}, [], None, {"lesson": ["x"]}):
        form.turn(nonsense)
        assert form.slides == first


def test_a_plan_is_closed_until_it_is_asked_for(real):
    view = real.plan("the-wheel")
    assert view.outputs[0]["text/html"].count("<details>") == 1 and "Round by round" in view.outputs[0]["text/html"]
    assert "Round by round" not in repr(view)


@pytest.mark.browser
@pytest.mark.slow
def test_the_pages_turn_by_keys_and_buttons_in_jupyterlab(lab, page, toy_data):
    sources = [f'import essay_kit\nkit = essay_kit.load("{toy_data}")\nkit', "kit.walkthrough()"]
    lab.run_all(page, lab.write("walk", sources))
    screen = page.locator(".ek-screen")
    expect(screen).to_be_visible(timeout=60_000)
    title = screen.locator("h4")
    first = title.inner_text()
    screen.focus()
    for key in ("PageDown", "ArrowRight"):
        before = title.inner_text()
        page.keyboard.press(key)
        expect(title).not_to_have_text(before)
    page.keyboard.press("Home")
    expect(title).to_have_text(first)
    page.keyboard.press("End")
    expect(page.get_by_role("button", name="Next")).to_be_disabled()
    page.get_by_role("button", name="Back", exact=True).click()
    expect(page.get_by_role("button", name="Next")).to_be_enabled()
    page.get_by_label("Notebook").select_option(index=1)
    expect(screen).to_contain_text("rounds. Claims")
    page.get_by_label("Always on white").check()
    assert page.locator(".ek-stage").evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(255, 255, 255)"
    assert page.title() != "run"
