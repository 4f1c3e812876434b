"""Charts are tested by reading their data back, never by comparing pictures."""

import base64
import json

import plotly.graph_objects as go
import pytest

from essay_kit.charts import bundle, draw, figure, svg, thinned, words
from essay_kit.charts.axes import end_labels, ticks
from essay_kit.charts.pen import SHAPES
from essay_kit.charts.scene import INKS
from essay_kit.content import read_course
from essay_kit.errors import CourseError


@pytest.fixture
def course(toy_data):
    return read_course(toy_data)


def scene(course, name, **changes):
    exhibit = course.get("exhibits", name)
    return draw(exhibit.chart.model_copy(update=changes), course.tables[exhibit.table])


def test_a_line_holds_the_values_of_the_table(course):
    trace = bundle(scene(course, "closing", bands=[]))["data"][0]
    assert dict(zip(trace["x"], trace["y"], strict=True)) == {1990: 40, 2000: 31, 2010: 22, 2020: 18}


def test_no_line_crosses_years_without_data(course):
    trace = bundle(scene(course, "closing", gap=5, bands=[]))["data"][0]
    assert trace["y"] == [40, None, 31, None, 22, None, 18] and trace["connectgaps"] is False
    assert trace["mode"] == "lines+markers", "a point without a neighbour needs a dot to be seen"


def test_an_assumed_value_is_drawn_open_and_not_joined(course):
    trace = bundle(scene(course, "closing"))["data"][0]
    open_dots = {x for x, symbol in zip(trace["x"], trace["marker"]["symbol"], strict=True) if symbol.endswith("-open")}
    assert open_dots == {1990, 2000}
    assert trace["y"] == [40, None, 31, None, 22, 18]
    assert "assumed, not measured" in words(scene(course, "closing"))


def test_bars_are_sorted_and_named(course):
    trace = bundle(scene(course, "people"))["data"][0]
    assert trace["x"] == ["Elmbridge", "Oakham Vale"] and trace["y"] == [18000, 52000]


def test_a_path_is_joined_in_the_order_of_the_years_and_skips_blanks(course):
    trace = bundle(scene(course, "loaves"))["data"][0]
    assert trace["text"] == ["1990", "2000", "2020"] and trace["y"] == [61.5, 58, 57.5]


@pytest.mark.parametrize("name", ["closing", "loaves", "people"])
def test_every_form_is_a_valid_figure_without_template_and_upload(course, name):
    made = bundle(scene(course, name))
    go.Figure(made["data"], made["layout"])  # raises where plotly does not know a key or value
    assert "template" not in made["layout"] and made["config"]["showSendToCloud"] is False
    assert figure(scene(course, name)).layout.template.data.scatter in ((), None)
    json.dumps(made, allow_nan=False)


@pytest.mark.parametrize("name", ["closing", "loaves", "people"])
def test_the_still_picture_names_every_series_and_runs_nothing(course, name):
    picture = base64.b64decode(svg(scene(course, name)).partition(",")[2]).decode()
    for one in scene(course, name).series:
        assert one.name in picture or name == "people"
    assert "<script" not in picture and "href" not in picture


def test_the_words_give_the_ends_and_the_extremes(course):
    said = words(scene(course, "closing", bands=[]))
    assert "Oakham: 40 in 1990, 18 in 2020; highest 40 in 1990, lowest 18 in 2020." in said
    assert said.startswith("Line chart, 1990 to 2020: Bakeries.")


def test_the_data_table_holds_what_is_drawn(course):
    head, rows, cut = thinned(scene(course, "closing", bands=[]))
    assert head == ["Year", "Oakham", "Elmbridge"] and rows[0] == ["1990", "40", "12"] and not cut


def test_text_from_content_is_no_html_in_a_chart(course):
    made = bundle(scene(course, "closing", names={"OAK": "<b>Oak</b>"}, y_title="<i>x</i>"))
    assert "<b>" not in json.dumps(made) and "<i>" not in json.dumps(made)


def test_labels_at_the_ends_of_lines_do_not_overlap(course):
    heights = [at for _, at in end_labels(scene(course, "closing"))]
    assert all(b - a >= 0.04 for a, b in zip(heights, heights[1:], strict=False))


def test_a_chart_with_nothing_to_draw_is_a_sentence(course):
    with pytest.raises(CourseError, match="nothing to draw"):
        scene(course, "closing", by=None, years=(1800, 1801))


def test_every_ink_is_dark_enough_for_text_on_white():
    def light(ink):
        parts = [int(ink[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    assert all(1.05 / (light(ink) + 0.05) >= 4.5 for ink in INKS)


@pytest.mark.parametrize(
    ("low", "high", "log", "expected"), [(0, 60, False, [0, 10, 20, 30, 40, 50, 60]), (0.9, 110, True, [1, 2, 5, 10, 20, 50, 100])]
)
def test_ticks_are_round(low, high, log, expected):
    assert ticks(low, high, log) == expected


def test_the_picture_and_the_figure_show_the_same_number_of_points(course):
    one = scene(course, "loaves")
    picture = base64.b64decode(svg(one).partition(",")[2]).decode()
    dots = sum(picture.count(rest) for *_, rest in SHAPES) - 2  # two stand in the legend
    assert dots == sum(len(t["x"]) for t in bundle(one)["data"])
