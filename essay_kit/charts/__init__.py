"""Table and specification -> a scene; from the scene the live figure, the still picture, the words and the data table."""

from .forms import bundle, draw, drawing, figure, points_of, script, shaded, svg, thinned, words
from .scene import Scene, Series

__all__ = ["Scene", "Series", "bundle", "draw", "drawing", "figure", "points_of", "script", "shaded", "svg", "thinned", "words"]
