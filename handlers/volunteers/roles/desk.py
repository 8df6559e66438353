"""The roles in conversation: list them, add one, show one, open and close it."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.conversation.flow import Answers, Flow, YesNo
from handlers.conversation.parsers import folded, pick
from handlers.conversation.texts import Values
from handlers.conversation.values import Begin, Button, Card, Context, Message, Reply, say
from handlers.volunteers.roles.acts import ALL, TRIALS, named, refused, see
from handlers.volunteers.roles.card import how, whole
from handlers.volunteers.roles.writing import BEGINNING, KEYS, SKIPPED, asking
from storage.cases.rules import local_day
from storage.people.rules import Role
from storage.shifts.actions import review_role
from storage.volunteers import actions
from storage.volunteers.actions import RoleText
from storage.volunteers.catalogue import Sketch, catalogue
from storage.volunteers.queries import lacks_to_open, role, roles, trials
from storage.volunteers.rules import SUPPLEMENT, RoleState
from storage.volunteers.tables import Trial, VolunteerRole

EMPTY = "helt-ny"
"""The value for a role that is begun from nothing."""

FIVE = "five"
"""The five questions are changed together, with the day on which the representatives were told."""

NEW = Button.to("nyrolle")


async def show_all(context: Context, _: str) -> Reply:
    """`/roller`: every role with its state, and a button to each."""
    context.staff()
    found = await roles(context.tx)
    ways = (*((NEW,) if context.may(Role.COORDINATOR) else ()), TRIALS)
    if not found:
        return say("roles.none", *ways)
    going = {t.role: t for t, _ in reversed(await trials(context.tx)) if t.closed_at is None}
    lines = [_line(context, each, going.get(each.id)) for each in found]
    buttons = tuple(Button(f"/rollekort {each.id}", label=each.title) for each in found)
    card = Card("", (), (*buttons, *ways), "/desk/roller")
    return Reply((Message("roles.all", {"lines": "\n".join(lines)}, card=card),))


def _line(context: Context, found: VolunteerRole, trial: Trial | None) -> str:
    values: Values = {
        "title": found.title,
        "state": context.pen(f"role_state.{found.state}"),
    }
    if trial is None:
        return context.pen("roles.line", **values)
    tried = "line_over" if how(trial, local_day(context.now)) == "over" else "line_trial"
    return context.pen(f"roles.{tried}", **values, day=trial.ends_on)


async def show_one(context: Context, rest: str) -> Reply:
    """`/rollekort 3`: one role with everything that can be done."""
    found, _ = await named(context, rest)
    return say("roles.which", ALL) if found is None else Reply((await whole(context, found),))


async def new(context: Context, rest: str) -> Reply:
    """`/nyrolle`, `/nyrolle IT-hjælper`: a draft from a typical role, or one begun from nothing.

    A role that exists already is shown instead, so two presses make one role.
    """
    known = {folded(each.title): each for each in await roles(context.tx)}
    free = [each for each in catalogue() if folded(each.title) not in known]
    words = rest.strip()
    if not words:
        return _which_new(free)
    if words == EMPTY:
        return asking(None, *BEGINNING)
    chosen = _sketch(words)
    had = known.get(folded(chosen.title if chosen else words))
    if had is not None:
        return Reply((Message("roles.there"), await whole(context, had)))
    if chosen is None:
        begun = asking(None, *BEGINNING)
        assert begun.begin is not None  # noqa: S101 - it asks for two things
        return Reply(begin=Begin(begun.begin.flow, begun.begin.args, {"title": words}))

    async def act() -> Reply:
        text = RoleText.of_sketch(chosen)
        made = await actions.save_role(context.tx, context.staff(), text, context.now)
        return Reply((Message("roles.made"), await whole(context, made)))

    return await refused(act())


def _which_new(free: Sequence[Sketch]) -> Reply:
    typical = (Button(f"/nyrolle {each.key}", label=each.title) for each in free)
    return say("roles.which_new", *typical, Button(f"/nyrolle {EMPTY}", "roles.empty_page"))


def _sketch(words: str) -> Sketch | None:
    """The typical role with this key or title."""
    wanted = folded(words)
    return next((s for s in catalogue() if wanted in {folded(s.key), folded(s.title)}), None)


async def complete(context: Context, rest: str) -> Reply:
    """`/udfyldrolle 3`: ask for everything that the role lacks, one question at a time."""
    found, _ = await named(context, rest)
    if found is None:
        return say("roles.which", ALL)
    missing = lacks_to_open(found)
    if missing:
        return asking(found, *missing)
    return say("roles.nothing_lacks", Button.to("aabnrolle", found.id), ALL)


async def change(context: Context, rest: str) -> Reply:
    """`/retrolle 3`, `/retrolle 3 kontakt`: show a field and ask for it again."""
    found, words = await named(context, rest)
    if found is None:
        return say("roles.which", ALL)
    keys = [key for key in KEYS if key not in SUPPLEMENT and key != "told_on"]
    if not context.library.branches:
        keys.remove("branch")
    keys += [FIVE, "told_on"]
    labels = [context.pen(f"role_words.{key}_label") for key in keys]
    place = keys.index(words) if words in keys else pick(labels, words)
    if place is None:
        fields = (
            Button(f"/retrolle {found.id} {key}", label=label)
            for key, label in zip(keys, labels, strict=True)
        )
        return say("roles.which_field", *fields, see(found), title=found.title)
    if keys[place] == FIVE:
        return asking(found, *SUPPLEMENT)
    return Reply(_stands(found, keys[place]), begin=asking(found, keys[place]).begin)


def _stands(found: VolunteerRole, key: str) -> tuple[Message, ...]:
    """The present text of a field, where it is long enough that nobody wants to write it again."""
    words = getattr(found, key)
    if not isinstance(words, str) or key in {"purpose", "branch"} or not words:
        return ()
    may_be_empty = "_or_empty" if key in SKIPPED else ""
    return (Message(f"role_words.now{may_be_empty}", {"words": words}),)


async def open_one(context: Context, rest: str) -> Reply:
    """`/aabnrolle 3`: open it for volunteers, or say what it lacks."""
    found, _ = await named(context, rest)
    if found is None:
        return say("roles.which", ALL)
    number = found.id

    async def act() -> Reply:
        opened = await actions.open_role(context.tx, context.staff(), number, context.now)
        await review_role(context.tx, number, context.now)
        trial = Button.to("nytforsoeg", number)
        return say("roles.opened", see(opened), trial, title=opened.title)

    return await refused(act(), number)


async def close_one(context: Context, rest: str) -> Reply:
    """`/lukrolle 3`: close it, after a yes, because people with shifts in it are told."""
    found, _ = await named(context, rest)
    if found is None:
        return say("roles.which", ALL)
    if found.state == RoleState.CLOSED:
        return say("roles.closed", see(found), title=found.title)
    return Reply(begin=Begin("role_close", {"role": found.id}))


async def _title(context: Context, answers: Answers) -> Values:
    found = await role(context.tx, answers.args["role"])
    return {"title": found.title if found else ""}


async def _close(context: Context, answers: Answers) -> Reply:
    number = answers.args["role"]
    if not answers["sure"]:
        return say("roles.stays", Button.to("rollekort", number))

    async def act() -> Reply:
        closed = await actions.close_role(context.tx, context.staff(), number, context.now)
        await review_role(context.tx, number, context.now)
        return say("roles.closed", see(closed), title=closed.title)

    return await refused(act(), number)


FLOWS = (
    Flow(
        name="role_close",
        version=1,
        steps=(YesNo(key="sure", values=_title),),
        finish=_close,
        role=Role.COORDINATOR,
    ),
)
