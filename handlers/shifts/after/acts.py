"""What all acts after a shift share: who speaks, which shift, and what is said when it fails."""

from __future__ import annotations

from collections.abc import Awaitable

from handlers.conversation.values import Button, Context, Reply, say
from storage.cases.rules import NotValid
from storage.people.rules import NotAllowed
from storage.shifts.coming import CannotCome
from storage.shifts.rules import NoSuchShift
from storage.volunteers.queries import own

EVERYBODY = frozenset({"alle", "all", "everybody"})


async def own_number(context: Context) -> int | None:
    """The number of the volunteer who speaks; None for others."""
    standing = await own(context.tx, context.person_id)
    return standing.case.number if standing else None


def not_one() -> Reply:
    """The speaker is no volunteer."""
    return say("volunteers.not_one", Button.to("frivillig"))


async def refused(act: Awaitable[Reply]) -> Reply:
    """Do it; or say why it cannot be done."""
    try:
        return await act
    except NotAllowed:
        return say("common.not_allowed")
    except NoSuchShift:
        return say("shift_came.no_such")
    except CannotCome as why:
        return say(f"shift_came.{why.why}")
    except NotValid:
        return say("shift_hours.how_long")
