"""The hours that a volunteer gave: shown to them and coordinators, corrected by themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

from handlers.conversation.flow import Answers, Flow, TextStep
from handlers.conversation.numbers import id_and_words
from handlers.conversation.texts import Values
from handlers.conversation.values import Begin, Button, Card, Context, Message, Reply, Row, say
from handlers.shifts.after.acts import not_one, own_number, refused
from handlers.shifts.after.wording import duration, whole_name
from storage.cases.rules import local_day
from storage.people.rules import Role
from storage.shifts import actions
from storage.shifts.coming import MOST_MINUTES
from storage.shifts.queries import Hours, Past, edition_of, hours, hours_for_staff, passed
from storage.shifts.rules import PlaceState
from storage.volunteers.queries import volunteer
from storage.volunteers.rules import NAME_LONGEST

AT_ONCE = 6
TIME_LONGEST = 40
LINK_LASTS = timedelta(days=2)
"""How long a link to a paper works: long enough to print it at home the next day."""

_SPOKEN = re.compile(
    r"(?:(?P<h>\d{1,2})(?:[.,](?P<part>\d{1,2}))?\s*(?:timer|time|hours|hour|t|h)\b)?"
    r"\s*(?:og|and)?\s*(?:(?P<m>\d{1,4})\s*(?:minutter|minutes|min|m)?)?",
    re.IGNORECASE,
)

_COUNTED = {
    "en": "1", "et": "1", "one": "1", "an": "1", "to": "2", "two": "2", "tre": "3", "three": "3",
    "fire": "4", "four": "4", "fem": "5", "five": "5", "seks": "6", "six": "6",
    "halv": "30 min", "halvanden": "1,5", "halvandet": "1,5",
}  # fmt: skip
"""Numbers written as words."""


def minutes_in(words: str) -> int | None:
    """The minutes in somebody's words: "90", "1 time og 30 min", "1,5 timer"; None if there are
    none.
    """
    plain = " ".join(_COUNTED.get(word, word) for word in words.lower().split())
    found = _SPOKEN.fullmatch(plain)
    if not plain or found is None:
        return None
    part = float(f"0.{found['part']}") if found["part"] else 0.0
    total = round((int(found["h"] or 0) + part) * 60) + int(found["m"] or 0)
    return total if 0 < total <= MOST_MINUTES else None


async def show(context: Context, rest: str) -> Reply:
    """`/timer`: one's own hours, shift by shift. A coordinator names a volunteer: `/timer 3`."""
    if context.colleague is not None:
        return await _for_staff(context, rest)
    number = await own_number(context)
    if number is None:
        return not_one()
    given = await hours(context.tx, number)
    over = await passed(context.tx, number, context.now, AT_ONCE)
    if not over and not given.shifts:
        return say("shift_hours.none_yet")
    page = f"{context.library.url}/frivillig/timer"
    rows = (*_total(context, given), *_shifts(context, over))
    proof = (Button("/bevis", "shift_hours.proof"),) if given.shifts else ()
    buttons = (*_mending(over), *proof)
    return Reply((Message("shift_hours.own", {"link": page}, buttons, Card("", rows)),))


async def _for_staff(context: Context, rest: str) -> Reply:
    by = context.colleague
    number, _ = id_and_words(rest)
    found = await volunteer(context.tx, number) if number else None
    if by is None or not by.may(Role.COORDINATOR):
        return say("common.not_allowed")
    if found is None or number is None:
        return say("volunteers.which")
    given = await hours_for_staff(context.tx, by, number)
    if not given.shifts:
        return say("shift_hours.nothing_yet", name=found.person.name)
    values: Values = {"name": found.person.name, "ref": number}
    shown = Card("", _total(context, given), link=f"/desk/frivillig/{number}")
    proof = Button(f"/bevis {number}", "shift_hours.proof")
    return Reply((Message("shift_hours.of", values, (proof,), shown),))


def _total(context: Context, given: Hours) -> tuple[Row, ...]:
    def told(shifts: int, minutes: int) -> Values:
        time = duration(context.pen, minutes)
        return {"n": shifts, "time": time}

    whole = told(given.shifts, given.minutes)
    rows = [Row("shift_hours.total", text_key="shift_hours.so_much", values=whole)]
    if len(given.roles) > 1:
        rows += [
            Row(
                "shift_hours.in_role",
                text_key="shift_hours.role",
                values={"role": each.role, **told(each.shifts, each.minutes)},
            )
            for each in given.roles
        ]
    return tuple(rows)


def _shifts(context: Context, over: Sequence[Past]) -> tuple[Row, ...]:
    return tuple(
        Row(
            "shift_hours.shift",
            text_key=f"shift_hours.past_{each.state}",
            values={
                "what": each.name,
                "when": each.shift.begins_at,
                "time": duration(context.pen, each.minutes or 0),
            },
        )
        for each in over
    )


def _mending(over: Sequence[Past]) -> tuple[Button, ...]:
    """A button to correct the newest shift that counts; others are corrected on the page or by
    number.
    """
    counting = [each for each in over if each.state is PlaceState.ATTENDED]
    return tuple(
        Button(f"/mintimer {each.shift.id}", "shift_hours.mend", values={"what": each.name})
        for each in counting[:1]
    )


async def mend(context: Context, rest: str) -> Reply:
    """`/mintimer 12 90`: how long it really was; without a time it is asked for."""
    number = await own_number(context)
    shift_id, words = id_and_words(rest)
    if number is None:
        return not_one()
    if shift_id is None:
        return await show(context, "")
    if not words:
        return Reply(begin=Begin("shift_mend", {"shift": shift_id}))
    return await _mended(context, number, shift_id, words)


async def _mended(context: Context, number: int, shift_id: int, words: str) -> Reply:
    minutes = minutes_in(words)
    if minutes is None:
        return say("shift_hours.how_long", Button(f"/mintimer {shift_id}", "shift_came.try_again"))

    async def act() -> Reply:
        held = await actions.mend_minutes(context.tx, number, shift_id, minutes)
        time = duration(context.pen, minutes)
        return say("shift_hours.mended", what=held.title, time=time)

    return await refused(act())


async def _finish(context: Context, answers: Answers) -> Reply:
    number = await own_number(context)
    if number is None:
        return not_one()
    return await _mended(context, number, answers.args["shift"], answers["time"])


async def proof(context: Context, rest: str) -> Reply:
    """`/bevis`: one's hours and a certificate, as PDF; `/bevis Eva Marie Holm` puts the whole name
    on it, which is kept nowhere else. A coordinator names a volunteer.
    """
    if context.colleague is not None:
        return await _proof_for_staff(context, rest)
    number = await own_number(context)
    standing = await volunteer(context.tx, number) if number else None
    if number is None or standing is None:
        return not_one()
    edition = await edition_of(context.tx, number)
    if edition is None or not (await hours(context.tx, number)).shifts:
        return say("shift_hours.none_yet")
    known = standing.person.name
    name = whole_name(known, rest) if rest.strip() else None
    if rest.strip() and name is None:
        return say("shift_hours.other_name", _NAME, name=known)
    return _papers(context, number, edition, name)


_NAME = Button("/bevisnavn", "shift_hours.with_name")


def _papers(context: Context, number: int, edition: int, name: str | None) -> Reply:
    until = local_day(context.now) + LINK_LASTS
    links = context.library.links
    values: Values = {
        "hours": links.paper("timer", number, edition, until, name),
        "proof": links.paper("bevis", number, edition, until, name),
        "until": until,
    }
    if name is not None:
        return say("shift_hours.papers_named", **values, name=name)
    return say("shift_hours.papers", _NAME, **values)


async def name_it(context: Context, _: str) -> Reply:
    """`/bevisnavn`: ask for the whole name for the certificate."""
    if await own_number(context) is None:
        return not_one()
    return Reply(begin=Begin("shift_name"))


async def _finish_name(context: Context, answers: Answers) -> Reply:
    return await proof(context, answers["name"])


async def _proof_for_staff(context: Context, rest: str) -> Reply:
    number, _ = id_and_words(rest)
    if not context.may(Role.COORDINATOR):
        return say("common.not_allowed")
    if number is None or await edition_of(context.tx, number) is None:
        return say("volunteers.which")
    base = f"{context.library.url}/desk/frivillig/{number}"
    return say("shift_hours.desk_papers", hours=f"{base}/timer.pdf", proof=f"{base}/bevis.pdf")


FLOWS = (
    Flow(
        name="shift_mend",
        version=1,
        steps=(TextStep(key="time", most=TIME_LONGEST),),
        finish=_finish,
    ),
    Flow(
        name="shift_name",
        version=1,
        steps=(TextStep(key="name", most=NAME_LONGEST),),
        finish=_finish_name,
    ),
)
