"""Encore: announces anime renewals in Discord, once, with their sources."""

__version__ = "0.1.0"
