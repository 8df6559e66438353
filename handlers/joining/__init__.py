"""The page and a Telegram chat become one talk: a link, and a yes at both ends."""

from handlers.conversation.commands import Command
from handlers.joining.link import connect, link_in, opened, other_side, words_for

COMMANDS = (
    Command(("forbind", "connect"), connect, aside=True),
    Command(("web", "side", "siden", "page", "telegram"), other_side, aside=True),
)

__all__ = ["COMMANDS", "link_in", "opened", "words_for"]
