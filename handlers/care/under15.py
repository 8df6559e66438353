"""Under 15 nobody's number or mail is kept, in whatever they write. Pure."""

from __future__ import annotations

import re

_CONTACT = re.compile(
    r"(?<!\d)(?:\+?45[ -]?)?\d{2}(?:[ -]?\d{2}){3}(?!\d)"  # eight digits, as a number is written
    r"|[^\s@,;:]+@[^\s@,;:]+\.\w+"
)


def without_contact(text: str, instead: str) -> str:
    """The text without telephone numbers and mail addresses."""
    return _CONTACT.sub(instead, text)
