"""Kills the real bot at random moments and counts what was lost and what was told twice."""
