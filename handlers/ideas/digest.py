"""The digest: what waits, told to staff on the mornings of working days, at the desk and in chats.

An empty digest is not sent: silence means that all is well. Each colleague can switch it off, and
whoever is away gets none. In Telegram it goes to the staff's group once, if there is one; otherwise
to each colleague's own chat.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from handlers.conversation import render
from handlers.conversation.parsers import folded
from handlers.conversation.pen import Pen
from handlers.conversation.texts import Values
from handlers.conversation.values import Button, Context, Message, Occasion, Reply, say
from handlers.ideas.wording import title_of
from storage.agreements.queries import waiting_count
from storage.cases.rules import local_day
from storage.cases.working_days import (
    is_working_day,
    morning,
    next_working_day,
    working_days_before,
)
from storage.database import Transaction
from storage.ideas.queries import Brief, Digest, digest
from storage.partners.queries import counts
from storage.partners.rules import PartnerState
from storage.people.actions import want_digest
from storage.people.queries import colleagues, language_of
from storage.people.rules import Language
from storage.shifts.queries import Ahead, Held, ahead
from storage.talk.actions import add_line, done, plan, tell, tell_group
from storage.talk.rules import DESK, DueKind
from storage.talk.tables import Due
from storage.volunteers.queries import Beside, beside

MOST_SHIFTS, MOST_BUTTONS = 5, 2
"""At most this many shifts with too few people are named; at most this many get a button."""

OFF, ON = frozenset({"fra", "off"}), frozenset({"til", "on"})


async def tell_digest(occasion: Occasion, due: Due) -> None:
    """Send the digest of this morning and plan the next. A day off is skipped; its news comes in
    the next one.
    """
    await done(occasion.tx, due)
    now, since = occasion.now, datetime.fromisoformat(due.payload["since"])
    today = local_day(now)
    works = is_working_day(today)
    following = {"since": (now if works else since).isoformat()}
    await plan(occasion.tx, DueKind.DIGEST, morning(next_working_day(today)), following)
    found = await _look(occasion.tx, since, now)
    if works and not found.empty:
        await _tell(occasion, found)


@dataclass(frozen=True)
class Morning:
    """The content of a digest: ideas, volunteers, shifts, how many partners wait for a yes, and how
    many agreements for somebody to look at them.
    """

    ideas: Digest
    also: Beside
    shifts: Ahead
    partners: int
    agreements: int

    @property
    def empty(self) -> bool:
        """Whether there is nothing to tell."""
        quiet = self.ideas.empty and self.also.empty and self.shifts.empty
        return quiet and not (self.partners or self.agreements)


async def _look(tx: Transaction, since: datetime, now: datetime) -> Morning:
    return Morning(
        await digest(tx, since, now),
        await beside(tx, local_day(now)),
        await ahead(tx, now),
        (await counts(tx))[PartnerState.WAITING],
        await waiting_count(tx),
    )


async def _tell(occasion: Occasion, found: Morning) -> None:
    tx, texts, now = occasion.tx, occasion.texts, occasion.now
    group = occasion.library.group
    wanting = [each for each in await colleagues(tx) if each.digest]
    there = [each.person_id for each in wanting if not each.away(local_day(now))]
    for person in sorted(there):
        language = await language_of(tx, person)
        said = render.words(texts, language, _message(found, Pen(texts, language), own=True))
        if group:
            await add_line(tx, person, said, now, place=DESK)
        else:
            await tell(tx, person, said, now, place=DESK)
    if group:
        shared = _message(found, Pen(texts, Language.DA), own=False)
        await tell_group(tx, group, render.words(texts, Language.DA, shared), now)


async def show(context: Context, rest: str) -> Reply:
    """`/overblik`: the digest now; `/overblik fra` and `/overblik til` switch the mornings off and
    on.
    """
    word, by = folded(rest), context.staff()
    if word in OFF | ON:
        await want_digest(context.tx, by, wanted=word in ON)
        on = Button("/overblik til", "digest.switch_on")
        return say("digest.on") if word in ON else say("digest.off", on)
    since = morning(working_days_before(local_day(context.now), 1))
    found = await _look(context.tx, since, context.now)
    if found.empty:
        return say("digest.nothing")
    return Reply((_message(found, context.pen, own=by.digest),))


def _message(found: Morning, pen: Pen, *, own: bool) -> Message:
    lines = [
        pen(key, **values)
        for key, values in (
            *_lines(found.ideas),
            *_beside(found.also),
            *_shifts(found.shifts),
            *_partners(found),
        )
    ]
    return Message("digest.all", {"lines": "\n".join(lines)}, _buttons(found, own=own))


def _lines(found: Digest) -> Iterator[tuple[str, Values]]:
    for name in ("late", "waiting", "unanswered", "unread", "fresh"):
        if count := getattr(found, name):
            yield f"digest.{name}", {"n": count}
    if found.woken:
        yield "digest.woken", {"titles": [_called(each) for each in found.woken]}


def _beside(also: Beside) -> Iterator[tuple[str, Values]]:
    """Volunteers who wait for an answer, and trials without a lesson (S49)."""
    if also.waiting:
        yield "digest.volunteers", {"n": also.waiting}
    if also.trials:
        yield "digest.trials", {"titles": list(also.trials)}


def _partners(found: Morning) -> Iterator[tuple[str, Values]]:
    """How many wait to become partners, and how many agreements were answered."""
    if found.partners:
        yield "digest.partners", {"n": found.partners}
    if found.agreements:
        yield "digest.agreements", {"n": found.agreements}


def _shifts(found: Ahead) -> Iterator[tuple[str, Values]]:
    """Shifts of the next days with too few people, and how many have not confirmed."""
    for held in found.short[:MOST_SHIFTS]:
        values: Values = {"n": held.missing, "what": held.title, "at": held.shift.begins_at}
        yield "digest.short", values
    if len(found.short) > MOST_SHIFTS:
        yield "digest.more_short", {"n": len(found.short) - MOST_SHIFTS}
    if found.unanswered:
        yield "digest.no_yes", {"n": found.unanswered}


def _called(brief: Brief) -> str:
    return f"{title_of(brief.title, brief.text)} ({brief.number})"


def _buttons(morning: Morning, *, own: bool) -> tuple[Button, ...]:
    """Buttons: the oldest cases, those that came back, the other lists, all cases; and "off" for a
    reader of their own digest.
    """
    found = morning.ideas
    shown: Sequence[Brief] = [*found.oldest, *found.woken[:2]]
    cases = {each.number: f"{each.number} · {title_of(each.title, each.text)}" for each in shown}
    see = tuple(Button(f"/sag {number}", label=label) for number, label in cases.items())
    helpers = (Button("/frivillige", "digest.see_volunteers"),) if morning.also.waiting else ()
    tried = (Button.to("forsoeg"),) if morning.also.trials else ()
    plan = tuple(map(_shift, morning.shifts.short[:MOST_BUTTONS]))
    partners = (Button.to("partnere"),) if morning.partners else ()
    agreed = (Button.to("aftaler"),) if morning.agreements else ()
    late = (Button("/sager late", "inbox.view_late"),) if found.late else ()
    off = (Button("/overblik fra", "digest.switch_off", quiet=True),) if own else ()
    more = (*helpers, *tried, *plan, *partners, *agreed)
    return (*see, *late, *more, Button("/sager", "digest.all_waiting"), *off)


def _shift(held: Held) -> Button:
    values: Values = {"what": held.title, "at": held.shift.begins_at}
    return Button(f"/vagt {held.shift.id}", "digest.see_shift", values=values)
