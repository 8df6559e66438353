"""The first words, the menu, the ways out, and free text: what a person can always use."""

from handlers.welcome.flow import COMMANDS, about_me, apology, cancelled, greeting, hello
from handlers.welcome.unasked import (
    FLOWS,
    IN_ENGLISH,
    LISTENING,
    beside,
    next_in_turn,
    stuck,
    unasked,
)
from handlers.welcome.ways import AGAIN, contact, menu

__all__ = [
    "AGAIN",
    "COMMANDS",
    "FLOWS",
    "IN_ENGLISH",
    "LISTENING",
    "about_me",
    "apology",
    "beside",
    "cancelled",
    "contact",
    "greeting",
    "hello",
    "menu",
    "next_in_turn",
    "stuck",
    "unasked",
]
