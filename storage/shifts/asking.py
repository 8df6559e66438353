"""When somebody is reminded or asked, and how long they may think about it. Plain Python: no
database, no clock.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from storage.shifts.rules import Step
from storage.shifts.times import before_night, evening
from storage.talk.pace import awake, quiet

BEFORE = {
    Step.WEEK: timedelta(days=7),
    Step.DAYS: timedelta(hours=48),
    Step.SILENT: timedelta(hours=24),
    Step.HOURS: timedelta(hours=3),
}
"""When a volunteer hears of a shift that they took (domain 2.8), and when silence is told on."""

SHORT_BEFORE = (timedelta(hours=72), timedelta(hours=24))
"""When staff hear of a shift that has too few people."""

LINE_TOLD = (timedelta(hours=24), timedelta(hours=3))
"""So long before a shift that is still full who waits for a place is told; the second is for those
who joined the line after the first."""

SOON = timedelta(hours=12)
"""What concerns a shift that is nearer than this is told at any hour."""

LEAST_TO_ANSWER = timedelta(hours=6)
"""Nobody is called silent who had less time than this to answer."""

OFFER_LASTS = timedelta(hours=2)
"""How long somebody may think about a place that came free for them."""

STEP_IN_LASTS = timedelta(hours=24)
"""Nobody needs longer to know whether they step in."""

SWAP_LASTS = timedelta(hours=48)
"""How long somebody may think about taking over another one's place."""

ASKED_AT_ONCE = 3
"""So many are asked to step in at a time; the first yes gets the place."""

NOT_ASKED_AGAIN = timedelta(days=7)
"""Who was asked to step in is left in peace for so long, while there are others."""


def soon(now: datetime, begins: datetime) -> bool:
    """Whether a shift is so near that people are told of it at any hour."""
    return begins - now <= SOON


def can_be_asked(now: datetime, begins: datetime) -> bool:
    """Whether there is an hour left at which somebody may be asked to come."""
    return awake(now) < begins


def reminded_at(begins: datetime, step: Step) -> datetime:
    """When a reminder goes out: so long before the shift, or at 19.30 when that falls into the
    night.

    What concerns the next twelve hours is told at any hour: the last reminder is not moved.
    """
    at = begins - BEFORE[step]
    return at if step is Step.HOURS else before_night(at)


def useful_until(begins: datetime, step: Step) -> datetime:
    """Until when a late reminder is of use: until the next one, or until the shift."""
    if step is Step.WEEK:
        return reminded_at(begins, Step.DAYS)
    if step is Step.DAYS:
        return begins - BEFORE[Step.HOURS]
    return begins


def line_told_at(now: datetime, begins: datetime) -> datetime | None:
    """When somebody who joins the line now is told that there is still no place: a day before, by
    day, so that they can make other plans. None when that is so soon that the receipt must say it.
    """
    times = (before_night(begins - before) for before in LINE_TOLD)
    return next((at for at in times if at > now), None)


def silent_at(asked: datetime, begins: datetime) -> datetime:
    """When staff are told that a "can you still?" was not answered: a day before the shift, or
    later when it was asked late, but early enough to do something.
    """
    planned = reminded_at(begins, Step.SILENT)
    fair = awake(asked) + LEAST_TO_ANSWER
    if quiet(fair):
        fair = awake(fair)
    latest = max(begins - BEFORE[Step.HOURS], asked)
    return max(planned, min(fair, latest))


def offer_until(now: datetime, begins: datetime) -> datetime:
    """Until when somebody may think about a place that they were offered.

    Two hours in which people are awake; near the start a quarter of the time that is left, and so
    in the morning of a day that began with a night's sleep over it.
    """
    since = awake(now)
    until = since + min(OFFER_LASTS, _quarter(since, begins))
    if quiet(until):
        morning = awake(until)
        until = morning + min(until - evening(since), _quarter(morning, begins))
    return min(until, begins)


def asked_until(now: datetime, begins: datetime) -> datetime:
    """Until when those who are asked to step in may think about it: as long as about an offer, or
    longer when the shift is far away: a twelfth of the time left, up to a day.
    """
    since = awake(now)
    longer = since + min(STEP_IN_LASTS, max(begins - since, timedelta(0)) / 12)
    return min(max(offer_until(now, begins), awake(longer)), begins)


def swap_until(now: datetime, begins: datetime) -> datetime:
    """Until when somebody may think about a swap: two days, and no more than half of what is left
    when they hear of it, so that there is time for another way. By day, where there is one before.
    """
    since = heard_at(now, begins)
    until = since + min(SWAP_LASTS, max(begins - since, timedelta(0)) / 2)
    latest = max(until, begins - BEFORE[Step.HOURS])
    return min(awake(until), latest, begins)


def heard_at(now: datetime, begins: datetime) -> datetime:
    """When somebody is told of a question by name: not at night if the morning will do."""
    morning = awake(now)
    return morning if morning < begins else now


def about_place(id: int) -> str:
    """How a message says that it is about a place."""
    return f"place:{id}"


def about_shift(id: int) -> str:
    """How a message says that it is about what a shift lacks."""
    return f"shift:{id}"


def _quarter(since: datetime, begins: datetime) -> timedelta:
    return max(begins - since, timedelta(0)) / 4
