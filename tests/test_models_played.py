"""Each concept model played in JupyterLab to its extremes, as a student would: keys, presets, number boxes, a burst of presses."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]
MODELS = {"fashion": 4, "shelf": 3, "chance": 4, "council": 1}
PICTURES = "el => [...el.querySelectorAll('.ek-pictures img, .ek-pictures svg')].map(p => p.src || p.outerHTML).join()"


def run_all(lab, page, toy_data):
    """Open a notebook that holds the four models of the toy course, and run it."""
    sources = [f'import essay_kit\nkit = essay_kit.load("{toy_data}")\nkit', *(f'kit.explore("{name}")' for name in MODELS)]
    lab.run_all(page, lab.write("models", sources))
    expect(page.locator(".ek-explore")).to_have_count(len(MODELS), timeout=60_000)


def settled(form):
    """The pictures once they no longer change."""
    before = None
    for _ in range(60):
        now = form.evaluate(PICTURES)
        if now == before:
            return now
        before = now
        form.page.wait_for_timeout(150)
    raise AssertionError("the pictures never came to rest")


def test_every_model_is_played_to_its_extremes_by_keys(lab, page, toy_data):
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    run_all(lab, page, toy_data)
    for at, (name, knobs) in enumerate(MODELS.items()):
        form = page.locator(".ek-explore").nth(at)
        form.scroll_into_view_if_needed()
        sliders, words = form.locator("input[type=range]"), form.locator(".ek-model-words")
        assert sliders.count() >= knobs, name
        start, seen = settled(form), set()
        for n in range(sliders.count()):
            for key in ("Home", "End"):
                sliders.nth(n).focus()
                page.keyboard.press(key)
                expect(words).not_to_be_empty()
                seen.add(settled(form))
                assert "nan" not in words.inner_text().lower().split(), name
                expect(sliders.nth(n)).to_be_focused()
        assert len(seen) >= 3, f"{name}: the sliders change too little"
        for preset in form.locator(".ek-presets button").all():
            preset.click()
            seen.add(settled(form))
        assert form.locator(".ek-presets button").last.inner_text() == "Back to the start"
        assert settled(form) == start, f"{name}: back to the start is not the start"
        expect(form.locator(".ek-trouble")).to_have_count(0)
    assert not errors


def test_a_burst_of_presses_ends_where_one_press_there_would(lab, page, toy_data):
    run_all(lab, page, toy_data)
    form = page.locator(".ek-explore").first
    form.scroll_into_view_if_needed()
    settled(form)
    slider = form.locator("input[type=range]").nth(1)
    slider.focus()
    for _ in range(20):
        page.keyboard.press("ArrowLeft")
    burst, value = settled(form), slider.input_value()
    form.get_by_role("button", name="Back to the start").click()
    assert settled(form) != burst
    box = form.locator("input[type=number], input[inputmode=decimal]").nth(1)
    box.fill(value)
    assert settled(form) == burst
