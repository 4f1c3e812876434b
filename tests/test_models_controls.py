"""What every model with knobs owes its reader: knobs that agree with the settings, challenges, and a sentence for bad input."""

import numpy as np
import pytest

from essay_kit.errors import CourseError
from essay_kit.models import cycle, dilemma

MODELS = [cycle, dilemma]
ALL = [pytest.param(model, knob, id=f"{model.__name__}-{knob.name}") for model in MODELS for knob in model.KNOBS]


@pytest.mark.parametrize(("model", "knob"), ALL)
def test_knobs_and_settings_agree(model, knob):
    assert getattr(model.Settings(), knob.name) == knob.default and knob.low <= knob.default <= knob.high
    for stop in (knob.default, knob.high):
        assert (stop - knob.low) / knob.step == pytest.approx(round((stop - knob.low) / knob.step)), "a slider cannot stop there"
    for value in (knob.low, knob.high, int(knob.high), np.float64(knob.high), knob.high + 1e-12):
        model.Settings(**{knob.name: value})


@pytest.mark.parametrize(("model", "knob"), ALL)
@pytest.mark.parametrize("bad", ["below", "above", float("nan"), float("inf"), float("-inf"), None, "1", True, [1], 1j])
def test_a_wrong_setting_is_told_in_one_sentence(model, knob, bad):
    value = {"below": knob.low - 0.01, "above": knob.high + 0.01}.get(bad, bad) if isinstance(bad, str) else bad
    with pytest.raises(CourseError) as told:
        model.Settings(**{knob.name: value})
    said = str(told.value)
    assert knob.label in said and f"{knob.high:g}" in said and "\n" not in said and said.endswith(".")


@pytest.mark.parametrize("model", MODELS)
def test_the_number_of_knobs_and_the_words_for_them(model):
    assert len(model.KNOBS) == {cycle: 4, dilemma: 3}[model]
    assert all(knob.label and knob.unit and knob.means for knob in model.KNOBS)
    assert all(challenge.task.endswith(".") and challenge.hint for challenge in model.CHALLENGES)
    assert len({challenge.id for challenge in model.CHALLENGES}) == len(model.CHALLENGES)


@pytest.mark.parametrize("years", [0, -5, 2001, 2.5, float("nan"), "300", None, True])
def test_a_wrong_length_is_told_in_one_sentence(years):
    with pytest.raises(CourseError, match="whole number of years from 1 to 2000"):
        cycle.run(years=years)
