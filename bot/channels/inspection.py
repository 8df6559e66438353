"""Checks the staff's group: topics must be on, and the bot must be an administrator.

Whoever runs the program is told what is wrong, one sentence each: in the log, and by `sammen
check`.
"""

from __future__ import annotations

from aiogram.methods import GetChat, GetChatMember, GetMe
from aiogram.types import ChatMemberAdministrator, ChatMemberOwner

from bot.channels.bot_api import BotApi
from bot.channels.group import StaffGroup
from bot.config import Settings
from bot.intake import Clock
from bot.sending import NotSent
from storage.database import Database

NOT_THERE = (
    "STAFF_CHAT_ID is no group that the bot is in: add the bot to the group; the log then says "
    "the number to set."
)
NO_TOPICS = "The staff's group has no topics: turn Topics on in the settings of the group."
NO_ADMINISTRATOR = (
    "The bot is no administrator of the staff's group: make it one, with the rights to manage "
    "topics and to pin messages."
)
MAY_NOT = {
    "can_manage_topics": "The bot may not manage topics in the staff's group: give it that right.",
    "can_pin_messages": "The bot may not pin messages in the staff's group: give it that right.",
    "can_delete_messages": (
        "The bot may not delete messages in the staff's group, so what a citizen has erased stays "
        "there: give it that right."
    ),
}
NOT_NOW = "Telegram does not answer: the staff's group was not looked at."


async def problems(api: BotApi, chat: str) -> list[str]:
    """A sentence for each thing to put right. Raises NotSent when Telegram is away."""
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


async def look_at_group(settings: Settings, database: Database, clock: Clock) -> list[str]:
    """The same for `sammen check`, while no program runs. Empty when staff work in no group."""
    chat = await StaffGroup(database, settings.staff_chat_id, clock).address()
    if chat is None or not settings.bot_token:
        return []
    api = BotApi(settings.bot_token, settings.telegram_api_url)
    try:
        return await problems(api, chat)
    except NotSent:
        return [NOT_NOW]
    finally:
        await api.close()
