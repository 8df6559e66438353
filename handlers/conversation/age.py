"""Whether somebody is at least 15: asked before anything personal, and remembered.

The line is databeskyttelsesloven § 6(2). Nobody is asked for a birth date.
"""

from __future__ import annotations

from handlers.conversation.flow import Answers
from handlers.conversation.values import Context
from storage.people.actions import tell_age
from storage.people.rules import AgeBand


async def remember_age(context: Context, fifteen: bool) -> None:
    """Save whether somebody is at least 15, for this turn and later ones."""
    context.age = AgeBand.FROM_15 if fifteen else AgeBand.UNDER_15
    await tell_age(context.tx, context.person_id, context.age)


def age_is_unknown(_: Answers, context: Context) -> bool:
    """The condition of the question about age."""
    return context.age is AgeBand.UNKNOWN


def is_fifteen(_: Answers, context: Context) -> bool:
    """The condition of questions that children are not asked."""
    return context.age is AgeBand.FROM_15
