"""Reads forms, and cleans their words before they are kept: UTF-8, one kind of line end, no CPR
number (domain 5.8).

The CPR numbers of what is said in a talk are removed in the intake instead. Must not judge the
words.
"""

from __future__ import annotations

from aiohttp import BodyPartReader, MultipartReader, web
from aiohttp.http_exceptions import HttpProcessingError
from aiohttp.web_protocol import RequestPayloadError
from multidict import MultiDictProxy

from storage.talk.cpr import redact

Fields = MultiDictProxy[str | bytes | bytearray | web.FileField]


LONGEST = 5_000
"""Characters of a field that are looked at: more than any field may hold, so nothing that is kept
is cut off. To look for CPR numbers in a body of the largest size would block the server.
"""

UTF_8 = "utf-8"
"""The encoding that our pages send. Python would read a form in any encoding that it names: one of
those takes minutes, in which nobody else is served, and some give characters that no database can
keep.
"""


class Unreadable(Exception):
    """The body cannot be read as a form of ours."""


class Part(BodyPartReader):
    """A field in a form with files. It is read as UTF-8, whatever encoding it names."""

    def get_charset(self, default: str) -> str:
        """How its words are written."""
        return UTF_8


MultipartReader.part_reader_cls = Part


async def form_of(request: web.Request) -> Fields:
    """The form that a browser sent. Raises Unreadable."""
    if (request.charset or UTF_8).lower() != UTF_8:
        raise Unreadable
    try:
        return await request.post()
    except (ValueError, RuntimeError, HttpProcessingError, RequestPayloadError):
        raise Unreadable from None


def words_of(fields: Fields, name: str) -> str:
    """What was written in a field, "" if there is none; PostgreSQL can keep no NUL."""
    return str(fields.get(name, "")).replace("\r\n", "\n").replace("\x00", "").strip()


def text_of(fields: Fields, name: str) -> str:
    """The same without CPR numbers, for what does not go through the intake."""
    return redact(words_of(fields, name)[:LONGEST]).text.strip()


def line_of(fields: Fields, name: str) -> str:
    """The same in one line, with single spaces: for a name or a mail address."""
    return " ".join(text_of(fields, name).split())


def number_in(written: object) -> int:
    """The number in a field or a link; 0 when no row can have it."""
    digits = str(written or "")
    return int(digits) if digits.isdecimal() and len(digits) < 10 else 0
