"""Clients generated from openapi.yaml, and programs that call the running service with them."""
