"""Keeps together what is read as one: no line break inside «kl. 14.00», «3. maj», «2 timer».

For display only: a channel calls this last. What is kept, compared, mailed or counted has plain
spaces. Must not change the length of a text.
"""

from __future__ import annotations

import re

NO_BREAK = "\N{NO-BREAK SPACE}"

_GAP = (
    r"(?:(?<=\b[kK]l\.) (?=\d)"
    r"|(?<=\bat) (?=\d\d:\d\d)"
    r"|(?<=\d\.) (?=(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec))"
    r"|(?<=\d) (?=(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec))"
    r"|(?<=\d) (?=(?:dage?|timer?|uger?|minut(?:ter)?|kr|days?|hours?|weeks?|minutes?)\b))"
)
_IN_WORDS = re.compile(_GAP)
_IN_HTML = re.compile(_GAP + r"(?=[^<>]*<(?!/(?:textarea|script|option)))")
"""The same in HTML: only in text between tags, not in the value of a field."""


def unparted(words: str) -> str:
    """Plain text, as it is shown."""
    return _IN_WORDS.sub(NO_BREAK, words)


def unparted_html(html: str) -> str:
    """The text of a page or part of one; tags and fields stay as they are."""
    return _IN_HTML.sub(NO_BREAK, html)
