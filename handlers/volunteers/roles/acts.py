"""What all acts on a role or a trial share: which one is meant, and what is said when it fails."""

from __future__ import annotations

from collections.abc import Awaitable

from handlers.conversation.numbers import id_and_words
from handlers.conversation.texts import Key
from handlers.conversation.values import Button, Context, Message, Reply, say
from storage.cases.rules import NotValid
from storage.people.rules import NotAllowed
from storage.volunteers.queries import role
from storage.volunteers.rules import SUPPLEMENT, NotOpen, Overtaken, TrialOver
from storage.volunteers.tables import VolunteerRole

ALL = Button.to("roller")
TRIALS = Button.to("forsoeg")


def see(found: VolunteerRole) -> Button:
    """The button to a role."""
    return Button(f"/rollekort {found.id}", "roles.see", values={"title": found.title})


def fill(role_id: int) -> Button:
    """The button to answer what a role lacks."""
    return Button.to("udfyldrolle", role_id)


async def named(context: Context, rest: str) -> tuple[VolunteerRole | None, str]:
    """The role that a colleague names, and the words after its number. The place of the talk names
    none.
    """
    context.staff()
    number, words = id_and_words(rest)
    return (await role(context.tx, number) if number else None), words


def lacking(lacks: tuple[str, ...]) -> list[Key]:
    """What a role lacks, in words; the five questions are one item when all are missing."""
    none_yet = set(SUPPLEMENT) <= set(lacks)
    told = [each for each in lacks if not (none_yet and each in SUPPLEMENT)]
    return [Key(f"role_lack.{each}") for each in (*told, *(("five",) if none_yet else ()))]


async def refused(act: Awaitable[Reply], role_id: int = 0) -> Reply:
    """Do it, or say why it cannot be done. An act that raises has changed nothing."""
    again = Button.to("rollekort", role_id) if role_id else ALL
    try:
        return await act
    except NotAllowed:
        return say("common.not_allowed")
    except NotOpen as missing:
        return say("roles.must_have", fill(role_id), again, things=lacking(missing.lacks))
    except Overtaken:
        return say("roles.changed", again)
    except TrialOver:
        return say("trials.over", again, TRIALS)
    except NotValid as wrong:
        problem = Message(f"problem.{wrong.problem}", {"limit": wrong.limit} if wrong.limit else {})
        return Reply((problem, *say("roles.stays", again).messages))
