"""Requests made up from the OpenAPI document, sent to the running service by Schemathesis."""
