"""Descriptions of commands in every language, for Discord's own menus."""

import discord
from discord import app_commands

from bot.messages.texts import ENGLISH, NEAR, languages, texts_for

DESCRIPTION_LIMIT = 100


def described(key: str) -> app_commands.locale_str:
    """Give the English text of a key, which Discord gets in every language we speak."""
    return app_commands.locale_str(texts_for(ENGLISH).label(key, DESCRIPTION_LIMIT), key=key)


class Translator(app_commands.Translator):
    """Answers discord.py's question for each text and each of Discord's languages."""

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,  # noqa: ARG002 - discord.py's signature
    ) -> str | None:
        key = string.extras.get("key")
        spoken = NEAR.get(locale.value, locale.value)
        if not isinstance(key, str) or spoken == ENGLISH or spoken not in languages():
            return None
        return texts_for(spoken).label(key, DESCRIPTION_LIMIT)
