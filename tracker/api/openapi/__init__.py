"""The OpenAPI document: its hooks, its examples, and the webhooks that it describes."""
