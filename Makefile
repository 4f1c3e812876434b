# Two commands: `make lab` opens the course, `make test` tests it. All they do stands in start.py.
PYTHON ?= python3

.PHONY: lab test check outputs lock bench seal handouts reader scorm colab new-course proofs class lite lite-show lite-test clean

lab test check outputs lock bench seal handouts reader scorm colab new-course proofs class lite lite-show lite-test:
	@command -v $(PYTHON) >/dev/null || { echo "Please install Python 3.11 or newer, from python.org or with your system's software manager, and run the same command again." >&2; exit 1; }
	@$(PYTHON) start.py $@

# Answers are never touched.
clean:
	rm -rf .venv .pytest_cache .ruff_cache build dist
	find essay_kit tests -name __pycache__ -type d -prune -exec rm -rf {} +
