"""A stand-in for Telegram's Bot API: a real HTTP server that behaves to a bot as the real one does.

    async with stand_in() as api:  # TELEGRAM_API_URL=api.url, BOT_TOKEN=api.token
        anna = api.person("Anna")
        await anna.starts("ide_midtby")
        await anna.presses("Ja, vis mig")
        assert "nummer 1" in anna.heard

What it copies was read in the real server's source, named beside each rule. People are here too,
with phones: what they see is what Telegram would show them, edits and deletions applied. Whatever a
bot does that the real server, its documentation or another library would not take is written in
`api.wrong`, and the end of the `async with` fails by it.

Not here: formatting by parse_mode, channels, inline mode, albums, reactions, payments, business
accounts, anonymous administrators, topics in private chats. How fast a bot may send and how long a
press can be answered are guesses: Telegram publishes neither.
"""

from __future__ import annotations

from tests.bot_api.group import Group
from tests.bot_api.pace import Limits
from tests.bot_api.people import Person
from tests.bot_api.stand_in import StandIn, stand_in
from tests.bot_api.topic import Topic
from tests.bot_api.updates import Delivered

__all__ = [
    "Delivered",
    "Group",
    "Limits",
    "Person",
    "StandIn",
    "Topic",
    "stand_in",
]
