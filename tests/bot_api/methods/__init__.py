"""The methods of the Bot API that are known here, each a function of the world and the fields."""

from __future__ import annotations

from tests.bot_api.methods import looking, media, pinning, settings, talking, topics
from tests.bot_api.methods.registry import METHODS

__all__ = ["METHODS", "looking", "media", "pinning", "settings", "talking", "topics"]
