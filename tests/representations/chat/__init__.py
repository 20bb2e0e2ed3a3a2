"""Tests of messages in chat."""
