"""Free words about a shift: "jeg kan ikke komme på tirsdag", "jeg er forsinket", "jeg kommer".

Finds the shift and shows the button for it. Does nothing by itself, because it may misread.
"""

from __future__ import annotations

from handlers.conversation.values import Button, Context, Message, Reply, say
from handlers.shifts.mine.asking import Otherwise, stranger
from handlers.shifts.mine.reading import Want, about_health, meant_days, wanted
from handlers.shifts.mine.words import MINE, facts, listed, what
from storage.shifts.queries import Held, own
from storage.shifts.rules import COMING, UNANSWERED, PlaceState
from storage.volunteers.queries import Standing

MOST = 8
"""At most this many shifts are offered."""

COMMANDS = {Want.OFF: "afbud", Want.LATE: "forsinket", Want.SWAP: "byt"}


def asks_which(word: str = "", *, coming: bool = False) -> Otherwise:
    """What answers a command without a number; `word` is what the command itself says."""

    async def answer(context: Context, standing: Standing, words: str) -> Reply:
        return await _which(context, standing, words or word, coming=coming)

    return answer


async def _which(context: Context, standing: Standing, words: str, *, coming: bool) -> Reply:
    """Which of their shifts is meant, with the button for it."""
    keep_no_health(context, words)
    want: Want | None = wanted(words)
    if coming and want is Want.OFF:
        want = None
    if want is Want.MISSED:
        return stranger("shift_cancel", words)
    shifts = await _open(context, standing, coming=want is None)
    if not shifts:
        return say("shift_mine.none_to", MINE)
    meant = _meant(context, words, shifts)
    if not meant:
        lines = listed(context, standing.case.number, shifts)
        return say("shift_mine.none_that_day", *_buttons(context, shifts, want), shifts=lines)
    if len(meant) == 1:
        return _this_one(context, standing, meant[0], want)
    lines = listed(context, standing.case.number, meant)
    return say("shift_mine.which", *_buttons(context, meant, want), shifts=lines)


def keep_no_health(context: Context, words: str) -> None:
    """Do not keep words about somebody's health in the line: that they cannot come is enough."""
    if about_health(words):
        context.line_text = context.pen("shift_why.kept_out")


async def _open(context: Context, standing: Standing, *, coming: bool) -> list[Held]:
    """The shifts that they can decline; with `coming` those to confirm, or else all."""
    number = standing.case.number
    mine = await own(context.tx, number, context.now)
    states = {PlaceState.TAKEN, *UNANSWERED} if coming else COMING
    found = [held for held in mine if (place := held.of(number)) and place.state in states]
    if coming and not found:
        return [h for h in mine if (place := h.of(number)) and place.state in COMING][:MOST]
    return found[:MOST]


def _meant(context: Context, words: str, shifts: list[Held]) -> list[Held]:
    there = {day for held in shifts for day in held.days}
    days = meant_days(words, there, context.now, context.language)
    if days is None:
        return shifts
    begin = [held for held in shifts if held.days[0] in days]
    return begin or [held for held in shifts if days & {*held.days}]


def _buttons(context: Context, shifts: list[Held], want: Want | None) -> tuple[Button, ...]:
    name = COMMANDS[want] if want is not None else "kommer"
    key = f"shift_mine.to_{name}"
    return tuple(
        Button(f"/{name} {held.shift.id}", key, values=facts(context.library, held))
        for held in shifts
    )


def _this_one(context: Context, standing: Standing, held: Held, want: Want | None) -> Reply:
    """One shift, with the button for what they seem to want first, then the others."""
    id, place = held.shift.id, held.of(standing.case.number)
    values = {"what": what(context, held)}
    if want is None:
        key = (
            "shift_mine.yes_take" if place and place.state in UNANSWERED else "shift_mine.yes_come"
        )
        no = Button(f"/afbud {id}", "shift_mine.no_cannot")
        return say("shift_mine.do_you_come", Button(f"/kommer {id}", key), no, **values)
    order = [want, *(other for other in COMMANDS if other is not want)]
    away = Button("/vagter", "shift_mine.no_other")
    buttons = (*(_does(id, each, first=each is want) for each in order), away)
    return Reply((Message(f"shift_mine.is_it_{want}", values, buttons),))


def _does(id: int, want: Want, *, first: bool) -> Button:
    name = COMMANDS[want]
    return Button(f"/{name} {id}", f"shift_mine.yes_{name}" if first else f"command.{name}")
