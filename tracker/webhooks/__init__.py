"""Telling subscribers: matching, fan-out, signing, delivery and the state of endpoints."""
