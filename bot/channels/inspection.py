"""Whether the staff's group is as it must be: topics on, and the bot an administrator in it.

What is wrong is said in a sentence to whoever runs the program: in the log, and by `sammen check`.
"""

from __future__ import annotations

from aiogram.methods import GetChat, GetChatMember, GetMe
from aiogram.types import ChatMemberAdministrator, ChatMemberOwner

from bot.channels.bot_api import BotApi
from bot.sending import NotSent

NOT_THERE = (
    "STAFF_CHAT_ID is no group that the bot is in: add the bot to the group, and set the group's "
    "number, which begins with -100."
)
NO_TOPICS = "The staff's group has no topics: turn Topics on in the settings of the group."
NO_ADMINISTRATOR = (
    "The bot is no administrator of the staff's group: make it one, with the rights to manage "
    "topics and to pin messages."
)
MAY_NOT = {
    "can_manage_topics": "The bot may not manage topics in the staff's group: give it that right.",
    "can_pin_messages": "The bot may not pin messages in the staff's group: give it that right.",
}


async def problems(api: BotApi, chat: str) -> list[str]:
    """A sentence for each thing that somebody must put right. Raises NotSent when it cannot be
    found out now.
    """
    try:
        group = await api(GetChat(chat_id=int(chat)))
    except NotSent as failure:
        if failure.later:
            raise
        return [NOT_THERE]
    found = [] if group.is_forum else [NO_TOPICS]
    me = await api(GetMe())
    member = await api(GetChatMember(chat_id=int(chat), user_id=me.id))
    if isinstance(member, ChatMemberOwner):
        return found
    if not isinstance(member, ChatMemberAdministrator):
        return [*found, NO_ADMINISTRATOR]
    return [*found, *(says for right, says in MAY_NOT.items() if not getattr(member, right))]
