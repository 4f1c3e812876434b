"""The toy essay: another subject, invented numbers; everything in the kit must work on it."""

import pathlib

import pytest

import essay_kit

TOY = pathlib.Path(__file__).parent / "toy_essay" / "data"


@pytest.fixture
def toy_data():
    """The toy course's data folder; copy it before you spoil it."""
    return TOY


@pytest.fixture
def kit(tmp_path, monkeypatch):
    """The toy course with an answer file of its own."""
    monkeypatch.setenv("ESSAY_KIT_ANSWERS", str(tmp_path))
    return essay_kit.load(TOY)
