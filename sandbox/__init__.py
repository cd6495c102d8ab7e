"""A small local Discord, for trying the bot and for its tests."""
