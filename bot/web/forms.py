"""The words of a form as they may be kept: line ends of one kind, and no CPR number (domain 5.8).

What is said in a talk goes through the intake, which does the same. Must not judge the words.
"""

from __future__ import annotations

from aiohttp import web
from multidict import MultiDictProxy

from storage.talk.cpr import redact

Fields = MultiDictProxy[str | bytes | bytearray | web.FileField]


def text_of(fields: Fields, name: str) -> str:
    """What was written in a field, "" if there is none."""
    return redact(str(fields.get(name, "")).replace("\r\n", "\n")).text.strip()


def line_of(fields: Fields, name: str) -> str:
    """The same in one line, with single spaces: a name, a mail address."""
    return " ".join(text_of(fields, name).split())
