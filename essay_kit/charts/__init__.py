"""Table and specification -> a scene; from the scene the live figure, the still picture, the words and the data table."""

from .figure import bundle, figure
from .picture import drawing, svg
from .scene import Scene, Series, draw, points_of
from .words import shaded, thinned, words

__all__ = ["Scene", "Series", "bundle", "draw", "drawing", "figure", "points_of", "shaded", "svg", "thinned", "words"]
