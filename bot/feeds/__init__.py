"""Feeds: their addresses, asking for them, reading them."""
