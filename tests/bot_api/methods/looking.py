"""What a bot can find out: who it is, what a chat is, who is in it."""

from __future__ import annotations

from typing import Any

from tests.bot_api.fields import Fields
from tests.bot_api.methods.registry import chat_of, method
from tests.bot_api.refusals import bad
from tests.bot_api.world import Chat, World

RIGHTS = (
    "can_be_edited",
    "can_manage_chat",
    "can_change_info",
    "can_delete_messages",
    "can_invite_users",
    "can_restrict_members",
    "can_pin_messages",
    "can_manage_topics",
    "can_promote_members",
    "can_manage_video_chats",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_send_welcome_messages",
    "is_anonymous",
)
OWN_RIGHTS = frozenset(
    {"can_manage_chat", "can_delete_messages", "can_pin_messages", "can_manage_topics"}
)
GIFTS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription")


@method("getMe")
def get_me(world: World, fields: Fields) -> dict[str, Any]:
    return {
        **world.bot,
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "has_topics_enabled": False,
    }


@method("getChat")
def get_chat(world: World, fields: Fields) -> dict[str, Any]:
    chat = chat_of(world, fields)
    pinned = {"pinned_message": chat.messages[chat.pinned[-1]]} if chat.pinned else {}
    return {
        **chat.public,
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": {**dict.fromkeys(GIFTS, False), "gifts_from_channels": False},
        **pinned,
    }


@method("getChatMember")
def get_member(world: World, fields: Fields) -> dict[str, Any]:
    chat = chat_of(world, fields)
    number = fields.number("user_id")
    if number == world.bot["id"]:
        return as_member(world, chat)
    found = chat.members.get(number or 0)
    if found is None:
        raise bad("user not found" if number not in world.chats else "member not found")
    return found


def as_member(world: World, chat: Chat, status: str = "") -> dict[str, Any]:
    """The bot as a member of a chat: an administrator in a group where it has rights."""
    status = status or ("administrator" if chat.rights else "member")
    about = {"user": world.bot, "status": status}
    if status == "kicked":
        return {**about, "until_date": 0}
    if status != "administrator":
        return about
    return {**about, **{right: right in chat.rights for right in RIGHTS}}


@method("getChatMemberCount")
def count_members(world: World, fields: Fields) -> int:
    return len(chat_of(world, fields).members) + 1


@method("getChatAdministrators")
def administrators(world: World, fields: Fields) -> list[dict[str, Any]]:
    chat = chat_of(world, fields)
    people = [m for m in chat.members.values() if m["status"] in ("creator", "administrator")]
    return [*people, *([as_member(world, chat)] if chat.rights else ())]


@method("sendChatAction")
def chat_action(world: World, fields: Fields) -> bool:
    chat_of(world, fields)
    return True
