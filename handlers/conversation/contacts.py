"""Finds telephone numbers and mail addresses in what somebody writes, and removes them. Those of
children under 15 are never kept; nobody gives theirs to a stranger before both want it. Pure.
"""

from __future__ import annotations

import re

PHONE = r"\+?[0-9][0-9 ]{6,17}[0-9]"
"""A telephone number: eight digits or more, with the spaces that people write."""

_CONTACT = re.compile(
    r"(?<!\d)(?:\+?45[ -]?)?\d{2}(?:[ -]?\d{2}){3}(?!\d)"  # eight digits, as a number is written
    r"|[^\s@,;:]+@[^\s@,;:]+\.\w+"
)


def without_contact(text: str, instead: str) -> str:
    """The text without telephone numbers and mail addresses."""
    return _CONTACT.sub(instead, text)
