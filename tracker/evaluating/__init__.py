"""How well the reading of prose does on labelled passages, and the weights that it learns there."""
