"""A role as staff see it: its texts, what it lacks, its trials, what can be done now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from handlers.conversation.texts import Key, Value, Values
from handlers.conversation.values import Button, Card, Context, Message, Row
from handlers.volunteers.roles.acts import ALL, fill, lacking
from handlers.volunteers.wording import times
from storage.cases.rules import local_day
from storage.people.queries import colleague
from storage.people.rules import Role
from storage.volunteers.queries import lacks_to_open, trials
from storage.volunteers.rules import SUPPLEMENT, RoleState
from storage.volunteers.tables import Trial, VolunteerRole

OWN_WORDS = ("adds", "supplement", "rhythm", "needs", "insurance")
"""Fields that the card shows as written, if they were."""


async def whole(context: Context, found: VolunteerRole) -> Message:
    """A role as a message."""
    theirs = [trial for trial, _ in await trials(context.tx, found.id)]
    contact = await colleague(context.tx, found.contact) if found.contact else None
    rows = _rows(context, found, contact.name if contact else "", theirs)
    card = Card("", tuple(rows), _buttons(context, found, theirs), f"/desk/rolle/{found.id}")
    return Message("roles.one", {"title": found.title}, card=card)


def _rows(
    context: Context, found: VolunteerRole, contact: str, theirs: Sequence[Trial]
) -> Iterator[Row]:
    yield Row("roles.state", text_key=f"role_state.{found.state}")
    if found.state != RoleState.OPEN and (missing := lacks_to_open(found)):
        listed: Values = {"things": lacking(missing)}
        yield Row("roles.lacks", text_key="common.listed", values=listed)
    yield from _told(found)
    if branch := context.library.branch(found.branch):
        yield Row("role_words.branch_label", branch.name)
    if contact:
        yield Row("role_words.contact_label", contact)
    yield from _five(found)
    today = local_day(context.now)
    for trial in theirs:
        yield Row("roles.trial", text_key=f"roles.trial_{how(trial, today)}", values=facts(trial))


def _told(found: VolunteerRole) -> Iterator[Row]:
    """The facts of a role."""
    yield Row("role_words.does_label", found.does)
    if found.purpose:
        yield Row("role_words.purpose_label", text_key=f"purpose.{found.purpose}")
    for name in OWN_WORDS:
        if words := getattr(found, name):
            yield Row(f"role_words.{name}_label", words)
    if found.times:
        when: Values = {"things": times(found.times)}
        yield Row("role_words.times_label", text_key="common.listed", values=when)
    for name in ("intro", "children"):
        answer = "yes" if getattr(found, name) else "no"
        yield Row(f"role_words.{name}_label", text_key=f"common.{answer}")


def _five(found: VolunteerRole) -> Iterator[Row]:
    """The five questions: how many have a plain yes, and the explanations of the others."""
    given = {key: found.answers.get(key, {}) for key in SUPPLEMENT}
    if plain := sum(bool(each.get("yes")) for each in given.values()):
        all_of_them = plain == len(SUPPLEMENT)
        answer = "five_yes" if all_of_them else "five_some"
        values: Values = {} if all_of_them else {"n": plain}
        yield Row("role_words.five_label", text_key=f"role_words.{answer}", values=values)
    for key, each in given.items():
        if words := each.get("why"):
            said = "with_yes" if each.get("yes") else "with_no"
            label = f"role_words.{key}_label"
            yield Row(label, text_key=f"role_words.{said}", values={"words": words})
    if found.told_on:
        told: Values = {"day": found.told_on}
        yield Row("role_words.told_on_label", text_key="vol_card.day", values=told)


def how(trial: Trial, today: date) -> str:
    """The state of a trial: open, over without a lesson, or closed with one."""
    if trial.closed_at is not None:
        return "closed"
    return "over" if trial.ends_on < today else "open"


def facts(trial: Trial) -> Values:
    """The facts of a trial, with its lesson if it has one."""
    told: dict[str, Value] = {"question": trial.question, "day": trial.ends_on}
    if trial.verdict:
        verdict = Key(f"trial_end.verdict_{trial.verdict}")
        told |= {"verdict": verdict, "lesson": trial.lesson or ""}
    return told


def _buttons(context: Context, found: VolunteerRole, theirs: Sequence[Trial]) -> tuple[Button, ...]:
    """What can be done about a role now, the most needed first."""
    if not context.may(Role.COORDINATOR):
        return (ALL,)
    id = found.id
    if found.state == RoleState.OPEN:
        state = Button.to("lukrolle", id)
    elif lacks_to_open(found):
        state = fill(id)
    else:
        state = Button.to("aabnrolle", id)
    going = [trial for trial in theirs if trial.closed_at is None]
    tried = [Button.to("slutforsoeg", trial.id) for trial in going]
    begins = Button.to("nytforsoeg", id)
    return (state, Button.to("retrolle", id), *(tried or [begins]), ALL)
