"""What both sides expect of each other: one flow for both, with two columns to tick, words, a yes.

What one side has not ticked is listed as something to talk about. A yes is to one version.
"""

from __future__ import annotations

from handlers.conversation.flow import (
    Answers,
    Choice,
    Choosing,
    Flow,
    ManyOf,
    OneOf,
    TextStep,
    YesNo,
)
from handlers.conversation.numbers import number_and_words
from handlers.conversation.texts import Values
from handlers.conversation.values import Begin, Button, Context, Reply, say
from handlers.volunteers.acts import done, refused
from handlers.volunteers.own import found_by, nobody
from handlers.volunteers.told import tell_staff_of
from handlers.volunteers.wording import line_text, lines_text
from storage.database import Transaction
from storage.people.queries import colleague
from storage.people.rules import Role
from storage.volunteers import actions
from storage.volunteers.queries import Standing, own, volunteer
from storage.volunteers.rules import (
    CLOSED,
    LIBRARY_LINES,
    LINES,
    OWN_LINES,
    SECRECY,
    WORDS_LONGEST,
    Act,
)

ALL, SOME = "all", "some"
"""Tick both columns completely, or only some lines."""


async def start(context: Context, rest: str) -> Reply:
    """`/vilover`: go through the promises; a colleague, for the library, with `/vilover 12`."""
    standing, _ = await found_by(context, rest)
    if standing is None or standing.state in CLOSED:
        return nobody(context)
    args = {"case": standing.case.number, "by": "own" if context.colleague is None else "library"}
    return Reply(begin=Begin("vol_expect", args))


async def _standing(context: Context, answers: Answers) -> Standing | None:
    number = answers.args["case"]
    if context.colleague is not None:
        return await volunteer(context.tx, number)
    found = await own(context.tx, context.person_id)
    return found if found is not None and found.case.number == number else None


async def contact_of(tx: Transaction, standing: Standing) -> str:
    """The colleague in charge of a volunteer: the contact of the first role that has one; "" if
    none has.
    """
    for place in standing.places:
        found = await colleague(tx, place.role.contact or 0)
        if found is not None:
            return found.name
    return ""


def _choices_of(lines: tuple[str, ...]) -> Choosing:
    async def choices(context: Context, answers: Answers) -> tuple[Choice, ...]:
        standing = await _standing(context, answers)
        contact = await contact_of(context.tx, standing) if standing else ""
        return tuple(
            Choice(line, line_text(context.pen, line, context.library, contact)) for line in lines
        )

    return choices


async def _other_side(context: Context, answers: Answers) -> Values:
    """What the other side has written."""
    standing = await _standing(context, answers)
    found = standing.expected if standing else None
    theirs = "own" if answers.args["by"] == "library" else "library"
    words = getattr(found, f"{theirs}_words") if found else None
    key = "vol_expect.words_said" if words else "vol_expect.words_none"
    return {"theirs": context.pen(key, words=words or "")}


async def _all_lines(context: Context, answers: Answers) -> Values:
    """Both columns, to be read before anything is ticked."""
    standing = await _standing(context, answers)
    contact = await contact_of(context.tx, standing) if standing else ""
    return {"lines": lines_text(context.pen, LINES, context.library, contact)}


def _chooses(answers: Answers, _: Context) -> bool:
    return bool(answers["how"] == SOME)


async def _keep(context: Context, answers: Answers) -> Reply:
    number = answers.args["case"]
    chosen = [*(answers["library"] or ()), *(answers["own"] or ())]
    ticks = LINES if answers["how"] == ALL else chosen

    async def act() -> Reply:
        await actions.expect(
            context.tx,
            context.colleague,
            context.person_id,
            number,
            ticks,
            answers["words"],
            context.now,
        )
        return await _where_we_are(context, answers)

    return await refused(context, act(), number)


async def _where_we_are(context: Context, answers: Answers) -> Reply:
    """What both must still talk about, or the question for a yes."""
    standing = await _standing(context, answers)
    if standing is None or standing.expected is None:
        return nobody(context)
    number, found = standing.case.number, standing.expected
    if not standing.open_lines:
        whose = () if context.colleague is None else (number,)
        return say("vol_expect.all_ticked", Button.to("jeglover", *whose, found.version))
    other = found.library_ticks if context.colleague is None else found.own_ticks
    if not other:
        return say("vol_expect.other_side")
    contact = await contact_of(context.tx, standing)
    lines = lines_text(context.pen, standing.open_lines, context.library, contact)
    buttons: tuple[Button, ...] = ()
    if context.colleague is not None:
        buttons = (Button.to("udelad", number),)
    return say("vol_expect.talk", *buttons, lines=lines)


async def agree(context: Context, rest: str) -> Reply:
    """`/jeglover 3`: yes to version 3 of the promises; for staff `/jeglover 12 3`."""
    standing, words = await found_by(context, rest)
    if standing is None or standing.expected is None:
        return nobody(context)
    number, found = standing.case.number, standing.expected
    version = int(words) if words.isdecimal() and len(words) < 7 else found.version

    async def act() -> Reply:
        both = await actions.agree(
            context.tx, context.colleague, context.person_id, number, version, context.now
        )
        if context.colleague is not None:
            return done(context, number, Act.AGREE)
        await tell_staff_of(context, number, Act.AGREE)
        secret = (Button.to("tavshed"),)
        buttons = () if standing.person.secret >= SECRECY else secret
        return say("vol_expect.agreed" if both else "vol_expect.said_yes", *buttons)

    return await refused(context, act(), number)


async def secrecy(context: Context, _: str) -> Reply:
    """`/tavshed`: the words about confidentiality, for a yes."""
    standing = await own(context.tx, context.person_id)
    if standing is None or standing.state in CLOSED:
        return nobody(context)
    return Reply(begin=Begin("vol_secret", {"case": standing.case.number}))


async def _keep_secret(context: Context, answers: Answers) -> Reply:
    if not answers["yes"]:
        return say("vol_secret.talk")
    number = answers.args["case"]

    async def act() -> Reply:
        await actions.keep_secret(context.tx, context.person_id, number, context.now)
        return say("vol_secret.done")

    return await refused(context, act(), number)


async def start_leaving_out(context: Context, rest: str) -> Reply:
    """`/udelad 12`: leave out lines that both have talked about."""
    number, _ = number_and_words(context, rest)
    standing = await volunteer(context.tx, number) if number else None
    if standing is None:
        return say("volunteers.which")
    return Reply(begin=Begin("leave_out", {"case": standing.case.number, "by": "library"}))


async def _open_lines(context: Context, answers: Answers) -> tuple[Choice, ...]:
    standing = await _standing(context, answers)
    if standing is None or standing.expected is None:
        return ()
    contact = await contact_of(context.tx, standing)
    listed = (*standing.open_lines, *standing.expected.left_out)
    library = context.library
    return tuple(Choice(line, line_text(context.pen, line, library, contact)) for line in listed)


async def _leave_out(context: Context, answers: Answers) -> Reply:
    number = answers.args["case"]

    async def act() -> Reply:
        await actions.leave_out(
            context.tx, context.staff(), number, answers["lines"] or (), context.now
        )
        return await _where_we_are(context, answers)

    return await refused(context, act(), number)


FLOWS = (
    Flow(
        name="vol_expect",
        version=1,
        steps=(
            OneOf(key="how", choices=(ALL, SOME), values=_all_lines),
            ManyOf(key="library", when=_chooses, choices=_choices_of(LIBRARY_LINES)),
            ManyOf(key="own", when=_chooses, choices=_choices_of(OWN_LINES)),
            TextStep(key="words", optional=True, most=WORDS_LONGEST, values=_other_side),
        ),
        finish=_keep,
    ),
    Flow(name="vol_secret", version=1, steps=(YesNo(key="yes"),), finish=_keep_secret),
    Flow(
        name="leave_out",
        version=1,
        steps=(ManyOf(key="lines", choices=_open_lines),),
        finish=_leave_out,
        role=Role.COORDINATOR,
    ),
)
