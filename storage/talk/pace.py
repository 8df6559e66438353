"""How fast and when messages may go out: the limits of Telegram, patience, quiet hours.

Plain Python: no database, no clock.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
AWAKE_FROM, AWAKE_UNTIL = time(8), time(20)
"""Between these hours nobody minds hearing what they did not ask for."""

ON_THE_PAGE = timedelta(minutes=5)
"""So long a mail about news waits for who reads it on the page."""

AHEAD = timedelta(seconds=0.5)
"""How far ahead slots are given: an answer that comes in waits no longer for what was claimed."""

PAUSED = 2 * AHEAD
"""A channel that may not be used for longer than this was told to wait, and is not just busy."""

CLAIM_LASTS = timedelta(seconds=60)
"""How long after its slot a message is left to the process that claimed it."""

MOST_TRIES = 8
"""After so many failures a message is given up, and staff see it."""

MOST_PATIENCE = timedelta(days=2)
"""So long a message waits for a Telegram that is away or tells us to wait: that is no failure."""

LONGEST_WAIT = timedelta(hours=1)
SENT_LASTS = timedelta(days=7)
"""How long it is remembered that a message was sent."""


@dataclass(frozen=True)
class Rate:
    """At most one in every so often, after a burst. Holds no state: `paid` is the time by which all
    that was sent would have gone at this rate without a burst.
    """

    every: timedelta
    burst: int = 1

    @property
    def ahead(self) -> timedelta:
        """How far the sending may run ahead of `paid`."""
        return self.every * (self.burst - 1)

    def earliest(self, paid: datetime, now: datetime) -> datetime:
        """When the next may go."""
        return max(now, paid - self.ahead)

    def after(self, paid: datetime, at: datetime) -> datetime:
        """The new `paid`, once one more was sent."""
        return max(paid, at) + self.every


@dataclass(frozen=True)
class Pacing:
    """The limits of a channel; those of Telegram unless told otherwise.

    30 a second already draw a 429, so 29 go; broadcasts leave room for answers. A group takes 20
    in any 60 seconds: 5 at once and 15 more, one every 4 seconds. `ahead`: see AHEAD.
    """

    overall: Rate = Rate(timedelta(seconds=1) / 29)
    broadcast: Rate = Rate(timedelta(seconds=1) / 25)
    private: Rate = Rate(timedelta(seconds=1))
    group: Rate = Rate(timedelta(seconds=4), burst=5)
    ahead: timedelta = AHEAD

    @property
    def leeway(self) -> timedelta:
        """How late a message may begin without harm: 29 slots leave one of 30 free each second, and
        half of that is left to the network. Where there is no pace, nothing is late.
        """
        return self.overall.every / 2 or self.ahead

    @property
    def latest(self) -> timedelta:
        """How late a message may begin in its slot. After that it needs another slot, because the
        messages of the next second have theirs by then. Where there is no pace, the claim decides.
        """
        return self.ahead * 0.8 if self.overall.every else CLAIM_LASTS / 3

    def chat(self, address: str) -> Rate:
        """The limit of one chat."""
        return self.group if is_group(address) else self.private

    def takes(self, count: int, *, private: int, group: int) -> timedelta:
        """How long so many messages take, when the busiest chat and the busiest group get these
        many.
        """
        return max(
            self.overall.every * count,
            self.private.every * (private - 1),
            self.group.every * (group - self.group.burst),
        )

    def faster(self, times: float) -> Pacing:
        """The same limits with time running faster, for tests."""

        def quicker(rate: Rate) -> Rate:
            return Rate(rate.every / times, rate.burst)

        return Pacing(
            overall=quicker(self.overall),
            broadcast=quicker(self.broadcast),
            private=quicker(self.private),
            group=quicker(self.group),
            ahead=self.ahead / times,
        )


_AT_ONCE = Rate(timedelta(0))
UNLIMITED = Pacing(_AT_ONCE, _AT_ONCE, _AT_ONCE, _AT_ONCE)
"""No limit at all: for what only has an order."""


def is_group(address: str) -> bool:
    """Whether a chat is a group: those have negative numbers."""
    return address.startswith("-")


def back_off(attempts: int) -> timedelta:
    """How long to wait after so many failures."""
    return min(timedelta(seconds=2 ** min(attempts, 20)), LONGEST_WAIT)


def quiet(at: datetime) -> bool:
    """Whether people sleep: from 20 to 8, local time."""
    return not AWAKE_FROM <= at.astimezone(COPENHAGEN).time() < AWAKE_UNTIL


def awake(at: datetime) -> datetime:
    """The first moment from `at` on at which somebody may be told what they did not ask for."""
    if not quiet(at):
        return at
    local = at.astimezone(COPENHAGEN)
    day = local.date() + timedelta(days=local.time() >= AWAKE_UNTIL)
    return datetime.combine(day, AWAKE_FROM, COPENHAGEN).astimezone(at.tzinfo)
