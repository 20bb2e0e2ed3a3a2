"""Views for subscribers: webhook endpoints, deliveries, saved searches, and the feed of changes."""
