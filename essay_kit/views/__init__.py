"""State -> screen: the only layer that knows ipywidgets, HTML and Jupyter."""
