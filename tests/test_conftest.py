"""The safety nets of conftest.py catch what they are there for: each is tried on a test made to fall into it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CONFTEST = Path(__file__).with_name("conftest.py")
FAILING_CLICK = """
import ipywidgets

def test_click():
    button = ipywidgets.Button()
    button.on_click(lambda _: 1 / {divisor})
    button.click()
"""
FAILING_OBSERVER = """
import logging

def test_log():
    logging.getLogger("traitlets").error("an observer failed")
"""
LOOKS_AT_A_PAGE = """
import pytest

@pytest.mark.browser
def test_page(browser):
    assert browser
"""


@pytest.fixture
def outcome(tmp_path: Path):
    """Run one small test file under a copy of conftest.py in a process of its own."""

    def run(test: str, **env: str) -> str:
        (tmp_path / "tests").mkdir()
        shutil.copy(CONFTEST, tmp_path / "tests")
        (tmp_path / "tests/test_it.py").write_text(test)
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests"]
        clean = {key: value for key, value in os.environ.items() if not key.startswith(("ESSAY_KIT_", "PYTEST_"))}
        done = subprocess.run(command, cwd=tmp_path, env=clean | env, capture_output=True, text=True, timeout=60)
        return f"exit {done.returncode}\n{done.stdout}"

    return run


def test_handler_that_fails_on_a_click_fails_the_test(outcome):
    said = outcome(FAILING_CLICK.format(divisor=0))
    assert said.startswith("exit 1")
    assert "logged during the test: traitlets: Exception in callback" in said
    assert "ZeroDivisionError" in said


def test_handler_that_works_does_not(outcome):
    assert outcome(FAILING_CLICK.format(divisor=1)).startswith("exit 0")


def test_logged_error_fails_the_test(outcome):
    assert outcome(FAILING_OBSERVER).startswith("exit 1")


def test_without_chromium_the_browser_part_is_not_run_and_says_so(outcome):
    said = outcome(LOOKS_AT_A_PAGE, ESSAY_KIT_CHROMIUM="/nowhere/chromium")
    assert said.startswith("exit 0")
    assert "the browser part was NOT RUN" in said
    assert "1 tests were skipped, not passed" in said
    assert "passed" not in said.splitlines()[-1]


def test_without_chromium_a_required_browser_part_fails(outcome):
    said = outcome(LOOKS_AT_A_PAGE, ESSAY_KIT_CHROMIUM="/nowhere/chromium", ESSAY_KIT_BROWSER="required")
    assert said.startswith("exit 1")
    assert "ESSAY_KIT_BROWSER is `required`, but no Chromium here" in said
