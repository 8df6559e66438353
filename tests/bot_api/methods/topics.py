"""Topics of a forum: opened, renamed, closed, opened again."""

from __future__ import annotations

from typing import Any

from tests.bot_api.fields import Fields
from tests.bot_api.methods.markup import units
from tests.bot_api.methods.pinning import announce
from tests.bot_api.methods.registry import chat_of, method, needs_right
from tests.bot_api.refusals import bad
from tests.bot_api.world import Chat, TopicData, World

BLUE = 7322096


def _forum(world: World, fields: Fields, purpose: str) -> Chat:
    chat = chat_of(world, fields)
    if not chat.is_forum:
        raise bad("the chat is not a forum")
    needs_right(chat, "can_manage_topics", purpose)
    return chat


def _topic(world: World, fields: Fields, purpose: str) -> tuple[Chat, TopicData]:
    chat = _forum(world, fields, purpose)
    topic = chat.topics.get(fields.number("message_thread_id") or 0)
    if topic is None:
        raise bad("TOPIC_ID_INVALID")
    return chat, topic


def _name(fields: Fields) -> str:
    name = fields.text("name").strip()
    if not 1 <= units(name) <= 128:
        raise bad("TOPIC_TITLE_EMPTY" if not name else "TOPIC_TITLE_TOO_LONG")
    return name


def _announce(world: World, chat: Chat, topic: TopicData, kind: str, content: Any) -> None:
    announce(world, chat, message_thread_id=topic.id, is_topic_message=True, **{kind: content})


@method("createForumTopic")
def create(world: World, fields: Fields) -> dict[str, Any]:
    chat = _forum(world, fields, "create a topic")
    topic = TopicData(chat.next_message, _name(fields))
    chat.topics[topic.id] = topic
    about = {"name": topic.name, "icon_color": fields.number("icon_color") or BLUE}
    _announce(world, chat, topic, "forum_topic_created", about)
    return {"message_thread_id": topic.id, **about}


@method("editForumTopic")
def edit(world: World, fields: Fields) -> bool:
    chat, topic = _topic(world, fields, "edit the topic")
    name = _name(fields) if "name" in fields else topic.name
    if name == topic.name and "icon_custom_emoji_id" not in fields:
        raise bad("TOPIC_NOT_MODIFIED")
    topic.name = name
    _announce(world, chat, topic, "forum_topic_edited", {"name": name})
    return True


@method("closeForumTopic")
def close(world: World, fields: Fields) -> bool:
    return _open_or_close(world, fields, "forum_topic_closed")


@method("reopenForumTopic")
def reopen(world: World, fields: Fields) -> bool:
    return _open_or_close(world, fields, "forum_topic_reopened")


def _open_or_close(world: World, fields: Fields, kind: str) -> bool:
    chat, topic = _topic(world, fields, "edit the topic")
    closes = kind == "forum_topic_closed"
    if topic.closed is closes:
        raise bad("TOPIC_NOT_MODIFIED")
    topic.closed = closes
    _announce(world, chat, topic, kind, {})
    return True


@method("deleteForumTopic")
def delete(world: World, fields: Fields) -> bool:
    chat, topic = _topic(world, fields, "delete the topic")
    needs_right(chat, "can_delete_messages", "delete the topic")
    del chat.topics[topic.id]
    for number, message in list(chat.messages.items()):
        if message.get("message_thread_id") == topic.id:
            del chat.messages[number]
    world.bell.ring()
    return True
