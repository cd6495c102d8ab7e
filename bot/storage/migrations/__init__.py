"""Alembic's migrations. Once landed, one is never edited."""
