"""The shifts that a colleague wants to make, as far as they were described: days, hours, role,
place, people. It is stored as data, so "i morgen" keeps the day for which it was said.

Pure. Must not read words: saying.py does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, time
from typing import Any

from handlers.conversation.dates import Moment, Recurring, Span, When
from handlers.conversation.dates.local import is_public_holiday
from handlers.conversation.dates.values import ONE_DAY
from storage.shifts.times import Hours


@dataclass(frozen=True)
class Wish:
    """What was said about some shifts; what was not said is None or empty.

    words: the colleague's own words for the days, to which more can be added. open: a series
    without an end. left_out: days of the pattern that they left out. roles: the possible roles; one
    is certain. anywhere: at no particular branch. feasts: whether there are shifts on public
    holidays too. title, contact, whom: the name, and the contact with their name; empty, or 0,
    means the same as in the role.
    """

    words: str = ""
    days: tuple[date, ...] = ()
    series: bool = False
    open: bool = False
    left_out: tuple[date, ...] = ()
    begins: time | None = None
    ends: time | None = None
    roles: tuple[int, ...] = ()
    branch: str | None = None
    anywhere: bool = False
    least: int | None = None
    most: int | None = None
    note: str = ""
    feasts: bool | None = None
    title: str | None = None
    contact: int | None = None
    whom: str | None = None

    @property
    def role(self) -> int | None:
        """The role, when only one is possible."""
        return self.roles[0] if len(self.roles) == 1 else None

    @property
    def closed(self) -> tuple[date, ...]:
        """Those of the days on which the library is closed."""
        return tuple(day for day in self.days if is_public_holiday(day))

    @property
    def working(self) -> tuple[date, ...]:
        """The days on which there will be a shift."""
        if self.feasts:
            return self.days
        return tuple(day for day in self.days if not is_public_holiday(day))

    @property
    def without(self) -> tuple[date, ...]:
        """The days of the pattern without a shift, for any reason."""
        return tuple(sorted({*self.left_out, *(() if self.feasts else self.closed)}))

    @property
    def whole(self) -> bool:
        """Whether the most people are known, and the least do not exceed it."""
        return self.most is not None and (self.least or 1) <= self.most

    def said_anything(self) -> bool:
        """Whether anything was said."""
        return self != Wish()

    def joined(self, new: Wish) -> Wish:
        """The wish with the parts of a newer one in place of its own."""
        kept = {
            each.name: value
            for each in fields(new)
            if (value := getattr(new, each.name)) != getattr(Wish(), each.name)
        }
        mended = replace(self, **{k: v for k, v in kept.items() if k not in _OF_DAYS})
        if new.days:
            mended = replace(mended, **{name: getattr(new, name) for name in _OF_DAYS})
        if new.begins and not new.ends and self.begins and self.ends:
            hours = new_hours(Hours(self.begins, self.ends), new.begins, None)
            mended = replace(mended, ends=hours.ends)
        if new.anywhere:
            mended = replace(mended, branch=None)
        elif new.branch:
            mended = replace(mended, anywhere=False)
        return _people(self, new, mended)


_OF_DAYS = ("words", "days", "series", "open", "left_out")


def _people(old: Wish, new: Wish, mended: Wish) -> Wish:
    """First "mindst 2", then "4": two to four. "3 personer" is three and no more."""
    if new.least is None and new.most is None:
        return mended
    if new.least is None and old.least is not None and new.most is not None:
        return replace(mended, least=min(old.least, new.most))
    if new.most is None and old.most is not None and new.least is not None:
        return replace(mended, most=max(old.most, new.least))
    return mended


def new_hours(was: Hours, begins: time | None, ends: time | None) -> Hours:
    """New hours from one new end: "kl. 17" moves the whole shift, "til 19" only its end."""
    if begins is None or ends is not None:
        return Hours(begins or was.begins, ends or was.ends)
    day = date(2000, 1, 1)
    starts, stops = datetime.combine(day, was.begins), datetime.combine(day, was.ends)
    lasts = (stops - starts) % ONE_DAY or ONE_DAY
    return Hours(begins, (datetime.combine(day, begins) + lasts).time())


def of_time(when: When, words: str) -> Wish | None:
    """The days and hours that were understood; None for what cannot be a shift, such as days in a
    row.
    """
    if isinstance(when, Moment):
        return Wish(words=words, days=(when.day,), begins=when.clock)
    if isinstance(when, Span):
        return _of_span(when, words)
    hours = when.hours
    return Wish(
        words=words,
        days=tuple(when.days()),
        series=True,
        open=when.last is None,
        left_out=_left_out(when),
        begins=hours.start if hours else None,
        ends=hours.end if hours else None,
    )


def _of_span(when: Span, words: str) -> Wish | None:
    first, last = when.first, when.last
    if first.clock is None and last.clock is None:
        count = (last.day - first.day).days + 1
        days = tuple(first.day + n * ONE_DAY for n in range(count))
        return Wish(words=words, days=days, series=count > 1)
    if first.clock is None or last.clock is None:
        return None
    same_night = last.day == first.day + ONE_DAY * (last.clock <= first.clock)
    if not same_night:
        return None
    return Wish(words=words, days=(first.day,), begins=first.clock, ends=last.clock)


def _left_out(series: Recurring) -> tuple[date, ...]:
    whole = replace(series, without=(), school_holidays=None, without_public_holidays=False)
    return tuple(day for day in whole.days() if not series.takes_place(day))


def stored(wish: Wish) -> dict[str, Any]:
    """The wish as data, stored between two messages."""
    return {each.name: _plain(getattr(wish, each.name)) for each in fields(wish)}


def _plain(value: Any) -> Any:
    if isinstance(value, date | time):
        return value.isoformat()
    return [_plain(each) for each in value] if isinstance(value, tuple) else value


def restored(kept: Mapping[str, Any]) -> Wish:
    """The stored wish; fields of another version of the program are dropped."""
    known = {each.name: kept[each.name] for each in fields(Wish) if each.name in kept}
    for name in ("days", "left_out"):
        known[name] = _days(known.get(name, ()))
    for name in ("begins", "ends"):
        known[name] = time.fromisoformat(known[name]) if known.get(name) else None
    known["roles"] = tuple(known.get("roles", ()))
    return Wish(**known)


def _days(kept: Iterable[str]) -> tuple[date, ...]:
    return tuple(date.fromisoformat(day) for day in kept)
