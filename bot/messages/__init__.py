"""How the bot speaks."""
