"""The forms beyond lines, bars and points, and what lines and bars show of uncertainty: data are read back from each output."""

import base64
import json
import re

import plotly.graph_objects as go
import pytest

from essay_kit import check
from essay_kit.charts import bundle, draw, points_of, svg, thinned, words
from essay_kit.charts.axes import label_spots, lines_of, row_height
from essay_kit.charts.grid import DARK, LIGHT
from essay_kit.charts.lines import clouds
from essay_kit.charts.scene import FILLS
from essay_kit.content import read_course
from essay_kit.errors import CourseError
from essay_kit.model import Chart
from essay_kit.tables import Table

NEW = ["dumbbell", "motions", "mills", "panels", "slider"]


@pytest.fixture
def course(toy_data):
    return read_course(toy_data)


def scene(course, name, **changes):
    exhibit = course.get("exhibits", name)
    return draw(exhibit.chart.model_copy(update=changes), course.tables[exhibit.table])


def sketch(rows, **chart):
    """A scene from rows that stand in no file."""
    fields = [{"name": name} for name in rows[0]]
    return draw(Chart(**chart), Table("sketch", {"name": "sketch", "schema": {"primaryKey": [], "fields": fields}}, tuple(rows)))


def picture(scene):
    return base64.b64decode(svg(scene).partition(",")[2]).decode()


def named(made):
    return {trace["name"]: trace for trace in made["data"] if "name" in trace}


SCORES = [{"town": t, "score": s, "low": s - 1, "high": s + 2} for t, s in [("Oak", 4.0), ("Elm", -3.0), ("Ash", 1.5)]]
BARS = {"form": "bars", "x": "town", "y": "score", "y_title": "Score", "digits": 1}


# ------------------------------------------------------------------------------------------------------ all forms


@pytest.mark.parametrize("name", NEW)
def test_every_form_is_valid_without_template_the_same_twice_and_holds_no_html_from_data(course, name):
    drawn = scene(course, name)
    made = bundle(drawn)
    assert json.dumps(made, allow_nan=False) == json.dumps(bundle(scene(course, name)))
    go.Figure(made["data"], made["layout"], made.get("frames"))  # raises where plotly does not know a key or value
    assert "template" not in made["layout"] and made["config"]["showSendToCloud"] is False
    wild = {"OAK": "<b>Oak</b> & Co", "ELM": "<i>Elm</i>"}
    spoilt = json.dumps(bundle(scene(course, name, names=wild, y_title="<u>x</u>", x_title="<s>")))
    assert not re.search(r"<(i|u|s)>", spoilt) and "&lt;b&gt;Oak" in spoilt and "<script" not in picture(drawn)
    assert "&lt;b&gt;Oak" in picture(scene(course, name, names=wild))


@pytest.mark.parametrize("name", NEW)
def test_every_row_of_the_data_table_is_as_long_as_its_head(course, name):
    head, rows, cut = thinned(scene(course, name))
    assert rows and all(len(row) == len(head) for row in rows) and not cut


@pytest.mark.parametrize("name", NEW)
def test_words_and_picture_name_every_town(course, name):
    drawn = scene(course, name)
    for town in ("Oakham", "Elmbridge"):
        assert town in words(drawn) and town in picture(drawn)


def luminance(colour):
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in (part / 255 for part in colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_text_on_every_fill_has_contrast():
    fills = [tuple(int(fill[at : at + 2], 16) for at in (1, 3, 5)) for fill in FILLS]
    for fill in [*fills, LIGHT, DARK, (0x9D, 0x9D, 0x9D)]:
        assert (luminance(fill) + 0.05) / (luminance((0x1B,) * 3) + 0.05) >= 4.5


# ----------------------------------------------------------------------------------------------------------- dots


def test_dots_stand_in_rows_sorted_by_the_first_series(course):
    made = bundle(scene(course, "dumbbell"))
    assert made["layout"]["yaxis"]["ticktext"] == ["Elmbridge", "Oakham"]
    assert made["layout"]["yaxis"]["range"] == [1.5, -0.5], "the first row is at the top"
    traces = named(made)
    assert traces["1990"]["x"] == [1.2, 1.5] and [round(y) for y in traces["1990"]["y"]] == [1, 0]
    assert bundle(scene(course, "dumbbell", sort="up"))["layout"]["yaxis"]["ticktext"] == ["Oakham", "Elmbridge"]


def test_a_line_joins_the_outermost_dots_of_a_row(course):
    join = bundle(scene(course, "dumbbell"))["data"][0]
    assert join["x"] == [-0.4, 1.5, None, 1.2, 2.8, None] and join["y"] == [0, 0, None, 1, 1, None]


def test_whiskers_of_dots_reach_from_low_to_high(course):
    trace = named(bundle(scene(course, "dumbbell")))["2020"]
    low = [x - down for x, down in zip(trace["x"], trace["error_x"]["arrayminus"], strict=True)]
    high = [x + up for x, up in zip(trace["x"], trace["error_x"]["array"], strict=True)]
    assert low == pytest.approx([2.5, -0.9]) and high == pytest.approx([3, 0.1])
    assert "Elmbridge: 1990 1.5 (1.4 to 1.6); 2020 −0.4 (−0.9 to 0.1)." in words(scene(course, "dumbbell"))
    assert scene(course, "dumbbell").x_range[0] < -0.9, "whiskers have room"


def test_the_reference_of_dots_stands_and_the_height_grows_with_rows(course):
    made = bundle(scene(course, "dumbbell"))
    [shape] = made["layout"]["shapes"]
    assert shape["x0"] == shape["x1"] == 2 and (shape["y0"], shape["y1"]) == (0, 1)
    many = sketch([{"town": str(n), "score": n} for n in range(30)], form="dots", row="town", y="score", y_title="Score")
    assert bundle(many)["layout"]["height"] > made["layout"]["height"] + 27 * 30


def test_a_highlighted_row_is_told_apart_without_colour():
    made = bundle(sketch(SCORES, form="dots", row="town", y="score", y_title="Score", highlight=["Elm"]))
    assert made["layout"]["yaxis"]["ticktext"] == ["Oak", "<b>Elm</b>", "Ash"]
    colours = made["data"][1]["marker"]["color"]
    assert colours[0] == colours[2] != colours[1]


def test_dots_on_a_log_axis():
    made = bundle(sketch([{"t": "a", "v": 1}, {"t": "b", "v": 100}], form="dots", row="t", y="v", y_title="V", log=True))
    assert made["layout"]["xaxis"]["type"] == "log" and made["layout"]["xaxis"]["range"] == pytest.approx([-0.06, 2.08])


# ----------------------------------------------------------------------------------------------------------- grid


def test_a_grid_shows_a_letter_in_each_square_and_marks_what_is_missing(course):
    drawn = scene(course, "motions")
    assert drawn.categories == ("Oakham", "Elmbridge"), "sorted by how often the first value stands in a row"
    assert drawn.columns == ("Sunday opening", "Car park", "Night baking")
    squares = {(t["x"][n], t["base"][n]): t["text"][n] for t in bundle(drawn)["data"] for n in range(len(t["x"]))}
    assert squares == {(0, -0.5): "Y", (1, -0.5): "Y", (2, -0.5): "A", (0, 0.5): "N", (1, 0.5): "Y", (2, 0.5): "–"}
    missing = bundle(drawn)["data"][-1]
    assert missing["name"] == "–: no data" and missing["marker"]["pattern"]["shape"] == "/"
    assert scene(course, "motions", sort="").categories == ("Elmbridge", "Oakham"), "as first seen"


def test_the_legend_and_the_hover_of_a_grid_speak_in_words(course):
    made = bundle(scene(course, "motions"))
    assert [t["name"] for t in made["data"]] == ["Y: in favour", "N: against", "A: abstained", "–: no data"]
    assert made["data"][1]["hovertext"] == ["Elmbridge, Sunday opening: against"] and made["layout"]["showlegend"]
    for entry in ("Y: in favour", "A: abstained", "–: no data"):
        assert entry in picture(scene(course, "motions"))


def test_the_table_of_a_grid_is_the_grid_in_full_words(course):
    head, rows, _ = thinned(scene(course, "motions"))
    assert head == ["", "Sunday opening", "Car park", "Night baking"]
    assert rows == [["Oakham", "in favour", "in favour", "abstained"], ["Elmbridge", "against", "in favour", "no data"]]
    assert "Elmbridge: in favour 1, against 1, no data 1." in words(scene(course, "motions"))


def test_a_grid_of_numbers_goes_from_light_to_dark_and_prints_them():
    rows = [{"town": t, "year": y, "v": v} for t, y, v in [("Oak", 2000, 1.0), ("Oak", 1990, 9.0), ("Elm", 2000, 5.0)]]
    drawn = sketch(rows, form="grid", row="town", x="year", y="v", y_title="Share", digits=1)
    assert drawn.columns == ("1990", "2000"), "years stand in order"
    numbers, missing = bundle(drawn)["data"]
    shade = dict(zip(numbers["text"], numbers["marker"]["color"], strict=True))
    assert shade["1.0"] == "#f1f5fa" and shade["9.0"] == "#7fa8d8" and shade["9.0"] < shade["5.0"] < shade["1.0"]
    assert (missing["x"], missing["base"], missing["text"]) == ([0], [0.5], ["–"])
    assert "Oak: first 9.0 in 1990, last 1.0 in 2000; highest 9.0 in 1990, lowest 1.0 in 2000." in words(drawn)


def test_a_wide_grid_keeps_its_width_and_turns_its_names():
    rows = [{"town": "Oak", "motion": f"Motion {n}", "v": "yes"} for n in range(31)]
    made = bundle(sketch(rows, form="grid", row="town", x="motion", y="v", values={"yes": {"letter": "Y", "text": "in favour"}}))
    assert made["layout"]["width"] >= 31 * 20 and made["layout"]["xaxis"]["tickangle"] == -90
    assert len(made["layout"]["xaxis"]["ticktext"]) == 31


def test_a_value_without_a_letter_is_a_sentence(course):
    values = {k: v for k, v in course.get("exhibits", "motions").chart.values.items() if k != "abstained"}
    with pytest.raises(CourseError, match="no letter for abstained"):
        scene(course, "motions", values=values)
    with pytest.raises(CourseError, match="needs “values”"):
        scene(course, "motions", values={}, y_title="Votes")


# ---------------------------------------------------------------------------------------------------------- spans


def test_spans_are_cut_to_the_years_and_one_without_end_goes_on(course):
    traces = named(bundle(scene(course, "mills")))
    family, chain = traces["held by a family"], traces["held by a chain"]
    assert (family["base"], family["x"], family["y"]) == ([1910, 1920], [40, 65], [0, 1])
    assert (chain["base"], chain["x"]) == ([1950], [70])
    arrow = bundle(scene(course, "mills"))["data"][-1]
    assert (arrow["x"], arrow["y"], arrow["marker"]["symbol"]) == ([2020], [0], "triangle-right")
    assert "arrow" not in named({"data": [arrow]}) and len(bundle(scene(course, "mills", by=None))["data"]) == 2


def test_the_words_of_spans_list_each_of_them(course):
    said = words(scene(course, "mills"))
    assert "Oakham: 1910 to 1950: held by a family (Brewer); from 1950, going on: held by a chain (Loaf & Co)." in said
    assert "Shaded, 1939 to 1945: rations." in said and "Marked, 1990: the pamphlet." in said
    assert thinned(scene(course, "mills"))[1][1] == ["Oakham", "1950", "goes on", "held by a chain", "Loaf & Co"]


def test_categories_of_spans_differ_by_pattern_and_labels_stand_where_they_fit(course):
    made, drawn = bundle(scene(course, "mills")), picture(scene(course, "mills", years=(1850, 1912)))
    assert len({t["marker"]["pattern"]["shape"] for t in made["data"] if t["type"] == "bar"}) == 2
    assert made["layout"]["uniformtext"]["mode"] == "hide"
    assert "Brewer" in picture(scene(course, "mills")) and ">Brewer<" in drawn
    assert ">Brewer<" not in picture(scene(course, "mills", years=(1700, 1904)))


def test_a_span_of_no_length_is_still_seen():
    rows = [{"t": "a", "a": 1900, "b": 1900}, {"t": "b", "a": 1900, "b": 2000}]
    [bar] = bundle(sketch(rows, form="spans", row="t", x="a", until="b"))["data"]
    assert bar["x"][0] > 0.3 and bar["x"][1] == 100


# --------------------------------------------------------------------------------------------------------- panels


def test_each_panel_has_its_own_data_and_shares_the_range(course):
    made = bundle(scene(course, "panels"))
    lines = [t for t in made["data"] if t["mode"] == "lines+markers"]
    assert [(t["xaxis"], t["y"]) for t in lines] == [("x", [1.2, 1.9, 2.8]), ("x2", [1.5, 1.8, -0.4])]
    assert made["layout"]["yaxis"]["range"] == made["layout"]["yaxis2"]["range"]
    free = bundle(scene(course, "panels", free=True))["layout"]
    assert free["yaxis"]["range"] != free["yaxis2"]["range"]
    titles = [a["text"] for a in made["layout"]["annotations"]]
    assert "<b>Oakham</b>" in titles and "<b>Elmbridge</b>" in titles


def test_panels_are_told_one_by_one_and_stand_in_the_table(course):
    said = words(scene(course, "panels"))
    assert said.index("Panel Oakham.") < said.index("Panel Elmbridge.")
    head, rows, _ = thinned(scene(course, "panels"))
    assert head == ["", "Year", "price"] and rows[0] == ["Oakham", "1990", "1.2 (1.1 to 1.4)"] and rows[-1][0] == "Elmbridge"
    with pytest.raises(CourseError):
        points_of(course.get("exhibits", "panels").chart, course.tables["prices"], "price")


def test_a_series_keeps_its_ink_in_every_panel_and_stands_once_in_the_legend():
    rows = [{"year": y, "town": t, "part": p, "v": 1.0 + y} for y in (1, 2) for t, p in [("a", "n"), ("b", "n"), ("b", "s")]]
    made = bundle(sketch(rows, form="lines", x="year", y="v", by="town", panels="part", y_title="V"))
    inks = [(t["name"], t["xaxis"], t["line"]["color"], t["showlegend"]) for t in made["data"]]
    assert [(n, x, s) for n, x, _, s in inks] == [("a", "x", True), ("b", "x", True), ("b", "x2", False)]
    assert inks[1][2] == inks[2][2] != inks[0][2] and made["layout"]["showlegend"]


def test_panels_of_bars_share_their_categories_unless_free():
    rows = [{"town": t, "part": p, "v": 1} for t, p in [("a", "n"), ("b", "n"), ("c", "s")]]
    chart = {"form": "bars", "x": "town", "y": "v", "panels": "part", "y_title": "V"}
    assert [t["x"] for t in bundle(sketch(rows, **chart))["data"]] == [["a", "b", "c"]] * 2
    assert [t["x"] for t in bundle(sketch(rows, **chart, free=True))["data"]] == [["a", "b"], ["c"]]


# -------------------------------------------------------------------------------------------------- bands and steps


def test_a_band_runs_along_the_line_and_breaks_with_it(course):
    one = scene(course, "panels", panels=None, by="town", gap=15).series[0]
    assert clouds(one, False) == [[(1990, 1.4), (2005, 2.2), (2020, 3), (2020, 2.5), (2005, 1.7), (1990, 1.1)]]
    broken = scene(course, "panels", panels=None, by="town", gap=5)
    assert len(clouds(broken.series[0], False)) == 3 and broken.series[0].y == (1.2, None, 1.9, None, 2.8)
    assert broken.series[0].x == (1990, 1990, 2005, 2005, 2020)


def test_the_words_give_the_band_at_the_last_value(course):
    said = words(scene(course, "panels", panels=None, by="town"))
    assert "2.8 in 2020, with a band from 2.5 to 3.0; highest" in said


def test_steps_keep_a_value_until_the_next(course):
    drawn = scene(course, "panels", panels=None, by="town", gap=15, step=True)
    made = bundle(drawn)
    assert all(t["line"]["shape"] == "hv" for t in made["data"] if t.get("mode") == "lines" and t.get("fill") is None)
    assert clouds(drawn.series[0], True)[0][:3] == [(1990, 1.4), (2005, 1.4), (2005, 2.2)]
    assert re.search(r'd="M\d+ \d+H\d+V\d+H\d+V\d+"', picture(drawn))


# --------------------------------------------------------------------------------------------------------- frames


def test_a_slider_has_a_step_for_each_frame_and_starts_with_the_last(course):
    made = bundle(scene(course, "slider"))
    [slider] = made["layout"]["sliders"]
    assert [step["label"] for step in slider["steps"]] == [frame["name"] for frame in made["frames"]] == ["1990", "2000", "2010", "2020"]
    assert slider["active"] == 3 and slider["currentvalue"]["prefix"] == "Year: "
    assert all(step["args"][0] == [step["label"]] for step in slider["steps"])
    assert [t["x"] for t in made["data"]] == [[18], [17]]


def test_every_frame_has_all_series_and_the_axes_stand_still(course):
    made = bundle(scene(course, "slider"))
    assert all(len(frame["data"]) == len(made["data"]) for frame in made["frames"])
    oak = {frame["name"]: frame["data"][0]["x"] for frame in made["frames"]}
    assert oak == {"1990": [40], "2000": [31], "2010": [], "2020": [18]}, "a dot without a value is not drawn"
    low, high = made["layout"]["xaxis"]["range"]
    assert low < 12 and high > 40 and "range" not in json.dumps(made["frames"])


def test_frames_hold_only_what_changes(course):
    frame = bundle(scene(course, "slider"))["frames"][0]["data"][0]
    assert {"type", "x", "y"} <= set(frame) and "hovertemplate" not in frame and "line" not in frame


def test_the_still_picture_shows_the_frames_that_the_author_chose(course):
    assert re.findall(r"bold\">(\d{4})<", picture(scene(course, "slider"))) == ["1990", "2020"]
    assert re.findall(r"bold\">(\d{4})<", picture(scene(course, "slider", frames_still=[]))) == ["1990", "2000", "2020"]
    assert "1990. 2 dots: Oakham: 40.0 across" in words(scene(course, "slider"))
    with pytest.raises(CourseError, match="no frame 1991"):
        scene(course, "slider", frames_still=["1991"])


def test_dots_bear_their_names_up_to_twenty_five():
    rows = [{"town": f"t{n}", "a": n, "b": n * n} for n in range(26)]
    chart = {"form": "points", "x": "a", "y": "b", "label": "town", "y_title": "B", "names": {"t3": "Third"}}
    few, many = bundle(sketch(rows[:25], **chart))["data"][0], bundle(sketch(rows, **chart))["data"][0]
    assert few["mode"] == "markers+text" and few["text"][3] == "Third" and many["mode"] == "markers"
    assert "Third: 3 across, 9 up" in words(sketch(rows[:25], **chart))


def test_names_of_dots_give_way_to_each_other():
    assert label_spots([(50, 50, "abc"), (52, 50, "def")])[0] != label_spots([(50, 50, "abc"), (52, 50, "def")])[1]
    assert "" in label_spots([(50, 50, "a long name")] * 9, every=False)


def test_bars_in_frames_keep_the_order_of_the_last_frame():
    rows = [{"t": t, "year": y, "v": v} for t, y, v in [("a", 1, 9), ("b", 1, 1), ("a", 2, 2), ("b", 2, 5)]]
    made = bundle(sketch(rows, form="bars", x="t", y="v", frames="year", sort="down", y_title="V"))
    assert made["data"][0]["x"] == ["b", "a"] and made["frames"][0]["data"][0]["y"] == [1, 9]


# ----------------------------------------------------------------------------------------------------------- bars


def test_whiskers_of_bars_and_numbers_beyond_them():
    made = bundle(sketch(SCORES, **BARS, low="low", high="high"))
    bar, numbers = made["data"]
    assert bar["error_y"]["array"] == [2, 2, 2] and bar["error_y"]["arrayminus"] == [1, 1, 1] and bar["text"] == ["", "", ""]
    assert numbers["y"] == [6, -4, 3.5] and numbers["text"] == ["4.0", "−3.0", "1.5"]
    assert numbers["textposition"] == ["top center", "bottom center", "top center"]
    assert made["layout"]["yaxis"]["range"][0] < -4 and "Elm −3.0 (−4.0 to −1.0)" in words(sketch(SCORES, **BARS, low="low", high="high"))


def test_lying_bars_have_their_names_at_the_left_and_numbers_at_the_outer_end():
    made = bundle(sketch(SCORES, **BARS, horizontal=True, sort="down"))
    assert made["data"][0]["orientation"] == "h" and made["data"][0]["x"] == [4.0, 1.5, -3.0]
    assert made["layout"]["yaxis"]["ticktext"] == ["Oak", "Ash", "Elm"]
    drawn = picture(sketch(SCORES, **BARS, horizontal=True))
    assert re.search(r'text-anchor="end"[^>]*>−3\.0<', drawn) and re.search(r'text-anchor="start"[^>]*>4\.0<', drawn)


def test_the_number_of_a_negative_bar_stands_below_it():
    drawn = picture(sketch(SCORES, **BARS))
    height = {label: int(y) for y, label in re.findall(r'y="(\d+)"[^>]*>(−3\.0|4\.0)<', drawn)}
    boxes = [(int(y), int(h)) for y, h in re.findall(r'<rect x="\d+" y="(\d+)" width="\d+" height="(\d+)" fill="#9a1750"', drawn)]
    assert height["−3.0"] > sum(boxes[1]) and height["4.0"] < boxes[0][0]


def test_more_than_eight_categories_stand_aslant():
    rows = [{"town": f"A town by the name of {n}", "score": n} for n in range(9)]
    assert bundle(sketch(rows, **BARS))["layout"]["xaxis"]["tickangle"] == -45
    assert picture(sketch(rows, **BARS)).count("rotate(-90") == 10, "nine names and the title of the axis"
    assert lines_of("A town by the name of 3") == ["A town by the name", "of 3"] and row_height(("A town by the name of 3",), 20) == 34


# --------------------------------------------------------------------------------------------------------- checks


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"form": "lines", "until": "b"}, "“until” does not go with form lines; it goes with spans."),
        ({"form": "grid", "row": None}, "form grid needs “row”."),
        ({"form": "spans", "row": "a", "stack": True}, "“stack” does not go with form spans; it goes with bars."),
        ({"form": "dots", "y": []}, "form dots needs “y”."),
        ({"form": "lines", "y_title": ""}, "form lines needs “y_title”."),
        ({"low": "a"}, "“low” and “high” go together."),
        ({"low": "a", "high": "b", "y": ["a", "b"]}, "“low” and “high” belong to one column; give one “y”."),
        ({"free": True}, "“free” needs “panels”."),
        ({"form": "bars", "panels": "a", "frames": "b"}, "“panels” and “frames” do not go together."),
        ({"form": "bars", "frames_still": ["1990"]}, "“frames_still” needs “frames”."),
        ({"form": "grid", "row": "a", "y_title": ""}, "a grid needs “values”, or “y_title” where it shows numbers."),
        ({"by": "a", "y": ["a", "b"]}, "with “by” a chart shows one “y”."),
    ],
)
def test_fields_that_do_not_go_together_are_a_sentence(fields, said):
    form = fields.get("form", "lines")
    base = {"x": "year", "y": ["a"], "y_title": "A"}
    base = {"row": "r", "y": ["a"], "y_title": "A"} if form == "dots" else {"x": "year", "until": "u"} if form == "spans" else base
    assert said in Chart(**{"form": form, **base, **fields}).misfits()


def test_charts_of_the_toy_course_have_no_misfit(course):
    assert [exhibit.chart.misfits() for exhibit in course.all("exhibits")] == [[]] * len(course.all("exhibits"))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("row: town\n    y: price", "row: city\n    y: price", "no column city"),
        ("low: low\n", "low: least\n", "no column least"),
        ("until: to_year", "until: end", "no column end"),
        ("label: owner", "label: lord", "no column lord"),
        ("panels: town", "panels: place", "no column place"),
        ("frames: year", "frames: age", "no column age"),
        ("    row: town\n    x: motion", "    x: motion", "form grid needs “row”"),
        ("      abstained: {letter: A, text: abstained}\n", "", "no letter for abstained"),
        ('frames_still: ["1990", "2020"]', 'frames_still: ["1991"]', "no frame 1991"),
        ("letter: A, text", "letter: ABC, text", "letter"),
    ],
)
def test_a_wrong_column_or_combination_is_named_by_the_check(toy_data, tmp_path, old, new, said):
    import shutil

    folder = shutil.copytree(toy_data, tmp_path / "data")
    path = folder / "content/2_supermarkets/exhibits.yaml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    assert any(said in mistake for mistake in check(folder)), check(folder)
