"""Shifts as a calendar file (RFC 5545): one shift to download, or all of a volunteer's to subscribe
to.

An entry keeps its UID for ever, so that a calendar updates it instead of showing it twice. No other
volunteer is named in it. Must not read the database.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard

from handlers.conversation.pen import Pen
from handlers.conversation.texts import Texts
from handlers.library import Library
from storage.cases.rules import first_name
from storage.people.rules import Language
from storage.shifts.queries import Entry
from storage.talk.pace import COPENHAGEN

MEDIA_TYPE = "text/calendar"
LOOKED_AT = timedelta(hours=1)
"""How often a calendar that subscribes is asked to look again."""


def _zone() -> Timezone:
    """Copenhagen's rules for summer and winter time, as they have been since 1996. What the package
    reads from the time zone file makes spring an hour late.
    """
    zone = Timezone()
    zone.add("tzid", COPENHAGEN.key)
    for part, name, month, hour, before, after in (
        (TimezoneDaylight(), "CEST", 3, 2, 1, 2),
        (TimezoneStandard(), "CET", 10, 3, 2, 1),
    ):
        part.add("tzname", name)
        part.add("dtstart", datetime(1996, month, 31 if month == 3 else 27, hour))  # noqa: DTZ001
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1SU"})
        part.add("tzoffsetfrom", timedelta(hours=before))
        part.add("tzoffsetto", timedelta(hours=after))
        zone.add_component(part)
    return zone


class CalendarPen:
    """Writes calendars in the library's name and in one language."""

    def __init__(self, texts: Texts, language: Language, library: Library) -> None:
        self._pen, self._library = Pen(texts, language), library
        self._host = urlsplit(library.url).hostname or "sammen"

    def all_of(self, number: int, entries: Iterable[Entry]) -> bytes:
        """All shifts of a volunteer, for a program that subscribes.

        The bytes stay the same until something changes, so that a client can be told that nothing
        did.
        """
        book = self._book("PUBLISH")
        name = self._pen("shift_calendar.name")
        book.add("name", name)
        book.add("x-wr-calname", name)
        book.add("x-wr-timezone", COPENHAGEN.key)
        book.add("refresh-interval", LOOKED_AT, parameters={"VALUE": "DURATION"})
        book.add("x-published-ttl", LOOKED_AT, parameters={"VALUE": "DURATION"})
        for entry in entries:
            book.add_component(self._event(number, entry, entry.shift.changed_at))
        return self._written(book)

    def one(self, number: int, entry: Entry, now: datetime) -> bytes:
        """One shift to add to a calendar. When it does not take place for them, the file removes
        the entry.
        """
        book = self._book("CANCEL" if entry.off else "PUBLISH")
        book.add_component(self._event(number, entry, now))
        return self._written(book)

    def _book(self, method: str) -> Calendar:
        book = Calendar()
        book.add("version", "2.0")
        book.add("prodid", f"-//{self._library.name}//Sammen//{self._pen.language.upper()}")
        book.add("calscale", "GREGORIAN")
        book.add("method", method)
        book.add_component(_zone())
        return book

    def _event(self, number: int, entry: Entry, stamp: datetime) -> Event:
        shift, event = entry.shift, Event()
        event.add("uid", f"vagt-{shift.id}-{number}@{self._host}")
        event.add("sequence", entry.sequence)
        event.add("dtstamp", stamp)
        event.add("last-modified", shift.changed_at)
        event.add("dtstart", shift.begins_at.astimezone(COPENHAGEN))
        event.add("dtend", shift.ends_at.astimezone(COPENHAGEN))
        event.add("summary", self._summary(entry))
        event.add("location", self._place(entry))
        event.add("description", self._description(entry))
        event.add("status", "CANCELLED" if entry.off else "CONFIRMED")
        event.add("transp", "TRANSPARENT" if entry.off else "OPAQUE")
        event.add("url", f"{self._library.url}/frivillig")
        if contact := self._contact(entry):
            event.add("contact", contact)
        return event

    def _summary(self, entry: Entry) -> str:
        key = "cancelled" if entry.cancelled else "off" if entry.off else "on"
        return self._pen(f"shift_calendar.{key}", what=entry.name)

    def _place(self, entry: Entry) -> str:
        branch = self._library.branch(entry.branch)
        house = branch.name if branch else self._library.name
        return ", ".join(filter(None, (house, "" if branch else self._library.address)))

    def _contact(self, entry: Entry) -> str:
        name = first_name(entry.contact or "")
        return ", ".join(filter(None, (name, self._library.phone)))

    def _description(self, entry: Entry) -> str:
        told = [entry.shift.note] if entry.shift.note else []
        if contact := self._contact(entry):
            told.append(self._pen("shift_calendar.call", contact=contact))
        return "\n".join(told)

    def _written(self, book: Calendar) -> bytes:
        written: bytes = book.to_ical()
        return written
