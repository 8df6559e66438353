"""A form as it came, and its words as they may be kept: UTF-8, line ends of one kind, and no CPR
number (domain 5.8).

What is said in a talk loses its CPR numbers in the intake. Must not judge the words.
"""

from __future__ import annotations

from aiohttp import BodyPartReader, MultipartReader, web
from aiohttp.http_exceptions import HttpProcessingError
from aiohttp.web_protocol import RequestPayloadError
from multidict import MultiDictProxy

from storage.talk.cpr import redact

Fields = MultiDictProxy[str | bytes | bytearray | web.FileField]


LONGEST = 5_000
"""Characters of a field that are looked at: more than any field may hold, so none is kept cut off.
Looking for CPR numbers in a whole body of the largest size would keep everybody waiting.
"""

UTF_8 = "utf-8"
"""What our pages send. Python would read a form in any encoding that it names: one of them takes
minutes, in which nobody else is served, and some make letters that no database keeps.
"""


class Unreadable(Exception):
    """A body that is no form of ours."""


class Part(BodyPartReader):
    """A field in a form with files, read as ours whatever it says of itself."""

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
    """That in one line, with single spaces: a name, a mail address."""
    return " ".join(text_of(fields, name).split())


def number_in(written: object) -> int:
    """The number that was written in a field or a link; 0 for none that a row could have."""
    digits = str(written or "")
    return int(digits) if digits.isdecimal() and len(digits) < 10 else 0
