"""Tests of flagging."""
