"""A chart with frames in JupyterLab: by mouse and by keys, with a dead kernel, and every chart as wide as the page lets it be."""

import pytest
from playwright.sync_api import expect

import essay_kit

pytestmark = [pytest.mark.browser, pytest.mark.slow]
HEIGHTS = "[...document.querySelectorAll('.js-plotly-plot')].map(c => c.clientHeight)"
WIDTHS = "[...document.querySelectorAll('.js-plotly-plot')].map(c => [c.clientWidth, +c.querySelector('.main-svg').getAttribute('width')])"


@pytest.fixture
def notebook(lab, toy_data):
    """A notebook of the toy course with its stored outputs; it begins with a slider."""
    course = essay_kit.load(toy_data)
    names = ("slider", "dumbbell", "mills", "panels")
    sources = [f'import essay_kit\nkit = essay_kit.load("{toy_data}")\nkit', *(f'kit.exhibit("{name}")' for name in names)]
    return lab.write("slider", sources, [[], *(course.exhibit(name).outputs for name in names)])


def all_fit(page):
    """Wait until every chart is as wide as its place."""
    page.wait_for_function(f"{WIDTHS}.every(([wide, drawn]) => Math.abs(wide - drawn) <= 2)")
    assert len(page.evaluate(WIDTHS)) == 4


def test_a_slider_moves_by_mouse_and_by_keys_and_with_no_kernel(lab, page, notebook):
    lab.run_all(page, notebook)
    label, keys = page.locator(".slider-label").first, page.locator(".ek-frames input")
    expect(keys).to_have_count(1, timeout=60_000)
    expect(label).to_have_text("Year: 2020")
    keys.focus()
    for key, year in (("Home", "1990"), ("ArrowRight", "2000"), ("End", "2020")):
        page.keyboard.press(key)
        expect(label).to_have_text(f"Year: {year}")
        expect(keys).to_have_attribute("aria-valuetext", year)
    page.request.delete(
        f"{lab.url}/api/kernels/{page.request.get(f'{lab.url}/api/kernels?token={lab.token}').json()[0]['id']}?token={lab.token}"
    )
    page.locator(".slider-container").scroll_into_view_if_needed()
    rail = page.locator(".slider-rail-touch-rect").bounding_box()
    page.mouse.click(rail["x"] + 2, rail["y"] + rail["height"] / 2)
    expect(label).to_have_text("Year: 1990")
    expect(keys).to_have_attribute("aria-valuetext", "1990")
    heights = page.evaluate(HEIGHTS)
    for width in (1280, 700, 500, 700, 500, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        all_fit(page)
        assert page.evaluate(HEIGHTS) == heights, "a scroll bar made a chart taller"
