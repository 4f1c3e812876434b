"""What the course is made of: one frozen class for each kind of record in data/content/*.yaml.

The classes say what an author may write; `content.py` reads the files and turns what is wrong into sentences. Text marked
"with places" may hold places such as {bakeries[OAK, 1990]:.0f}, filled from the exhibit's table (see `places.py`), so that
a figure in a sentence cannot drift from the table it comes from.
"""

from .activity import Card, Coding, Forecast, Lineup, Play, Sorting, Specification
from .argument import Claim, Essay, Event, Objection, Prompt, Section, Term, Work
from .base import Direction, Grade, Kind, Record, Strength
from .chart import Band, Chart, Note, Value
from .evidence import Exhibit, Speaks
from .learning import Lesson, Option, Prediction, Question, Reflection, Round, Step, Worked

__all__ = [
    "Band",
    "Card",
    "Chart",
    "Claim",
    "Coding",
    "Direction",
    "Essay",
    "Event",
    "Exhibit",
    "Forecast",
    "Grade",
    "Kind",
    "Lesson",
    "Lineup",
    "Note",
    "Objection",
    "Option",
    "Play",
    "Prediction",
    "Prompt",
    "Question",
    "Record",
    "Reflection",
    "Round",
    "Section",
    "Sorting",
    "Speaks",
    "Specification",
    "Step",
    "Strength",
    "Term",
    "Value",
    "Work",
    "Worked",
]
