"""When staff are there to answer: a readable setting, and questions about a moment.

`ma-fr 10-17; lø 10-14` means these hours in Danish time, except on public holidays and on the days
that municipalities keep closed. Plain Python: no clock, no I/O. An empty setting means "not known":
then nothing is promised.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from storage.cases.working_days import is_free_day, next_working_day
from storage.talk.pace import COPENHAGEN

DAYS = ("ma", "ti", "on", "to", "fr", "lø", "sø")
SPELLED = {"man": 0, "tir": 1, "ons": 2, "tor": 3, "fre": 4, "lør": 5, "søn": 6, "loe": 5, "soe": 6}
SPELLED |= {"mo": 0, "tu": 1, "we": 2, "th": 3, "sa": 5, "su": 6}
UNKNOWN_OPENING = time(9)
"""When a working day begins, if the library has not said it."""

LOOK_AHEAD = 30
"""How many days ahead opening hours are looked for; none is closed longer unannounced."""

_DAY = r"[a-zæøå]+\.?"
_CLOCK = r"(\d{1,2})(?:[.:](\d{2}))?"
_PIECE = re.compile(rf"({_DAY})(?:\s*-\s*({_DAY}))?\s+{_CLOCK}\s*-\s*{_CLOCK}")


@dataclass(frozen=True)
class Span:
    """Some hours of one weekday (Monday is 0)."""

    weekday: int
    opens: time
    closes: time


@dataclass(frozen=True)
class Staffed:
    """All hours of a week, in order."""

    spans: tuple[Span, ...] = ()
    written: str = field(default="", compare=False)
    """The setting, as somebody wrote it."""

    @property
    def known(self) -> bool:
        """Whether the library has said its hours."""
        return bool(self.spans)

    def open_at(self, now: datetime) -> bool:
        """Whether somebody is there now; False when not known."""
        local = now.astimezone(COPENHAGEN)
        return any(s.opens <= local.time() < s.closes for s in self._on(local.date()))

    def next_open(self, now: datetime) -> datetime | None:
        """When somebody is there next, now or later; None when not known."""
        today = now.astimezone(COPENHAGEN).date()
        for ahead in range(LOOK_AHEAD):
            day = today + timedelta(days=ahead)
            for span in self._on(day):
                if (opens := datetime.combine(day, span.opens, COPENHAGEN)) > now:
                    return opens
        return None

    def answer_by(self, now: datetime) -> datetime:
        """One working day after somebody could first answer: the next one, at the same time."""
        begins = now if self.open_at(now) else self.next_open(now) or _working(now)
        local = begins.astimezone(COPENHAGEN)
        return datetime.combine(next_working_day(local.date()), local.time(), COPENHAGEN)

    def _on(self, day: date) -> tuple[Span, ...]:
        if is_free_day(day):
            return ()
        return tuple(span for span in self.spans if span.weekday == day.weekday())


def _working(now: datetime) -> datetime:
    """Now, if it is a working day; else the morning of the next one."""
    local = now.astimezone(COPENHAGEN)
    day = local.date()
    if day < next_working_day(day - timedelta(days=1)):
        return datetime.combine(next_working_day(day), UNKNOWN_OPENING, COPENHAGEN)
    return now


def staffed(setting: str) -> Staffed:
    """Read the setting. Raises ValueError with a sentence that explains how it is written."""
    pieces = filter(None, (piece.strip().lower() for piece in setting.split(";")))
    spans = [span for piece in pieces for span in _read(piece)]
    return Staffed(tuple(sorted(spans, key=lambda span: (span.weekday, span.opens))), setting)


def _read(piece: str) -> list[Span]:
    found = _PIECE.fullmatch(piece)
    if found is None:
        raise ValueError("write days and hours such as ma-fr 10-17; lø 10-14")
    first, last = _weekday(found[1]), _weekday(found[2] or found[1])
    opens, closes = _time(found[3], found[4]), _time(found[5], found[6])
    if last < first or closes <= opens:
        raise ValueError(f"{piece} ends before it begins")
    return [Span(day, opens, closes) for day in range(first, last + 1)]


def _weekday(word: str) -> int:
    plain = word.rstrip(".")
    for length in (3, 2):
        if (known := SPELLED.get(plain[:length])) is not None:
            return known
        if length == 2 and plain[:2] in DAYS:
            return DAYS.index(plain[:2])
    raise ValueError(f"{word} is no weekday: write ma, ti, on, to, fr, lø or sø")


def _time(hour: str, minute: str | None) -> time:
    try:
        return time(int(hour), int(minute or 0))
    except ValueError:
        raise ValueError(f"{hour}.{minute or '00'} is no time of the day") from None
