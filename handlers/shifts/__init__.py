"""Shifts: staff make them, volunteers take them, and both see how it goes."""

from handlers.conversation.commands import Command, Run
from handlers.conversation.values import Context, Occasion, Reply
from handlers.shifts import after, changing, copying, giving, making, mine, staff, told
from storage.people.rules import Role
from storage.talk.tables import Due

__all__ = ["COMMANDS", "FLOWS", "FOR_STAFF", "heard", "tell_shift"]


def _by_speaker(colleague: Run, volunteer: Run) -> Run:
    """A command that does one thing for colleagues and another for everybody else."""

    async def run(context: Context, rest: str) -> Reply:
        return await (colleague if context.colleague is not None else volunteer)(context, rest)

    return run


async def tell_shift(occasion: Occasion, due: Due) -> None:
    """The clock's entry: do what became due about a shift, and tell the people concerned."""
    tell = after.tell_after if due.payload["step"] in after.STEPS else told.tell_before
    await tell(occasion, due)


heard = making.heard
FLOWS = (*making.FLOWS, *changing.FLOWS, *copying.FLOWS, *giving.FLOWS, *mine.FLOWS, *after.FLOWS)

_COORDINATOR = Role.COORDINATOR
FOR_STAFF = (
    Command(("vagter", "shifts"), _by_speaker(staff.show_week, mine.show), aside=True),
    Command(("vagt", "shift"), _by_speaker(staff.show_one, mine.look), aside=True, typed=False),
    Command(("nyvagt", "newshift", "ny vagt", "new shift"), making.start, _COORDINATOR),
    Command(("kopivagt", "copyshift"), copying.copy, _COORDINATOR, typed=False),
    Command(("aendrvagt", "changeshift"), changing.change, _COORDINATOR, typed=False),
    Command(("aflysvagt", "dropshift"), changing.cancel, _COORDINATOR, typed=False),
    Command(("saetpaa", "puton"), giving.assign, _COORDINATOR, typed=False),
    Command(("tagaf", "takeoff"), giving.release, _COORDINATOR, typed=False),
)
"""Commands of colleagues. The first two are also for volunteers, who see another side of it."""

COMMANDS = (
    *FOR_STAFF,
    *mine.COMMANDS,
    *after.COMMANDS,
    *told.COMMANDS,
)
