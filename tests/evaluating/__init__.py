"""Tests of how reading is measured and trained."""
