"""The API: subscriptions."""
