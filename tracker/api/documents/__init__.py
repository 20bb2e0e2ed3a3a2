"""Views of documents: handed in, their versions, how these differ, and their reading."""
