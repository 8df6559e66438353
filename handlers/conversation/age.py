"""Which side of 15 somebody is on: asked before anything personal, remembered for all that follows.

The line is databeskyttelsesloven § 6(2). Birth dates are never asked for.
"""

from __future__ import annotations

from handlers.conversation.flow import Answers
from handlers.conversation.values import Context
from storage.people.actions import tell_age
from storage.people.rules import AgeBand


async def remember_age(context: Context, fifteen: bool) -> None:
    """Keep which side of 15 somebody is on, for this turn and for all that follow."""
    context.age = AgeBand.FROM_15 if fifteen else AgeBand.UNDER_15
    await tell_age(context.tx, context.person_id, context.age)


def age_is_unknown(_: Answers, context: Context) -> bool:
    """The condition of the question itself."""
    return context.age is AgeBand.UNKNOWN


def is_fifteen(_: Answers, context: Context) -> bool:
    """The condition of what is not asked of children."""
    return context.age is AgeBand.FROM_15
