"""The staff's side of shifts in conversation: the week with its gaps, one shift, its people.

Dialogues with several steps are in making.py and changing.py; the page of the week is the desk's.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator, Sequence
from datetime import date, timedelta

from babel.dates import format_date

from handlers.conversation.dates import Moment, Span, understand
from handlers.conversation.texts import LOCALES, Key, Values
from handlers.conversation.values import Button, Card, Context, Message, Reply, Row, say
from handlers.shifts import naming
from handlers.shifts.acts import SHORT, WEEK, named
from handlers.shifts.giving import taken_buttons
from handlers.shifts.naming import Named
from handlers.shifts.plan import gap, monday_of, place_of, standing_word, week_plan
from handlers.shifts.wording import people_told
from storage.cases.rules import first_name, local_day
from storage.people.queries import colleague
from storage.people.rules import Role
from storage.shifts.coming import COME_BEFORE
from storage.shifts.queries import Held, Helper, week
from storage.shifts.rules import COMING, PlaceState, ShiftState

MOST_BUTTONS = 24
"""At most this many shifts of a week get a button; all have a line with their number."""


_MORE = re.compile(r"(?:næste|naeste|kommende|next)\s+(?:uge|week)", re.IGNORECASE)
_NUMBERED_WEEK = re.compile(r"(?:uge|week)\s*(\d{1,2})", re.IGNORECASE)
_ISO = re.compile(r"20\d\d-(?:0[1-9]|1[0-2])-\d\d")


async def show_week(context: Context, rest: str) -> Reply:
    """`/vagter`, `/vagter næste uge`, `/vagter uge 50 i Kastrup`: the week, gaps marked."""
    context.staff()
    rest = rest[:SHORT]
    monday = _monday(context, rest)
    house = naming.find(rest, [Named(each.slug, each.name) for each in context.library.branches])
    slug = house.keys[0] if house and len(house.keys) == 1 else None
    found = await week(context.tx, monday, slug)
    branch = context.library.branch(slug)
    plan = week_plan(
        found,
        monday,
        branch.name if branch else "",
        context.pen,
        context.library,
        context.now,
    )
    head = f"{plan.title}, {plan.dates} · {plan.place}"
    told = "\n".join((head, plan.lead, *_days(context, found)))
    link = f"/desk/vagter?dag={monday.isoformat()}" + (f"&sted={slug}" if slug else "")
    card = Card("", (), (*_week_buttons(context, found), *_ways(monday, slug)), link, week=plan)
    return Reply((Message("shift.week", {"told": told}, card=card),))


def _monday(context: Context, words: str) -> date:
    """The Monday of the week that is meant; this week's if none is."""
    today = local_day(context.now)
    if _MORE.search(words):
        return monday_of(today + timedelta(days=7))
    if match := _NUMBERED_WEEK.search(words):
        return _of_number(int(match[1]), today)
    if match := _ISO.search(words):
        return _of_day(match[0], today)
    when = understand(words, context.now, context.language) if words.strip() else None
    if isinstance(when, Moment):
        return monday_of(when.day)
    return monday_of(when.first.day if isinstance(when, Span) else today)


def _of_day(written: str, today: date) -> date:
    try:
        return monday_of(date.fromisoformat(written))
    except ValueError:
        return monday_of(today)


def _of_number(number: int, today: date) -> date:
    """The Monday of a week by its number: this year's, or next year's if that is long over."""
    year = today.isocalendar().year
    for each in (year, year + 1):
        try:
            monday = date.fromisocalendar(each, number, 1)
        except ValueError:
            continue
        if monday >= today - timedelta(days=180):
            return monday
    return monday_of(today)


def _days(context: Context, found: Sequence[Held]) -> Iterator[str]:
    """Every shift on a line under its day; those with too few people begin with a mark."""
    day = None
    for held in found:
        row = held.shift
        if local_day(row.begins_at) != day:
            day = local_day(row.begins_at)
            head = context.pen("shift.day", day=day)
            yield f"\n{head[:1].upper()}{head[1:]}"
        yield _line(context, held)


def _line(context: Context, held: Held) -> str:
    short = held.missing and held.shift.state == ShiftState.OPEN
    short = short and held.shift.ends_at > context.now
    there = [each for each in held.helpers if each.state in COMING | {PlaceState.ATTENDED}]
    names = [_called(context, each) for each in there]
    values: Values = {
        "ref": held.shift.id,
        "begins": held.shift.begins_at,
        "ends": held.shift.ends_at,
        "title": ", ".join(filter(None, (held.title, place_of(held, context.library)))),
        "gap": gap(held, context.pen, context.now),
        "names": names or Key("shift.nobody"),
    }
    return context.pen("shift.line_short" if short else "shift.line", **values)


def _called(context: Context, helper: Helper) -> str:
    return first_name(helper.name) or context.pen("shift_plan.somebody")


def _week_buttons(context: Context, found: Sequence[Held]) -> list[Button]:
    """A button to each shift; when there are too many, those with too few people first."""
    shown = [each for each in found if each.shift.state == ShiftState.OPEN]
    if len(shown) > MOST_BUTTONS:
        lacking = [each for each in shown if each.missing]
        others = [each for each in shown if not each.missing]
        chosen = {each.shift.id for each in (*lacking, *others)[:MOST_BUTTONS]}
        shown = [each for each in shown if each.shift.id in chosen]
    return [_see_line(context, each) for each in shown]


def _see_line(context: Context, held: Held) -> Button:
    """The button to a shift, short enough for a telephone: "12: tir. 16.00 IT-hjælper"."""
    day = local_day(held.shift.begins_at)
    values: Values = {
        "ref": held.shift.id,
        "day": format_date(day, "EEE", locale=LOCALES[context.language]),
        "begins": held.shift.begins_at,
        "title": held.title,
    }
    return Button(f"/vagt {held.shift.id}", "shift.see_line", values=values)


def _ways(monday: date, slug: str | None) -> tuple[Button, ...]:
    place = f" {slug}" if slug else ""
    before, after = (monday + timedelta(days=n) for n in (-7, 7))
    return (
        Button(f"/vagter {before.isoformat()}{place}", "shift.week_before"),
        Button(f"/vagter {after.isoformat()}{place}", "shift.week_after"),
        Button.to("nyvagt"),
    )


async def show_one(context: Context, rest: str) -> Reply:
    """`/vagt 12`: one shift with its people, and what can be done."""
    held, _ = await named(context, rest)
    if held is None:
        return say("shift.which", WEEK)
    return Reply((await whole(context, held),))


async def whole(context: Context, held: Held) -> Message:
    """A shift as a message."""
    link = f"/desk/vagt/{held.shift.id}"
    rows = tuple([each async for each in _rows(context, held)])
    card = Card("", rows, buttons(context, held), link)
    values: Values = {"ref": held.shift.id, "title": held.title}
    return Message("shift.one", values, card=card)


async def _rows(context: Context, held: Held) -> AsyncIterator[Row]:
    row = held.shift
    yield Row(
        "shift_card.when",
        text_key="shift_card.times",
        values={"begins": row.begins_at, "ends": row.ends_at},
    )
    if place := place_of(held, context.library):
        yield Row("shift_card.place", place)
    yield Row("shift_card.people", people_told(context.pen, row.minimum, row.maximum))
    yield Row("shift_card.stands", gap(held, context.pen, context.now))
    if row.reason:
        yield Row("shift_card.reason", row.reason)
    for helper in held.helpers:
        yield Row("shift_card.helper", _helper(context, held, helper))
    if row.note:
        yield Row("shift_card.note", row.note)
    contact = row.contact or held.role.contact
    there = await colleague(context.tx, contact) if contact else None
    if there is not None:
        yield Row("shift_card.contact", there.name)


def _helper(context: Context, held: Held, helper: Helper) -> str:
    """Somebody at a shift: name, number, state, how late, and which rule was overridden."""
    number = f" ({helper.place.volunteer})" if helper.place.volunteer else ""
    told = [standing_word(held, helper, context.pen, context.now)]
    if helper.place.late and helper.state in COMING:
        told.append(context.pen("shift_plan.late", n=helper.place.late))
    if helper.place.over:
        told.append(f"«{helper.place.over}»")
    name = helper.name or context.pen("shift_plan.somebody")
    return f"{name}{number}: {', '.join(told)}"


def buttons(context: Context, held: Held) -> tuple[Button, ...]:
    """What can be done about a shift now, a command each."""
    id, may = held.shift.id, context.may(Role.COORDINATOR)
    copying = (Button.to("kopivagt", id),) if may else ()
    if held.shift.state != ShiftState.OPEN:
        return (*copying, WEEK)
    begun = held.shift.begins_at - COME_BEFORE <= context.now
    came = (Button(f"/kommet {id}", "shift_came.see_who"),) if begun else ()
    if held.shift.ends_at <= context.now:
        return (*came, *copying, WEEK)
    code = Button.to("kode", id)
    if not may:
        return (*came, code, WEEK)
    acts = [Button.to(n, id) for n in ("saetpaa", "aendrvagt", "aflysvagt")]
    return (*came, *acts, *copying, code, *taken_buttons(held), WEEK)
