"""The decisions of staff about a volunteer: at once, or after a question or two."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date

from handlers.conversation import render
from handlers.conversation.commands import Run
from handlers.conversation.flow import Answers, Choice, DateStep, Finish, Flow, OneOf, TextStep
from handlers.conversation.numbers import number_and_words
from handlers.conversation.values import Begin, Button, Context, Message, Reply, say
from handlers.volunteers.acts import done, refused
from handlers.volunteers.wording import open_steps
from storage.cases.rules import first_name, local_day
from storage.cases.tables import Event
from storage.ideas.rules import CannotUndo
from storage.people.queries import language_of
from storage.people.rules import Role
from storage.shifts.actions import review
from storage.talk.actions import tell
from storage.volunteers import actions
from storage.volunteers.actions import CheckRule
from storage.volunteers.queries import is_volunteer, open_roles, volunteer
from storage.volunteers.rules import BY_ITSELF, WORDS_LONGEST, Act, CheckStatus

ROLES = Button.to("roller")

STATUSES = (
    CheckStatus.REQUESTED,
    CheckStatus.CLEARED,
    CheckStatus.NO_CONSENT,
    CheckStatus.HUMAN,
)
"""The statuses that are reported of a certificate; NEEDED follows from the roles."""

Doing = Callable[[Context, int], Awaitable[Event]]


def _at_once(act: Act, do: Doing) -> Run:
    """A decision without a question."""

    async def run(context: Context, rest: str) -> Reply:
        number, _ = number_and_words(context, rest)
        if number is None:
            return say("volunteers.which")

        async def doing() -> Reply:
            await do(context, number)
            return done(context, number, act)

        return await refused(context, doing(), number)

    return run


async def _talked(context: Context, number: int) -> Event:
    return await actions.talked(context.tx, context.staff(), number, context.now)


async def _try(context: Context, number: int) -> Event:
    weeks = context.library.trial_weeks
    return await actions.try_out(context.tx, context.staff(), number, weeks, context.now)


async def _activate(context: Context, number: int) -> Event:
    return await actions.activate(context.tx, context.staff(), number, context.now)


talked = _at_once(Act.TALK, _talked)
try_out = _at_once(Act.TRY, _try)
activate = _at_once(Act.ACTIVATE, _activate)


def begins(flow: str, first: str) -> Run:
    """A command that begins a decision; words after the number answer its first question."""

    async def run(context: Context, rest: str) -> Reply:
        number, words = number_and_words(context, rest)
        if number is None or not await is_volunteer(context.tx, number):
            return say("volunteers.which")
        return Reply(begin=Begin(flow, {"case": number}, {first: words} if words else {}))

    return run


def _finishes(act: Act, do: Callable[[Context, Answers, int], Awaitable[object]]) -> Finish:
    """The `finish` of a decision. `do` may return the reply; else it is said that it was done."""

    async def finish(context: Context, answers: Answers) -> Reply:
        number = answers.args["case"]

        async def doing() -> Reply:
            answer = await do(context, answers, number)
            return answer if isinstance(answer, Reply) else done(context, number, act)

        return await refused(context, doing(), number)

    return finish


async def _roles(context: Context, _: Answers) -> tuple[Choice, ...]:
    return tuple(Choice(str(r.id), r.title) for r in await open_roles(context.tx))


async def _has_roles(context: Context, answers: Answers) -> Reply | None:
    """Refuse when no role is open."""
    if await open_roles(context.tx):
        return None
    return say("volunteers.no_roles", ROLES)


async def _place(context: Context, answers: Answers, number: int) -> Event:
    role = int(answers["role"])
    return await actions.give_role(context.tx, context.staff(), number, role, context.now)


async def _own_roles(context: Context, answers: Answers) -> tuple[Choice, ...]:
    found = await volunteer(context.tx, answers.args["case"])
    return tuple(Choice(str(p.role.id), p.role.title) for p in found.places) if found else ()


async def _leave_role(context: Context, answers: Answers, number: int) -> Event:
    role = int(answers["role"])
    event = await actions.take_role(context.tx, context.staff(), number, role, context.now)
    await review(context.tx, number, context.now)
    return event


async def _steps(context: Context, answers: Answers) -> tuple[Choice, ...]:
    """The steps that are not done and can be ticked, for each role."""
    found = await volunteer(context.tx, answers.args["case"])
    today = local_day(context.now)
    if found is None:
        return ()
    several = len(found.places) > 1
    return tuple(
        Choice(
            f"{place.role.id}-{step}",
            (f"{place.role.title}: " if several else "") + context.pen(f"vol_step.{step}"),
        )
        for place in found.places
        for step in open_steps(found, place, today)
        if step not in BY_ITSELF
    )


async def _has_steps(context: Context, answers: Answers) -> Reply | None:
    return None if await _steps(context, answers) else say("volunteers.all_ticked")


async def _tick(context: Context, answers: Answers, number: int) -> Event:
    role, _, step = str(answers["step"]).partition("-")
    return await actions.tick_step(
        context.tx, context.staff(), number, int(role), step, context.now
    )


async def _check(context: Context, answers: Answers, number: int) -> Reply | None:
    library = context.library
    stands = await actions.write_check(
        context.tx,
        context.staff(),
        number,
        CheckStatus(answers["status"]),
        date.fromisoformat(answers["on"]),
        CheckRule(library.check_people, library.check_years),
        context.now,
    )
    if stands:
        await review(context.tx, number, context.now)
    again = Button.to("attest", number)
    return None if stands else say("vol_check.second", again, ref=number)


async def _statuses(context: Context, _: Answers) -> tuple[Choice, ...]:
    return tuple(Choice(each, context.pen(f"vol_check_status.{each}")) for each in STATUSES)


async def _turn_down(context: Context, answers: Answers, number: int) -> Event:
    words = answers["reason"]
    return await actions.turn_down(context.tx, context.staff(), number, words, context.now)


async def _write(context: Context, answers: Answers, number: int) -> Reply:
    """A colleague's words reach the volunteer at once, with their name."""
    by, now = context.staff(), context.now
    await actions.write(context.tx, by, by.person_id, number, now)
    found = await volunteer(context.tx, number)
    if found is None or found.case.author is None:
        return say("volunteers.which")
    language = await language_of(context.tx, found.case.author)
    reply = Button("/frivilligbesked", "volunteers.write_back")
    message = Message("volunteers.written", {"words": answers["words"]}, (reply,), case=number)
    words = render.words(context.texts, language, message, first_name(by.name))
    await tell(context.tx, found.case.author, words, now)
    return say("vol_write.done", ref=number)


FLOWS = (
    Flow(
        name="vol_role",
        version=1,
        steps=(OneOf(key="role", choices=_roles),),
        finish=_finishes(Act.PLACE, _place),
        opens=_has_roles,
        role=Role.COORDINATOR,
    ),
    Flow(
        name="vol_leave",
        version=1,
        steps=(OneOf(key="role", choices=_own_roles),),
        finish=_finishes(Act.LEAVE_ROLE, _leave_role),
        role=Role.COORDINATOR,
    ),
    Flow(
        name="vol_tick",
        version=1,
        steps=(OneOf(key="step", choices=_steps),),
        finish=_finishes(Act.TICK, _tick),
        opens=_has_steps,
        role=Role.HOST,
    ),
    Flow(
        name="vol_check",
        version=1,
        steps=(OneOf(key="status", choices=_statuses), DateStep(key="on", past=True)),
        finish=_finishes(Act.CHECK, _check),
        role=Role.COORDINATOR,
    ),
    Flow(
        name="vol_no",
        version=1,
        steps=(TextStep(key="reason", least=2, most=WORDS_LONGEST),),
        finish=_finishes(Act.TURN_DOWN, _turn_down),
        role=Role.COORDINATOR,
    ),
    Flow(
        name="vol_write",
        version=1,
        steps=(TextStep(key="words", most=WORDS_LONGEST),),
        finish=_finishes(Act.WRITE, _write),
        role=Role.COORDINATOR,
    ),
)


async def undo(context: Context, number: int) -> Reply:
    """Take back the last decision, while that is possible."""
    try:
        event = await actions.undo(context.tx, context.staff(), number, context.now)
    except CannotUndo:
        return say("volunteers.cannot_undo")
    await review(context.tx, number, context.now)
    what = context.pen(f"vol_did.{event.act}")
    return say("volunteers.undone", ref=number, what=what)
