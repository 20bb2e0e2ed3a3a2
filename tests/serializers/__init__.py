"""Tests of tracker.serializers."""
