"""The first words, the menu and the ways out: what a person can always fall back on."""

from handlers.welcome.flow import (
    COMMANDS,
    FLOWS,
    apology,
    cancelled,
    contact,
    greeting,
    menu,
    unasked,
)

__all__ = [
    "COMMANDS",
    "FLOWS",
    "apology",
    "cancelled",
    "contact",
    "greeting",
    "menu",
    "unasked",
]
