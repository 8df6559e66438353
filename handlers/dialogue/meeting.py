"""What a newcomer is told, whatever they said and what became of it.

Must not ask anything: they came with a matter of their own.
"""

from handlers import welcome
from handlers.conversation.values import Context, Message
from storage.people.actions import show_notice
from storage.people.rules import NOTICE_VERSION


async def first_contact(
    context: Context, notice_version: int, door: Message | None
) -> tuple[Message, ...]:
    """The privacy notice, once for each version of it (GDPR art. 13). `notice_version` is the one
    that they have seen; `door` are the messages of a channel that has no page to greet them on.
    """
    if notice_version >= NOTICE_VERSION:
        return ()
    if not context.newcomer:
        await show_notice(context.tx, context.person_id, context.now)
    of_the_door = (door,) if door else ()
    hello = (welcome.hello(context),) if door else ()
    return (*hello, Message("welcome.not_human"), *of_the_door, Message("welcome.privacy_short"))
