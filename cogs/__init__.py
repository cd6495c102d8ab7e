"""Slash commands: parse, ask a service, lay out, reply."""
