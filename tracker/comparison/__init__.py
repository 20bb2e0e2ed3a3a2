"""How two versions of a text differ, and how like one another two texts are."""
