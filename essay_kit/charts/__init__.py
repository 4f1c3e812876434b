"""Table and specification -> a scene; from the scene the live figure, the still picture, the words and the data table."""

from .figure import bundle, figure
from .picture import svg
from .scene import Scene, draw, points_of
from .words import shaded, thinned, words

__all__ = ["Scene", "bundle", "draw", "figure", "points_of", "shaded", "svg", "thinned", "words"]
