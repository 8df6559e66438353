"""Where a text is cut into words, numbers, written dates and written clocks.

Must not know any word.
"""

from __future__ import annotations

import re

ATOM = re.compile(
    r"""
      (?P<iso>[0-9]{4}-[0-9]{1,2}-[0-9]{1,2})(?![0-9])t?
    | (?P<full>[0-9]{1,2}([./-])[0-9]{1,2}\3(?:[0-9]{4}|[0-9]{2}))(?![0-9])
    | (?P<slash>[0-9]{1,2}/[0-9]{1,2}(?:-(?:[0-9]{4}|[0-9]{2})(?![0-9]|[./:][0-9]))?)(?![0-9])
    | (?P<clock>[0-9]{1,2}:[0-9]{2})(?::[0-9]{2})?(?![0-9])
    | (?P<pair>[0-9]{1,2}\.[0-9]{1,2})(?![0-9])
    | (?P<number>[0-9]+)(?P<ordinal>\.|(?:st|nd|rd|th|'e|te|de)\b)?
    | (?P<half>[ap]\.?m\b\.?)
    | (?P<word>[^\W\d_]+(?:'[^\W\d_]+)*)
    | (?P<dash>[-–—])
    | (?P<comma>[,;])
    """,
    re.VERBOSE,
)
